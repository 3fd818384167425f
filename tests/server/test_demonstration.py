"""The demo network: people who can sign in, voices with their right names, and corrections of what was misheard."""

from __future__ import annotations

from collections import Counter

import pytest

from heard import demo
from heard.apps.browsing import tasks as places
from heard.apps.browsing.models import Collection, PlacePicture
from heard.apps.conversing.models import Comment
from heard.apps.correcting.models import Correction
from heard.apps.helping.tasks import tick
from heard.apps.joining import tasks as made_by
from heard.apps.joining.actions.portraits import drop_portrait
from heard.apps.joining.models import Portrait, User
from heard.apps.moderating.models import Concern
from heard.apps.publishing.models import Article, PlainPage
from heard.apps.telling.models import Rendition, Story
from heard.apps.transcribing.actions import keep_take
from heard.apps.transcribing.models import Job
from heard.apps.wording.models import Term
from heard.core.errors import HeardError
from heard.server import demonstration
from heard.server.demonstration_collections import show_places
from tests.cast import make_story, make_transcript

MISHEARD = {"the": "tea"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def people(db):
    return demonstration.people()


@pytest.fixture
def told() -> demo.DemoStory:
    return demo.stories()[0]


@pytest.fixture
def row(told, people) -> Story:
    """The story as a machine heard it that knows voices by number and mishears some words."""
    how = {"published": False, "transcript": False, "synthetic": True, "storyteller": ""}
    story = make_story(told.title, people[told.reporter], **how)
    voices = {name: f"S{number}" for number, name in enumerate(reversed(told.speakers), 1)}
    turns = [(voices[turn.speaker], " ".join(map(_misheard, turn.text.split()))) for turn in told.turns]
    keep_take(story, make_transcript(*turns))
    return story


def _misheard(word: str) -> str:
    return MISHEARD.get(word.lower(), word)


def test_everybody_of_the_cast_can_sign_in_with_the_password_that_is_printed(people, client):
    password = demonstration.sign_ins().split("“")[1].split("”")[0]
    for person in demo.people():
        client.post("/account/login/", {"login": person.email, "password": password})
        assert client.session["_auth_user_id"] == str(User.objects.get(email=person.email).pk)
        client.logout()


def test_every_network_has_a_password_of_its_own(people, settings, tmp_path):
    first = demonstration.sign_ins()
    assert demonstration.sign_ins() == first
    settings.DATA = tmp_path / "another"
    settings.DATA.mkdir()
    assert demonstration.sign_ins() != first


def test_people_are_made_once(people):
    demonstration.people()
    assert User.objects.count() == len(demo.people())


def test_who_has_a_picture_shows_it_told_in_words_and_one_taken_away_stays_away(people):
    made_by.tick()
    shown = {row.person.name: (bool(row.made), bool(row.described)) for row in Portrait.objects.all()}
    assert shown == {person.name: (True, True) for person in demo.people() if person.picture}
    drop_portrait(people["ada"])
    demonstration.people()
    assert not Portrait.objects.filter(person=people["ada"]).exists()


def test_places_have_the_pictures_that_were_drawn_of_them(people):
    show_places(people["cleo"])
    places.tick()
    assert [bool(row.made) for row in PlacePicture.objects.all()] == [True] * len(demo.places())
    show_places(people["cleo"])
    assert not PlacePicture.objects.exclude(sent="").exists()


def test_the_machines_voices_get_the_names_of_those_who_really_spoke(told, row, people):
    demonstration.finish(told, row, people, is_draft=False)
    first, second = told.speakers
    assert list(row.voice_names.values_list("key", "name")) == [("S1", second), ("S2", first)]


def test_what_was_misheard_is_partly_put_right_and_partly_waits(told, row, people):
    demonstration.finish(told, row, people, is_draft=False)
    states = Counter(Correction.objects.values_list("kind", "state"))
    assert states == {
        ("replace", "accepted"): 3,
        ("replace", "waiting"): 2,
        ("wrong", "waiting"): 2,
        ("delete", "declined"): 1,  # somebody hesitates, and that is what was said
    }
    assert set(Correction.objects.exclude(kind="delete").values_list("heard", flat=True)) == {"tea"}
    assert Story.objects.get().state == "published"


def test_a_draft_stays_a_draft_that_nobody_has_touched(told, row, people):
    demonstration.finish(told, row, people, is_draft=True)
    assert (Story.objects.get().state, Correction.objects.count()) == ("draft", 0)


def test_what_is_finished_is_not_done_again(told, row, people):
    demonstration.finish(told, row, people, is_draft=False)
    before = Correction.objects.count()
    demonstration.finish(told, row, people, is_draft=False)
    assert Correction.objects.count() == before


def test_a_network_that_is_complete_is_left_alone(db, settings):
    (settings.DATA / "demo-is-made").touch()
    said: list[str] = []
    demonstration.make(said.append)
    assert (said, User.objects.count()) == ([], 0)


@pytest.fixture
def making(db) -> demonstration.Making:
    return demonstration.Making(lambda line: None)


def written_down(*told: demo.DemoStory) -> None:
    """A worker has heard every word of these rightly."""
    for one in told:
        row = Story.objects.get(title=one.title)
        voices = {name: f"S{number}" for number, name in enumerate(one.speakers, 1)}
        keep_take(row, make_transcript(*((voices[turn.speaker], turn.text) for turn in one.turns)))
        Rendition.objects.create(recording=row.recording, name="audio.opus", path=row.recording.path, size=1)
        Job.objects.create(story=row, state=Job.State.DONE)


def published() -> set[str]:
    return set(Story.objects.filter(state="published").values_list("title", flat=True))


def test_there_is_something_to_look_at_when_the_first_three_are_written_down(making):
    first = demonstration.in_order()[:3]
    written_down(*first[:2])
    assert (making.advance(), making.is_worth_a_look) == (len(demo.stories()) - 2, False)
    written_down(first[2])
    assert (making.advance(), making.is_worth_a_look) == (len(demo.stories()) - 3, True)
    assert published() == {story.title for story in first}
    assert not demonstration.is_made()


def test_with_the_last_one_people_talk_and_collections_are_there(making):
    written_down(*demonstration.in_order())
    assert (making.advance(), demonstration.is_made()) == (0, True)
    assert len(published()) == len(demo.stories()) - 1 + len(demo.written())  # one stays a draft
    assert Comment.objects.count() == len(demo.comments())
    assert Collection.objects.count() == len(demo.collections())
    assert Article.objects.live().count() == len(demo.articles())
    quotes = [[block.value for block in row.body if block.block_type == "quote"] for row in Article.objects.all()]
    assert [len(one) for one in quotes] == [2, 1, 0]
    assert PlainPage.objects.get(standing="about").title == demo.about().title


def test_what_was_begun_is_gone_on_with_after_a_stop(making):
    written_down(*demonstration.in_order()[:3])
    making.advance()
    again = demonstration.Making(lambda line: None)
    assert (again.advance(), Story.objects.count()) == (len(demo.stories()) - 3, len(demo.stories()))


def test_a_story_that_cannot_be_written_down_is_told(making):
    row = Story.objects.get(title=demo.stories()[0].title)
    Job.objects.create(story=row, state=Job.State.FAILED, error_sentence="The disk is full.")
    with pytest.raises(HeardError, match="The disk is full"):
        making.advance()


def test_the_glossary_explains_the_words_of_the_stories_once(people):
    demonstration.explain(people["cleo"])
    demonstration.explain(people["cleo"])
    assert [term.text for term in Term.objects.order_by("pk")] == [entry.term for entry in demo.terms()]


def test_what_was_misheard_again_is_put_right_in_one_place_and_offered_in_the_others(told, people):
    other = make_story("Another", people["ada"], transcript=False, synthetic=True)
    keep_take(other, make_transcript(("S1", "We heard Shavorn say it, and then Shavorn said it again.")))
    row = make_story(
        told.title, people[told.reporter], published=False, transcript=False, synthetic=True, storyteller=""
    )
    keep_take(row, make_transcript(*[(turn.speaker, turn.text.replace("Siobhan", "Shavorn")) for turn in told.turns]))
    demonstration.finish(told, row, people, is_draft=False)
    tick()
    assert [fix.text for fix in Correction.objects.filter(state="accepted", text__startswith="Siobhan")] == ["Siobhan?"]
    assert {place.meant.strip(".,?") for place in other.proposals.all()} == {"Siobhan"}
    assert row.proposals.filter(pair__meant="Siobhan").exists()


def test_people_talk_about_stories_and_one_comment_and_one_concern_wait(told, row, people):
    demonstration.finish(told, row, people, is_draft=False)
    rows = {remark.story: row for remark in demo.comments()}
    for _ in range(2):
        demonstration.talk(rows, people)
    assert list(Comment.objects.values_list("author__email", "state")) == [
        ("ada@example.org", "shown"),
        ("tom@example.org", "shown"),
        ("cleo@example.org", "shown"),
        ("ben@example.org", "waiting"),
        ("ada@example.org", "shown"),
        ("rae@example.org", "shown"),
    ]
    assert list(Concern.objects.values_list("state", "hid")) == [("waiting", False)]
