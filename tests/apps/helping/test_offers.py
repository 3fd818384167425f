"""What was put right in one story is offered in the others, and people say whether it was misheard there too."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.correcting.models import Correction
from heard.apps.helping.models import Look, Pair, Proposal
from heard.apps.transcribing.queries import transcript_of
from tests.apps.helping.conftest import AGAIN


@pytest.fixture
def say(browse):
    """`say(cleo, row, "yes")` is Cleo's answer on the page of all stories; `listened=True` ticks the box."""

    def said(person, row, says, *, listened=False, follow=False):
        sent = {"says": says, "listened": [row.pk] if listened else []}
        return browse(person).post(reverse("answer-offer", args=[row.pk]), sent, follow=follow)

    return said


def page(client, story=None):
    return client.get(reverse("story-offers", args=[story.slug]) if story else reverse("offers"))


def places(response):
    return [offer.proposal.pk for offer in response.context["offers"]]


def test_a_fix_accepted_in_one_story_is_offered_in_another(offered, browse, cleo):
    first, second = offered()
    seen = page(browse(cleo), first.story)
    assert seen.status_code == 200
    assert sorted(places(seen)) == sorted([first.pk, second.pk])
    text = seen.content.decode()
    assert "Is “Leicester” said here?" in text
    assert "The same was put right in another story." in text
    assert text.count("<del>") == 2


def test_a_helper_sees_what_their_fix_taught_and_where_it_leads(offered, say, browse, ben, cleo):
    first, second = offered()
    say(cleo, first, "yes")
    mine = browse(ben).get(reverse("my-corrections")).content.decode()
    assert f'href="{reverse("pair", args=[first.pair_id])}"' in mine
    assert "It put right 1 more place." in mine
    assert "1 offer waits for an answer." in mine
    decided = browse(cleo).get(reverse("review-story", args=[second.story.slug])).content.decode()
    assert "1 place here was maybe misheard too" in decided


def test_an_offer_leads_to_the_pair_behind_it_and_what_no_pair_taught_can_be_ruled_out(offered, browse, ben, cleo):
    first, second = offered()
    Proposal.objects.filter(pk=second.pk).update(pair=None, kind="glossary")
    seen = page(browse(cleo)).content.decode()
    assert f'href="{reverse("pair", args=[first.pair_id])}"' in seen
    assert '"/pairs/?heard=Lesster&amp;meant=Leicester#never-title"' in seen
    assert "never offer this" not in page(browse(ben)).content.decode()
    form = browse(cleo).get("/pairs/?heard=Lesster&meant=Leicester").context["form"]
    assert (form["heard"].value(), form["meant"].value()) == ("Lesster", "Leicester")


def test_the_page_says_so_when_nothing_waits(browse, story, cleo):
    told = story()
    for seen in (page(browse(cleo)), page(browse(None), told)):
        assert seen.status_code == 200
        assert "Nothing waits here." in seen.content.decode()


def test_an_editors_yes_makes_the_revision_at_once(offered, say, cleo):
    first, _second = offered()
    answered = say(cleo, first, "yes", listened=True, follow=True)
    assert "It says “Leicester,” now." in answered.content.decode()
    first.refresh_from_db()
    assert (first.state, first.decided_by, first.listened) == ("accepted", cleo, True)
    assert first.correction.revision == first.story.revisions.get()
    assert transcript_of(first.story).text.count("Leicester,") == 1
    assert places(answered) == [_second.pk]


def test_an_editors_no_declines_it_and_it_is_not_offered_again(offered, say, worked, browse, cleo, ben):
    first, second = offered()
    say(cleo, first, "no")
    Look.objects.update(revision=0)
    worked()
    first.refresh_from_db()
    assert (first.state, first.story.revisions.count()) == ("declined", 0)
    assert [places(page(browse(person), first.story)) for person in (cleo, ben, None)] == [[second.pk]] * 3


def test_whoever_cannot_tell_is_not_asked_again_and_others_are(offered, say, browse, cleo, ben):
    first, second = offered()
    say(cleo, first, "unsure")
    assert places(page(browse(cleo), first.story)) == [second.pk]
    assert sorted(places(page(browse(ben), first.story))) == sorted([first.pk, second.pk])


def test_a_helpers_yes_is_a_report_and_changes_nothing(offered, say, ben):
    first, _second = offered()
    answered = say(ben, first, "yes", follow=True)
    assert "counts together with those of others" in answered.content.decode()
    first.refresh_from_db()
    report = Correction.objects.get(story=first.story)
    assert (report.author, report.text, report.state) == (ben, first.meant, "waiting")
    assert (first.state, first.correction) == ("waiting", report)
    assert transcript_of(first.story).text.count("Lesster") == 2


@pytest.mark.parametrize("says", ["yes", "no", "unsure"])
def test_an_answer_can_be_taken_back(offered, say, browse, cleo, says):
    first, second = offered()
    answered = say(cleo, first, says, follow=True)
    address = reverse("undo-answer", args=[answered.context["done"].pk])
    assert browse(cleo).post(address).status_code == 302
    first.refresh_from_db()
    assert (first.state, first.correction) == ("waiting", None)
    assert transcript_of(first.story).text.count("Lesster") == 2
    assert sorted(places(page(browse(cleo), first.story))) == sorted([first.pk, second.pk])


def test_nobody_takes_back_the_answer_of_another(offered, say, browse, cleo, max_):
    first, _second = offered()
    done = say(cleo, first, "yes", follow=True).context["done"]
    assert browse(max_).post(reverse("undo-answer", args=[done.pk])).status_code == 404
    first.refresh_from_db()
    assert first.state == "accepted"


def test_yes_to_all_is_yes_to_what_was_listened_to_and_to_nothing_else(offered, browse, cleo):
    first, second = offered()
    client = browse(cleo)
    client.post(reverse("offer-heard", args=[first.pk]))
    client.post(reverse("yes-to-all"))
    states = {row.pk: row.state for row in first.story.proposals.all()}
    assert states == {first.pk: "accepted", second.pk: "waiting"}


def test_who_answers_after_somebody_else_is_told_and_nothing_is_done_twice(offered, say, cleo, ada):
    first, _second = offered()
    say(cleo, first, "yes")
    assert "Somebody has decided on this already." in say(ada, first, "no", follow=True).content.decode()
    assert first.story.revisions.count() == 1


def test_the_offers_of_a_draft_are_nowhere_for_strangers(offered, say, browse, max_, ada):
    rows = offered(published=False)
    assert sorted(places(page(browse(ada)))) == sorted(row.pk for row in rows)
    for stranger in (None, max_):
        client = browse(stranger)
        assert page(client, rows[0].story).status_code == 404
        assert [say(stranger, row, "yes").status_code for row in rows] == [404, 404]
        assert client.post(reverse("offer-heard", args=[rows[0].pk])).status_code == 404
        for address in (reverse("offers"), reverse("review")):
            assert "sit at the table" not in client.get(address, follow=True).content.decode()


def test_what_only_a_draft_taught_is_told_to_no_stranger(taught, story, browse, max_, cleo):
    told = story("Years of it", *AGAIN)
    taught(published=False)
    assert len(places(page(browse(cleo), told))) == 2
    for stranger in (None, max_):
        seen = page(browse(stranger), told)
        assert places(seen) == []
        assert "Leicester" not in seen.content.decode()


def test_a_pair_that_is_mostly_wrong_rests(offered, say, story, worked, cleo):
    rows = offered()
    more = story("More of it", *AGAIN)
    worked()
    for row in [*rows, *more.proposals.all()]:
        say(cleo, row, "no")
    assert Pair.objects.get().state == "resting"


def test_editors_find_the_offers_from_the_review_page(offered, browse, cleo):
    offered()
    text = browse(cleo).get(reverse("review")).content.decode()
    assert f'<a href="{reverse("offers")}">2 places that were maybe misheard too</a>' in text
