"""Helpers settle a place together: trust, lots, rest, and the page that says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Sender
from heard.apps.correcting.actions.agreeing import settle_agreed
from heard.apps.correcting.models import Correction, Revision
from heard.apps.correcting.queries import agreement, revisions
from heard.apps.correcting.queries.trust import trust_by_helper
from heard.apps.transcribing.queries import transcript_of
from heard.core.listening.agreement import Rules, State
from tests import cast
from tests.apps.telling.conftest import keep_file  # noqa: F401
from tests.page import Page

COAL = "w12 w13"
OF_COAL = "My experience of coal production, um, is a good one."


@pytest.fixture
def trusted(db, story, say, cleo, furnish):
    """Four helpers, each with a good record: enough reports that an editor took. Here it takes three of them."""
    furnish(agree_people=3)
    told = story("Where they learnt", ("S1", "word " * 40))
    people = [cast.make_person(f"{name} Helper") for name in ("Dan", "Eve", "Fay", "Gus")]
    one = say(told, people[0], "w1", "learnt", base=revisions.present(told)[1])
    taken = {"state": "accepted", "decided_by": cleo, "decided_at": timezone.now()}
    Correction.objects.filter(pk=one.pk).delete()
    Correction.objects.bulk_create(
        Correction(**{**_fields(one), **taken, "author": person, "words": [f"w{number}"]})
        for person in people
        for number in range(1, 26)
    )
    return people


def _fields(row):
    return {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if not field.primary_key}


def rest(days=3):
    """Time goes by."""
    earlier = timezone.now() - timedelta(days=days)
    Correction.objects.update(created_at=earlier)


def paragraph(story, number=1):
    return transcript_of(story).text.splitlines()[number]


def decision(story):
    (contested,) = agreement.contested_in(story, transcript_of(story))
    return contested.decision


# Settling


def test_what_a_wrong_clock_dated_into_the_future_holds_nothing_up(story, say, trusted):
    told = story()
    for person in trusted[:3]:
        say(told, person, COAL, "co-production,")
    Correction.objects.filter(story=told).update(drawn=True, created_at=timezone.now() + timedelta(days=400))
    assert list(agreement.stories_to_settle()) == [told]
    assert settle_agreed(told) == 1


def test_three_trusted_helpers_settle_a_place_after_it_has_rested(story, say, trusted):
    told = story()
    rows = [say(told, person, COAL, "co-production,") for person in trusted[:3]]
    Correction.objects.filter(story=told).update(drawn=True)
    assert (settle_agreed(told), paragraph(told)) == (0, f"I'm Hamid. {OF_COAL}")
    rest()
    assert settle_agreed(told) == 1
    assert paragraph(told) == "I'm Hamid. My experience of co-production, um, is a good one."
    for row in rows:
        row.refresh_from_db()
        assert (row.state, row.decided_by) == ("accepted", None)
        assert row.why == "Agreement of helpers: 3 people we trust listened and hear the same."
    made = Revision.objects.get(story=told)
    assert (made.cause, made.by, made.number) == ("agreement", None, 2)
    assert revisions.transcript_at(told, 2) == transcript_of(told)
    assert settle_agreed(told) == 0


def settled(told):
    Correction.objects.filter(story=told).update(drawn=True)
    rest()
    return settle_agreed(told)


def test_a_confirmation_counts_against_a_change(story, say, trusted):
    told = story()
    for person in trusted[:3]:
        say(told, person, COAL, "co-production,")
    say(told, trusted[3], COAL, kind="right")
    assert decision(told).state is State.DISPUTED
    assert (settled(told), paragraph(told)) == (0, f"I'm Hamid. {OF_COAL}")


def test_a_confirmation_of_more_words_around_counts_too(story, say, trusted):
    told = story()
    for person in trusted[:3]:
        say(told, person, COAL, "co-production,")
    say(told, trusted[3], "w11 w12 w13 w14", kind="right")
    assert decision(told).state is State.DISPUTED


def test_three_who_say_it_is_right_settle_that(story, say, ben, trusted):
    told = story()
    row = say(told, "a visitor", COAL, "cold production,")
    for person in trusted:
        say(told, person, COAL, kind="right")
    assert settled(told) == 1
    row.refresh_from_db()
    assert (row.state, row.decided_by, paragraph(told)) == ("declined", None, f"I'm Hamid. {OF_COAL}")


def test_people_without_accounts_and_newcomers_never_settle_anything(story, say, ben, max_):
    told = story()
    for who in ("one", "two", "three", "four", "five", ben, max_):
        say(told, who, COAL, "co-production,")
    assert (settled(told), paragraph(told)) == (0, f"I'm Hamid. {OF_COAL}")


def test_whoever_chose_the_place_only_suggests(story, say, trusted):
    told = story()
    for person in trusted:
        say(told, person, COAL, "co-production,")
    Correction.objects.filter(story=told).update(drawn=False)
    rest()
    assert settle_agreed(told) == 0


def test_what_was_settled_is_not_turned_round_by_helpers(story, say, trusted):
    told = story()
    for person in trusted[:3]:
        say(told, person, COAL, "co-production,")
    assert settled(told) == 1
    for person in trusted:
        say(told, person, "r2.1", "cold production,", base=2)
    assert settled(told) == 0
    assert decision(told).state is State.DISPUTED


def test_an_agreement_can_be_undone_and_waits_for_a_decision_again(story, say, trusted, cleo):
    told = story()
    rows = [say(told, person, COAL, "co-production,") for person in trusted[:3]]
    assert settled(told) == 1
    rows[0].refresh_from_db()
    assert actions.reopen(rows[0], cleo).state == "waiting"
    assert paragraph(told) == f"I'm Hamid. {OF_COAL}"


def test_who_says_the_same_of_more_words_says_the_same(story, say, trusted):
    told = story()
    say(told, trusted[0], COAL, "co-production,")
    say(told, trusted[1], "w11 w12 w13", "of co-production,")
    say(told, trusted[2], "w12 w13 w14", "co-production, um,")
    assert settled(told) == 1
    assert paragraph(told) == "I'm Hamid. My experience of co-production, um, is a good one."
    assert set(told.corrections.values_list("state", "decided_by")) == {("accepted", None)}


def test_missing_words_are_agreed_on_too(story, say, trusted):
    told = story()
    for person in trusted[:3]:
        page = {"w7": f"I'm Hamid. {OF_COAL}".replace("a good", "a very good")}
        actions.report_page(told, Sender(user=person), 1, page, listened=True)
    assert settled(told) == 1
    assert "is a very good one." in paragraph(told)


def test_a_fix_that_was_not_heard_is_kept_and_makes_no_agreement_until_it_is_heard(story, say, trusted):
    told = story()
    rows = [say(told, person, COAL, "co-production,") for person in trusted[:3]]
    last = rows[-1]
    Correction.objects.filter(pk=last.pk).update(listened=False)
    assert (settled(told), decision(told).agree) == (0, 2)
    assert say(told, trusted[2], COAL, "co-production,") == last
    assert (settled(told), Correction.objects.filter(story=told, listened=False).exists()) == (1, False)


def test_a_rewritten_page_says_once_whether_its_places_were_heard(story, browse, trusted, keep_file):  # noqa: F811
    told = story()
    keep_file(told)
    client, address = browse(trusted[0]), reverse("report", args=[told.slug])
    page = {"base": 1, "paragraph-w7": f"I'm Hamid. {OF_COAL}".replace("coal production", "co-production")}
    check = Page(client.post(address, {**page, "step": "check"}))
    assert "I listened to every place that I changed" in check.texts("label")
    assert any("does not count towards what helpers agree on" in hint for hint in check.texts("p", "hint"))
    for ticked, heard in (({}, [False]), ({"listened": "on"}, [True])):
        client.post(address, {**page, "step": "send", **ticked})
        assert list(told.corrections.values_list("listened", flat=True)) == heard


def test_the_rules_of_a_new_network_are_those_that_were_measured(db):
    assert agreement.host_rules() == Rules()


def test_the_host_can_turn_it_off(story, say, trusted, furnish):
    furnish(agreement=False)
    told = story()
    for person in trusted[:3]:
        say(told, person, COAL, "co-production,")
    assert settled(told) == 0


# Trust


def test_trust_comes_from_what_editors_and_storytellers_decided(story, say, ada, ben, cleo):
    told = story()
    actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    assert trust_by_helper()[ben.pk].outcomes == 1
    actions.decline(say(told, ben, "w1", "Who", base=2), ada, "I hear it.")
    assert trust_by_helper()[ben.pk].outcomes == 2


def test_what_helpers_agreed_on_raises_nobody(story, say, trusted):
    told = story()
    before = {person: trust_by_helper()[person.pk] for person in trusted}
    for person in trusted[:3]:
        say(told, person, COAL, "co-production,")
    assert settled(told) == 1
    assert {person: trust_by_helper()[person.pk] for person in trusted} == before


def test_who_called_right_what_an_editor_put_right_was_wrong(story, say, ben, max_, cleo):
    told = story()
    say(told, max_, COAL, kind="right")
    actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    found = trust_by_helper()
    assert found[max_.pk].expected < 0.77 < found[ben.pk].expected


def test_who_suggested_words_that_an_editor_took_out_was_wrong(story, say, ben, cleo):
    told = story()
    actions.accept(say(told, ben, COAL, "co-production,"), cleo, text="")
    found = trust_by_helper()[ben.pk]
    assert (found.outcomes, found.expected < 0.77) == (1, True)


def test_what_was_undone_counts_no_more(story, say, ben, cleo):
    told = story()
    row = actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    actions.reopen(row, cleo)
    assert trust_by_helper() == {}


# Lots


def falls_on(person, story):
    return agreement.Lots(person).fell_on(Correction(story=story, start=6.5, end=7.4))


def test_the_lot_falls_on_trusted_helpers_only_and_on_as_many_as_it_takes(story, ben, trusted):
    told = story()
    drawn = [person for person in (*trusted, ben) if falls_on(person, told)]
    assert (len(drawn), set(drawn) <= set(trusted)) == (3, True)


def test_whose_lot_it_was_is_kept_with_what_they_say(story, say, trusted):
    told = story()
    drawn = {person: falls_on(person, told) for person in trusted}
    assert {person: say(told, person, COAL, "co-production,").drawn for person in trusted} == drawn


def test_a_helper_sees_where_their_ear_is_asked_for_until_they_have_answered(browse, story, say, trusted):
    told = story()
    say(told, "a visitor", COAL, "co-production,")
    person, *_others = [one for one in trusted if falls_on(one, told)]
    page = browse(person).get(reverse("my-corrections"))
    assert [row.story for row in page.context["to_hear"]] == [told]
    say(told, person, COAL, kind="right")
    assert browse(person).get(reverse("my-corrections")).context["to_hear"] == []


def test_nobody_is_asked_to_hear_a_private_draft(story, say, trusted, cleo):
    told = story(published=False)
    say(told, cleo, COAL, "co-production,")
    assert [agreement.places_to_hear(person) for person in trusted] == [[], [], [], []]


# What editors see


def test_the_review_says_where_people_disagree(browse, story, say, trusted, cleo):
    told = story()
    say(told, trusted[0], COAL, "co-production,")
    say(told, trusted[1], COAL, kind="right")
    page = Page(browse(cleo).get(reverse("review-story", args=[told.slug])))
    assert page.texts("p", "notice-warning") == [
        "People disagree. People we trust hear this differently, so an editor decides."
    ]


def test_the_reporter_reviews_their_own_story_and_sees_no_door_to_others(browse, story, say, ada, ben):
    told = story()
    row = say(told, ben, COAL, "co-production,")
    client = browse(ada)
    page = client.get(reverse("review-story", args=[told.slug])).content.decode()
    assert 'value="accept"' in page
    assert f'href="{reverse("review")}"' not in page
    client.post(reverse("decide", args=[row.pk]), {"decision": "accept"})
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("accepted", ada)


def test_the_reporters_own_story_leads_to_its_review_and_readers_see_no_such_link(browse, story, ada, max_):
    told = story()
    link = f'href="{reverse("review-story", args=[told.slug])}"'
    assert link in browse(ada).get(told.get_absolute_url()).content.decode()
    assert link not in browse(max_).get(told.get_absolute_url()).content.decode()


def test_an_editor_cannot_accept_what_came_from_their_browser_before_they_signed_in(browse, story, cleo):
    told = story()
    client = browse(None)
    words = {"kind": "replace", "words": COAL, "text": "co-production,", "base": 1}
    assert client.post(reverse("correct", args=[told.slug]), words).status_code == 201
    client.force_login(cleo)
    page = client.get(reverse("review-story", args=[told.slug])).content.decode()
    assert "You suggested this yourself" in page
    row = Correction.objects.get()
    assert client.post(reverse("decide", args=[row.pk]), {"decision": "accept"}).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_review_asks_as_few_questions_for_many_places_as_for_one(
    browse, story, say, trusted, cleo, number, django_assert_num_queries
):
    told = story()
    for word in ("w1", "w3", "w5")[:number]:
        say(told, trusted[0], word, "other")
    client = browse(cleo)
    with django_assert_num_queries(19):
        client.get(reverse("review-story", args=[told.slug]))


# The page


def test_the_page_explains_the_rules_with_the_numbers_of_this_host(browse, db, furnish):
    furnish(agree_days=1.0)
    page = browse(None).get(reverse("how-agreement-works")).content.decode()
    assert "It takes 4 helpers whom the network trusts" in page
    assert "It takes 5 where a number" in page
    assert "Then it rests for 1 day." in page


def test_the_page_says_when_the_host_has_turned_it_off(browse, db, furnish):
    furnish(agreement=False)
    page = browse(None).get(reverse("how-agreement-works")).content.decode()
    assert "the host has turned that off" in page
    assert "When helpers agree" not in page


def test_about_and_the_review_lead_to_the_page(browse, story, cleo):
    for address in (reverse("how-it-works"), reverse("review-story", args=[story().slug])):
        assert f'href="{reverse("how-agreement-works")}"' in browse(cleo).get(address).content.decode()


def test_a_report_does_not_have_every_decision_read_again(story, say, ben, cleo, django_assert_num_queries):
    told = story()
    actions.accept(say(told, ben, "w12 w13", "co-production,"), cleo)
    trust_by_helper()
    say(told, ben, "w22", "so good?", base=2)
    with django_assert_num_queries(3):
        assert trust_by_helper()[ben.pk].outcomes == 1
