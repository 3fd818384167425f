"""What has to stay so when an older copy of the network comes back: who said no since, what was taken back, hidden or
deleted, whom each story is open to, and who left.

A file of JSON lines (HEARD_REGISTER) that the worker writes anew when something changed. It holds numbers, times and
ids, no name and nothing of any story, so it can lie on another machine than the backups.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime

from heard.apps.hiding.actions import Part, hide
from heard.apps.joining.models import User
from heard.apps.journal.models import Entry
from heard.apps.leaving.actions import Stories, leave
from heard.apps.telling.actions.consent import Hand, Said, write_rows
from heard.apps.telling.actions.stories import delete_story
from heard.apps.telling.actions.withdrawing import erase, take_back
from heard.apps.telling.models import ConsentEntry, HiddenSpan, Story, StoryPerson
from heard.apps.telling.queries import stories_there
from heard.apps.telling.queries.consent import answers_of
from heard.core.consent import Ruling, Use
from heard.core.errors import BadInput
from heard.media.workdir import replacing

Line = dict[str, Any]


def place() -> Path:
    return Path(settings.HEARD["HEARD_REGISTER"] or settings.DATA / "register.jsonl")


# Out


def keep() -> None:
    """Write the register, if it is not written as it should be."""
    wanted = "".join(json.dumps(line) + "\n" for line in lines())
    if not place().exists() or place().read_text("utf-8") != wanted:
        with replacing(place()) as part:
            part.write_text(wanted, "utf-8")


def lines() -> Iterator[Line]:
    kept = settings.DATA / "secret-key"
    key = kept.read_text() if kept.exists() else settings.SECRET_KEY
    yield {"what": "register", "network": _network(key)}
    # Before the rows of the ledger: whether its address may say so depends on what it was until then.
    for story in Story.objects.filter(state__in=(Story.State.WITHDRAWN, Story.State.ERASED)).order_by("pk"):
        erased = story.state == Story.State.ERASED
        yield {"what": "taken-back", "story": story.pk, "at": str(story.sealed_at), "erased": erased}
    yield from _noes()
    for entry in Entry.objects.filter(action="story deleted").order_by("pk"):
        yield {"what": "deleted", "story": int(entry.about.partition(":")[2])}
    for story in _published():
        yield {"what": "open", "story": story.pk, "to": _audience(story)}
    for row in HiddenSpan.objects.filter(undone_at=None).order_by("pk"):
        words = {"first": row.first, "last": row.last}
        yield {"what": "hidden", "story": row.story_id, "start": row.start, "end": row.end, **words}
    for pk in User.objects.exclude(left_at=None).order_by("pk").values_list("pk", flat=True):
        yield {"what": "left", "person": pk}


def _noes() -> Iterator[Line]:
    """Every no that rules."""
    same = {name: OuterRef(name) for name in ("subject", "use", "as_guardian")}
    later = ConsentEntry.objects.filter(**same, pk__gt=OuterRef("pk"))
    for row in ConsentEntry.objects.exclude(ruling=Ruling.GIVEN).filter(~Exists(later)):
        about = {"subject": str(row.subject), "use": row.use, "as_guardian": row.as_guardian}
        yield {"what": "no", "ruling": row.ruling, **about}


def _published() -> QuerySet[Story]:
    return Story.objects.filter(state=Story.State.PUBLISHED).order_by("pk").prefetch_related("readers")


def _audience(story: Story) -> str:
    """A short name for whom a story is open to, and when."""
    readers = sorted(reader.pk for reader in story.readers.all())
    facts = (story.reach, story.group_id, story.opens_on, story.closes_on, story.held_at is not None, readers)
    return sha256(repr(facts).encode()).hexdigest()[:16]


def _network(key: str) -> str:
    """Tells one network from another."""
    return salted_hmac("heard.register", "", secret=key, algorithm="sha256").hexdigest()[:16]


# And back


def read(file: Path) -> list[Line]:
    """Raises BadInput when this is no register."""
    try:
        found = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        known = bool(found) and found[0]["what"] == "register" and all(line["what"] in _HONOURED for line in found[1:])
    except OSError as error:
        raise BadInput(f"“{file}” cannot be read: {error.strerror}.", code="cannot-read") from error
    except (ValueError, TypeError, KeyError) as error:
        raise BadInput(f"“{file}” is not a register of Heard.", code="bad-register") from error
    if not known:
        raise BadInput(f"“{file}” is not a register of Heard.", code="bad-register")
    return found


def honour(found: Sequence[Line], key: str) -> None:
    """Make everything as the register says. A story that is not open now as it was then comes back as a draft.

    `key` is the network's secret key. Called inside the transaction that brought the rows back.
    """
    for line in found:
        if line["what"] == "register" and line["network"] != _network(key):
            raise BadInput("This is the register of another network.", code="other-register")
        _HONOURED.get(line["what"], _nothing)(line)
    known = {(line["story"], line["to"]) for line in found if line["what"] == "open"}
    _make_private(story for story in _published() if (story.pk, _audience(story)) not in known)


def make_private(key: str = "") -> None:
    """Without a register nobody knows what was taken back since: every story waits until somebody publishes it anew."""
    _make_private(_published())


def _make_private(stories: Iterable[Story]) -> None:
    pks = [story.pk for story in stories]
    Story.objects.filter(pk__in=pks).update(state=Story.State.DRAFT, published_at=None)


def _nothing(line: Line) -> None:
    pass


def _no(line: Line) -> None:
    person = StoryPerson.objects.filter(subject=line["subject"], story__in=stories_there()).first()
    if person is None:
        return
    use, as_guardian = Use(line["use"]), line["as_guardian"]
    if answers_of(person, as_guardian=as_guardian)[use] is Ruling.GIVEN:
        write_rows(person, [(use, Ruling.WITHDRAWN)], hand=Hand(as_guardian=as_guardian), said=Said())


def _taken_back(line: Line) -> None:
    story = stories_there().filter(pk=line["story"]).select_related("reporter").first()
    if story is not None:
        take_back(story, hand=Hand(story.reporter))
        Story.objects.filter(pk=story.pk).update(sealed_at=parse_datetime(line["at"]))
    gone = Story.objects.filter(pk=line["story"], state=Story.State.WITHDRAWN).first()
    if gone is not None and line["erased"]:
        erase(gone)


def _deleted(line: Line) -> None:
    story = Story.objects.filter(pk=line["story"]).select_related("reporter").first()
    if story is not None:
        story.state = Story.State.DRAFT
        delete_story(story, by=story.reporter)


def _hidden(line: Line) -> None:
    story = stories_there().filter(pk=line["story"]).first()
    if story is not None:
        part = Part((line["start"], line["end"]), line["first"], line["last"])
        hide(story, part, hand=Hand(themself=True))


def _left(line: Line) -> None:
    user = User.objects.filter(pk=line["person"], left_at=None).first()
    if user is not None:
        leave(user, Stories.LEAVE)


_HONOURED: dict[str, Callable[[Line], None]] = {
    "no": _no,
    "taken-back": _taken_back,
    "hidden": _hidden,
    "deleted": _deleted,
    "open": _nothing,
    "left": _left,
}
