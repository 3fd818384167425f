"""Every sentence of every page can be translated, with a language in which each comes out ⟦wrapped⟧.

What people wrote is never translated. It is told apart in two ways. An element in which people's words stand says so,
with `dir="auto"` or a `lang` of its own: what is in it is left out. And what was written in the columns of `WRITTEN` is
taken out of the rest, longest first. Left out too are addresses, endings of files, what is for programs (`<code>`)
and what is in `AS_IT_IS`. A letter alone is a key of the keyboard.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import trans_real
from wagtail.models import Revision

import heard
from heard.apps.connecting.models import Webhook
from heard.apps.conversing.models import Comment
from heard.apps.correcting.models import Correction
from heard.apps.helping.models import Pair, Proposal, Spot
from heard.apps.joining.models import Group, User
from heard.apps.moderating.models import Concern, SavedReply
from heard.apps.telling.forms import LANGUAGES
from heard.apps.telling.models import PersonContact, Recording, Story, StoryPerson, Theme, Voice
from heard.apps.transcribing.models import Take
from heard.apps.understanding.models import Chapter, EasyLine, TranslatedParagraph
from heard.apps.wording.models import Ask, Term
from tests.every_page import browser_of, make_network, pages

WRITTEN = (
    (User, "name", "email", "about"),
    (Group, "name", "about"),
    (Theme, "name"),
    (Story, "title", "summary", "place"),
    (StoryPerson, "name"),
    (Voice, "name"),
    (PersonContact, "real_name"),
    (Recording, "filename"),
    (Take, "engine"),
    (Correction, "heard", "text", "note", "author_name"),
    (Comment, "text", "author_name"),
    (Concern, "text", "author_name"),
    (SavedReply, "title", "text"),
    (Proposal, "heard", "meant"),
    (Spot, "text"),
    (Pair, "heard", "meant"),
    (Ask, "text"),
    (Webhook, "address"),
    (Term, "text", "meaning"),
    (Chapter, "title"),
    (EasyLine, "text"),
    (TranslatedParagraph, "of", "text"),
)
# The name of the site; languages as their speakers write them; what a transcript calls a voice that nobody has named.
AS_IT_IS = ("Heard", "Speaker", "BibTeX", "CSL-JSON", *(name for _code, name in LANGUAGES))
SCRIPTS = Path(heard.__path__[0]) / "web/static/js"
_COMMENTS = re.compile(r"/\*.*?\*/|//[^\n]*|throw [^\n]*", re.DOTALL)
_SAID = re.compile(r"""["'`][A-Z][a-z’]* [a-z][^"'`\n]*["'`]""")
_READ_OUT = ("title", "alt", "aria-label", "aria-description", "placeholder")
_BUTTONS = ("submit", "button", "reset")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
_NO_TEXT = ("script", "style", "svg", "code")
_ADDRESS = re.compile(r"https?://\S+|(?<!\w)/\S+|(?<!\w)\.\w+")  # of pages, of files, and how names of files end
_ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,’'–-]+[A-Za-z]+)*")


class Page(HTMLParser):
    """`plain` is all text of a page that is neither wrapped nor people's."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.plain: list[tuple[str, str]] = []  # the element or attribute, and its text
        self._open: list[tuple[str, bool]] = []  # each element, and whether what is in it is left out
        self._depth = 0  # of wrapping: a sentence may have elements in it
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if not self._is_left_out():
            self._read_out(tag, given)
        if tag not in _VOID:
            theirs = given.get("dir") == "auto" or (tag != "html" and "lang" in given) or tag in _NO_TEXT
            self._open.append((tag, theirs))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_left_out():
            self.plain.append((self._open[-1][0] if self._open else "", self._unwrapped(data)))

    def _is_left_out(self) -> bool:
        return any(left_out for _tag, left_out in self._open)

    def _read_out(self, tag: str, given: dict[str, str]) -> None:
        said = {name: given[name] for name in _READ_OUT if name in given}
        said |= {name: value for name, value in given.items() if name.startswith("data-") and " " in value}
        if tag == "input" and given.get("type") in _BUTTONS:
            said["value"] = given.get("value", "")
        if tag == "meta" and given.get("name") == "description":
            said["content"] = given.get("content", "")
        before, self._depth = self._depth, 0
        for name, text in said.items():
            self.plain.append((f"{tag} {name}", self._unwrapped(text)))
            self._depth = 0
        self._depth = before

    def _unwrapped(self, text: str) -> str:
        left = []
        for sign in text:
            self._depth += (sign == "⟦") - (sign == "⟧")
            left.append(sign if self._depth <= 0 and sign != "⟧" else " ")
        return "".join(left)


@pytest.fixture
def wrapped(monkeypatch) -> None:
    """All four ways to translate, so also those of templates, of lazy sentences and of the core."""
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(translation._trans, name, _wrapping(getattr(trans_real, name)))


def _wrapping(find):
    def translate(*given):
        found = find(*given)
        return f"⟦{found}⟧" if found else ""

    return translate


def _as_sent(content: dict[str, object]) -> object:
    """With what Wagtail keeps as JSON inside of JSON taken apart."""
    return [json.loads(value) if str(value).startswith("[{") else value for value in content.values()]


def _on_pages(part: object) -> Iterator[str]:
    """Every text in what an editor put together, however deep."""
    if isinstance(part, str):
        yield unescape(re.sub(r"<[^>]+>", "", part))
    elif isinstance(part, list | dict):
        for one in part.values() if isinstance(part, dict) else part:
            yield from _on_pages(one)


def _written() -> list[str]:
    pages = {text for page in Revision.objects.all() for text in _on_pages(_as_sent(page.content))}
    said = pages | {
        str(value) for model, *columns in WRITTEN for row in model.objects.values_list(*columns) for value in row
    }
    return sorted(filter(None, {*said, *AS_IT_IS}), key=len, reverse=True)


def _english(html: str, written: list[str]) -> Iterator[tuple[str, str]]:
    for place, text in Page(html).plain:
        left = _ADDRESS.sub(" ", " ".join(text.split()))
        for theirs in written:
            left = left.replace(theirs, " ")
        yield from ((words, place) for words in _ENGLISH.findall(left))


def test_english_is_found_wherever_a_page_says_it_and_nowhere_else():
    said = """<html lang="en"><title>⟦Stories⟧ of us</title><p title="An aside">⟦Read <a href="/x">our</a> rules⟧ now
        <img alt="⟦A ⟦picture⟧⟧"><input type="submit" value="Send it"><input value="typed"><b dir="auto">Dear all</b>
        <q lang="cy">Wel</q> <kbd>K</kbd> Ada says <code>id</code> <i data-wait="Please wait" data-word="w8"></i>"""
    found = sorted(_english(said, ["Ada"]))
    assert [words for words, _place in found] == ["An aside", "Please wait", "Send it", "now", "of us", "says"]


def test_no_script_holds_a_sentence_of_its_own():
    """They come with the page, in its attributes and templates. What is thrown is for whoever writes scripts."""
    found = [
        f"{path.name}: {said}"
        for path in sorted(SCRIPTS.rglob("*.js"))
        for said in _SAID.findall(_COMMENTS.sub("", path.read_text()))
    ]
    assert found == []


def test_no_page_has_english_outside_what_can_be_translated(ada, ben, cleo, hana, wrapped):
    network = make_network(ada, ben, cleo, hana)
    written = _written()
    found: dict[str, str] = {}
    for who, address in pages(network):
        html = browser_of(who).get(address).content.decode()
        for words, place in _english(html, written):
            found.setdefault(words, f"{place} of {address} as {who}")
    assert not found, "\n".join(f"{words!r} in {place}" for words, place in sorted(found.items()))
