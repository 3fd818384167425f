"""Reads about transcripts and the work on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Literal

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.apps.telling.models import Recording, Story
from heard.apps.telling.queries.hiding import spans_of
from heard.apps.transcribing.models import Job, Take
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries.words import named, readable, readable_all, whole
from heard.apps.wording.queries import names_listed_after
from heard.core.formats import json
from heard.core.listening import opinions
from heard.core.listening.engines import is_weaker
from heard.core.listening.opinions import Opinion
from heard.core.people.spoken_consent import Moment, spoken_consent
from heard.core.transcript.words import Transcript


def transcript_of(story: Story) -> Transcript | None:
    """The transcript as everybody may read it, with the names that the reporter gave the voices and without what is
    hidden. None before it is written."""
    row = TranscriptRow.objects.filter(story=story).first()
    return None if row is None else readable(row)


def transcripts_of(stories: Iterable[int]) -> dict[int, Transcript]:
    """The same of several, by the keys of their stories, with as many questions as for one."""
    rows = list(TranscriptRow.objects.filter(story__in=stories))
    return {row.story_id: read for row, read in zip(rows, readable_all(rows), strict=True)}


def whole_transcript_of(story: Story) -> Transcript | None:
    """The same with everything that is hidden. For those who look after the story."""
    row = TranscriptRow.objects.filter(story=story).first()
    return None if row is None else named(whole(row), story)


def spoken_consent_in(story: Story) -> list[Moment]:
    """Where in the recording somebody seems to ask for consent, or to give it: (second, sentence). What is hidden by
    now is found too: the answer is often cut off. For those who look after the story."""
    transcript = whole_transcript_of(story) if story.has_sound else None
    return spoken_consent(transcript) if transcript else []


def opinions_on(story: Story, present: Transcript) -> dict[str, Opinion]:
    """A second recogniser's opinions of the machine's words in a transcript, by word, and nothing of what is hidden."""
    hidden = spans_of(story)
    found: dict[str, Opinion] = {}
    for take in story.takes.filter(opinions__isnull=False).order_by("pk"):
        told = opinions.from_document(take.opinions or {})
        found |= opinions.opinions_on(present, json.from_document(take.document), told, hidden)
    return found


def voices_in(story: Story) -> list[tuple[str, str]]:
    """The voices that the machine told apart, each with the name it has and the first thing it says."""
    transcript = transcript_of(story)
    if transcript is None:
        return []
    return [(voice.id, f"{voice.name}: “{_first_words(transcript, voice.id)} …”") for voice in transcript.speakers]


def _first_words(transcript: Transcript, speaker: str) -> str:
    said = [word.text for word in transcript.words if word.speaker == speaker]
    return " ".join(said[:8])


@dataclass(frozen=True)
class Model:
    """A speech model that may listen again. Did it write the present words; is it known to hear less than the one that
    did? `name` is what is asked for, and `str` what is read: of a folder only its last part."""

    name: str
    wrote: bool
    is_weaker: bool

    def __str__(self) -> str:
        return PurePath(self.name).name


def models_to_choose(engine: str) -> list[Model]:
    """The model that the network has set, then all others that are installed, for words that `engine` wrote."""
    names = dict.fromkeys([settings.HEARD["HEARD_MODEL"], *settings.SPEECH_MODELS])
    # An engine's name holds that of its model (media/engines, name_of).
    return [Model(name, PurePath(name).name in engine.split(), is_weaker(name, engine)) for name in names]


@dataclass(frozen=True)
class Writing:
    """Which takes of the machine a story has, the newest first, the engine whose words readers see, and the `models`
    that may listen again."""

    engine: str
    takes: list[Take]
    models: list[Model]

    @property
    def seen(self) -> Take | None:
        return next((take for take in self.takes if take.engine == self.engine and not take.offered), None)


def writing_of(story: Story, transcript: Transcript | None) -> Writing | None:
    """None before it is written down."""
    if transcript is None:
        return None
    takes = story.takes.defer("document").order_by("-pk")
    return Writing(transcript.engine, list(takes), models_to_choose(transcript.engine))


def recordings_without_work(since: datetime | None = None) -> QuerySet[Recording]:
    """Recordings that no job was made for since they came; of those that came `since` then, or of all."""
    jobs = Job.objects.filter(story=OuterRef("story"), created_at__gte=OuterRef("uploaded_at"))
    rows = Recording.objects.filter(uploaded_at__gte=since) if since else Recording.objects.all()
    return rows.filter(~Exists(jobs))


def jobs_due() -> QuerySet[Job]:
    """Jobs that wait and may begin, and those whose worker has not renewed its lease. A date that no clock can have
    meant, from a machine whose clock was ahead, holds nothing back."""
    now, lease = timezone.now(), timedelta(seconds=settings.HEARD["HEARD_JOBS"].lease)
    is_free = Q(lease_until=None) | Q(lease_until__lt=now) | Q(lease_until__gt=now + _FARTHEST)
    is_lost = Q(lease_until__lt=now) | Q(lease_until__gt=now + max(lease * 2, _CLOCKS_APART))
    return Job.objects.filter(Q(is_free, state=Job.State.WAITING) | Q(is_lost, state=Job.State.RUNNING))


_FARTHEST = timedelta(days=1)  # no pause before another try is as long (core/patience.py)
_CLOCKS_APART = timedelta(minutes=10)  # between the machines of one network


def is_work_left() -> bool:
    """Whether there is something to do now. What waits for another try is not due yet."""
    live = Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING))
    put_off = Q(state=Job.State.WAITING, lease_until__gt=timezone.now()) & ~Q(error_code="")
    return live.exclude(put_off).exists() or recordings_without_work().exists()


def job_of(story: Story) -> Job | None:
    """The latest work on a story."""
    return Job.objects.filter(story=story).order_by("-pk").first()


def remaking_of(story: Story) -> Job | None:
    """The latest work on sound from which a part is taken, or to which it is given back."""
    return Job.objects.filter(story=story, remake=True).order_by("-pk").first()


@dataclass(frozen=True)
class Progress:
    """Where a story stands on its way from a file to words. `share` is 0 to 1 of what is going on now."""

    state: Literal["empty", "arriving", "waiting", "working", "failed", "unheard", "written"]
    sentence: str
    share: float = 0.0
    seconds_left: float | None = None
    is_put_off: bool = False

    @property
    def is_going_on(self) -> bool:
        return self.state in ("waiting", "working")

    @property
    def percent(self) -> int:
        """Whole percent, and never 100 before it is done."""
        return int(self.share * 100)

    @property
    def left(self) -> str:
        """How long it will take, in words. Empty when nobody can say."""
        return "" if not self.seconds_left or self.state != "working" else _time_left(self.seconds_left)


STAGES = {
    "probe": gettext_lazy("Looking at the recording"),
    "decode": gettext_lazy("Reading the sound"),
    "loudness": gettext_lazy("Measuring how loud it is"),
    "renditions": gettext_lazy("Making small copies that play everywhere"),
    "video": gettext_lazy("Making a video that plays everywhere"),
    "waveform": gettext_lazy("Drawing the waveform"),
    "speech": gettext_lazy("Finding where somebody speaks"),
    "words": gettext_lazy("Writing down the words"),
    "opinions": gettext_lazy("Listening a second time, for what may be wrong"),
    "voices": gettext_lazy("Telling the voices apart"),
    "paragraphs": gettext_lazy("Putting the words in paragraphs"),
}


def with_progress(stories: QuerySet[Story]) -> QuerySet[Story]:
    """The same stories, with all that `progress_of` looks at fetched along."""
    latest = Job.objects.order_by("-pk")
    found = stories.select_related("upload", "recording", "transcript")
    return found.prefetch_related(Prefetch("jobs", queryset=latest))


def is_older_than_names(story: Story) -> bool:
    """Whether the names in a story were given or changed after the machine last wrote it down."""
    take = Take.objects.filter(story=story).order_by("-pk").first()
    return take is not None and names_listed_after(story, take.made_at)


def progress_of(story: Story) -> Progress:
    """Asks at most four small questions, and none about stories that come from `with_progress`."""
    upload = getattr(story, "upload", None)
    if upload and upload.offset < upload.size:
        share = upload.offset / upload.size
        say = _("%(share)d %% of “%(filename)s” is here. Choose the same file again to carry on.")
        return Progress("arriving", say % {"share": share * 100, "filename": upload.filename}, share)
    if not story.has_sound:
        written = hasattr(story, "transcript")
        return Progress("written", _("It is written.")) if written else Progress("empty", _("Nothing is written yet."))
    if not hasattr(story, "recording"):
        written = hasattr(story, "transcript")
        return Progress("written", _("Written down.")) if written else Progress("empty", _("No recording yet."))
    return _progress(story, next((job for job in story.jobs.all() if not job.remake), None))


def _progress(story: Story, job: Job | None) -> Progress:
    state = Job.State
    if job and job.is_put_off:
        return Progress("waiting", _tried_again(job), is_put_off=True)
    if job is None or job.state in (state.WAITING, state.CANCELLED):
        return Progress("waiting", _("Waiting for its turn. The work begins by itself."))
    if job.state == state.DONE and story.recording.heard_nothing:
        return Progress("unheard", _("Nothing was heard in this recording, so there are no words."), 1)
    if job.state == state.DONE:
        return Progress("written", _("Written down."), 1)
    if job.state == state.FAILED and job.again:
        return Progress("written", _("Written down. Listening again did not work: %(why)s") % {"why": job.error}, 1)
    if job.state == state.FAILED:
        return Progress("failed", job.error)
    return Progress("working", str(STAGES.get(job.stage, _("Getting ready"))), job.share, job.seconds_left)


def _tried_again(job: Job) -> str:
    due = timezone.localtime(job.lease_until)
    if due <= timezone.localtime():
        return _("%(why)s It is tried again now.") % {"why": job.error}
    said = date_format(due, "TIME_FORMAT" if due.date() == timezone.localdate() else "DATETIME_FORMAT")
    return _("%(why)s It is tried again by itself: %(when)s.") % {"why": job.error, "when": said}


def _time_left(seconds: float) -> str:
    if seconds < 60:
        return _("less than a minute left")
    minutes = round(seconds / 60)
    return ngettext("about %(count)d minute left", "about %(count)d minutes left", minutes) % {"count": minutes}
