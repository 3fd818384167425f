"""Moments chosen by chance tell how right a story is: stories/<slug>/check/, and what the story's page says."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.correcting import actions
from heard.apps.correcting.models import Correction, RandomCheck
from heard.apps.correcting.queries import checking
from heard.apps.exploring.queries import confidence_in
from heard.apps.helping.models import Listening
from heard.apps.joining.senders import Sender
from heard.apps.transcribing.queries import transcript_of

LONG = [("S1", "one two three four five six seven eight nine ten " * 4)] * 6


def address(story):
    return reverse("check", args=[story.slug])


def send(client, story, text=None, **given):
    """What somebody heard in the moment that the page shows; without a text, that it is right."""
    page = client.get(address(story)).context
    text = page["text"] if text is None else text
    return client.post(address(story), {"start": page["moment"][0], "base": page["base"], "text": text, **given})


def check(story, by, count):
    """So many moments, all of them right."""
    transcript = transcript_of(story)
    for start, end in checking.moments_of(story, transcript)[:count]:
        RandomCheck.objects.create(
            story=story, start=start, end=end, words=len(transcript.within(start, end)), wrong=0, by=by
        )


def test_moments_are_chosen_by_chance_and_stay_the_same(story):
    told = story("Long", *LONG)
    transcript = transcript_of(told)
    first = checking.moments_of(told, transcript)
    assert first == checking.moments_of(told, transcript)
    assert (len(first), len(set(first))) == (13, 13)
    assert first != sorted(first)


def test_a_moment_is_shown_with_what_the_machine_wrote_there(browse, story, ben):
    told = story("Long", *LONG)
    page = browse(ben).get(address(told)).context
    start, end = page["moment"]
    assert page["text"] == " ".join(word.text for word in transcript_of(told).within(start, end))


def test_a_moment_that_is_right_is_counted_and_the_next_one_comes(browse, story, ben):
    told, client = story("Long", *LONG), browse(ben)
    before = client.get(address(told)).context["moment"]
    assert send(client, told).status_code == 302
    row = RandomCheck.objects.get()
    assert (row.by, row.start, row.end, row.wrong) == (ben, *before, 0)
    assert row.words == len(transcript_of(told).within(*before))
    assert client.get(address(told)).context["moment"] != before
    assert Correction.objects.count() == 0


def test_what_was_wrong_is_counted_and_waits_for_a_decision(browse, story, ben):
    told, client = story("Long", *LONG), browse(ben)
    text = client.get(address(told)).context["text"].split()
    said = ["first", *text[1:-1], "last", "of", "all"]
    send(client, told, " ".join(said))
    assert RandomCheck.objects.get().wrong == 4
    rows = Correction.objects.order_by("start")
    assert [(row.heard, row.text, row.state, row.author) for row in rows] == [
        (text[0], "first", "waiting", ben),
        (text[-1], "last of all", "waiting", ben),
    ]


def test_case_and_punctuation_are_no_errors(browse, story, ben):
    told, client = story("Long", *LONG), browse(ben)
    send(client, told, client.get(address(told)).context["text"].upper() + ".")
    assert RandomCheck.objects.get().wrong == 0


def test_what_was_put_right_before_still_counts_as_wrong_at_first(browse, story, say, ben, cleo):
    told = story("Long", *LONG)
    start, end = checking.moments_of(told, transcript_of(told))[0]
    word = transcript_of(told).within(start, end)[2]
    actions.accept(say(told, ben, word.id, "other"), cleo)
    send(browse(ben), told)
    assert RandomCheck.objects.get().wrong == 1


def test_a_visitor_without_an_account_helps_and_does_not_count(browse, story):
    told, client = story("Long", *LONG), browse(None)
    assert "only what people with an account check is counted" in client.get(address(told)).content.decode()
    first = client.get(address(told)).context["moment"]
    send(client, told)
    assert checking.checks_of(told) == []
    assert client.get(address(told)).context["moment"] != first
    assert browse(None).get(address(told)).context["moment"] == first


def test_a_moment_that_was_not_chosen_is_refused_and_what_was_typed_is_kept(browse, story, ben):
    told = story("Long", *LONG)
    answer = send(browse(ben), told, "what I typed", start=3.3)
    assert (answer.status_code, RandomCheck.objects.count()) == (400, 0)
    assert "what I typed" in answer.content.decode()


def test_when_all_are_checked_it_says_so(browse, story, ben):
    told = story("Long", *LONG)
    check(told, ben, 13)
    assert "Every moment that was chosen has been heard." in browse(ben).get(address(told)).content.decode()


def test_a_stranger_cannot_check_a_private_draft(browse, story, max_):
    told = story(published=False)
    assert browse(max_).get(address(told)).status_code == 404
    assert browse(max_).post(address(told), {"start": 0, "base": 1, "text": ""}).status_code == 404
    assert RandomCheck.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_more_checks_cost_no_more_questions(browse, story, ben, number, django_assert_num_queries):
    told, client = story("Long", *LONG), browse(ben)
    check(told, ben, number)
    with django_assert_num_queries(13):
        client.get(address(told))


# What readers see


def panel(client, story):
    page = client.get(story.get_absolute_url()).content.decode()
    return " ".join(page[page.index('id="confidence-title"') : page.index("Check a moment")].split())


def test_at_first_nothing_is_known_and_the_page_says_so(browse, story):
    said = panel(browse(None), story())
    assert "is not yet known" in said
    assert "Nobody has confirmed any of it yet. Every word is the machine’s." in said


def test_the_page_says_how_right_it_is_once_enough_moments_are_checked(browse, story, ben):
    told = story("Long", *LONG)
    check(told, ben, 5)
    said = panel(browse(None), told)
    assert "in 100 words are right (between" in said
    assert "from 5 random moments." in said


def test_when_all_of_it_was_checked_the_page_does_not_claim_that_nothing_was_missed(browse, story, ben):
    told = story("Long", *LONG)
    check(told, ben, 13)
    said = panel(browse(None), told)
    assert "All of it was heard by somebody, in 13 random moments. They may have missed something." in said
    assert "in 100 words are right" not in said


def test_the_page_says_where_people_hear_something_else_and_nobody_has_decided(browse, story, say, ben, max_):
    told = story()
    say(told, ben, "w1", "Would")
    say(told, max_, "w1")
    say(told, ben, "w8", kind="right")
    assert "In 1 place people hear something else, and nobody has decided yet." in panel(browse(None), told)


def test_seconds_heard_come_from_confirmations_fixes_checks_and_listening_each_once(story, say, ben, cleo):
    told = story("Long", *LONG)
    say(told, ben, "w1 w2", kind="right")
    actions.accept(say(told, ben, "w2", "too"), cleo)
    Listening.objects.create(story=told, start=20, end=24, by=ben, purpose="queue", words_checked=8, words_wrong=0)
    RandomCheck.objects.create(story=told, start=20, end=30, by=ben, words=20, wrong=0)
    found = confidence_in(told, transcript_of(told))
    assert (round(found.heard, 2), found.human, found.words) == (10.9, 1, 240)


def test_what_nobody_decided_on_is_not_heard(story, say, ben):
    told = story()
    say(told, ben, "w1", "other")
    assert confidence_in(told, transcript_of(told)).heard == 0


def test_places_chosen_because_they_were_doubtful_never_enter_the_estimate(story, ben):
    told = story("Long", *LONG)
    for start in range(0, 100, 10):
        Listening.objects.create(
            story=told, start=start, end=start + 10, by=ben, purpose="queue", words_checked=20, words_wrong=20
        )
    assert confidence_in(told, transcript_of(told)).accuracy is None


def test_a_helper_who_asks_again_is_asked_for_another_moment(story, ben):
    told = story("Long", *LONG)
    transcript = transcript_of(told)
    check(told, ben, 1)
    assert checking.next_moment(told, transcript, Sender(user=ben)) == checking.moments_of(told, transcript)[1]
