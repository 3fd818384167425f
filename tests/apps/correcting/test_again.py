"""A better engine listens later: every human word is kept, and what is in doubt waits for people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.html import strip_tags

from heard.apps.correcting import actions
from heard.apps.correcting.actions.again import lay_under
from heard.apps.correcting.models import Correction, Revision
from heard.apps.correcting.queries import comparing, revisions
from heard.apps.correcting.queries.history import history_of
from heard.apps.correcting.tasks import tick
from heard.apps.telling.actions import stories
from heard.apps.telling.models import Recording
from heard.apps.transcribing.actions import keep_take, transcribe_again
from heard.apps.transcribing.models import Job
from heard.apps.transcribing.queries import progress_of, transcript_of
from heard.core.errors import BadInput, NotAllowed, WrongState
from heard.media.engines import name_of
from tests.cast import make_transcript
from tests.page import Page

OLD = ("S1", "We like coal production and gud tea in green field.")
NEW = ("S1", "We like cold production and good tea in Glenfield.")


@pytest.fixture
def told(story, say, ben, cleo):
    """Ben put the third and fourth word right; then another engine listened."""
    told = story("Heard twice", OLD)
    actions.accept(say(told, ben, "w3 w4", "co-production"), cleo)
    return told


def again(told, *turns, engine="tests"):
    keep_take(told, replace(make_transcript(*turns), engine=engine))
    return lay_under(told)


def turns(transcript):
    return [(transcript.speaker_name(part.speaker), part.text) for part in transcript.paragraphs]


def text(told):
    return transcript_of(told).text


def test_a_later_take_changes_nothing_by_itself(told):
    keep_take(told, make_transcript(NEW))
    assert (text(told), told.takes.count()) == ("We like co-production and gud tea in green field.", 2)


def test_the_engines_words_are_taken_where_no_person_was_and_the_rest_is_offered(told):
    made = again(told, NEW)
    assert text(told) == "We like co-production and good tea in Glenfield."
    assert (made.number, made.cause, made.take) == (3, "again", told.takes.latest("id"))
    (offer,) = Correction.objects.filter(state="waiting")
    assert (offer.heard, offer.text, offer.author, offer.base) == ("co-production", "cold production", None, 3)
    assert offer.author_name == "the machine (tests)"


def test_an_editor_decides_on_what_is_offered(told, cleo):
    again(told, NEW)
    actions.accept(Correction.objects.get(state="waiting"), cleo)
    assert text(told) == "We like cold production and good tea in Glenfield."


def test_every_revision_can_be_rebuilt_from_the_first_take_and_the_later_take_undone(told, cleo):
    before = transcript_of(told)
    made = again(told, NEW)
    after = transcript_of(told)
    assert revisions.transcript_at(told, 1).text == make_transcript(OLD).text
    assert (revisions.transcript_at(told, 2), revisions.transcript_at(told, 3)) == (before, after)
    actions.undo(made, cleo)
    assert transcript_of(told) == before
    assert revisions.transcript_at(told, 3) == after
    assert lay_under(told) is None


def test_words_that_somebody_called_right_stay(story, say, ben):
    told = story("Confirmed", OLD)
    say(told, ben, "w9 w10", kind="right")
    again(told, NEW)
    assert text(told) == "We like cold production and good tea in green field."
    (offer,) = Correction.objects.filter(state="waiting")
    assert (offer.heard, offer.text) == ("green field.", "Glenfield.")


def test_names_of_voices_stay(told):
    told.voice_names.create(key="S1", name="Hamid")
    again(told, ("S7", NEW[1]))
    assert [speaker.name for speaker in transcript_of(told).speakers] == ["Hamid"]
    assert {word.speaker for word in transcript_of(told).words} == {"S1"}


# Voices, paragraphs and the engine's name

HEARD = (("S1", "Do you like coal production?"), ("S2", "I do, and gud tea."))
BETTER = (("S1", "Do you like"), ("S2", "cold production?"), ("S3", "I do, and good tea."), ("S3", "Yes."))


@pytest.fixture
def talk(story, say, ben, cleo, ada):
    """Two voices with names, and one correction."""
    told = story("Talked twice", *HEARD)
    stories.name_voices(told, {"S1": "Ada", "S2": "Hamid"}, by=ada)
    actions.accept(say(told, ben, "w4 w5", "co-production?"), cleo)
    return told


def test_voices_and_paragraphs_are_the_later_takes_and_the_names_and_human_words_stay(talk):
    before = transcript_of(talk)
    again(talk, *BETTER, engine="a better one")
    now = transcript_of(talk)
    assert turns(now) == [
        ("Ada", "Do you like"),
        ("Speaker 3", "co-production?"),
        ("Hamid", "I do, and good tea."),
        ("Hamid", "Yes."),
    ]
    ids = {word.id for word in before.words} - {"w9"}
    assert [word for word in now.words if word.id in ids] == [
        replace(
            word,
            speaker=now.words[now.positions[word.id]].speaker,
            paragraph=now.words[now.positions[word.id]].paragraph,
        )
        for word in before.words
        if word.id in ids
    ]


def test_the_engine_that_is_named_is_the_one_whose_take_it_stands_on(talk, cleo):
    second = again(talk, *BETTER, engine="a better one")
    third = again(talk, *HEARD, engine="another one")
    actions.undo(third, cleo)
    actions.undo(second, cleo)
    engines = ["tests", "tests", "a better one", "another one", "a better one", "tests"]
    assert [revisions.transcript_at(talk, number).engine for number in range(1, 7)] == engines
    assert transcript_of(talk).engine == "tests"


def test_every_revision_is_rebuilt_with_its_voices_and_undoing_leads_exactly_back(talk, cleo):
    stood = {2: transcript_of(talk)}
    made = again(talk, *BETTER, engine="a better one")
    stood[3] = transcript_of(talk)
    actions.undo(made, cleo)
    stood[4] = transcript_of(talk)
    assert stood[4] == stood[2]
    assert {number: revisions.transcript_at(talk, number) for number in stood} == stood


def test_an_earlier_correction_can_be_undone_in_the_voice_that_its_words_have_by_now(talk, cleo):
    again(talk, *BETTER)
    actions.reopen(Correction.objects.get(state="accepted"), cleo)
    assert turns(transcript_of(talk))[:2] == [("Ada", "Do you like"), ("Speaker 3", "coal production?")]


ONE_VOICE = ("S1", "Do you like coal production? I do, and gud tea.")


def test_voices_that_have_names_are_not_made_one(talk):
    again(talk, ONE_VOICE)
    assert [name for name, _text in turns(transcript_of(talk))] == ["Ada", "Hamid"]


def test_nor_are_those_of_people_in_the_story(talk):
    talk.voice_names.all().delete()
    talk.people.update(voice="S2")
    talk.people.create(name="Ada", voice="S1")
    again(talk, ONE_VOICE)
    assert [name for name, _text in turns(transcript_of(talk))] == ["Speaker 1", "Speaker 2"]


def test_others_are_and_a_voice_that_says_nothing_is_not_asked_for(talk, browse, ada):
    talk.voice_names.all().delete()
    again(talk, ONE_VOICE)
    assert [name for name, _text in turns(transcript_of(talk))] == ["Speaker 2"]
    page = browse(ada).get(reverse("edit-story", args=[talk.slug])).content.decode()
    assert [f"Name of speaker {number}" in page for number in (1, 2)] == [False, True]


# What editors see of it


def words_on(client, name, *args):
    """The text of a page, without its markup."""
    page = client.get(reverse(name, args=args)).content.decode()
    return " ".join(strip_tags(page.partition("<main")[2]).split())


def test_the_revisions_say_which_engine_listened_what_changed_and_what_waits(talk, browse, cleo):
    again(talk, *BETTER, engine="a better one")
    page = words_on(browse(cleo), "revisions", talk.slug)
    assert "The machine’s words that readers see now come from a better one." in page
    assert "The machine listened again, with a better one." in page
    assert "Out: gud → In: good" in page
    assert "1 word is in another voice." in page
    assert "Paragraphs begin at other words." in page
    assert "1 place waits for a decision: people wrote or confirmed something else there" in page


def test_two_revisions_side_by_side_show_voices_and_paragraphs_too(talk):
    again(talk, *BETTER)
    shown = comparing.comparison(talk, 2, 3)
    assert [(one.speaker, one.runs, one.voices, one.parts, one.is_cut) for one in shown.paragraphs] == [
        ("Speaker 3", [("moved", "co-production?")], ["Ada"], 1, True),
        ("Hamid", [("same", "I do, and"), ("removed", "gud"), ("added", "good"), ("same", "tea.")], [], 1, False),
        ("Hamid", [("added", "Yes.")], [], 0, False),
    ]
    assert shown.same == 1
    back = comparing.comparison(talk, 3, 2)
    assert [(one.speaker, one.runs, one.voices, one.parts, one.is_cut) for one in back.paragraphs] == [
        ("Ada", [("same", "Do you like"), ("moved", "co-production?")], ["Speaker 3"], 2, False),
        ("Hamid", [("same", "I do, and"), ("removed", "good"), ("added", "gud"), ("same", "tea.")], [], 1, False),
        ("Hamid", [("removed", "Yes.")], [], 0, False),
    ]


def test_the_history_of_a_word_tells_what_it_read_and_not_where_it_stood(talk):
    again(talk, *BETTER)
    histories = [history_of(talk, word).touches for word in ("w1", "r2.1", "w9")]
    assert [[(touch.before, touch.after) for touch in touches] for touches in histories] == [
        [],
        [("coal production?", "co-production?")],
        [("gud", "good")],
    ]


def test_who_undoes_it_is_told_what_comes_back(talk, browse, cleo):
    again(talk, *BETTER, engine="a better one")
    page = words_on(browse(cleo), "undo-revision", talk.slug, 3)
    assert "voices and paragraphs will be those of tests again, not those of a better one." in page
    assert browse(cleo).post(reverse("undo-revision", args=[talk.slug, 3])).status_code == 302
    assert "see now come from tests." in words_on(browse(cleo), "revisions", talk.slug)


def test_the_storys_page_says_which_takes_there_are_and_whose_words_readers_see(talk, browse, cleo, settings):
    Recording.objects.create(story=talk, path="x/original.mp3", filename="chat.mp3", size=1000)
    Job.objects.create(story=talk, state=Job.State.DONE)
    settings.HEARD = {**settings.HEARD, "HEARD_MODEL": "small"}
    again(talk, *BETTER, engine=name_of("small"))
    page = words_on(browse(cleo), "edit-story", talk.slug)
    assert page.index("faster-whisper small int8 ·") < page.index("what readers see") < page.index("tests ·")
    assert "The network’s speech model is still “small”, which wrote these words." in page
    settings.HEARD = {**settings.HEARD, "HEARD_MODEL": "large"}
    assert "The network’s speech model is “large” by now." in words_on(browse(cleo), "edit-story", talk.slug)
    Job.objects.create(story=talk, again=True)
    page = words_on(browse(cleo), "edit-story", talk.slug)
    assert "Until it is done, readers see the words as they are." in page
    assert "Transcribe again" not in page


def test_a_take_that_hears_the_same_is_noted_and_not_looked_at_again(told):
    made = again(told, OLD)
    assert (made.changes, text(told)) == ([], "We like co-production and gud tea in green field.")
    assert lay_under(told) is None


def test_a_correction_sent_meanwhile_is_not_lost(told, say, ben):
    row = say(told, ben, "w6", "dud", base=2)
    again(told, NEW)
    row.refresh_from_db()
    assert row.state == "waiting"
    assert revisions.standing(transcript_of(told), row).value == "conflict"


BASE, TINY, SMALL = (name_of(model) for model in ("base", "tiny.en", "small"))


@pytest.fixture
def by_base(story):
    told = story("Written by base", transcript=False)
    keep_take(told, replace(make_transcript(OLD), engine=BASE))
    return told


def test_what_a_weaker_engine_hears_changes_nothing_and_waits_for_people(by_base, cleo):
    assert again(by_base, NEW, engine=TINY) is None
    assert text(by_base) == OLD[1]
    assert transcript_of(by_base).engine == BASE
    offers = Correction.objects.filter(state="waiting").order_by("start")
    assert [(offer.heard, offer.text) for offer in offers] == [
        ("coal", "cold"),
        ("gud", "good"),
        ("green field.", "Glenfield."),
    ]
    assert {offer.author_name for offer in offers} == {f"the machine ({TINY})"}
    actions.accept(offers[1], cleo)
    assert text(by_base) == "We like coal production and good tea in green field."
    tick()
    assert (Correction.objects.count(), Revision.objects.filter(cause="again").count()) == (3, 0)


def test_what_a_stronger_engine_hears_is_laid_under_as_ever(by_base):
    again(by_base, NEW, engine=SMALL)
    assert (text(by_base), transcript_of(by_base).engine) == (NEW[1], SMALL)
    assert Correction.objects.count() == 0


def test_a_weaker_take_is_no_ground_for_the_next(by_base):
    """What stands is still what base wrote: a stronger engine improves all of it."""
    again(by_base, ("S1", "We bike old auction and mud tea in clean shield."), engine=TINY)
    again(by_base, NEW, engine=SMALL)
    assert text(by_base) == NEW[1]


def test_the_worker_lays_it_under(told):
    keep_take(told, make_transcript(NEW))
    tick()
    assert text(told) == "We like co-production and good tea in Glenfield."
    tick()
    assert Revision.objects.filter(cause="again").count() == 1


# Asking for it


@pytest.fixture
def recording(told):
    recording = Recording.objects.create(story=told, path="x/original.mp3", filename="chat.mp3", size=1000)
    Job.objects.create(story=told, state=Job.State.DONE)
    return recording


def address(story):
    return reverse("transcribe-again", args=[story.slug])


def test_an_editor_asks_for_it_with_a_button(browse, told, recording, cleo):
    client = browse(cleo)
    assert address(told) in client.get(reverse("edit-story", args=[told.slug])).content.decode()
    assert client.post(address(told)).status_code == 302
    job = Job.objects.latest("pk")
    assert (job.story, job.again, job.model, job.state) == (told, True, "", "waiting")
    assert client.post(address(told)).status_code == 409


def test_the_model_is_chosen_on_the_page(browse, by_base, cleo, settings):
    settings.SPEECH_MODELS = ["base", "tiny.en", "small"]
    Recording.objects.create(story=by_base, path="x/original.mp3", filename="chat.mp3", size=1000)
    Job.objects.create(story=by_base, state=Job.State.DONE)
    client = browse(cleo)
    page = Page(client.get(reverse("edit-story", args=[by_base.slug])))
    assert page.texts("option")[-3:] == [
        "base: wrote the words that stand now",
        "tiny.en: smaller, so what it hears otherwise only waits for you",
        "small",
    ]
    assert client.post(address(by_base), {"model": "/etc"}).status_code == 400
    assert "waits for you" in client.post(address(by_base), {"model": "tiny.en"}, follow=True).content.decode()
    assert Job.objects.latest("pk").model == "tiny.en"


def test_the_reporter_has_no_such_button(browse, told, recording, ada):
    assert address(told) not in browse(ada).get(reverse("edit-story", args=[told.slug])).content.decode()
    assert browse(ada).post(address(told)).status_code == 403
    assert Job.objects.filter(again=True).count() == 0


@pytest.mark.parametrize(("who", "status"), [("max_", 403), ("ben", 403)])
def test_strangers_cannot(browse, told, recording, who, status, request):
    assert browse(request.getfixturevalue(who)).post(address(told)).status_code == status


def test_a_stranger_learns_nothing_of_a_private_draft(browse, story, max_):
    assert browse(max_).post(address(story(published=False))).status_code == 404


def test_the_shell_asks_for_it_with_a_model(told, recording, capsys):
    call_command("transcribe_again", told.slug, model="small.en")
    assert Job.objects.latest("pk").model == "small.en"
    assert capsys.readouterr().out == "/stories/heard-twice/ is in line. `heard worker` writes it down.\n"


def test_the_shell_says_that_a_smaller_model_only_offers(by_base, capsys):
    Recording.objects.create(story=by_base, path="x/original.mp3", filename="chat.mp3", size=1000)
    call_command("transcribe_again", by_base.slug, model="tiny.en")
    assert "what it hears otherwise is only offered" in capsys.readouterr().out


def test_what_cannot_be_done_gets_a_sentence(told, cleo, ada):
    with pytest.raises(WrongState, match="no recording"):
        transcribe_again(told)
    with pytest.raises(NotAllowed):
        transcribe_again(told, by=ada)
    with pytest.raises(BadInput, match="no story “nowhere”"):
        call_command("transcribe_again", "nowhere")


def test_a_failure_leaves_the_story_written_down(told, recording):
    Job.objects.create(story=told, again=True, state=Job.State.FAILED, error_sentence="The model is not here.")
    standing = progress_of(told)
    assert (standing.state, standing.sentence) == (
        "written",
        "Written down. Listening again did not work: The model is not here.",
    )
