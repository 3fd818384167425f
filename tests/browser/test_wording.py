"""Words that explain themselves, by mouse, keyboard, finger and without JavaScript; and how to ask and to answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from heard.apps.joining.senders import Sender
from heard.apps.transcribing.models import Job
from heard.apps.wording import actions
from heard.apps.wording.actions import Asked
from heard.apps.wording.models import Ask, Term
from heard.core.offering.wordlist import Entry
from tests.browser.conftest import PHONE
from tests.renditions import give_sound

TALK = (
    ("S1", "Do you want to introduce yourself?"),
    ("S2", "I'm Hamid. I look after my dad, so I am his carer. We waited for PIP and then for respite."),
    ("S1", "What is PIP like?"),
    ("S2", "The personal independence payment is a lot of forms, and nobody helps you with the forms."),
)


@pytest.fixture
def taught(site, cleo):
    for entry in (
        Entry("PIP", "acronym", "Personal Independence Payment: money for people who are ill or disabled.",
              ("personal independence payment",), ("pip squeak",)),
        Entry("carer", "term", "Somebody who looks after a relative or friend, unpaid."),
        Entry("Tameside", "place"),
    ):  # fmt: skip
        actions.add_term(entry, by=cleo)


@pytest.fixture
def told(taught, story):
    return give_sound(story("Forms and more forms", *TALK), seconds=30)


@pytest.fixture
def reading(visit, told):
    """Opens the story and waits until its words can be chosen."""

    def opened(**options):
        page = visit(told.get_absolute_url(), **options)
        expect(page.locator(".player-wave.is-drawn")).to_have_count(1)
        return page

    return opened


def tip(page):
    return page.locator(".meaning-tip")


def dialog(page):
    return page.get_by_role("dialog", name="What does that mean?")


def choose_by_keyboard(page):
    """The first two words."""
    page.locator("#w1").focus()
    page.keyboard.press("Shift+ArrowRight")


def walk_to_a_term(page):
    page.locator(".w[tabindex]").focus()
    while page.locator(".w.term:focus").count() == 0:
        page.keyboard.press("ArrowRight")


def ask_button(page):
    return page.get_by_role("button", name="What does that mean?")


# Terms where they stand


def test_a_term_explains_itself_to_the_mouse_and_goes_away(reading):
    page = reading()
    page.locator(".w.term", has_text="carer").hover()
    expect(tip(page)).to_have_text("carerSomebody who looks after a relative or friend, unpaid.")
    tip(page).hover()
    expect(tip(page)).to_be_visible()
    page.locator("h1").hover()
    expect(tip(page)).to_be_hidden()
    page.locator(".w.term", has_text="carer").hover()
    expect(tip(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()


def test_a_term_explains_itself_to_the_keyboard_and_to_a_screen_reader(reading):
    page = reading()
    walk_to_a_term(page)
    expect(tip(page)).to_contain_text("Somebody who looks after a relative or friend, unpaid.")
    expect(page.locator(".w:focus")).to_have_accessible_description(
        "Somebody who looks after a relative or friend, unpaid."
    )
    page.keyboard.press("ArrowRight")
    expect(tip(page)).to_be_hidden()


def test_a_term_explains_itself_to_a_finger(reading):
    page = reading(**PHONE)
    page.locator(".w.term", has_text="carer").tap()
    expect(tip(page)).to_be_visible()
    box = tip(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.locator("h1").tap()
    expect(tip(page)).to_be_hidden()


def test_without_javascript_the_list_beside_the_story_leads_to_the_words(visit, told):
    page = visit(told.get_absolute_url(), java_script_enabled=False)
    explained = page.get_by_role("region", name="Words explained")
    assert explained.locator("dt").all_inner_texts() == ["carer", "PIP"]
    explained.get_by_role("link").first.click()
    expect(page.locator(".w.term:target")).to_have_text("carer.")


def test_the_roving_focus_has_still_one_stop(reading):
    expect(reading().locator("story-transcript [tabindex='0']")).to_have_count(1)


# Asking and answering


def test_a_word_is_asked_about_where_it_stands(reading):
    page = reading()
    page.locator(".w", has_text="respite").dblclick()
    ask_button(page).click()
    expect(dialog(page).locator("[data-part=chosen]")).to_have_text("respite.")
    expect(page.get_by_role("heading", name="What does that mean?")).to_be_focused()
    dialog(page).get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_focused()
    page.get_by_role("link", name="See what you asked").click()
    expect(page.get_by_role("main")).to_contain_text("Waits for an editor")
    row = Ask.objects.get()
    assert (row.text, row.story.title, len(row.words), row.start > 5) == ("respite", "Forms and more forms", 1, True)


def test_a_term_that_is_chosen_tells_its_meaning_and_asks_nothing(reading):
    page = reading()
    page.locator(".w.term", has_text="carer").dblclick()
    ask_button(page).click()
    expect(dialog(page).locator("dd")).to_have_text("Somebody who looks after a relative or friend, unpaid.")
    expect(dialog(page).get_by_role("button", name="Ask")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    assert Ask.objects.count() == 0


def test_a_word_is_asked_about_by_keyboard_alone(reading):
    page = reading()
    choose_by_keyboard(page)
    expect(ask_button(page)).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        if ask_button(page).evaluate("(button) => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.part") == "send":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_focused()
    assert Ask.objects.count() == 1


def test_a_question_that_did_not_get_through_can_be_sent_again(reading):
    page = reading()
    page.locator(".w", has_text="respite").dblclick()
    ask_button(page).click()
    page.context.set_offline(True)
    dialog(page).get_by_role("button", name="Ask").click()
    expect(dialog(page).get_by_role("alert")).to_contain_text("That did not go through.")
    page.context.set_offline(False)
    dialog(page).get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_focused()
    assert Ask.objects.count() == 1


def test_the_whole_way_without_javascript_from_a_question_to_its_answer(visit, told, ben, cleo):
    asker = visit(told.get_absolute_url(), user=ben, java_script_enabled=False)
    asker.get_by_role("link", name="Ask what it means").click()
    asker.get_by_label("Which word, or words?").fill("respite")
    asker.get_by_role("button", name="Ask").click()
    expect(asker.get_by_role("main")).to_contain_text("Waits for an editor")

    editor = visit("/glossary/", user=cleo, java_script_enabled=False)
    editor.get_by_role("link", name="What people asked").click()
    editor.get_by_role("link", name="Explain it").click()
    expect(editor.get_by_label("Term")).to_have_value("respite")
    editor.get_by_label("What it means").fill("A rest for carers.")
    editor.get_by_role("button", name="Add it").click()
    expect(editor.get_by_role("main")).to_contain_text("Nobody waits for an answer.")

    asker.reload()
    expect(asker.get_by_role("main")).to_contain_text("respite: A rest for carers.")
    asker.goto(told.get_absolute_url())
    assert asker.locator(".words-explained dt").all_inner_texts() == ["carer", "PIP", "respite"]


@pytest.mark.doors("bring-terms")
def test_a_list_is_brought_in_after_a_look(visit, taught, cleo, tmp_path):
    table = tmp_path / "words.csv"
    table.write_text("term,kind,meaning\nPIP,,Money.\nrespite,term,A rest.\n,term,Nothing\n")
    page = visit("/glossary/list/", user=cleo)
    page.get_by_label("Your list").set_input_files(table)
    page.get_by_role("button", name="Check the list").click()
    expect(page.get_by_role("main")).to_contain_text(
        "New: 1. Changed: 1. In the glossary already: 0. Cannot be used: 1."
    )
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("main")).to_contain_text("Your list is in: 1 new term, 1 changed, 1 line left out.")
    assert [term.text for term in Term.objects.all()] == ["carer", "PIP", "respite", "Tameside"]
    with page.expect_download() as download:
        page.get_by_role("link", name="Take the list away").click()
    assert re.fullmatch(r"glossary-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)


# For everybody


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_every_page_about_words_can_be_used_by_everybody(visit, told, cleo, ben, violations, device):
    actions.ask(told, Sender(user=ben), Asked("respite", ("w26",), 12.0))
    term = Term.objects.get(text="PIP")
    for path in (
        "/glossary/", f"/glossary/{term.pk}/", "/glossary/add/", f"/glossary/{term.pk}/change/",
        f"/glossary/{term.pk}/merge/", "/glossary/list/", "/glossary/questions/", "/glossary/out-of-use/",
        f"/glossary/ask/?story={told.slug}", f"/stories/{told.slug}/names/", told.get_absolute_url(),
    ):  # fmt: skip
        page = visit(path, user=cleo, **device)
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.context.close()


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_the_tip_and_the_dialog_can_be_used_by_everybody(reading, violations, device):
    page = reading(**device)
    choose_by_keyboard(page)
    expect(ask_button(page)).to_be_visible()
    walk_to_a_term(page)
    expect(tip(page)).to_be_visible()
    assert violations(page) == []
    choose_by_keyboard(page)
    ask_button(page).click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_names_that_come_late_are_written_down_again_at_one_press(visit, told, ada):
    Job.objects.create(story=told, state=Job.State.DONE)
    page = visit(f"/stories/{told.slug}/names/", user=ada)
    page.get_by_label("People").fill("Auntie Jean")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Write it down again").click()
    expect(page.get_by_text("The machine will listen again.")).to_be_visible()
    assert Job.objects.filter(story=told, again=True).count() == 1
