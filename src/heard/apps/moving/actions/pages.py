"""Take in what lies in a folder without a table that tells of it: saved pages, and texts, each as a private draft."""

from __future__ import annotations

from pathlib import Path

from heard.apps.conversing.actions.comments import Saying, bring_in
from heard.apps.joining.senders import Sender
from heard.apps.moving.actions.taking import Run
from heard.apps.telling.models import Story
from heard.core import formats
from heard.core.errors import BadInput
from heard.core.formats import text
from heard.core.formats.reading import Notes
from heard.core.moving import layout, values, webpage
from heard.core.moving.reading import Line
from heard.core.moving.webpage import Page
from heard.core.transcript.words import Transcript

_PAGES = (".html", ".htm", ".xhtml")
_MOST_SUMMARY = 1000


def is_page(place: Path) -> bool:
    return place.suffix.lower() in _PAGES


def words_in(place: Path, notes: Notes) -> tuple[Transcript, Page]:
    """What a file says, and what else stands on it, where it is a page. Raises BadInput for what holds no words."""
    data, page = place.read_bytes(), Page()
    if is_page(place):
        page = webpage.read(data)
        transcript = text.read("\n\n".join(" ".join(one.split()) for one in page.paragraphs), notes)
    else:
        transcript = formats.read(place.name, data, notes)
    if not transcript.words:
        raise BadInput("“%(file)s” holds no words.", code="no-words", field="transcript", file=place.name)
    return transcript, page


def line_of(place: Path, root: Path) -> Line:
    """The row that somebody would have written about it. What is wrong with it is said when it is taken in."""
    try:
        transcript, page = words_in(place, [])
        title = page.title or webpage.title_in(transcript.text, place.stem)
    except BadInput:
        page, title = Page(), place.stem
    cells = {
        "id": place.stem,
        "title": title,
        "summary": page.standfirst[:_MOST_SUMMARY],
        "transcript": place.relative_to(root).as_posix(),
    }
    return Line(layout.STORIES, 0, cells)


def take_comments(run: Run, story: Story, page: Page) -> None:
    for said in page.comments:
        try:
            at = values.moment(said.at, "at")
        except BadInput:
            at = None
        bring_in(story, Sender(name=said.name), Saying(said.text), at=at, by=run.by)
