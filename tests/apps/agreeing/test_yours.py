"""Somebody's own part in a story: by a private link, without an account, or by their account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.telling.actions.consent import ask_to_sign_again
from heard.apps.telling.actions.linking import end_links, make_link
from heard.apps.telling.models import ConsentEntry, PrivateLink, SignOff, Story, StoryPerson
from heard.core.people.consent import Use
from tests.apps.telling.conftest import keep_file  # noqa: F401
from tests.page import Page

TOLD = (("S1", "How was it?"), ("S2", "Fourteen nights, and nobody asked me."))


@pytest.fixture
def told(story, keep_file):  # noqa: F811
    told = story("Fourteen nights", *TOLD)
    keep_file(told)
    return told


@pytest.fixture
def draft(story, keep_file):  # noqa: F811
    draft = story("One card", *TOLD, published=False)
    keep_file(draft)
    return draft


@pytest.fixture
def link(ada):
    """`link(story)` is the address of its storyteller's private link."""
    return lambda story, **how: reverse("yours", args=[make_link(story.people.get(), by=ada, **how)])


@pytest.fixture
def visitor(browse):
    return browse(None)


def test_a_draft_can_be_heard_and_read_by_its_link_and_by_nobody_else(visitor, link, draft):
    page = visitor.get(link(draft))
    assert page.status_code == 200
    assert "Fourteen nights, and nobody asked me." in Page(page).texts("p", "turn")
    media, captions = page.context["player"].sources[0][0], page.context["to"]["captions"]
    assert visitor.get(media).getvalue() == bytes(range(100))
    assert b"nobody asked me" in visitor.get(captions).content
    for address in (reverse("media", args=[draft.slug, "audio.opus"]), reverse("captions", args=[draft.slug])):
        assert visitor.get(address).status_code == 404


def test_the_page_is_told_to_no_site_no_search_engine_and_no_cache(visitor, link, draft):
    address = link(draft)
    for page in (address, f"{address}media/audio.opus", f"{address}captions.vtt", f"{address}take-back/"):
        response = visitor.get(page)
        assert response.status_code == 200
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Cache-Control"] == "private, no-store"


def test_one_use_is_taken_back_and_given_again(visitor, link, told):
    address, person = link(told), told.people.get()

    def rulings():
        rows = ConsentEntry.objects.filter(subject=person.subject, use="publish", themself=True)
        return list(rows.values_list("ruling", flat=True))

    visitor.post(f"{address}uses/", {"publish": "no", "quote": "yes"})
    assert (rulings(), visitor.get(told.get_absolute_url()).status_code) == (["withdrawn"], 404)
    visitor.post(f"{address}uses/", {"publish": "yes"})
    assert (rulings(), visitor.get(told.get_absolute_url()).status_code) == (["withdrawn", "given"], 200)
    visitor.post(f"{address}uses/", {"publish": "yes"})
    assert rulings() == ["withdrawn", "given"]
    assert visitor.post(f"{address}uses/", {"publish": "perhaps"}).status_code == 400


def test_the_storyteller_signs_off_by_the_link(visitor, link, draft):
    ask_to_sign_again(draft)
    address = link(draft)
    visitor.post(f"{address}sign/")
    row = SignOff.objects.get(void=False)
    assert (row.how, row.by) == ("link", None)
    assert "You signed it off on" in visitor.get(address).content.decode()


def test_they_choose_the_name_that_people_see(visitor, link, told):
    StoryPerson.objects.update(voice="S2")
    address = link(told)
    visitor.post(f"{address}name/", {"name": "The man with the bag"})
    page = visitor.get(told.get_absolute_url()).content.decode()
    assert "The man with the bag" in page
    assert visitor.post(f"{address}name/", {"name": ""}).status_code == 400


def test_a_story_is_taken_back_in_two_clicks_and_can_come_back(visitor, link, told):
    address, page = link(told), told.get_absolute_url()
    asked = visitor.get(f"{address}take-back/").content.decode()
    assert "For 14 days you can bring it back." in asked
    assert visitor.get(page).status_code == 200
    visitor.post(f"{address}take-back/")
    assert visitor.get(page).status_code == 410
    assert "This story was taken back by the person who told it." in visitor.get(page).content.decode()
    assert visitor.get(address).status_code == 410
    assert [visitor.get(f"{address}{rest}").status_code for rest in ("media/audio.opus", "captions.vtt")] == [410, 410]
    visitor.post(f"{address}bring-back/")
    assert (Story.objects.get().state, visitor.get(page).status_code, visitor.get(address).status_code) == (
        "draft",
        404,
        200,
    )


def test_a_copy_that_is_still_good_is_not_confirmed_for_a_story_that_was_taken_back(visitor, link, told):
    address = link(told)
    doors = (
        reverse("media", args=[told.slug, "audio.opus"]),
        reverse("captions", args=[told.slug]),
        reverse("transcript-file", args=[told.slug, "txt"]),
    )
    tags = {door: visitor.get(door)["ETag"] for door in doors}
    assert [visitor.get(door, headers={"If-None-Match": tags[door]}).status_code for door in doors] == [304] * 3
    visitor.post(f"{address}take-back/")
    for door in doors:
        for ask in (visitor.get, visitor.head):
            assert ask(door, headers={"If-None-Match": tags[door]}).status_code == 410
            assert ask(door, headers={"Range": "bytes=0-9"}).status_code == 410


def test_a_link_that_ended_says_whom_to_ask(visitor, link, told, ada):
    old = link(told)
    PrivateLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    revoked = link(told)
    end_links(told.people.get(), by=ada)
    for address in (old, revoked):
        for rest in ("", "media/audio.opus", "captions.vtt", "take-back/"):
            response = visitor.get(f"{address}{rest}")
            assert response.status_code == 410
            assert "Ask Ada Okafor for a new one" in response.content.decode()
            assert "Fourteen nights" not in response.content.decode()
        for form in ("uses/", "sign/", "name/", "take-back/", "bring-back/"):
            assert visitor.post(f"{address}{form}", {"publish": "no", "name": "X"}).status_code == 410
    assert (Story.objects.get().state, told.people.get().name) == ("published", "Hamid")


def test_a_link_that_never_was_looks_like_any_other(visitor):
    page = visitor.get("/yours/no-such-link/")
    assert page.status_code == 404
    assert "Ask the person who gave it to you." in page.content.decode()


def test_a_guardian_has_a_link_of_their_own_and_speaks_for_themself(visitor, link, told):
    StoryPerson.objects.update(with_guardian=True)
    address = link(told, for_guardian=True)
    page = visitor.get(told.get_absolute_url())
    visitor.post(f"{address}uses/", {"publish": "yes"})
    row = ConsentEntry.objects.latest("pk")
    assert (page.status_code, row.as_guardian, row.themself) == (404, True, True)
    assert visitor.get(told.get_absolute_url()).status_code == 200
    assert "Sign it off" not in visitor.get(address).content.decode()
    assert visitor.post(f"{address}sign/").status_code == 403


def test_somebody_with_an_account_finds_the_same_page_under_my_stories(browse, max_, ben, draft):
    StoryPerson.objects.update(account=max_)
    client, address = browse(max_), reverse("my-yours", args=[draft.slug])
    assert address in client.get(reverse("my-stories")).content.decode()
    assert client.get(address).status_code == 200
    client.post(f"{address}uses/", {"quote": "no"})
    row = ConsentEntry.objects.latest("pk")
    assert (row.use, row.ruling, row.themself, row.by) == ("quote", "withdrawn", True, max_)
    assert [browse(who).get(address).status_code for who in (ben, None)] == [404, 302]
    client.post(f"{address}take-back/")
    assert (Story.objects.get().state, client.get(address).status_code) == ("withdrawn", 410)
    assert client.get(draft.get_absolute_url()).status_code == 410
    assert browse(ben).get(draft.get_absolute_url()).status_code == 404


def test_whoever_downloaded_the_words_is_listed_before_they_are_taken_back(browse, link, told, max_):
    for who in (max_, None, None):
        browse(who).get(reverse("transcript-file", args=[told.slug, "docx"]))
    browse(max_).head(reverse("transcript-file", args=[told.slug, "docx"]))
    page = browse(None).get(f"{link(told)}take-back/").content.decode()
    rows = {(str(note.by), note.suffix, note.times) for note in told.exports.all()}
    assert rows == {("Max Nobody", "docx", 1), ("None", "docx", 2)}
    assert "Max Nobody: docx, 1 time" in page
    assert "People without an account: docx, 2 times" in page


def test_words_that_may_not_be_exported_are_for_those_in_the_story_and_who_look_after_it(browse, told, link, ada, max_):
    address, captions = reverse("transcript-file", args=[told.slug, "txt"]), reverse("captions", args=[told.slug])
    browse(None).post(f"{link(told)}uses/", {Use.EXPORT.value: "no"})
    assert [browse(who).get(address).status_code for who in (None, max_, ada)] == [403, 403, 200]
    assert "Take the words with you" not in browse(None).get(told.get_absolute_url()).content.decode()
    assert browse(None).get(captions).status_code == 200
    StoryPerson.objects.update(account=max_)
    assert browse(max_).get(address).status_code == 200
