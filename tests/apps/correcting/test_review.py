"""Editors decide: review/, stories/<slug>/review/ and corrections/<id>/decide/."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from heard.apps.correcting import actions
from heard.apps.correcting.models import Correction
from heard.apps.transcribing.queries import transcript_of
from heard.core import sentences
from heard.core.people.reports import HEARD
from tests.page import Page

COAL = "w12 w13"


def page_of(story):
    return reverse("review-story", args=[story.slug])


def decide(client, row, decision, **given):
    return client.post(reverse("decide", args=[row.pk]), {"decision": decision, **given})


def second_paragraph(story):
    return transcript_of(story).text.splitlines()[1]


def test_stories_with_something_to_decide_are_listed_the_most_first(browse, story, say, ben, cleo):
    one, two, none = story("One waits"), story("Two wait"), story("None waits")
    say(one, ben, "w1")
    say(two, ben, "w1")
    say(two, ben, "w2")
    say(none, ben, "w1", kind="right")
    answer = browse(cleo).get(reverse("review"))
    assert [(story.title, story.waiting) for story in answer.context["page"]] == [("Two wait", 2), ("One waits", 1)]


def test_when_nothing_waits_it_says_so(browse, cleo):
    assert "Nothing waits." in browse(cleo).get(reverse("review")).content.decode()


@pytest.mark.parametrize("who", [None, "ben", "max_"])
def test_only_editors_and_the_reporter_see_reviews_and_decide(browse, story, say, who, request):
    person = request.getfixturevalue(who) if who else None
    told = story()
    row = say(told, "a visitor", COAL, "co-production,")
    client = browse(person)
    assert client.get(reverse("review")).status_code == 403
    assert client.get(page_of(told)).status_code == 403
    assert decide(client, row, "accept").status_code == 403
    row.refresh_from_db()
    assert row.state == "waiting"


def test_a_stranger_learns_nothing_of_a_private_draft(browse, story, say, max_, cleo):
    told = story(published=False)
    row = say(told, cleo, COAL, "co-production,")
    for stranger in (None, max_):
        assert browse(stranger).get(page_of(told)).status_code == 404
        assert decide(browse(stranger), row, "accept").status_code == 404


def test_a_report_shows_its_sentence_who_said_so_and_how_many(browse, story, say, ben, max_, cleo):
    told = story()
    for who in (ben, max_, "a visitor"):
        say(told, who, COAL, "co-production,", note="I know him." if who == ben else "")
    answer = browse(cleo).get(page_of(told))
    ((report,),) = (card.reports for card in answer.context["cards"])
    assert (report.before, report.now_text, report.following) == (
        "I'm Hamid. My experience of",
        "coal production,",
        "um, is a good one.",
    )
    assert (report.names, report.people) == (["Ben Achterberg", "Max Nobody"], 3)
    page = answer.content.decode()
    assert "3 people say this" in page
    assert "I know him." in page


def test_accepting_changes_page_captions_and_search_at_once(browse, story, say, ben, cleo):
    told = story()
    reader = browse(None)
    assert told.title in reader.get(reverse("explore"), {"q": "coal"}).content.decode()
    assert decide(browse(cleo), say(told, ben, COAL, "Glenfield,"), "accept").status_code == 302
    spoken = 'data-e="7.40">Glenfield,</span>'
    assert spoken in reader.get(told.get_absolute_url()).content.decode()
    captions = b"".join(reader.get(reverse("captions", args=[told.slug]))).decode()
    assert "Glenfield," in captions
    assert "coal" not in captions
    assert told.title in reader.get(reverse("explore"), {"q": "Glenfield"}).content.decode()
    assert told.title not in reader.get(reverse("explore"), {"q": "coal"}).content.decode()


def test_an_adjusted_text_goes_in_and_the_sender_sees_why(browse, story, say, ben, cleo):
    told = story()
    row = say(told, ben, COAL, "coproduction,")
    decide(browse(cleo), row, "adjust", text=" co-production, ", other_reason="With a hyphen.")
    assert second_paragraph(told) == "I'm Hamid. My experience of co-production, um, is a good one."
    assert "With a hyphen." in browse(ben).get(reverse("my-corrections")).content.decode()


def test_an_empty_adjustment_is_asked_about_and_takes_no_words_away(browse, story, say, ben, cleo):
    told = story()
    row = say(told, ben, COAL)
    answer = decide(browse(cleo), row, "adjust", text=" ", other_reason="typed already")
    assert answer.status_code == 400
    page = unescape(answer.content.decode())
    assert "Write what it should say, or tick “Nobody says this”." in page
    assert 'value="typed already"' in page
    assert "coal production," in second_paragraph(told)
    decide(browse(cleo), row, "adjust", text="", silent="on")
    assert second_paragraph(told) == "I'm Hamid. My experience of um, is a good one."


def test_declining_asks_for_a_reason_and_keeps_what_was_typed(browse, story, say, ben, cleo):
    told, editor = story(), browse(cleo)
    row = say(told, ben, COAL, "coal mining,")
    answer = decide(editor, row, "decline")
    assert answer.status_code == 400
    assert "Say why" in answer.content.decode()
    decide(editor, row, "decline", other_reason="He is not a miner.")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "He is not a miner.")


def test_a_reason_from_the_list_is_read_in_the_language_of_whoever_sent_it(browse, story, say, ben, cleo, monkeypatch):
    told, welsh = story(), {HEARD[2]: "Ni allaf glywed hyn."}
    listed, typed = say(told, ben, COAL, "coal mining,"), say(told, ben, "w1")
    decide(browse(cleo), listed, "decline", reason=HEARD[2])
    decide(browse(cleo), typed, "decline", other_reason="100 % sure.")
    monkeypatch.setattr(sentences, "_one", lambda text: welsh.get(text, text))
    for row, why in ((listed, "Ni allaf glywed hyn."), (typed, "100 % sure.")):
        row.refresh_from_db()
        assert row.why == why


def test_what_was_said_of_one_story_is_offered_as_a_reason_in_no_other(browse, story, say, ben, cleo):
    told, other, editor = story(), story("Another"), browse(cleo)
    decide(editor, say(told, ben, COAL), "decline", other_reason="He is not a miner.")
    say(other, ben, "w1")
    assert "He is not a miner." not in editor.get(page_of(other)).content.decode()


def test_after_a_decision_the_next_report_comes_and_undo_is_offered(browse, story, say, ben, cleo):
    told, editor = story(), browse(cleo)
    first, second = say(told, ben, "w8", "Hamed."), say(told, ben, COAL, "co-production,")
    answer = decide(editor, first, "accept")
    assert answer.url == f"{page_of(told)}?done={first.pk}#report-{second.pk}"
    page = editor.get(answer.url).content.decode()
    assert "Accepted. This made revision 2." in page
    answer = decide(editor, first, "reopen")
    assert answer.url == f"{page_of(told)}?done={first.pk}#report-{first.pk}"
    assert "Undone. It waits for a decision again." in editor.get(answer.url).content.decode()
    assert "Hamid." in second_paragraph(told)


def test_a_conflict_shows_both_versions_and_can_be_settled(browse, story, say, ben, max_, cleo):
    told, editor = story(), browse(cleo)
    loser = say(told, max_, "w11 w12 w13", "of cold production,")
    decide(editor, say(told, ben, COAL, "co-production,"), "accept")
    answer = decide(editor, loser, "accept")
    page = editor.get(answer.url).content.decode()
    assert "Somebody changed the same words first." in page
    for version in ("of coal production,", "of co-production,", "of cold production,"):
        assert f'<dd dir="auto">{version}</dd>' in page
    answer = decide(editor, loser, "adjust", text="of cold co-production,", in_conflict="1", here="w11 r2.1")
    assert second_paragraph(told) == "I'm Hamid. My experience of cold co-production, um, is a good one."
    loser.refresh_from_db()
    assert loser.state == "accepted"


def test_a_conflict_whose_words_are_gone_can_still_be_settled(browse, story, say, ben, max_, cleo):
    told, editor = story(), browse(cleo)
    loser = say(told, max_, COAL, "cold production,")
    decide(editor, say(told, ben, COAL, kind="delete"), "accept")
    decide(editor, loser, "accept")
    ((report,),) = (card.reports for card in editor.get(page_of(told)).context["cards"])
    assert (report.here, report.previous) == ("", "w11")
    decide(editor, loser, "adjust", text="cold production,", in_conflict="1", here="", after="w11")
    assert second_paragraph(told) == "I'm Hamid. My experience of cold production, um, is a good one."


def test_two_editors_on_the_same_report_are_told_kindly(browse, story, say, ben, cleo, hana):
    row = say(story(), ben, COAL, "co-production,")
    decide(browse(cleo), row, "accept")
    late = browse(hana)
    answer = late.post(reverse("decide", args=[row.pk]), {"decision": "accept"}, follow=True)
    assert (answer.status_code, "Somebody has decided on this already." in answer.content.decode()) == (200, True)


def test_an_editors_own_suggestion_waits_for_somebody_else(browse, story, say, cleo, hana):
    told = story()
    row = say(told, cleo, COAL, "co-production,")
    page = browse(cleo).get(page_of(told)).content.decode()
    assert "You suggested this yourself, so somebody else has to decide on it." in page
    assert 'value="accept"' not in page
    assert decide(browse(cleo), row, "accept").status_code == 403
    assert decide(browse(hana), row, "accept").status_code == 302


def test_where_others_say_the_same_the_decision_is_on_theirs(browse, story, say, ben, cleo):
    told = story()
    own, other = say(told, cleo, COAL, "co-production,"), say(told, ben, COAL, "co-production,")
    ((report,),) = (card.reports for card in browse(cleo).get(page_of(told)).context["cards"])
    assert report.lead == other
    decide(browse(cleo), other, "decline", other_reason="I have changed my mind.")
    assert [row.state for row in Correction.objects.order_by("pk")] == ["waiting", "declined"]
    actions.reopen(Correction.objects.get(pk=other.pk), cleo)
    decide(browse(cleo), other, "accept")
    own.refresh_from_db()
    assert own.state == "accepted"


@pytest.mark.parametrize("given", [{}, {"decision": "burn"}, {"decision": "decline", "reason": "x" * 301}])
def test_a_decision_that_is_none_is_refused_with_the_page(browse, story, say, ben, cleo, given):
    row = say(story(), ben, COAL)
    assert browse(cleo).post(reverse("decide", args=[row.pk]), given).status_code == 400


@pytest.mark.parametrize("done", ["0", "x", "-1", "9" * 40, "٣"])
def test_an_address_with_any_last_decision_opens(browse, story, cleo, done):
    assert browse(cleo).get(page_of(story()), {"done": done}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_more_reports_cost_no_more_queries(browse, story, say, ben, cleo, django_assert_num_queries, count):
    told = story()
    for number in range(count):
        say(told, ben, f"w{number + 1}")
        actions.accept(say(told, ben, f"w{number + 20}", f"word{number}"), cleo)
    client = browse(cleo)
    with django_assert_num_queries(22):
        assert client.get(page_of(told)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_more_stories_cost_no_more_queries(browse, story, say, ben, cleo, django_assert_num_queries, count):
    for number in range(count):
        say(story(f"Story {number}"), ben, "w1")
    client = browse(cleo)
    with django_assert_num_queries(6):
        assert client.get(reverse("review")).status_code == 200


def test_what_others_suggest_for_the_same_words_stands_beside_a_report(browse, story, say, ben, max_, cleo):
    told = story()
    first, second = say(told, ben, "w8", "Hamed."), say(told, max_, "w8 w9", "Ahmed, my")
    say(told, max_, "w2", "they")
    seen = browse(cleo).get(reverse("review-story", args=[told.slug]))
    shown = {report.lead: report.rivals for card in seen.context["cards"] for report in card.reports}
    assert (shown[first], shown[second]) == ((second,), (first,))
    assert [text for text in Page(seen).texts("p", "notice") if "Others suggest" in text] == [
        "Others suggest for the same words: “Ahmed, my”",
        "Others suggest for the same words: “Hamed.”",
    ]


def test_the_list_of_stories_has_pages(browse, cleo, ben, story, say, monkeypatch):
    monkeypatch.setattr("heard.apps.correcting.views.review.STORIES", 2)
    for title in ("One", "Two", "Three"):
        say(story(title), ben, "w1")
    titles = [[told.title for told in browse(cleo).get(f"/review/?page={page}").context["page"]] for page in (1, 2)]
    assert titles == [["One", "Two"], ["Three"]]
