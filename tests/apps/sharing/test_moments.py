"""Moments: chosen from a story, given an address, and shown as the story and the ledger let them be."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from heard.apps.correcting.actions import Remark, accept, report
from heard.apps.hiding import actions as hiding
from heard.apps.joining.senders import Sender
from heard.apps.sharing.actions import share
from heard.apps.sharing.models import Moment
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.transcribing.queries import whole_transcript_of
from heard.core.people.consent import Use
from heard.core.transcript.hiding import around
from tests.renditions import give_sound

SAID = "experience of coal production,"  # w10 to w13


@pytest.fixture
def told(story):
    return give_sound(story("Coal"))


@pytest.fixture
def moment(told):
    return share(told, "w10", "w13", revision=1)


def page(client, moment):
    response = client.get(moment.get_absolute_url())
    return response.status_code, response.content.decode()


def refuse_quoting(told, by):
    record_consent(told.people.get(), {Use.QUOTE: False}, hand=Hand(by))


def test_a_stranger_chooses_words_and_gets_an_address_that_shows_and_plays_just_them(browse, told):
    client, address = browse(None), reverse("share", args=[told.slug])
    assert 'href="?first=w7&amp;last=w18"' in client.get(address).content.decode()
    assert SAID in client.get(address, {"first": "w10", "last": "w13"}).content.decode()
    response = client.post(address, {"first": "w10", "last": "w13"}, follow=True)
    html, made = response.content.decode(), Moment.objects.get()
    assert (response.redirect_chain, response.status_code) == ([(f"/moments/{made.code}/", 302)], 200)
    assert f'<p dir="auto">{SAID}</p>' in " ".join(html.split()).replace("> ", ">").replace(" <", "<")
    assert "#t=5.50,7.40" in html


def test_the_same_words_are_one_moment_whoever_shares_them(told, moment):
    assert share(told, "w10", "w13", revision=1) == moment
    assert share(told, "w10", "w12", revision=1) != moment


def test_it_keeps_no_words_and_nobody(moment):
    kept = {field.name: str(getattr(moment, field.name)) for field in Moment._meta.fields}
    assert set(kept) == {"id", "code", "story", "first", "last", "start", "end", "revision", "seal", "made_at"}
    assert not any("coal" in value for name, value in kept.items() if name != "story")


@pytest.mark.parametrize(
    "words",
    [{"first": "w11", "last": "w8"}, {"first": "gone", "last": "w8"}, {"first": "\0", "last": "w" * 99}],
)
def test_what_cannot_be_a_moment_is_refused_with_the_list_to_choose_from(browse, told, words):
    response = browse(None).post(reverse("share", args=[told.slug]), words)
    assert (response.status_code, Moment.objects.count()) == (400, 0)
    assert "Choose the first word, then one that comes after it." in response.content.decode()


def test_corrected_words_follow_and_the_page_says_so(browse, told, moment, ben, cleo):
    accept(report(told, Sender(ben), Remark("replace", ("w12", "w13"), "co-production,")), cleo)
    status, html = page(browse(None), moment)
    assert (status, "experience of co-production," in html) == (200, True)
    assert "The words were put right since this was shared." in html


def test_hidden_words_are_a_sentence_at_once(browse, told, moment, ada):
    hiding.hide(told, hiding.Part(around(whole_transcript_of(told), "w12", "w12")), hand=Hand(ada))
    status, html = page(browse(None), moment)
    assert (status, "production" in html) == (410, False)
    assert "A part of what was said here was hidden by the people in the story." in html


def test_where_somebody_does_not_want_to_be_quoted_nothing_is(browse, told, moment, ada):
    refuse_quoting(told, ada)
    status, html = page(browse(None), moment)
    assert (status, "coal production" in html) == (410, False)
    assert "The people in this story do not want it quoted." in html
    assert browse(None).get(reverse("share", args=[told.slug])).status_code == 403
    assert "/share/" not in browse(None).get(told.get_absolute_url()).content.decode()


def test_a_story_that_was_taken_back_takes_its_moments_with_it(browse, told, moment, ada):
    take_back(told, hand=Hand(ada))
    assert page(browse(None), moment)[0] == 410


def test_a_draft_has_moments_for_those_who_see_it_alone(browse, story, ada, max_):
    made = share(give_sound(story("Draft", published=False)), "w10", "w13", revision=1)
    assert [page(browse(who), made)[0] for who in (ada, None, max_)] == [200, 404, 404]
    assert browse(None).get("/moments/nothing/").status_code == 404


def test_it_can_be_cited_in_four_ways(browse, moment):
    html = page(browse(None), moment)[1]
    assert "“experience of coal production,” – Speaker 2, in “Coal” (0:05), gathered by Ada" in html
    assert "&lt;blockquote cite=" in html
    assert "@misc{heard-" in html
    [item] = json.loads(browse(None).get(reverse("cite-moment", args=[moment.code, "json"])).content)
    assert (item["type"], item["title"], item["author"]) == ("interview", "Coal", [{"literal": "Speaker 2"}])
    bib = browse(None).get(reverse("cite-moment", args=[moment.code, "bib"]))
    assert bib.headers["Content-Disposition"] == f'attachment; filename="heard-{moment.code}.bib"'
    assert browse(None).get(reverse("cite-moment", args=[moment.code, "exe"])).status_code == 404


def test_the_printed_card_has_a_square_that_leads_to_the_sound(browse, moment):
    html = page(browse(None), moment)[1]
    assert 'class="qr"' in html
    assert "style=" not in html


def test_nobody_makes_many_in_a_minute(browse, told):
    client, address = browse(None), reverse("share", args=[told.slug])
    sent = [client.post(address, {"first": "w1", "last": f"w{n}"}).status_code for n in range(1, 23)]
    assert (sent[:20], sent[20:]) == ([302] * 20, [429] * 2)
