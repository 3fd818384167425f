"""Stories for archives, by OAI-PMH 2.0: what every stranger may see, whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from email.utils import parseaddr
from typing import TypeVar
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heard.apps.connecting.queries import harvesting
from heard.apps.connecting.queries.harvesting import Harvested
from heard.apps.exploring.feeds import note_of, writable
from heard.apps.telling.models import Story
from heard.core.errors import BadInput
from heard.core.formats import oai_pmh
from heard.core.formats.oai_asking import Asked, asked, token_after
from heard.core.formats.oai_pmh import Header, Record
from heard.web.addresses import whole_address
from heard.web.network import network

A_PAGE = 100
_SET = "theme:"
Row = TypeVar("Row")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """The protocol asks in both ways alike, and nothing is written by either."""
    given = request.POST if request.method == "POST" else request.GET
    arguments: dict[str, str] = {}
    try:
        one = asked({name: given.getlist(name) for name in given})
        arguments = {name: writable(value) for name, value in one.given.items()}
        said = _VERBS[one.verb](one)
    except BadInput as error:
        said = oai_pmh.error(error.code, error.sentence)
    content = oai_pmh.answer(whole_address(reverse("oai")), arguments, timezone.now(), said)
    response = HttpResponse(content, content_type="text/xml; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _identify(one: Asked) -> Element:
    since = harvesting.first_harvested() or timezone.now()
    mail = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return oai_pmh.identify(oai_pmh.Network(network().name, whole_address(reverse("oai")), mail, since))


def _formats(one: Asked) -> Element:
    if one.identifier:
        _found(one.identifier)
    return oai_pmh.metadata_formats()


def _sets(one: Asked) -> Element:
    themes, _more = _page(harvesting.themes_harvested(after=one.after, most=10 * A_PAGE), 10 * A_PAGE)
    if not themes:
        raise BadInput(_("There are no sets here yet."), code="noSetHierarchy")
    return oai_pmh.sets((f"{_SET}{theme.pk}", writable(theme.name)) for theme in themes)


def _identifiers(one: Asked) -> Element:
    found, token = _listed(one)
    return oai_pmh.identifiers((_header(row) for row in found), token)


def _records(one: Asked) -> Element:
    found, token = _listed(one)
    return oai_pmh.records((_record(row) for row in found), token)


def _one_record(one: Asked) -> Element:
    return oai_pmh.record(_record(_found(one.identifier)))


_VERBS: dict[str, Callable[[Asked], Element]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "ListIdentifiers": _identifiers,
    "ListRecords": _records,
    "GetRecord": _one_record,
}


def _listed(one: Asked) -> tuple[Sequence[Harvested], str | None]:
    """A page, and what asks for the next: empty at the end of several, None where there is only one."""
    rows = harvesting.harvested(since=one.since, until=one.until, theme=_theme(one.part), after=one.after, most=A_PAGE)
    found, is_more = _page(rows, A_PAGE)
    if not found:
        raise BadInput(_("No record is like that."), code="noRecordsMatch")
    if is_more:
        return found, token_after(one, found[-1].story.pk)
    return found, "" if one.after else None


def _page(rows: Sequence[Row], most: int) -> tuple[Sequence[Row], bool]:
    return rows[:most], len(rows) > most


def _theme(part: str) -> int | None:
    """Raises BadInput for a set that there is not."""
    if not part:
        return None
    number = part.removeprefix(_SET)
    if not part.startswith(_SET) or not number.isdecimal() or len(number) > 18:
        raise BadInput(_("No record is like that."), code="noRecordsMatch")
    return int(number)


def _name_of(story: Story) -> str:
    """By its number: an address holds words of the title, and stays with nobody who took a story back."""
    return f"oai:{urlsplit(whole_address('/')).hostname}:story-{story.pk}"


def _found(identifier: str) -> Harvested:
    number = identifier.rpartition(":story-")[2]
    try:
        if not number.isdecimal() or len(number) > 18:
            raise Story.DoesNotExist
        found = harvesting.harvested_one(int(number))
        if _name_of(found.story) != identifier:
            raise Story.DoesNotExist
    except Story.DoesNotExist:
        raise BadInput(_("There is no record with this identifier."), code="idDoesNotExist") from None
    return found


def _header(row: Harvested) -> Header:
    return Header(_name_of(row.story), row.at, [f"{_SET}{theme.pk}" for theme in row.themes], row.is_gone)


def _record(row: Harvested) -> Record:
    told = [] if row.is_gone else [(name, writable(text)) for name, text in _dublin_core(row) if text]
    return Record(_header(row), told)


def _dublin_core(row: Harvested) -> Iterator[tuple[str, str]]:
    story = row.story
    yield "title", story.title
    yield from (("creator", name) for name in row.tellers)
    yield "contributor", str(story.reporter)
    yield "publisher", network().name
    yield from (("subject", theme.name) for theme in row.themes)
    yield "description", " ".join(filter(None, (note_of(story), story.summary)))
    yield "date", (story.told_on.isoformat() if story.told_on else "")
    yield "date", (oai_pmh.stamp(story.published_at) if story.published_at else "")
    yield "type", _type(story)
    yield "identifier", whole_address(story.get_absolute_url())
    yield "language", story.language
    yield "coverage", story.place
    yield "rights", row.licence or str(story.get_licence_display())


def _type(story: Story) -> str:
    """In the words of DCMI Type."""
    recording = getattr(story, "recording", None)
    if recording is None or not story.has_sound:
        return "Text"
    return "MovingImage" if recording.kind == "video" else "Sound"
