"""A storyteller without an account: a card, a phone, and what they say."""

from __future__ import annotations

from playwright.sync_api import expect

from heard.apps.telling.actions.consent import ask_to_sign_again
from heard.apps.telling.models import ConsentEntry, SignOff, Story
from tests.browser.conftest import DESK, PHONE


def test_the_card_leads_to_the_story_and_everything_works_without_javascript(visit, violations, ada, story):
    draft = story("Dominoes first", published=False)
    ask_to_sign_again(draft)
    desk = visit("/my-stories/", user=ada, **DESK)
    desk.goto(f"/stories/{draft.slug}/people/")
    desk.get_by_role("link", name="Hamid", exact=True).click()
    assert violations(desk) == []
    desk.get_by_role("link", name="Make a link and a card").click()
    desk.get_by_role("button", name="Make the link").click()
    expect(desk.get_by_role("img", name="A square code.")).to_be_visible()
    assert violations(desk) == []
    address = desk.locator(".consent-address").inner_text()

    phone = visit(address, **{**PHONE, "java_script_enabled": False})
    phone.get_by_role("button", name="It is right for me").click()
    expect(phone.get_by_text("You signed it off on")).to_be_visible()
    phone.get_by_role("group", name="May people download the words?").get_by_label("No").check()
    phone.get_by_role("button", name="Keep my answers").click()
    expect(phone.get_by_text("We have kept your answers.")).to_be_visible()
    assert ConsentEntry.objects.latest("pk").ruling == "withdrawn"
    assert SignOff.objects.get(void=False).how == "link"
    phone.get_by_role("link", name="Take this story back").click()
    phone.get_by_role("button", name="Take it back").click()
    expect(phone.get_by_role("heading", name="This story was taken back")).to_be_visible()
    assert Story.objects.get().state == "withdrawn"
    phone.get_by_role("button", name="Bring it back").click()
    expect(phone.get_by_role("heading", name="Dominoes first")).to_be_visible()


def test_pages_about_consent_break_no_rule_and_fit_a_phone(visit, violations, ada, story):
    draft = story("Dominoes first", published=False, storyteller="")
    told = story("One card")
    person = told.people.get()
    page = visit("/my-stories/", user=ada, **PHONE)
    faults = {}
    for path in (
        f"/stories/{draft.slug}/people/",
        f"/stories/{draft.slug}/people/add/",
        f"/stories/{draft.slug}/publish/",
        f"/stories/{told.slug}/people/{person.pk}/",
        f"/stories/{told.slug}/people/{person.pk}/card/",
        f"/stories/{told.slug}/audience/",
        f"/stories/{told.slug}/take-back/",
        "/yours/no-such-link/",
    ):
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        faults[path] = [*violations(page), *(["scrolls sideways"] if wide else [])]
    assert {path: found for path, found in faults.items() if found} == {}
