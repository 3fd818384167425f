"""Every page in each of its looks with axe's eyes: light, dark, high contrast, and right to left.

By all rules of WCAG 2.2 AA in light; in the others by the rules that depend on colours, and on where things stand.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE
from tests.every_page import browser_of, make_network, pages

LOOKS = {
    "dark": ("dark", ""),
    "high contrast": ("light", "look-contrast-more"),
    "dark, high contrast": ("dark", "look-contrast-more"),
    "right to left": ("light", "rtl"),
}
DEPENDS = ["color-contrast", "link-in-text-block", "target-size"]
TURN = """(how) => {
  const page = document.documentElement;
  page.dir = how === "rtl" ? "rtl" : "ltr";
  page.classList.toggle("look-contrast-more", how === "look-contrast-more");
}"""


@pytest.fixture
def network(site, ada, ben, cleo, hana):
    return make_network(ada, ben, cleo, hana)


@pytest.fixture
def windows(network, visit, site):
    """One for each of the people, signed in and their password just given; a phone for whoever is a stranger."""
    opened = {}
    for person in network.people:
        opened[person] = visit("/about/", **(DESK if person else PHONE))
        if cookie := browser_of(person).cookies.get("sessionid"):
            opened[person].context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site}])
    return opened


def _seen(page, rules):
    options = {"runOnly": {"type": "rule", "values": rules}, "preload": False}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def test_no_page_breaks_a_rule_in_any_of_its_looks(network, windows, violations):
    faults = {}
    for who, address in pages(network):
        page = windows[who]
        page.emulate_media(color_scheme="light")
        page.goto(address, wait_until="load")
        faults[f"{address} of {who}"] = violations(page)
        for look, (scheme, how) in LOOKS.items():
            page.emulate_media(color_scheme=scheme)
            page.evaluate(TURN, how)
            faults[f"{address} of {who}, {look}"] = _seen(page, DEPENDS)
    assert {where: found for where, found in faults.items() if found} == {}
