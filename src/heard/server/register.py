"""What has to stay so when an older copy of the network comes back: who said no since, what was taken back, hidden or
deleted, whom each story is open to, who left, and whatever else somebody made narrower (narrowings.py).

A file of JSON lines (HEARD_REGISTER) that the worker writes anew when something changed. It holds numbers, times, ids
and keyed hashes, no name and nothing of any story, so it can lie on another machine than the backups. Its last line
seals the others, so that one that was cut short, or changed by somebody, is not believed.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from heard.apps.conversing.models import MailChoice
from heard.apps.helping.actions.forgetting import erase_and_unlearn, unlearn
from heard.apps.hiding.actions import Part, hide_as_before
from heard.apps.joining.models import User
from heard.apps.journal.models import Entry
from heard.apps.leaving.actions import leave_as_before
from heard.apps.moderating.models import Concern
from heard.apps.telling.actions.removing import remove_all_of
from heard.apps.telling.models import ConsentEntry, DecidingEntry, HiddenSpan, Story, StoryPerson
from heard.core.errors import BadInput
from heard.core.people.concerns import Reason
from heard.core.people.consent import NOES
from heard.media.workdir import replacing
from heard.server.narrowings import NARROWINGS, Narrowing, seal_of
from heard.server.older import RENAMED

Line = dict[str, Any]
FORMAT = 2
_GONE = (Story.State.WITHDRAWN, Story.State.ERASED)
_SEALED = ("sealed_at", "sealed_by", "sealed_as_guardian", "was_public")
_NO = ("subject", "use", "as_guardian")
_DECIDES = ("subject", "with_guardian", "alone_from", "at")


def place() -> Path:
    return Path(settings.HEARD["HEARD_REGISTER"] or settings.DATA / "register.jsonl")


# Out


def keep() -> None:
    """Write the register, if it is not written as it should be. Two that would write it take turns."""
    with _alone(), transaction.atomic():
        wanted = text(list(lines()))
        if not place().exists() or place().read_text("utf-8") != wanted:
            with replacing(place()) as part:
                part.write_text(wanted, "utf-8")


@contextmanager
def _alone() -> Iterator[None]:
    with (settings.DATA / ".register-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def text(found: Sequence[Line]) -> str:
    """As it is written: a line each, and the seal."""
    body = "".join(json.dumps(line, cls=_Exactly) + "\n" for line in found)
    return body + json.dumps({"what": "end", "seal": _seal(body, _key())}) + "\n"


class _Exactly(DjangoJSONEncoder):
    """Times with their microseconds, by which rows are put in order."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def lines() -> Iterator[Line]:
    key = _key()
    newest = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    yield {"what": "register", "format": FORMAT, "network": _network(key), "newest": newest}
    for story in Story.objects.filter(state__in=_GONE).order_by("pk"):
        facts = {name: getattr(story, name) for name in _SEALED}
        yield {"what": "taken-back", "story": story.pk, "erased": story.state == Story.State.ERASED, **facts}
    for row in _noes():
        yield {"what": "no", **{name: getattr(row, name) for name in _ledger()}}
    for entry in _deciding():
        yield {"what": "decides", **{name: getattr(entry, name) for name in _DECIDES}}
    for story in _published():
        yield {"what": "open", "story": story.pk, "to": _audience(story, key)}
    for span in HiddenSpan.objects.filter(undone_at=None).order_by("pk"):
        part = {name: getattr(span, name) for name in ("start", "end", "first", "last", "reason")}
        yield {"what": "hidden", "story": span.story_id, "by": span.by_id, **part}
    for narrowing in NARROWINGS:
        yield from narrowing.lines(key)
    named = Story.readers.through.objects.order_by("pk").values_list("story", "user")
    yield {"what": "readers", "of": sorted(named)}
    for choice in MailChoice.objects.order_by("person"):
        yield {"what": "mail", "person": choice.person_id, "often": choice.often}
    for pk in User.objects.exclude(left_at=None).order_by("pk").values_list("pk", flat=True):
        yield {"what": "left", "person": pk}


def _ledger() -> list[str]:
    """The columns of the ledger, but for who wrote a row down and where a paper lies."""
    return [column.name for column in ConsentEntry._meta.concrete_fields if column.name not in ("id", "by", "paper")]


def _noes() -> QuerySet[ConsentEntry]:
    """Every no that rules."""
    same = {name: OuterRef(name) for name in _NO}
    later = ConsentEntry.objects.filter(**same, pk__gt=OuterRef("pk"))
    return ConsentEntry.objects.filter(ruling__in=NOES).filter(~Exists(later)).order_by("pk")


def _deciding() -> QuerySet[DecidingEntry]:
    """Who decides, as the ledger has it last. (What follows from it is a column of its person.)"""
    later = DecidingEntry.objects.filter(subject=OuterRef("subject"), pk__gt=OuterRef("pk"))
    return DecidingEntry.objects.filter(~Exists(later)).order_by("pk")


def _published() -> QuerySet[Story]:
    rows = Story.objects.filter(state=Story.State.PUBLISHED).order_by("pk")
    return rows.prefetch_related("readers", "people", "voice_names")


def _audience(story: Story, key: str) -> str:
    """A keyed hash of whom a story is open to, on which terms, and of what is said beside its words."""
    readers = sorted(reader.pk for reader in story.readers.all())
    told = [getattr(story, name) for name in ("title", "summary", "place", "told_on", "content_note", "licence")]
    open_to = (story.reach, story.group_id, story.opens_on, story.closes_on, story.held_at is not None)
    people = sorted((str(one.subject), one.name, one.voice, str(one.deciding)) for one in story.people.all())
    voices = sorted((voice.key, voice.name) for voice in story.voice_names.all())
    return seal_of(readers, told, open_to, people, voices, key=key)


def _key() -> str:
    kept = settings.DATA / "secret-key"
    return kept.read_text() if kept.exists() else settings.SECRET_KEY


def _network(key: str) -> str:
    """Tells one network from another."""
    return salted_hmac("heard.register", "", secret=key, algorithm="sha256").hexdigest()[:16]


def _seal(body: str, key: str) -> str:
    return salted_hmac("heard.register.whole", body, secret=key, algorithm="sha256").hexdigest()


# And back


def read(file: Path) -> str:
    """The text of a register. Raises BadInput when this is none."""
    try:
        given = file.read_text("utf-8")
        found = [json.loads(line) for line in given.splitlines()]
        known = bool(found) and found[0]["what"] == "register" and isinstance(found[0]["network"], str)
    except OSError as error:
        raise BadInput(
            "“%(file)s” cannot be read: %(why)s.", code="cannot-read", file=file, why=error.strerror
        ) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _no_register(file) from error
    if not known:
        raise _no_register(file)
    return given


def _no_register(file: Path) -> BadInput:
    return BadInput("“%(file)s” is not a register of Heard.", code="bad-register", file=file)


def honour(given: str, key: str) -> None:
    """Make everything at least as narrow as the register says. A story that is not open now as it was then, or that
    says something else beside its words, comes back as a draft.

    `key` is the network's secret key. Called inside the transaction that brought the rows back.
    """
    found = _whole(given, key)
    known = {(line["story"], line["to"]) for line in found if line["what"] == "open"}
    _make_private(story for story in _published() if (story.pk, _audience(story, key)) not in known)
    is_newest = found[0]["newest"] >= (Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0)
    for what, act in _HONOURED.items():
        for line in found:
            if line["what"] == what:
                act(line, key, is_newest)
    _ask_about_what_is_held()
    unlearn()


def _ask_about_what_is_held() -> None:
    """The concern over which a story was hidden may be newer than the copy: without one nobody could show it again."""
    for story in Story.objects.exclude(held_at=None):
        about = f"story:{story.pk}"
        if not Concern.objects.filter(about=about).exists():
            said = _("It was hidden over a concern that is not in the backup which came back. Please look at it anew.")
            Concern.objects.create(about=about, reason=Reason.OTHER, text=said, hid=True)


def _whole(given: str, key: str) -> list[Line]:
    """Every line but the last, which seals them."""
    body, end = given[: given.rstrip("\n").rfind("\n") + 1], given.rstrip("\n").rpartition("\n")[2]
    found = [json.loads(line) for line in body.splitlines()]
    if json.loads(given.splitlines()[0])["network"] != _network(key):
        raise BadInput("This is the register of another network.", code="other-register")
    if not found or json.loads(end) != {"what": "end", "seal": _seal(body, key)}:
        raise BadInput(
            "This register is not whole, or somebody changed it. Take another copy of it.", code="bad-register"
        )
    if found[0].get("format") != FORMAT:
        raise BadInput("This register was written by another version of Heard.", code="other-version")
    return found


def make_private(key: str = "") -> None:
    """Without a register nobody knows what was taken back since: every story waits until somebody publishes it anew."""
    _make_private(_published())


def _make_private(stories: Iterable[Story]) -> None:
    pks = [story.pk for story in stories]
    Story.objects.filter(pk__in=pks).update(state=Story.State.DRAFT, published_at=None)


def _no(line: Line, key: str, is_newest: bool) -> None:
    """A row as it was written then, at its own time, so that bringing a story back still knows which came before."""
    about = {name: line[name] for name in _NO}
    latest = ConsentEntry.objects.filter(**about).order_by("-pk").first()
    same = latest is not None and (latest.ruling, latest.themself) == (line["ruling"], line["themself"])
    if same or not StoryPerson.objects.filter(subject=line["subject"]).exists():
        return
    columns: Any = {column.name: column for column in ConsentEntry._meta.concrete_fields}
    ConsentEntry(**{name: columns[name].to_python(line[name]) for name in _ledger()}).save_base(
        raw=True, force_insert=True
    )


def _decides(line: Line, key: str, is_newest: bool) -> None:
    """The row that explains why a guardian decides, or no longer does, at its own time."""
    columns: Any = {column.name: column for column in DecidingEntry._meta.concrete_fields}
    facts = {name: columns[name].to_python(line[name]) for name in _DECIDES}
    known = DecidingEntry.objects.filter(subject=line["subject"], at=facts["at"]).exists()
    if not known and StoryPerson.objects.filter(subject=line["subject"]).exists():
        DecidingEntry(**facts).save_base(raw=True, force_insert=True)


def _taken_back(line: Line, key: str, is_newest: bool) -> None:
    """Sealed by whoever sealed it then, so that nobody else brings it back."""
    facts = {name: line[name] for name in _SEALED} | {"sealed_at": parse_datetime(line["sealed_at"] or "")}
    rows = Story.objects.filter(pk=line["story"]).exclude(state=Story.State.ERASED)
    rows.update(state=Story.State.WITHDRAWN, **facts)
    if line["erased"] and (story := rows.first()):
        erase_and_unlearn(story)


def _hidden(line: Line, key: str, is_newest: bool) -> None:
    story = Story.objects.filter(pk=line["story"]).exclude(state=Story.State.ERASED).first()
    if story is not None:
        part = Part((line["start"], line["end"]), line["first"], line["last"], line["reason"])
        hide_as_before(story, part, by=User.objects.filter(pk=line["by"]).first())


def _there(line: Line, key: str, is_newest: bool) -> None:
    for row in _narrowing(line).take_away(line, is_newest=is_newest):
        remove_all_of(row) if isinstance(row, Story) else row.delete()


def _row(line: Line, key: str, is_newest: bool) -> None:
    _narrowing(line).narrow(line, key)


def _narrowing(line: Line) -> Narrowing:
    return next(one for one in NARROWINGS if one.label == RENAMED.get(line["of"], line["of"]))


def _readers(line: Line, key: str, is_newest: bool) -> None:
    """Whom a story was shared with by name. One name less is one reader less."""
    named = {(story, user) for story, user in line["of"]}
    for row in Story.readers.through.objects.all():
        if (row.story_id, row.user_id) not in named:
            row.delete()


def _mail(line: Line, key: str, is_newest: bool) -> None:
    if User.objects.filter(pk=line["person"]).exists():
        MailChoice.objects.update_or_create(person_id=line["person"], defaults={"often": line["often"]})


def _left(line: Line, key: str, is_newest: bool) -> None:
    user = User.objects.filter(pk=line["person"], left_at=None).first()
    if user is not None:
        leave_as_before(user)


_HONOURED: dict[str, Callable[[Line, str, bool], None]] = {
    "no": _no,
    "decides": _decides,
    "taken-back": _taken_back,
    "hidden": _hidden,
    "row": _row,
    "there": _there,
    "readers": _readers,
    "mail": _mail,
    "left": _left,
}
"""In the order in which they have to be done."""
