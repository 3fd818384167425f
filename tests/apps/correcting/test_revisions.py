"""What stood there before: stories/<slug>/revisions/ and what hangs below it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.correcting import actions
from heard.apps.transcribing.queries import transcript_of

COAL = "w12 w13"


@pytest.fixture
def corrected(story, say, ben, cleo):
    """A story with "coal production," put right in revision 2 and "good?" in revision 3."""
    told = story()
    actions.accept(say(told, ben, COAL, "co-production,"), cleo)
    actions.accept(say(told, "a visitor", "w22", "so good?", base=2), cleo)
    return told


def pages(story):
    return [
        reverse("revisions", args=[story.slug]),
        reverse("revision", args=[story.slug, 2]),
        reverse("undo-revision", args=[story.slug, 2]),
    ]


def test_the_list_says_what_changed_who_and_when(browse, corrected, cleo):
    page = " ".join(browse(cleo).get(pages(corrected)[0]).content.decode().split())
    assert "Revision 3 <span" in page
    assert "coal production,</del>" in page
    assert "co-production,</ins>" in page
    assert "sent by Ben Achterberg, accepted by Cleo Marsh" in page
    assert "sent by a visitor, accepted by Cleo Marsh" in page
    assert "Revision 1: the machine’s take" in page


def test_a_revision_beside_the_one_before_shows_only_its_own_change(browse, corrected, cleo):
    comparison = browse(cleo).get(reverse("revision", args=[corrected.slug, 3])).context["comparison"]
    assert [paragraph.runs for paragraph in comparison.paragraphs] == [
        [("same", "What made it"), ("added", "so"), ("same", "good?")]
    ]
    assert comparison.same == 3


def test_a_revision_beside_the_take_shows_everything_since(browse, corrected, cleo):
    address = reverse("revision", args=[corrected.slug, 3])
    comparison = browse(cleo).get(address, {"with": "1"}).context["comparison"]
    assert [paragraph.runs for paragraph in comparison.paragraphs] == [
        [
            ("same", "I'm Hamid. My experience of"),
            ("removed", "coal production,"),
            ("added", "co-production,"),
            ("same", "um, is a good one."),
        ],
        [("same", "What made it"), ("added", "so"), ("same", "good?")],
    ]


@pytest.mark.parametrize("number", ["0", "4", "999999999999"])
def test_a_revision_that_is_not_there_is_a_page_not_found(browse, corrected, cleo, number):
    address = reverse("revisions", args=[corrected.slug])
    assert browse(cleo).get(f"{address}{number}/").status_code == 404
    assert browse(cleo).get(f"{address}{number}/undo/").status_code == 404
    assert browse(cleo).get(f"{address}3/?with={number}").status_code == 404


def test_the_machines_take_can_be_opened_and_not_undone(browse, corrected, cleo):
    assert browse(cleo).get(reverse("revision", args=[corrected.slug, 1])).status_code == 200
    assert browse(cleo).post(reverse("undo-revision", args=[corrected.slug, 1])).status_code == 404


@pytest.mark.parametrize("who", [None, "ben", "max_"])
def test_words_that_were_taken_out_are_not_for_every_reader(browse, corrected, who, request):
    client = browse(request.getfixturevalue(who) if who else None)
    for page in pages(corrected):
        answer = client.get(page)
        assert (answer.status_code, "coal" in answer.content.decode()) == (403, False)


def test_its_reporter_may_look_and_only_editors_may_undo(browse, corrected, ada, cleo):
    listed, one, undo = pages(corrected)
    for page in (listed, one):
        answer = browse(ada).get(page)
        assert (answer.status_code, undo in answer.content.decode()) == (200, False)
        assert undo in browse(cleo).get(page).content.decode()
    assert browse(ada).get(undo).status_code == 403
    assert browse(ada).post(undo).status_code == 403


def test_a_private_drafts_revisions_are_not_found(browse, story, max_):
    told = story(published=False)
    for stranger in (None, max_):
        for page in pages(told):
            assert browse(stranger).get(page).status_code == 404


def test_undoing_asks_first_and_then_makes_a_new_revision(browse, corrected, cleo):
    editor, undo = browse(cleo), pages(corrected)[2]
    assert "Undo revision 2?" in editor.get(undo).content.decode()
    assert "co-production" in transcript_of(corrected).text
    answer = editor.post(undo, follow=True)
    page = " ".join(answer.content.decode().split())
    assert "Revision 2 is undone. This made revision 4." in page
    assert "Cleo Marsh undid revision 2" in page
    assert "undone in revision 4" in page
    assert "coal production," in transcript_of(corrected).text
    assert editor.post(undo).status_code == 409


def test_what_cannot_be_undone_says_what_to_do(browse, corrected, say, ben, cleo):
    actions.accept(say(corrected, ben, "r2.1", "co-design,", base=3), cleo)
    answer = browse(cleo).post(pages(corrected)[2])
    assert answer.status_code == 409
    assert "These words have changed since." in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_more_revisions_cost_no_more_queries(browse, story, say, ben, cleo, django_assert_num_queries, count):
    told = story()
    for number in range(count):
        actions.accept(say(told, ben, f"w{number + 1}", f"word{number}"), cleo)
    client = browse(cleo)
    with django_assert_num_queries(11):
        client.get(reverse("revisions", args=[told.slug]))
