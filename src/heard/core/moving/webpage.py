"""A page that was saved from an old site: its title, its standfirst, its paragraphs, and what others said below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from heard.core.files.decoding import decoded

_EMPTY = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_EMPTY.split())
# What stands on every page of a site, or is nothing to read.
_SKIPPED = "script style noscript template svg nav footer aside form button select iframe dialog"
_FURNITURE = frozenset(_SKIPPED.split())
_PARAGRAPHS = "p blockquote li dd dt pre h2 h3 h4 h5 h6 figcaption"
_TEXT = frozenset(_PARAGRAPHS.split())
_PARTS = frozenset(("div", "section", "article", "main", "header", "body", "ul", "ol", "dl", "table", "tr", "td", "th"))
_OPEN_ENDED = frozenset(["p", "li", "dd", "dt"])
_A_COMMENT, _COMMENTS = re.compile(r"\bcomment\b"), re.compile(r"\bcomments\b|\bcomment-?list\b")
_WRITER = re.compile(r"\bauthor\b|\busername\b|\bfn\b|\bcomment-author\b|\bby\b")
_STANDFIRST = re.compile(r"\bstandfirst\b|\blead\b|\bintro\b|\bexcerpt\b|\bsubtitle\b")
_MOST_TITLE = 160
_SITE = re.compile(r"\s+[|–—-]\s+[^|–—]{1,60}$")


@dataclass(frozen=True, slots=True)
class Said:
    """A comment: whose it is, when it was written (as the page's code has it), and its words."""

    name: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    title: str = ""
    standfirst: str = ""
    paragraphs: Sequence[str] = ()
    comments: Sequence[Said] = ()


def read(data: bytes) -> Page:
    """Whatever can be read of it. Raises BadInput for what is no text."""
    found = _Reader()
    found.feed(decoded(data)[0])
    found.close()
    return found.page()


@dataclass(slots=True)
class _Comment:
    depth: int
    name: list[str] = field(default_factory=list)
    at: str = ""
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Goes through a page once. It minds which elements are open, and no more: pages are never quite right."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []
        self._block: list[str] = []
        self._blocks: list[tuple[str, str, bool]] = []
        self._titles: dict[str, list[str]] = {"title": [], "h1": []}
        self._meta = ""
        self._comments: list[_Comment] = []
        self._talk = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("name", "").lower() == "description":
            self._meta = " ".join(given.get("content", "").split())
        if tag == "br":
            self._block.append("\n")
        if tag in _VOID:
            return
        if tag in _TEXT or tag in _PARTS:
            self._end_block()
        if tag in _OPEN_ENDED and self._open and self._open[-1][0] == tag:
            self.handle_endtag(tag)
        called = f"{given.get('class', '')} {given.get('id', '')}".lower()
        self._open.append((tag, called))
        self._begin_talk(tag, called, given)

    def _begin_talk(self, tag: str, called: str, given: dict[str, str]) -> None:
        if not self._talk and _COMMENTS.search(called):
            self._talk = len(self._open)
        elif self._talk and _A_COMMENT.search(called.replace("comment-", "comment_")):
            self._comments.append(_Comment(len(self._open)))
        if self._talk and tag == "time" and self._comments:
            self._comments[-1].at = self._comments[-1].at or given.get("datetime", "")

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self._open):
            return
        if tag in _TEXT or tag in _PARTS:
            self._end_block()
        while self._open:
            name, _ = self._open.pop()
            if name == tag:
                break
        if self._talk > len(self._open):
            self._talk = 0

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if _FURNITURE & set(tags):
            return
        for name in self._titles:
            if name in tags:
                self._titles[name].append(data)
                return
        if self._talk and self._is_in(_WRITER) and self._comments:
            self._comments[-1].name.append(data)
        elif "time" not in tags and "head" not in tags:
            self._block.append(data)

    def _is_in(self, pattern: re.Pattern[str]) -> bool:
        below = self._open[self._comments[-1].depth :] if self._comments else []
        return any(pattern.search(called) for _, called in below)

    def _end_block(self) -> None:
        lines = [" ".join(line.split()) for line in "".join(self._block).split("\n")]
        self._block, text = [], "\n".join(filter(None, lines))
        if not text:
            return
        if self._talk:
            if self._comments:
                self._comments[-1].text.append(text)
            return
        is_main = any(tag in ("main", "article") for tag, _ in self._open)
        called = next((called for _, called in reversed(self._open)), "")
        inner = next((tag for tag, _ in reversed(self._open) if tag in _TEXT), "")
        self._blocks.append((text, "standfirst" if _STANDFIRST.search(called) else inner, is_main))

    def page(self) -> Page:
        self._end_block()
        standfirst = next((text for text, kind, _ in self._blocks if kind == "standfirst"), self._meta)
        comments = [_said(one) for one in self._comments if one.text]
        return Page(self._title(), standfirst, tuple(self._paragraphs()), tuple(comments))

    def _title(self) -> str:
        heading, title = (" ".join("".join(self._titles[name]).split()) for name in ("h1", "title"))
        return (heading or _SITE.sub("", title))[:_MOST_TITLE]

    def _paragraphs(self) -> Iterator[str]:
        """Those of the main part, where the page says which that is; else all that are paragraphs."""
        has_main = any(is_main for _, _, is_main in self._blocks)
        for text, kind, is_main in self._blocks:
            if kind != "standfirst" and (is_main if has_main else kind):
                yield text


def _said(one: _Comment) -> Said:
    return Said(" ".join("".join(one.name).split())[:80], one.at, "\n\n".join(one.text))


def title_in(text: str, otherwise: str) -> str:
    """What a text without a heading may be called: its first line that ends as a sentence does, cut short."""
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line.endswith((".", "?", "!", "…", "”"))), "")
    if not first:
        return otherwise
    return first if len(first) <= 80 else f"{first[:80].rpartition(' ')[0]}…"
