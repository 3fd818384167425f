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
    phone.get_by_role("group", name="May people download the words").get_by_label("No").check()
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


def test_a_guardian_says_no_and_the_tick_that_says_under_18_changes_the_form(visit, violations, ada, story):
    told = story("The bus to school", storyteller="Jaden")
    person = told.people.get()
    page = visit(f"/stories/{told.slug}/people/{person.pk}/", user=ada, **PHONE)
    expect(page.get_by_label("Date of birth, or the year")).to_be_hidden()
    page.get_by_label("They are under 18").check()
    page.get_by_label("Date of birth, or the year").fill("3 May 2012")
    page.get_by_label("Name of the parent or guardian").fill("Ruth")
    assert violations(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What their parent or guardian agrees to")).to_be_visible()

    page.goto(f"/stories/{told.slug}/people/{person.pk}/card/")
    page.get_by_role("button", name="Make one for the parent or guardian").click()
    phone = visit(page.locator(".consent-address").inner_text(), **{**PHONE, "java_script_enabled": False})
    expect(phone.get_by_text("You are here as Jaden’s parent or guardian.")).to_be_visible()
    phone.get_by_role("group", name="May this story be shown here").get_by_label("No").check()
    phone.get_by_role("button", name="Keep my answers").click()
    expect(phone.get_by_text("Readers get nothing of it.").first).to_be_visible()

    page.goto(f"/stories/{told.slug}/people/{person.pk}/")
    page.get_by_label("They are under 18").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="By their date of birth they are under 18.")).to_be_visible()
    page.get_by_label("Date of birth, or the year").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Their parent or guardian said no, and that stands.")).to_be_visible()
    assert violations(page) == []
    assert visit(told.get_absolute_url()).get_by_text("The bus to school").count() == 0


def test_a_voice_that_is_nobodys_is_explained_on_a_phone(visit, violations, ada, story):
    told = story("Three voices", ("S1", "How?"), ("S2", "So."), ("S3", "Tea, love?"), published=False)
    page = visit(f"/stories/{told.slug}/people/", user=ada, **{**PHONE, "java_script_enabled": False})
    page.get_by_role("combobox", name="Tea, love?").select_option("A passer-by who only says a few words")
    page.get_by_role("button", name="Keep the reasons").click()
    expect(page.get_by_text("Voices that are nobody’s:")).to_have_count(0)
    page.get_by_role("link", name="On to publishing").click()
    page.get_by_role("button", name="Publish this story").click()
    expect(page.get_by_text("Your story is published.")).to_be_visible()


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
