"""The demo network's cast and stories: invented people, synthetic voices, and what each of them really said."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from heard.core.offering.wordlist import Entry

Role = Literal["visitor", "reporter", "editor", "moderator", "host"]

_HERE = Path(str(files("heard.demo")))


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One of the cast. `key` is how a story names its reporter; `about` is a sentence about themself. `picture` is the
    name of a drawing, of what belongs to them: no face is drawn."""

    key: str
    name: str
    email: str
    role: Role
    about: str
    picture: str = ""
    described: str = ""


@dataclass(frozen=True, slots=True)
class DemoTurn:
    """What one speaker really said before the other one spoke again; in `welsh`, where somebody wrote it, the same."""

    speaker: str
    text: str
    welsh: str = ""


@dataclass(frozen=True, slots=True)
class DemoStory:
    """One story. `turns` is the truth: a machine's transcript of `recording` can be put right against it.

    `slug` is the name of its file. `reporter` is the key of a DemoPerson. `speakers` are the names as readers see them,
    in the order in which they are first heard. `content_note` warns of what may be hard to hear, or is empty.
    """

    slug: str
    title: str
    summary: str
    place: str
    told_on: date
    language: str
    themes: tuple[str, ...]
    reporter: str
    voices: int
    speakers: tuple[str, ...]
    synthetic: bool
    recording: Path
    turns: tuple[DemoTurn, ...]
    content_note: str = ""
    where: tuple[float, float] | None = None
    """Where the place lies: latitude and longitude."""

    @property
    def said(self) -> str:
        """Every word that was said, one turn a line."""
        return "\n".join(turn.text for turn in self.turns)


def people() -> list[DemoPerson]:
    """The whole cast, in the order of people.toml."""
    return [DemoPerson(**person) for person in _read(_HERE / "people.toml")["people"]]


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """A place with a picture. `name` is how a story writes it."""

    name: str
    picture: str
    described: str


def places() -> list[DemoPlace]:
    return [DemoPlace(**place) for place in _read(_HERE / "places.toml")["places"]]


def drawing(name: str) -> bytes:
    """A picture that was drawn for the demo network (tools/draw_demo.py)."""
    return (_HERE / "pictures" / name).read_bytes()


def terms() -> list[Entry]:
    """What the demo network's glossary explains."""
    return [Entry(**{**term, "spoken": tuple(term.get("spoken", ()))}) for term in _read(_HERE / "words.toml")["terms"]]


def names_in(story: DemoStory) -> dict[str, list[str]]:
    """The names that are said in a story, by kind."""
    names: dict[str, list[str]] = _read(_HERE / "words.toml")["names"].get(story.slug, {})
    return names


@dataclass(frozen=True, slots=True)
class DemoRemark:
    """What one of the cast says about a story, by its slug. It `answers` the comment with that number, from 0; with a
    `reason` it is a concern."""

    story: str
    by: str
    text: str
    answers: int | None = None
    reason: str = ""


def comments() -> list[DemoRemark]:
    """What the cast says under the stories, in the order in which it is said."""
    return [DemoRemark(**remark) for remark in _read(_HERE / "talk.toml")["comments"]]


def concerns() -> list[DemoRemark]:
    return [DemoRemark(**remark) for remark in _read(_HERE / "talk.toml")["concerns"]]


@dataclass(frozen=True, slots=True)
class DemoPiece:
    """One thing in a collection: words, a story by its slug, or what was `said` in that story."""

    text: str = ""
    story: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class DemoCollection:
    title: str
    summary: str
    pieces: tuple[DemoPiece, ...]


def collections() -> list[DemoCollection]:
    """What the editor put side by side, the newest last."""
    return [
        DemoCollection(row["title"], row["summary"], tuple(DemoPiece(**piece) for piece in row["pieces"]))
        for row in _read(_HERE / "collections.toml")["collections"]
    ]


@dataclass(frozen=True, slots=True)
class DemoPassage:
    """One thing on a page: text, a heading, a list, a table with its caption, or what was `said` in a story."""

    text: str = ""
    heading: str = ""
    list: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    story: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class DemoPage:
    """An article `by` one of the cast or by somebody else, a step of a guide, or the page “About”."""

    title: str
    standfirst: str = ""
    pieces: tuple[DemoPassage, ...] = ()
    by: str = ""
    by_name: str = ""
    by_about: str = ""
    themes: tuple[str, ...] = ()
    picture: str = ""
    described: str = ""
    steps: tuple[DemoPage, ...] = ()


def articles() -> list[DemoPage]:
    """The newest last."""
    return [_page(row) for row in _read(_HERE / "articles.toml")["articles"]]


def guides() -> list[DemoPage]:
    return [_page(row) for row in _read(_HERE / "articles.toml")["guides"]]


def about() -> DemoPage:
    return _page(_read(_HERE / "articles.toml")["about"])


def _page(row: Mapping[str, Any]) -> DemoPage:
    pieces = tuple(DemoPassage(**piece) for piece in row.get("pieces", ()))
    steps = tuple(_page(step) for step in row.get("steps", ()))
    return DemoPage(**{**row, "pieces": pieces, "steps": steps, "themes": tuple(row.get("themes", ()))})


@dataclass(frozen=True, slots=True)
class DemoWritten:
    """A story that its `teller` wrote. `reporter` is the key of a DemoPerson, `picture` the name of a drawing."""

    title: str
    summary: str
    place: str
    told_on: date
    themes: tuple[str, ...]
    reporter: str
    teller: str
    picture: str
    described: str
    text: str


def written() -> list[DemoWritten]:
    return [DemoWritten(**row | {"themes": tuple(row["themes"])}) for row in _read(_HERE / "written.toml")["written"]]


def stories() -> list[DemoStory]:
    """Every story, the newest first."""
    found = [_story(path.stem, _read(path)) for path in sorted((_HERE / "stories").glob("*.toml"))]
    return sorted(found, key=lambda story: story.told_on, reverse=True)


def _story(slug: str, written: Mapping[str, Any]) -> DemoStory:
    kept = {name: value for name, value in written.items() if name != "speaking"}
    return DemoStory(
        **kept
        | {
            "slug": slug,
            "themes": tuple(written["themes"]),
            "speakers": tuple(written["speakers"]),
            "recording": _HERE / "stories" / written["recording"],
            "turns": tuple(DemoTurn(**turn) for turn in written["turns"]),
        }
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))
