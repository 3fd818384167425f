"""What a stranger's page of a story depends on, in one place.

A page that was made once may be kept and given to the next stranger (web/kept.py) only while nothing that it shows has
changed. So the database itself puts a new stamp on a story in the transaction in which any row here is written, by
whomever: nobody can forget to. What all stories share has a stamp of its own.

Besides its stamps a page depends on the day, on how many offers wait in it (what taught them stands in other stories,
each with its own consent), on the stories that stand beside it with the stamp of each, and on how it is asked for: its
address, the language. All of that is asked each time (views/story.py), after `story_for` was asked whether a stranger
may see the story at all. Settings last as long as the process that keeps the page. `tests/apps/exploring/test_kept.py`
asks the page for the tables that it reads, and fails for one that is not named here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from heard.apps.exploring.models import ANEW, NOW
from heard.apps.telling.followed import ANY, Followed, Trigger

ASKED_EACH_TIME = {
    *("helping_answer", "helping_lesson", "helping_lesson_pairs", "helping_pair", "helping_proposal"),
    *("exploring_related", "exploring_stale"),
}
"""Tables whose part in the page is asked for with every request."""
_NETWORK = 1
_EVERY = f"SELECT {_NETWORK} UNION SELECT {_NETWORK} WHERE 0 IN (%s)"


@dataclass(frozen=True)
class _Stamped(Followed):
    """A stamp is never wrong, only old: what is here is left as it is."""

    def _mend(self, cursor: CursorWrapper) -> list[int]:
        which = f"SELECT id FROM {self.beside}"  # noqa: S608
        one = f"INSERT INTO {self.table} (id) VALUES ({_NETWORK}) ON CONFLICT DO NOTHING"  # noqa: S608
        cursor.execute(self._beginning(which) if self.beside else one)
        return []


def _anew(vendor: str) -> dict[str, str]:
    return {"value": ANEW[vendor]}


def _anew_and_when(vendor: str) -> dict[str, str]:
    return {**_anew(vendor), "changed_at": NOW[vendor]}


def _of_story(table: str, key: str = "story_id", *, via: str = "", events: str = ANY) -> Trigger:
    return Trigger(table, key, ("value",), via=via, events=events)


def _told(table: str, key: str = "story_id", *, via: str = "", events: str = ANY) -> Trigger:
    """The same of what programs are told of a story: it also says when it changed."""
    return Trigger(table, key, ("value", "changed_at"), via=via, events=events)


def _of_all(table: str, events: str = ANY) -> Trigger:
    return Trigger(table, "id", ("value",), via=_EVERY, events=events)


STORY = _Stamped(
    name="stamp",
    table="exploring_stamp",
    key="story_id",
    columns=_anew_and_when,
    beside="telling_story",
    triggers=(
        _told("telling_story", "id", events="UPDATE"),  # its words about itself, its audience, consent, a hold
        _told("telling_story_themes"),
        _told("telling_voice"),
        _of_story("telling_storyperson"),
        _told("telling_recording"),
        _told("telling_rendition", "recording_id", via="SELECT story_id FROM telling_recording WHERE id IN (%s)"),
        _told("telling_hiddenspan"),
        _of_story("exploring_card", events="INSERT OR UPDATE OF stamp OR DELETE"),
        _of_story("telling_picture"),
        _told("transcribing_transcript"),
        _of_story("transcribing_paragraph"),
        _of_story("transcribing_take"),
        _of_story("correcting_correction"),
        _of_story("correcting_randomcheck"),
        _of_story("helping_listening"),
        _told("understanding_chapter"),
        _of_story("understanding_easyline"),
        _told("understanding_translation"),
        _told(
            "understanding_translatedparagraph",
            "translation_id",
            via="SELECT story_id FROM understanding_translation WHERE id IN (%s)",
        ),
        _of_story("conversing_comment"),
        _of_story("conversing_experience"),
    ),
)
LISTS = _Stamped(
    name="list_stamp",
    table="exploring_liststamp",
    key="id",
    columns=_anew,
    triggers=(
        _of_all(
            "telling_story",
            "INSERT OR DELETE OR UPDATE OF state, held_at, reach, opens_on, closes_on, publish_from, place",
        ),
        _of_all("telling_story_themes"),
        _of_all("telling_theme", "UPDATE OF name, slug OR DELETE"),
    ),
)
"""What is counted of all stories, by theme or by place, is another one with another stamp or on another day."""
NETWORK = _Stamped(
    name="network_stamp",
    table="exploring_networkstamp",
    key="id",
    columns=_anew,
    triggers=(
        _of_all("telling_theme"),
        _of_all("wording_term"),
        _of_all("wording_form"),
        _of_all("joining_group", "UPDATE OF name, slug, is_public OR DELETE"),
        _of_all("joining_user", "UPDATE OF name, slug, is_active, is_thanked OR DELETE"),
    ),
)
