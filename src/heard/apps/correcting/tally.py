"""What is counted of each story: kept by the database, so that no page counts through the whole network."""

from __future__ import annotations

from heard.apps.telling.followed import Followed, Trigger

_HERE = "story_id = correcting_tally.story_id"
_HIDDEN = """EXISTS (
    SELECT 1 FROM telling_hiddenspan AS span WHERE span.story_id = sent.story_id AND span.undone_at IS NULL
    AND ((span.start < sent."end" AND span."end" > sent.start)
      OR (span.start <= sent.start AND span."end" >= sent."end")))"""
_NOBODYS = f"""EXISTS (
    SELECT 1 FROM transcribing_passage AS spoken WHERE spoken.{_HERE} AND spoken.speaker <> ''
    AND NOT EXISTS (SELECT 1 FROM telling_storyperson AS person
      WHERE person.story_id = spoken.story_id AND person.voice = spoken.speaker)
    AND NOT EXISTS (SELECT 1 FROM transcribing_voicereason AS reason
      WHERE reason.story_id = spoken.story_id AND reason.key = spoken.speaker))"""  # noqa: S608
_UNSIGNED = f"""EXISTS (
    SELECT 1 FROM telling_storyperson AS teller WHERE teller.{_HERE} AND teller.is_storyteller
    AND NOT EXISTS (SELECT 1 FROM telling_signoff AS signed WHERE signed.person_id = teller.id AND NOT signed.void))"""  # noqa: S608


def _columns(vendor: str) -> dict[str, str]:
    corrections = f"(SELECT count(*) FROM correcting_correction AS sent WHERE sent.{_HERE}"  # noqa: S608
    passages = f"FROM transcribing_passage AS spoken WHERE spoken.{_HERE}"
    return {
        "sent": f"{corrections})",
        "put_right": f"{corrections} AND state = 'accepted')",
        "waiting": f"{corrections} AND state IN ('waiting', 'conflict') AND NOT {_HIDDEN})",
        "passages": f"(SELECT count(*) {passages})",
        "voices": f"(SELECT count(DISTINCT speaker) {passages} AND speaker <> '')",
        "asks_again": f"({_NOBODYS} OR {_UNSIGNED})",
    }


_WHOSE = "SELECT story_id FROM telling_storyperson WHERE id IN (%s)"
TALLY = Followed(
    name="tally",
    table="correcting_tally",
    key="story_id",
    columns=_columns,
    beside="telling_story",
    triggers=(
        Trigger(
            "correcting_correction",
            "story_id",
            ("sent", "put_right", "waiting"),
            events="INSERT OR UPDATE OF state, story_id OR DELETE",
        ),
        Trigger("telling_hiddenspan", "story_id", ("waiting",)),
        Trigger("transcribing_transcript", "story_id", ("passages", "voices", "asks_again")),
        Trigger("telling_storyperson", "story_id", ("asks_again",)),
        Trigger("transcribing_voicereason", "story_id", ("asks_again",)),
        Trigger("telling_signoff", "person_id", ("asks_again",), via=_WHOSE),
    ),
)
"""Passages are followed through the transcript that they are made from: it is written after them."""
