"""Whatever quotes a story goes with it: every column of every table and every file is read, and no word of it is found.

A new table, column or file is read without anybody telling this test of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from heard.apps.conversing.actions import comments as conversing
from heard.apps.conversing.actions.comments import Saying
from heard.apps.conversing.models import Notice
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.helping import tasks as helping
from heard.apps.helping.actions.forgetting import unlearn
from heard.apps.helping.actions.offers import answer
from heard.apps.helping.actions.pairs import add_never, never
from heard.apps.helping.models import Pair, Proposal
from heard.apps.hiding.actions import Part, hide
from heard.apps.hosting import tasks as hosting
from heard.apps.moderating.models import Concern, Ruling
from heard.apps.telling.actions.consent import Hand, describe_person
from heard.apps.telling.actions.stories import delete_story, describe_story, unpublish_story
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.telling.models import Recording, SignOff, Story, Upload
from heard.apps.telling.queries import place_of
from heard.apps.transcribing.models import Job
from heard.apps.wording.actions import Asked, add_term, ask, change_term, learn_form, list_names
from heard.apps.wording.models import Form, Term
from heard.apps.wording.queries import entry_of
from heard.core.offering.wordlist import Entry
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "qzvx"
STAYS = {
    "moderating_concern.text": "so that people can be looked after, whatever became of the story",
    "moderating_ruling.reason": "so that whoever decided can answer for it",
}


@pytest.fixture
def told(ada, ben, cleo, rae, settings, tmp_path) -> Story:
    """A story that everybody could read, with a mark in everything that can be kept about one."""
    settings.DATA = tmp_path
    turns = ("S1", f"In Lesster we met Hal{MARK} there."), ("S2", f"And Wanda{MARK} was from Lesster, near Low{MARK}.")
    story = cast.make_story(f"At {MARK}", ada, *turns, storyteller=f"Teller{MARK}", themes=(f"Theme {MARK}",))
    helping.tick()
    describe_story(story, {"title": f"Near {MARK}", "summary": MARK, "place": MARK, "content_note": MARK}, by=ada)
    teller = story.people.get()
    describe_person(teller, {"voice": "S2"}, hand=Hand(ada), contact={"real_name": MARK, "reach_at": MARK})
    SignOff.objects.create(person=teller, how=SignOff.How.IN_PERSON, by=ada, note=MARK)
    list_names(story, {"name": [f"Wanda{MARK}"]}, by=ada)
    ask(story, Sender(ben), Asked(f"Hal{MARK}", ("w5",), 2.0))
    _files(story, teller)
    _corrected(story, ben, cleo)
    _talked(story, ada, ben, rae)
    _worked_on(story)
    hide(story, Part((5.95, 6.45)), hand=Hand(ada))
    return story


def _files(story: Story, teller) -> None:
    for folder in ("recording", "upload", f"consent/{teller.subject}"):
        place_of(folder).mkdir(parents=True)
        (place_of(folder) / "one").write_text(MARK)
    Recording.objects.create(story=story, path="recording/one", filename=f"{MARK}.mp3", size=4)
    Upload.objects.create(story=story, owner=story.reporter, filename=f"{MARK}.mp3", size=4, path="upload/one")


def _corrected(story: Story, ben, cleo) -> None:
    """Pairs that were learnt, undone, ruled out and hidden; one that the glossary took up; one declined with words."""
    fixes = (("w2", f"Lei{MARK}"), ("w5", f"Harold{MARK}"), ("w11", f"Le{MARK}ster,"), ("w8", f"Wendy{MARK}"))
    for word, text in fixes:
        sent = correcting.report(story, Sender(ben), Remark("replace", (word,), text, f"It is {MARK}.", 1))
        correcting.accept(sent, cleo)
    helping.tick()
    correcting.undo(story.revisions.get(number=3), cleo)
    helping.tick()
    never(Pair.objects.get(meant__startswith="Wendy"), cleo)
    other = correcting.report(story, Sender(ben), Remark("replace", ("w4",), f"saw {MARK}", base=1))
    correcting.decline(other, cleo, f"She says {MARK}.")
    term = add_term(Entry("Glenfield"), by=cleo)
    learn_form(term, Form.Kind.MISHEARING, f"Glen {MARK}", by=cleo, story=story)
    change_term(term, entry_of(term), by=cleo)
    change_term(
        Term.objects.get(), Entry("Glenfield", "place", "A hospital", (), (f"Glen {MARK}", "Glen feel")), by=cleo
    )


def _talked(story: Story, ada, ben, rae) -> None:
    row = conversing.comment(story, Sender(ben), Saying(f"I know {MARK}."))
    conversing.edit(row, Sender(ben), f"I knew {MARK}.")
    conversing.accept(row, rae)
    other = conversing.comment(story, Sender(visitor="x", name=MARK), Saying(f"{MARK}!"))
    conversing.decline(other, rae, f"Not {MARK}.")
    Notice.objects.create(person=ada, kind=Notice.Kind.STORY_FATE, key="one", story=story, note=MARK)
    concern = Concern.objects.create(about=f"story:{story.pk}", reason="other", text=f"About {MARK}")
    Ruling.objects.create(concern=concern, decision="no-action", reason=f"Not {MARK}", by=rae)


def _worked_on(story: Story) -> None:
    Job.objects.create(story=story, state=Job.State.FAILED, error_sentence=MARK)


def _columns() -> Iterator[str]:
    """Every column of every table in which the mark stands, those of the search index too."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
        yield from {f"{table}.{name}" for row in rows for name, value in zip(names, row, strict=True) if _says(value)}


def _says(value: object) -> bool:
    data = bytes(value) if isinstance(value, bytes | bytearray | memoryview) else str(value).encode()
    return MARK.encode() in data.lower()


def _files_that_say(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and _says(path.read_bytes())]


def _gone(story: Story, how: str, ada) -> None:
    if how == "deleted":
        unpublish_story(story, by=ada)
        delete_story(story, by=ada)
    else:
        take_back(story, hand=Hand(ada))
        Story.objects.filter(pk=story.pk).update(sealed_at="2026-01-01T00:00Z")


@pytest.mark.parametrize("how", ["erased", "deleted"])
def test_no_word_of_a_story_that_is_gone_is_found_anywhere(told, ada, cleo, story, tmp_path, monkeypatch, how):
    other = story("Another", ("S1", "In Lesster people sit."), ("S2", "And Lesster is where they sit."))
    helping.tick()
    answer(other.proposals.filter(state="waiting").first(), Sender(cleo), "no", listened=True)
    assert len(set(_columns())) > 40
    assert len(_files_that_say(tmp_path)) == 3
    _gone(told, how, ada)
    monkeypatch.setattr(hosting, "_looked", None)
    hosting.tick()
    assert set(_columns()) == set(STAYS)
    assert _files_that_say(tmp_path) == []
    assert set(Term.objects.get().forms.values_list("text", flat=True)) == {"Glen feel"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL clears its own pages")
def test_not_in_the_free_pages_of_the_database_either(told, ada, monkeypatch):
    Concern.objects.all().delete()
    _gone(told, "erased", ada)
    monkeypatch.setattr(hosting, "_looked", None)
    hosting.tick()
    place = Path(connection.settings_dict["NAME"])
    found = [path.name for path in place.parent.glob(f"{place.name}*") if _says(path.read_bytes())]
    assert found == []


# What others teach too


def test_a_pair_that_another_story_teaches_stays_without_the_places_of_the_first(told, ada, ben, cleo, story):
    other = story("Another", ("S1", "In Lesster people sit."), ("S2", "And Lesster is where they sit."))
    sent = correcting.report(other, Sender(ben), Remark("replace", ("w2",), f"Lei{MARK}"))
    correcting.accept(sent, cleo)
    helping.tick()
    _gone(told, "erased", ada)
    unlearn()
    hosting.forget()
    [pair] = Pair.objects.all()
    assert (pair.meant, pair.lessons.get().correction.story) == (f"Lei{MARK}", other)
    assert set(Proposal.objects.values_list("story", flat=True)) == {other.pk}


def test_a_pair_that_somebody_noted_by_hand_is_the_networks_own(told, ada, cleo):
    add_never("Lesster", "Leicester", cleo)
    _gone(told, "erased", ada)
    hosting.forget()
    assert [pair.meant for pair in Pair.objects.all()] == ["Leicester"]
