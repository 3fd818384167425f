"""Whether a story is ready to be signed off, to be published, and to come back. Every door to these asks here."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.apps.telling.models import Recording, SignOff, Story, StoryPerson
from heard.apps.telling.queries import recording_of, upload_under_way
from heard.apps.telling.queries.consent import Gap, gaps_in_consent
from heard.apps.telling.queries.hiding import IS_SERVED
from heard.apps.transcribing.models import Job, Passage, Transcript, VoiceReason
from heard.core.people.readiness import SENTENCES, Lack, Reason, voices_to_ask

REASONS = {
    Reason.SPLIT: gettext_lazy("Somebody named here: the machine took one voice for two"),
    Reason.STAFF: gettext_lazy("The interviewer, who agreed as part of their work"),
    Reason.PASSER_BY: gettext_lazy("A passer-by who only says a few words"),
    Reason.UNKNOWN: gettext_lazy("Nobody can tell who it is, by the voice or by what it says"),
    Reason.PLAYED: gettext_lazy("An announcement, the radio or television"),
    Reason.NOBODY: gettext_lazy("Nobody: the machine took a noise for a voice"),
}
_LIVE = (Job.State.WAITING, Job.State.RUNNING)


def gaps_in(story: Story) -> list[Gap]:
    """What is missing before it can be published."""
    return _gaps(story, lack_of(story))


def gaps_that_stay(story: Story) -> list[Gap]:
    """What is missing before a published story may come back to its readers. Sound that is being made anew is not: it
    comes by itself, and until then they get the words."""
    lack = lack_of(story)
    return _gaps(story, None if lack is Lack.SOUND else lack)


def _gaps(story: Story, lack: Lack | None) -> list[Gap]:
    whole = [Gap(_(SENTENCES[lack]), reverse("edit-story", args=[story.slug]))] if lack else []
    return [*whole, *gaps_in_consent(story), *_gaps_in_voices(story)]


def _gaps_in_voices(story: Story) -> list[Gap]:
    count, address = len(unexplained_voices(story)), reverse("story-people", args=[story.slug])
    say = _("Voices that are nobody’s: %(count)s. Say whose each is, or why they are not asked.")
    return [Gap(say % {"count": count}, f"{address}#voices")] if count else []


def lack_of(story: Story) -> Lack | None:
    """What of words and sound is not there yet. None: everything is."""
    if upload_under_way(story):
        return Lack.UPLOAD
    recording, written = recording_of(story), Transcript.objects.filter(story=story).exists()
    if not story.has_sound:
        return None if written else Lack.TEXT
    if recording is None:
        return None if written else Lack.RECORDING
    return _lack_of_work(recording, written=written) or _lack_of_sound(recording)


def _lack_of_work(recording: Recording, *, written: bool) -> Lack | None:
    jobs = Job.objects.filter(story=recording.story_id).order_by("-pk")
    live = jobs.filter(state__in=_LIVE).first()
    if live and written:
        return Lack.SOUND if live.remake else Lack.AGAIN
    if written or (recording.heard_nothing and not live):
        return None
    latest = jobs.filter(remake=False).first()
    return Lack.FAILED if latest and latest.state == Job.State.FAILED else Lack.WORDS


def _lack_of_sound(recording: Recording) -> Lack | None:
    return None if recording.renditions.filter(IS_SERVED).exists() else Lack.NO_SOUND


def voices_heard(story: Story) -> list[str]:
    """Every voice that says something that readers get, in the order in which they come."""
    spoken = Passage.objects.filter(story=story).exclude(speaker="").order_by("number")
    return list(dict.fromkeys(spoken.values_list("speaker", flat=True)))


def unclaimed_voices(story: Story) -> set[str]:
    """Those that no person of the story has."""
    return set(voices_heard(story)) - set(story.people.values_list("voice", flat=True))


def unexplained_voices(story: Story) -> list[str]:
    """Those whose consent nobody can know of: no person of the story has them, and there is no reason for that."""
    named = set(story.people.values_list("voice", flat=True))
    return voices_to_ask(voices_heard(story), named, reasons_of(story))


def reasons_of(story: Story) -> dict[str, Reason]:
    """Why a voice is nobody's, by voice."""
    return {row.key: Reason(row.reason) for row in VoiceReason.objects.filter(story=story)}


def asking_again(stories: QuerySet[Story]) -> QuerySet[Story]:
    """Those with a voice that is nobody's, or which a storyteller has not signed off as they are now."""
    named = StoryPerson.objects.filter(story=OuterRef("story"), voice=OuterRef("speaker"))
    explained = VoiceReason.objects.filter(story=OuterRef("story"), key=OuterRef("speaker"))
    spoken = Passage.objects.filter(story=OuterRef("pk")).exclude(speaker="")
    nobodys = spoken.filter(~Exists(named), ~Exists(explained))
    signed = SignOff.objects.filter(person=OuterRef("pk"), void=False)
    unsigned = StoryPerson.objects.filter(story=OuterRef("pk"), is_storyteller=True).filter(~Exists(signed))
    return stories.filter(Q(Exists(nobodys)) | Q(Exists(unsigned)))
