"""Whatever is typed into whichever form, by whomever: an answer, never a breakdown.

A walk from the home page over links and forms, as several people. Each form that is found is sent with one kind of
nonsense in all its fields at a time; everything it did is undone before the next.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from heard.apps.joining.models import Group

NONSENSE = {
    "nothing": "",
    "spaces": " \t\u00a0\n",
    "NUL": "a\x00b",
    "markup": "<script>alert(1)</script>'\";--",
    "very long": "x" * 5_000,
    "a huge number": "9" * 40,
    "a negative number": "-1",
    "not a number": "NaN",
    "other digits": "٣²",
    "surrogates and emoji": "\ud83d\udc4b🏽\u202e",
    "a path": "../../etc/passwd",
}
_MOST_OF_A_KIND = 2  # pages that one view makes
_KEPT_OUT = ("/admin/", "/cms/", "/account/logout/", "/static/")


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)  # name: type


class Reader(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, response: HttpResponseBase, at: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._at = at
        self.feed(getattr(response, "content", b"").decode("utf-8", "replace"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(urljoin(self._at, given.get("href", "")))
        elif tag == "form":
            action = urljoin(self._at, given.get("action", ""))
            self.forms.append(Form(action, given.get("method", "get").lower()))
        elif tag in ("input", "textarea", "select", "button") and self.forms and given.get("name"):
            self.forms[-1].fields[given["name"]] = given.get("type", tag)


def _view(address: str) -> str | None:
    """The name of the view that answers there. None: not one of ours, or kept out."""
    parts = urlsplit(address)
    if parts.netloc or parts.scheme or parts.path.startswith(_KEPT_OUT):
        return None
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return None


def _walk(client: Client) -> Iterator[tuple[str, HttpResponseBase, Reader]]:
    """Every kind of page that can be reached, twice at most."""
    waiting, seen, kinds = ["/"], {"/"}, Counter[str]()
    while waiting:
        at = waiting.pop(0)
        response = client.get(at)
        page = Reader(response, at) if "html" in response.headers.get("Content-Type", "") else Reader(b"", at)
        yield at, response, page
        _read(response)
        for link in page.links:
            link = link.split("#")[0]
            view = _view(link)
            if view and link not in seen and kinds[view] < _MOST_OF_A_KIND:
                seen.add(link)
                kinds[view] += 1
                waiting.append(link)


def _read(response: HttpResponseBase) -> None:
    """A download to its end, which closes the file and gives its place to the next."""
    if response.streaming:
        deque(response.streaming_content, maxlen=0)


def _filled(form: Form, nonsense: str) -> dict[str, object]:
    def value(kind: str) -> object:
        if kind == "file":
            return SimpleUploadedFile("nonsense.png", nonsense.encode("utf-8", "replace"))
        return nonsense

    return {name: value(kind) for name, kind in form.fields.items()}


def _sent(client: Client, form: Form, data: dict[str, object]) -> int:
    """The status of the answer. What it did is undone."""
    with transaction.atomic():
        response = getattr(client, "post" if form.method == "post" else "get")(form.action, data)
        _read(response)
        transaction.set_rollback(True)
    return response.status_code


@pytest.fixture
def network(story, ada, ben):
    """Something behind most links."""
    told = story("The value of co-production", themes=("Respite",), place="Glenfield")
    story("A draft of mine", published=False)
    Group.objects.create(name="Carers together", slug="carers-together")
    return told


@pytest.mark.parametrize("who", ["nobody", "ben", "ada", "cleo", "hana"])
def test_no_form_breaks_down(browse, network, ada, ben, cleo, hana, who):
    client = browse({"nobody": None, "ben": ben, "ada": ada, "cleo": cleo, "hana": hana}[who])
    client.raise_request_exception = False
    broken, forms, pages = [], set(), 0
    for at, response, page in _walk(client):
        pages += 1
        if response.status_code >= 500:
            broken.append((at, response.status_code))
        for form in page.forms:
            kind = (_view(form.action), tuple(sorted(form.fields)))
            if kind[0] is None or kind in forms:
                continue
            forms.add(kind)
            for name, nonsense in NONSENSE.items():
                text = nonsense.encode("utf-8", "replace").decode("utf-8")
                status = _sent(client, form, _filled(form, text))
                if status >= 500:
                    broken.append((form.action, name, status))
    assert broken == []
    assert pages > 10
    assert len(forms) >= 3
