"""One place at a time: help/, stories/<slug>/help/, and what somebody hears there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.correcting.actions import Remark, Sender, report
from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.agreement import places_to_hear
from heard.apps.helping.models import Listening, Proposal, Reservation, Spot
from heard.apps.hiding import actions as hiding
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import Recording
from heard.apps.transcribing.actions import keep_take
from heard.apps.transcribing.queries import transcript_of
from tests.apps.helping.conftest import AGAIN
from tests.cast import make_person, make_transcript
from tests.page import Page
from tests.renditions import give_sound


@pytest.fixture
def doubtful(story, worked):
    """A story with one doubtful place for each text, far apart, once the worker has been there."""

    def made(title="Unsure", *texts, sound=True, **how):
        told = story(title, transcript=False, **how)
        turns = [(f"S{number % 2 + 1}", text) for number, text in enumerate(texts or ("It is zxqv.",))]
        keep_take(told, make_transcript(*turns, confidence=0.2))
        worked()
        return give_sound(told) if sound else told

    return made


@pytest.fixture
def begin(browse):
    """`begin(ben)` is Ben's browser with the first place before him."""

    def begun(person, story=None):
        client = browse(person)
        client.post(address(story))
        return client

    return begun


def address(story=None):
    return reverse("story-help", args=[story.slug]) if story else reverse("help")


def place(client, story=None):
    """The place that somebody has before them; None when there is none."""
    return client.get(address(story)).context.get("spot")


def say(client, says="", story=None, **given):
    spot = place(client, story)
    more = {"story": story.slug} if story else {}
    return client.post(reverse("help-answer", args=[spot.pk]), {"says": says, **more, **given})


def text_of(story):
    return transcript_of(story).text


def test_its_player_holds_only_what_was_not_cut_off(doubtful, worked, begin, ada, ben):
    told = doubtful("Unsure", "Are we on?", "It is zxqv.")
    hiding.trim(told, "w4", "w6", hand=Hand(ada))
    told.recording.renditions.update(hides=Recording.objects.get().hides)
    worked()
    page = Page(begin(ben, told).get(address(told)))
    [sound] = [part.attributes for part in page.elements if part.tag == "clip-sound"]
    assert float(sound["data-begin"]) > 1
    assert page.texts("div", "clip-bar")
    assert page.texts("span", "clock")[0] == "0:00"


def test_the_page_says_what_it_is_about_and_how_much_waits(doubtful, browse):
    doubtful("One", "It is zxqv.", "So it is.")
    answer = browse(None).get(address())
    assert (answer.status_code, answer.context["waiting"]) == (200, 2)
    assert "2 places wait for somebody’s ears" in answer.content.decode()
    assert Reservation.objects.count() == 0


def test_when_nothing_waits_it_says_so(browse, story):
    told = story()
    for where in (address(), address(told)):
        assert "Nothing waits for your ears here" in browse(None).get(where).content.decode()


def test_a_place_shows_its_sentence_its_clip_and_what_else_it_may_be(offered, begin, cleo):
    first, _second = offered()
    give_sound(first.story)
    spot = place(client := begin(cleo))
    page = client.get(address()).content.decode()
    assert spot.text in page
    assert f"#t={spot.start:.2f},{spot.end:.2f}" in page
    assert client.get(address()).context["choices"][0].text.startswith("Leicester")


def test_a_story_without_sound_is_not_handed_out(doubtful, browse):
    doubtful(sound=False)
    assert browse(None).get(address()).context["waiting"] == 0


def test_numbers_and_negations_come_first(doubtful, begin, ben):
    doubtful("Both", "We saw the old tree.", "It was not fifteen.")
    assert "fifteen" in place(begin(ben)).text


def test_two_people_do_not_get_the_same_place_until_it_is_free_again(doubtful, begin, ben, max_):
    doubtful("Two", "It is zxqv.", "So was bmpf.")
    first, second = begin(ben), begin(max_)
    assert place(first) != place(second)
    third = begin(None)
    assert place(third) is None
    Reservation.objects.filter(holder=f"account:{ben.pk}").update(until=timezone.now() - timedelta(seconds=1))
    third.post(address())
    assert place(third).pk == Spot.objects.order_by("-good").first().pk


def test_looking_again_shows_the_same_place(doubtful, begin, ben):
    doubtful("Two", "It is zxqv.", "So was bmpf.")
    client = begin(ben)
    assert place(client) == place(client)


def test_right_counts_as_heard_and_the_next_place_comes(doubtful, begin, ben):
    told = doubtful("Two", "It is zxqv.", "So was bmpf.")
    client = begin(ben)
    spot = place(client)
    assert say(client, "right", listened="on").url == address()
    assert place(client) not in (None, spot)
    report = Correction.objects.get()
    assert (report.kind, report.state, report.author, report.words) == ("right", "noted", ben, spot.words)
    heard = Listening.objects.get()
    assert (heard.story, heard.purpose, heard.words_checked, heard.words_wrong) == (told, "queue", len(spot.words), 0)
    assert (heard.start, heard.end) == (report.start, report.end)


def test_what_was_not_listened_to_is_no_listening(doubtful, begin, ben):
    doubtful()
    answer = say(begin(ben), "right")
    assert (Listening.objects.count(), Correction.objects.count()) == (0, 0)
    assert "Listen first" in answer.content.decode()


def test_another_text_is_a_report_and_says_how_much_was_wrong(doubtful, begin, ben):
    told = doubtful()
    say(begin(ben), "replace", text="It is  Zack.", listened="on")
    report = Correction.objects.get()
    assert (report.kind, report.text, report.state) == ("replace", "It is Zack.", "waiting")
    assert (Listening.objects.get().words_checked, Listening.objects.get().words_wrong) == (3, 1)
    assert text_of(told) == "It is zxqv."


def test_nobody_says_this_is_a_report(doubtful, begin, ben):
    doubtful()
    say(begin(ben), "delete", listened="on")
    assert Correction.objects.get().kind == "delete"
    assert Listening.objects.get().words_wrong == 3


def test_whoever_cannot_tell_gets_another_place_and_others_get_this_one(doubtful, begin, ben, max_):
    doubtful()
    client = begin(ben)
    spot = place(client)
    assert say(client, "unsure", listened="on").url == reverse("help-thanks")
    client.post(address())
    assert place(client) is None
    assert place(begin(max_)) == spot
    assert (Correction.objects.count(), Listening.objects.count()) == (0, 0)


def test_a_helpers_choice_of_what_is_offered_is_a_report(offered, begin, ben):
    first, _second = offered()
    give_sound(first.story)
    client = begin(ben)
    choice = client.get(address()).context["choices"][0]
    say(client, choice=choice.text, listened="on")
    assert Correction.objects.filter(story=first.story).get().text == choice.proposal.meant
    assert text_of(first.story).count("Lesster") == 2


def test_an_editors_choice_of_what_is_offered_puts_it_right_at_once(offered, begin, cleo):
    first, _second = offered()
    give_sound(first.story)
    client = begin(cleo)
    choice = client.get(address()).context["choices"][0]
    say(client, choice=choice.text, listened="on")
    assert text_of(first.story).count("Leicester") == 1
    assert Proposal.objects.get(pk=choice.proposal.pk).state == "accepted"


def test_what_an_editor_finds_right_is_settled_and_offered_no_more(offered, begin, browse, cleo, ben):
    first, _second = offered()
    give_sound(first.story)
    client = begin(cleo)
    spot = place(client)
    rows = [choice.proposal for choice in client.get(address()).context["choices"]]
    say(client, "right", listened="on")
    assert {Proposal.objects.get(pk=row.pk).state for row in rows} == {"declined"}
    assert place(begin(ben)) != spot


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"says": "replace", "text": "It is zxqv."}, "That is what it says already."),
        ({"says": ""}, "Choose what you heard."),
    ],
)
def test_what_cannot_be_understood_is_asked_again_and_what_was_typed_stays(doubtful, begin, ben, given, sentence):
    doubtful()
    client = begin(ben)
    answer = say(client, **given)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert place(client) is not None
    typed = say(client, "replace", text="x" * 2001)
    assert (typed.status_code, "x" * 2001 in typed.content.decode()) == (400, True)


def test_an_answer_that_is_none_is_refused(doubtful, begin, ben):
    doubtful()
    assert say(begin(ben), "burn").status_code == 400


def test_words_that_were_put_right_meanwhile_are_not_changed_again(doubtful, begin, put_right, ben, max_, cleo):
    told = doubtful("Two", "It is zxqv.", "So was bmpf.")
    client = begin(ben)
    spot = place(client)
    put_right(told, max_, " ".join(spot.words), "Something else.", cleo)
    answer = client.post(reverse("help-answer", args=[spot.pk]), {"says": "replace", "text": "Zack."}, follow=True)
    assert "Somebody has changed these words since." in answer.content.decode()
    assert Correction.objects.filter(author=ben).count() == 0


def test_stopping_gives_the_place_back_and_thanks_by_name(doubtful, begin, ben, max_):
    doubtful("Two", "It is zxqv.", "So was bmpf.")
    client = begin(ben)
    say(client, "right", listened="on")
    left = place(client)
    page = Page(client.post(reverse("help-stop"), follow=True))
    assert page.texts("h1") == ["Thank you, Ben Achterberg"]
    assert page.texts("p", "lead")[0].startswith("You helped with 1 place and listened for ")
    assert left in (place(begin(max_)), Spot.objects.exclude(pk=left.pk).get())
    assert Reservation.objects.filter(holder=f"account:{ben.pk}", answered=False).count() == 0


def test_one_story_alone(doubtful, begin, ben):
    doubtful("Another", "It was not fifteen.")
    told = doubtful("This one", "So was bmpf.")
    client = begin(ben, told)
    assert place(client, told).story == told
    assert say(client, "right", told, listened="on").url == reverse("help-thanks")


def test_a_visitor_without_an_account_helps_too(doubtful, begin):
    doubtful()
    client = begin(None)
    say(client, "replace", text="It is Zack.", listened="on")
    report, heard = Correction.objects.get(), Listening.objects.get()
    assert (report.author, heard.by, heard.visitor) == (None, None, report.visitor)
    assert "Thank you" in client.get(reverse("help-thanks")).content.decode()
    assert "It is Zack." in client.get(reverse("my-corrections")).content.decode()


def test_the_places_of_a_draft_are_nowhere_for_strangers(doubtful, begin, browse, ada, max_):
    told = doubtful("Hidden", published=False)
    spot = Spot.objects.get()
    for stranger in (None, max_):
        client = begin(stranger)
        assert place(client) is None
        assert client.get(address(told)).status_code == 404
        answer = client.post(reverse("help-answer", args=[spot.pk]), {"says": "right", "listened": "on"}, follow=True)
        assert "zxqv" not in answer.content.decode()
    assert Correction.objects.count() == 0
    assert place(begin(ada)) == spot


def test_what_only_a_draft_taught_is_no_choice_for_strangers(taught, story, begin, ada, max_):
    give_sound(story("Years of it", *AGAIN))
    taught(published=False)
    for person, told_so in ((None, False), (max_, False), (ada, True)):
        Reservation.objects.all().delete()
        client = begin(person)
        assert ("Leicester" in client.get(address()).content.decode()) is told_so


@pytest.mark.parametrize("count", [1, 3])
def test_more_places_cost_no_more_queries(doubtful, begin, ben, django_assert_num_queries, count):
    for number in range(count):
        doubtful(f"Story {number}", "It is zxqv.", "So was bmpf.")
    client = begin(ben)
    with django_assert_num_queries(10):
        assert client.get(address()).status_code == 200


# Where the lot asks for somebody's ear


@pytest.fixture
def trusted(story, put_right, cleo):
    """Four helpers with good records."""
    told = story("Where they learnt", ("S1", "word " * 40))
    people = [make_person(f"{name} Helper") for name in ("Dan", "Eve", "Fay", "Gus")]
    for person in people:
        for number in range(1, 26):
            row = report(
                told, Sender(user=person), Remark("replace", (f"w{number}",), f"{person.slug}{number}", base=1)
            )
            Correction.objects.filter(pk=row.pk).update(state="accepted", decided_by=cleo, decided_at=timezone.now())
    return people


def drawn_in(told, people):
    return [person for person in people if [row.story for row in places_to_hear(person)] == [told]]


def test_where_the_lot_asks_for_an_ear_comes_first_and_shows_what_was_suggested(doubtful, begin, trusted, ben):
    told = doubtful("Unsure", "It is zxqv.", "We sold the coal.")
    report(told, Sender(user=ben), Remark("replace", ("w7",), "coat."))
    person, *others = drawn_in(told, trusted)
    client = begin(person)
    page = client.get(address())
    assert (page.context["spot"].words, [choice.text for choice in page.context["choices"]]) == (["w7"], ["coat."])
    say(client, choice="coat.")
    assert [row.text for row in Correction.objects.filter(story=told, author=person)] == ["coat."]
    assert place(client).words != ["w7"]
    assert [row.story for row in places_to_hear(others[0])] == [told]


def test_who_cannot_tell_is_not_asked_again(doubtful, begin, trusted, ben):
    told = doubtful("Unsure", "It is zxqv.", "We sold the coal.")
    report(told, Sender(user=ben), Remark("replace", ("w7",), "coat."))
    person = drawn_in(told, trusted)[0]
    client = begin(person)
    say(client, "unsure")
    assert place(client).words != ["w7"]


def test_only_whose_ear_is_asked_for_sees_what_was_suggested(doubtful, begin, trusted, ben, max_):
    told = doubtful("Unsure", "It is zxqv.")
    report(told, Sender(user=ben), Remark("replace", ("w3",), "rude words"))
    begin(drawn_in(told, trusted)[0])
    Reservation.objects.all().delete()
    for person in (None, max_):
        assert "rude words" not in begin(person).get(address()).content.decode()
        Reservation.objects.all().delete()


def test_what_is_reported_becomes_a_place_worth_hearing(story, worked, ben):
    told = story("Sure of itself", ("S1", "We sold the coal."))
    report(told, Sender(user=ben), Remark("wrong", ("w4",)))
    worked()
    assert [spot.text for spot in told.spots.all()] == ["coal."]


def test_a_place_that_a_wrong_clock_kept_for_a_year_is_free(doubtful, begin, ben, max_):
    doubtful()
    spot = place(begin(ben))
    Reservation.objects.update(until=timezone.now() + timedelta(days=365))
    assert place(begin(max_)) == spot
