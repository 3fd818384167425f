"""Sends a form as it stands on a page, in the browser that shows it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

_ADDRESSES = "forms => forms.map(form => form.method === 'post' ? form.action : '')"
_FILL = """(form, given) => {
  for (const [name, value] of Object.entries(given)) {
    const fields = [...form.elements].filter((field) => field.name === name);
    if (!fields.length) throw new Error(`no field ${name}`);
    for (const field of fields) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value || value === true;
      else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}"""
_SEND = "(form, press) => form.requestSubmit(press ? form.querySelector(press) : null)"


def send(page: Page, door: str, press: str = "", **given: str | bool) -> None:
    """Fills in the first form of this page that leads to a door, and sends it by the button that `press` picks. What
    comes then is a page, and no refusal."""
    addresses = page.locator("form").evaluate_all(_ADDRESSES)
    there = [number for number, address in enumerate(addresses) if _door(address) == door]
    assert there, f"no form leads to {door} on {page.url}: {[_door(address) for address in addresses]}"
    form = page.locator("form").nth(there[0])
    form.evaluate(_FILL, given)
    with page.expect_navigation() as went:
        form.evaluate(_SEND, press)
    answer = went.value
    assert answer is None or answer.ok, f"{door}: {answer.status} {page.locator('main').inner_text()}"
    assert page.locator(".error-summary").count() == 0, f"{door}: {page.locator('.error-summary').inner_text()}"


def _door(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name if address else ""
    except Resolver404:
        return ""
