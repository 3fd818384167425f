"""Typed words are never lost: kept in the browser until they have arrived, or given back on the page that says why."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from heard.apps.conversing.models import Comment
from heard.apps.correcting.models import Correction
from heard.apps.moderating.models import Concern
from heard.apps.telling.models import Story
from tests.browser.conftest import DESK, PHONE

PASSWORD = "tea-and-a-long-chat"
SAID = "My mother went through the same, and nobody told her either."
PLAIN = {**DESK, "java_script_enabled": False}


@pytest.fixture(autouse=True)
def _may_sign_in(ada, ben):
    for person in (ada, ben):
        person.set_password(PASSWORD)
        person.save()


def end_sessions(page: Page) -> None:
    """As when a session has run out, or everybody was signed out elsewhere."""
    page.wait_for_load_state()
    Session.objects.all().delete()


def sign_in(page: Page, person) -> None:
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()


def kept(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('heard:draft:')).length")


def test_a_session_ends_while_a_story_is_described(visit, violations, story, ada):
    draft = story("One card", published=False)
    page = visit(f"/stories/{draft.slug}/edit/", user=ada)
    page.get_by_label("Summary").fill(SAID)
    expect(page.get_by_text("what you write is kept in this browser")).to_be_visible()
    end_sessions(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="It was not sent")).to_be_visible()
    expect(page.get_by_label("Summary")).to_have_value(SAID)
    assert violations(page) == []
    page.get_by_role("link", name="Log in and go on").click()
    sign_in(page, ada)
    page.wait_for_url(f"**/stories/{draft.slug}/edit/")
    assert violations(page) == []
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("Summary")).to_have_value(SAID)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()
    assert (Story.objects.get().summary, kept(page)) == (SAID, 0)


def test_a_session_ends_while_a_transcript_is_rewritten(visit, story, ben):
    """Whoever is signed in no longer may still report: it is taken as from a visitor, or given back, never lost."""
    told = story("For members", reach="members")
    page = visit(f"/stories/{told.slug}/report/", user=ben)
    box = page.locator(".report-paragraph textarea").first
    box.fill("So tell me, what does co-production mean?")
    end_sessions(page)
    page.get_by_role("button", name="Check what I changed").click()
    expect(page.get_by_text("So tell me, what does co-production mean?")).to_be_visible()
    page.get_by_role("link", name="Log in and go on").click()
    sign_in(page, ben)
    page.wait_for_url(f"**/stories/{told.slug}/report/")
    page.get_by_role("button", name="Put it back").click()
    page.get_by_role("button", name="Check what I changed").click()
    assert kept(page) == 1  # not sent yet
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/my-corrections/")
    assert (Correction.objects.count() > 0, kept(page)) == (True, 0)


@pytest.mark.parametrize("form", ["case-note", "case-refer", "decide-concern"])
def test_what_a_moderator_writes_about_people_is_kept_nowhere_and_the_page_says_so(visit, violations, story, rae, form):
    told = story()
    row = Concern.objects.create(about=f"story:{told.pk}", reason="safeguarding", text="Please look.")
    page = visit(reverse("moderate-concern", args=[row.pk]), user=rae)
    sent = page.locator(f"form[action='{reverse(form, args=[row.pk])}']")
    sent.evaluate("(form) => form.closest('details')?.setAttribute('open', '')")
    expect(sent).to_contain_text("This is about people, so what you write here is not kept in this browser.")
    for box in sent.locator("textarea, input[type=text]").all():
        box.fill(SAID)
    page.goto(reverse("home"))
    assert kept(page) == 0
    page.goto(reverse("moderate-concern", args=[row.pk]))
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)
    assert violations(page) == []


def test_nor_is_what_somebody_says_of_others_in_a_concern(visit, story):
    told = story()
    page = visit(reverse("raise-concern", query={"about": f"story:{told.pk}"}))
    page.get_by_label("Tell us more").fill(SAID)
    expect(page.get_by_text("what you write here is not kept in this browser")).to_be_visible()
    page.goto(reverse("home"))
    assert kept(page) == 0


def test_a_comment_is_offered_again_to_whoever_left_the_page(visit, story):
    told = story("The value of co-production")
    page = visit(f"/stories/{told.slug}/comments/", **PHONE)
    page.get_by_label("Say something about this story").fill(SAID)
    page.goto("/explore/")
    page.goto(f"/stories/{told.slug}/comments/")
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_label("Say something about this story")).to_have_value(SAID)
    page.reload()
    page.get_by_role("button", name="Forget it").click()
    page.reload()
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)
    assert kept(page) == 0


def test_a_comment_meets_an_ended_session_and_is_sent_again_after_signing_in(visit, story, ben):
    told = story("For members", reach="members")
    page = visit(f"/stories/{told.slug}/comments/", user=ben)
    page.get_by_label("Say something about this story").fill(SAID)
    end_sessions(page)
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_label("Text")).to_have_value(SAID)
    page.get_by_role("link", name="Log in and go on").click()
    sign_in(page, ben)
    page.wait_for_url(f"**/stories/{told.slug}/comments/**")
    page.get_by_role("button", name="Put it back").click()
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".said-text").get_by_text(SAID)).to_be_visible()
    assert (Comment.objects.get().text, kept(page)) == (SAID, 0)


def test_without_javascript_the_words_are_given_back_and_sent_again(visit, story, ada):
    draft = story("One card", published=False)
    page = visit(f"/stories/{draft.slug}/edit/", user=ada, **PLAIN)
    page.get_by_label("Summary").fill(SAID)
    end_sessions(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Summary")).to_have_value(SAID)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log in, in a new tab").click()
    sign_in(opened.value, ada)
    expect(opened.value.get_by_role("button", name="Save", exact=True)).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("You have logged in or out since this page was opened")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", name="One card")).to_be_visible()
    assert Story.objects.get().summary == SAID


def test_a_form_from_before_somebody_signed_in_elsewhere_loses_nothing(visit, story, ben):
    """Signing in changes the token of every form that was open."""
    told = story("The value of co-production")
    page = visit(f"/stories/{told.slug}/comments/", user=None, **PLAIN)
    page.get_by_label("Say something about this story").fill(SAID)
    other = page.context.new_page()
    other.goto("/account/login/")
    sign_in(other, ben)
    expect(other.get_by_text("Ben Achterberg").first).to_be_visible()
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_label("Text")).to_have_value(SAID)
    page.get_by_role("button", name="Send it again").click()
    assert Comment.objects.get().author == ben


def test_logging_out_forgets_what_was_typed_on_this_computer(visit, story, ada):
    draft = story("One card", published=False)
    page = visit(f"/stories/{draft.slug}/edit/", user=ada)
    page.get_by_label("Summary").fill(SAID)
    expect(page.get_by_text("Logging out forgets it.")).to_be_visible()
    assert kept(page) == 1
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(lambda address: "/edit/" not in address)
    assert kept(page) == 0


def test_private_contacts_and_passwords_are_not_kept(visit, story, ada):
    draft = story("One card", published=False)
    page = visit(f"/stories/{draft.slug}/people/add/", user=ada)
    for name in ("name", "real_name", "reach_at"):
        page.locator(f"[name={name}]").evaluate(
            "field => { field.value = 'Doreen 07700'; field.dispatchEvent(new Event('input', {bubbles: true})) }"
        )
    page.goto("/account/private/")
    page.locator("textarea").first.fill("Doreen 07700")
    page.goto("/")
    assert "07700" not in page.evaluate("JSON.stringify(localStorage)")
