"""What was learnt: pairs/, pairs/<pk>/, and how editors steer it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.correcting.models import Correction
from heard.apps.helping.actions import offers
from heard.apps.helping.models import Pair, Proposal
from heard.apps.joining.senders import Sender
from heard.apps.journal.models import Entry
from heard.apps.telling.models import Story
from heard.apps.transcribing.queries import transcript_of
from tests.apps.helping.conftest import AGAIN
from tests.page import Page


@pytest.fixture
def pair(offered):
    """The one pair, and the two places where it is offered."""
    places = offered()
    return Pair.objects.get(), places


def rows(response):
    return [(row.pair, row.record.accepted, row.record.declined, row.pair.waiting) for row in response.context["rows"]]


def steer(client, pair, do):
    return client.post(reverse("steer-pair", args=[pair.pk]), {"do": do}, follow=True)


def test_every_pair_is_listed_with_what_became_of_it(pair, browse, cleo):
    learnt, (first, _second) = pair
    offers.answer(first, Sender(user=cleo), "yes")
    for person in (cleo, None):
        assert rows(browse(person).get(reverse("pairs"))) == [(learnt, 1, 0, 1)]


def test_when_nothing_was_learnt_it_says_so(browse, db):
    assert "Nothing has been learnt yet." in browse(None).get(reverse("pairs")).content.decode()


def test_a_pair_shows_how_right_it_was_who_taught_it_and_its_places(pair, browse, ben, cleo):
    learnt, (first, second) = pair
    offers.answer(first, Sender(user=cleo), "yes")
    offers.answer(second, Sender(user=cleo), "no")
    page = Page(browse(None).get(learnt.get_absolute_url()))
    assert page.texts("div", "pair-standing") == [
        "Offered in 2 places: 1 accepted, 1 declined, 0 waiting."
        " Right in 1 of 2 so far. In the long run that is probably between 13 and 87 of 100."
    ]
    assert [place.pk for place in browse(None).get(learnt.get_absolute_url()).context["page"].object_list] == [
        second.pk,
        first.pk,
    ]


def test_sentences_of_a_story_with_a_content_note_are_folded_behind_it(pair, browse):
    learnt, (first, second) = pair
    Story.objects.filter(pk=first.story_id).update(content_note="It tells of a death.")
    html = browse(None).get(learnt.get_absolute_url()).content.decode()
    assert html.count("Before you begin: It tells of a death.") == html.count('class="content-note"') == 2
    folds = [part.split("</details>")[0] for part in html.split('class="content-note"')[1:]]
    assert all(first.after in fold or second.after in fold for fold in folds)


@pytest.mark.parametrize(
    ("who", "thanked", "said"),
    [
        ("cleo", False, "Ben Achterberg, accepted by Cleo Marsh"),
        (None, False, "a helper"),
        ("max_", False, "a helper"),
        ("max_", True, "Ben Achterberg"),
    ],
)
def test_who_taught_a_pair_is_named_to_editors_and_to_others_if_they_wish(
    pair, browse, request, ben, who, thanked, said
):
    ben.is_thanked = thanked
    ben.save()
    learnt, (first, _second) = pair
    offers.answer(first, Sender(user=request.getfixturevalue("cleo")), "yes")
    person = request.getfixturevalue(who) if who else None
    hints = Page(browse(person).get(learnt.get_absolute_url())).texts("p", "hint")
    assert hints[0].split(" · ")[1] == said
    assert any("Cleo Marsh" in hint for hint in hints) == (who == "cleo")


@pytest.mark.parametrize(("says", "band"), [("yes", "between 22 and 100"), ("no", "between 0 and 78")])
def test_how_sure_it_is_always_holds_what_was_seen(pair, browse, cleo, says, band):
    learnt, (first, _second) = pair
    offers.answer(first, Sender(user=cleo), says)
    assert band in browse(None).get(learnt.get_absolute_url()).content.decode()


def test_a_paused_pair_is_not_offered_until_it_goes_on(pair, browse, story, worked, cleo):
    learnt, _places = pair
    editor = browse(cleo)
    assert "It is paused" in steer(editor, learnt, "pause").content.decode()
    assert editor.get(reverse("offers")).context["offers"] == []
    more = story("More of it", *AGAIN)
    worked()
    assert more.proposals.count() == 0
    steer(editor, learnt, "go-on")
    worked()
    assert more.proposals.count() == 2
    assert len(editor.get(reverse("offers")).context["offers"]) == 4


def test_a_pair_that_is_never_meant_is_declined_everywhere_and_not_found_again(pair, browse, story, worked, cleo):
    learnt, _places = pair
    steer(browse(cleo), learnt, "never")
    assert set(Proposal.objects.values_list("state", "decided_by")) == {("declined", cleo.pk)}
    more = story("More of it", *AGAIN)
    worked()
    assert more.proposals.count() == 0


def test_an_editor_notes_two_words_that_are_both_said(browse, cleo):
    answer = browse(cleo).post(reverse("pairs"), {"heard": "brew", "meant": "bro"}, follow=True)
    noted = Pair.objects.get()
    assert (answer.context["pair"], str(noted), noted.state) == (noted, "brew → bro", "never")


@pytest.mark.parametrize("pair", [{"heard": "", "meant": "bro"}, {"heard": "Brew", "meant": "brew."}])
def test_a_pair_that_is_none_is_refused_and_what_was_typed_stays(browse, cleo, pair):
    answer = browse(cleo).post(reverse("pairs"), pair)
    assert (answer.status_code, Pair.objects.count()) == (400, 0)
    assert f'value="{pair["meant"]}"' in answer.content.decode()


def test_a_pair_that_rests_can_be_woken_and_starts_afresh(pair, browse, cleo):
    learnt, (first, second) = pair
    Proposal.objects.filter(pk=second.pk).update(state="declined", decided_at="2026-01-01T12:00Z")
    Pair.objects.update(state="resting")
    steer(browse(cleo), learnt, "go-on")
    offers.answer(first, Sender(user=cleo), "no")
    learnt.refresh_from_db()
    assert learnt.state == "live"


def test_undoing_everything_makes_each_place_read_as_before_and_pauses_the_pair(pair, browse, cleo):
    learnt, places = pair
    for place in places:
        offers.answer(place, Sender(user=cleo), "yes")
    told = places[0].story
    assert transcript_of(told).text.count("Lesster") == 0
    editor, address = browse(cleo), reverse("undo-pair", args=[learnt.pk])
    assert len(editor.get(address).context["places"]) == 2
    assert "2 places read as before." in editor.post(address, follow=True).content.decode()
    assert transcript_of(told).text.count("Lesster") == 2
    learnt.refresh_from_db()
    assert (learnt.state, [row.state for row in told.proposals.all()]) == ("paused", ["declined"] * 2)
    assert [row.state for row in Correction.objects.filter(story=told)] == ["withdrawn"] * 2
    assert told.revisions.count() == 4


def test_what_was_changed_since_stays_and_is_reported(pair, browse, put_right, ben, cleo):
    learnt, (first, second) = pair
    for place in (first, second):
        offers.answer(place, Sender(user=cleo), "yes")
    told = first.story
    changed = next(word for word in transcript_of(told).words if word.text == "Leicester,")
    put_right(told, ben, changed.id, "Loughborough,", cleo, base=3)
    page = browse(cleo).post(reverse("undo-pair", args=[learnt.pk]), follow=True).content.decode()
    assert "1 place reads as before." in page
    assert "Years of it: “Leicester,”. " in page
    text = transcript_of(told).text
    assert (text.count("Loughborough,"), text.count("Lesster"), text.count("Leicester")) == (1, 1, 0)


@pytest.mark.parametrize("who", [None, "ada", "ben", "max_"])
def test_only_editors_steer(pair, browse, request, who):
    learnt, _places = pair
    client = browse(request.getfixturevalue(who) if who else None)
    assert 'name="do"' not in client.get(learnt.get_absolute_url()).content.decode()
    assert [steer(client, learnt, do).status_code for do in ("pause", "go-on", "never")] == [403] * 3
    assert client.post(reverse("pairs"), {"heard": "brew", "meant": "bro"}).status_code == 403
    assert client.get(reverse("undo-pair", args=[learnt.pk])).status_code == 403
    assert client.post(reverse("undo-pair", args=[learnt.pk])).status_code == 403
    learnt.refresh_from_db()
    assert learnt.state == "live"


def test_every_step_is_in_the_journal(pair, browse, cleo):
    learnt, _places = pair
    for do in ("pause", "go-on", "never"):
        steer(browse(cleo), learnt, do)
    lines = Entry.objects.filter(about=f"pair:{learnt.pk}").order_by("pk")
    assert list(lines.values_list("action", "by")) == [
        ("pair paused", cleo.pk),
        ("pair goes on", cleo.pk),
        ("pair never", cleo.pk),
    ]


def test_what_a_draft_taught_is_told_to_those_who_may_see_it_alone(taught, browse, ada, cleo, max_):
    taught(published=False)
    learnt = Pair.objects.get()
    for stranger in (None, max_):
        client = browse(stranger)
        assert rows(client.get(reverse("pairs"))) == []
        assert client.get(learnt.get_absolute_url()).status_code == 404
        assert steer(client, learnt, "never").status_code == 404
    for known in (ada, cleo):
        assert browse(known).get(learnt.get_absolute_url()).status_code == 200


def test_the_places_in_a_draft_are_shown_to_those_who_may_see_it_alone(offered, browse, cleo, max_):
    offered(published=False)
    learnt = Pair.objects.get()
    for stranger in (None, max_):
        answer = browse(stranger).get(learnt.get_absolute_url())
        assert (answer.status_code, list(answer.context["page"].object_list)) == (200, [])
        assert "sit at the table" not in answer.content.decode()
        assert rows(browse(stranger).get(reverse("pairs"))) == [(learnt, 0, 0, 0)]
    assert len(browse(cleo).get(learnt.get_absolute_url()).context["page"].object_list) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_more_pairs_and_places_cost_no_more_queries(
    taught, story, worked, browse, cleo, django_assert_num_queries, count
):
    taught()
    for number in range(count):
        story(f"Again {number}", *AGAIN)
        Pair.objects.create(heard=f"brew {number}", meant="bro")
    worked()
    client, learnt = browse(cleo), Pair.objects.get(heard="lesster")
    with django_assert_num_queries(5):
        assert client.get(reverse("pairs")).status_code == 200
    with django_assert_num_queries(7):
        assert client.get(learnt.get_absolute_url()).status_code == 200
