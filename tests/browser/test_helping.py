"""Help for five minutes, answer what is offered by keyboard, and steer what was learnt."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction
from heard.apps.helping.models import Listening, Pair, Proposal
from heard.apps.telling.models import Story
from heard.apps.transcribing.queries import transcript_of
from tests.apps.helping.conftest import AGAIN, TAUGHT
from tests.browser.conftest import PHONE
from tests.renditions import give_sound
from tests.worker import learn_and_look

DEVICES = pytest.mark.parametrize("device", [{}, PHONE, {"color_scheme": "dark"}], ids=["desk", "phone", "dark"])


@pytest.fixture
def offered(site, story, ben, cleo):
    """A story with sound and two places that wait, since a third was put right elsewhere."""
    told = give_sound(story("Years of it", *AGAIN), seconds=20)
    taught = story("A girl from far away", *TAUGHT)
    fix = actions.report(taught, Sender(user=ben), Remark("replace", ("w9",), "Leicester,"))
    actions.accept(fix, cleo)
    learn_and_look()
    return told


def begin(page):
    """Until the keys are listened to."""
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="What do you hear?")).to_be_visible()
    page.locator("review-keys:defined").wait_for()


def states():
    return sorted(Proposal.objects.values_list("state", flat=True))


@pytest.mark.doors("answer-offer", "offer-heard", "undo-answer")
def test_offers_are_answered_by_keyboard(visit, offered, cleo):
    page = visit(f"/stories/{offered.slug}/offers/", user=cleo)
    page.keyboard.press("j")
    expect(page.locator(".report").nth(0)).to_be_focused()
    with page.expect_response("**/heard/"):
        page.keyboard.press(" ")
    page.keyboard.press("y")
    expect(page.get_by_role("status")).to_contain_text("now.")
    expect(page.locator(".report").nth(0)).to_be_focused()
    assert states() == ["accepted", "waiting"]
    assert Proposal.objects.get(state="accepted").listened
    page.keyboard.press("u")
    expect(page.get_by_text("It waits for an answer again.")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("n")
    expect(page.get_by_role("status")).to_contain_text("is not offered again")
    page.keyboard.press("?")
    expect(page.locator("#all-done")).to_be_focused()
    assert states() == ["declined", "waiting"]


@pytest.mark.doors("help", "help-answer")
def test_five_minutes_by_keyboard(visit, offered, cleo):
    page = visit("/help/", user=cleo)
    begin(page)
    page.keyboard.press(" ")
    expect(page.locator("[name=listened]")).to_be_checked()
    page.keyboard.press("1")
    expect(page.get_by_text("1 place so far")).to_be_visible()
    page.locator("review-keys:defined").wait_for()
    assert transcript_of(offered).text.count("Leicester") == 1
    page.keyboard.press("e")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Loughborough")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you, Cleo Marsh")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("You helped with 2 places and listened for")
    assert Correction.objects.get(text="Loughborough").author == cleo
    assert [(row.purpose, row.words_wrong) for row in Listening.objects.all()] == [("queue", 1)]


def test_letters_that_are_typed_answer_nothing(visit, offered, cleo):
    page = visit("/help/", user=cleo)
    begin(page)
    page.keyboard.press("e")
    page.keyboard.type("y n ? 1")
    expect(page.get_by_label("What was said instead")).to_have_value("y n ? 1")
    page.keyboard.press("Escape")
    expect(page.get_by_label("What was said instead")).to_be_hidden()
    expect(page.locator(".report")).to_be_focused()
    assert states() == ["waiting", "waiting"]


@pytest.mark.parametrize("script", [True, False])
def test_the_note_of_a_place_comes_before_it(visit, violations, offered, script):
    Story.objects.filter(pk=offered.pk).update(content_note="It tells of a death.")
    page = visit("/help/", java_script_enabled=script, **PHONE)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Before you begin: It tells of a death.")).to_be_visible()
    expect(page.locator(".help-sentence, audio")).to_have_count(0)
    if script:
        assert violations(page) == []
    page.get_by_role("button", name="Another place, please").click()
    page.get_by_role("button", name="Read and hear it").click()
    expect(page.locator(".help-sentence")).to_be_visible()
    expect(page.get_by_text("Before you begin: It tells of a death.")).to_be_visible()
    page.get_by_role("button", name="Can’t tell").click()
    expect(page.get_by_text("You helped with 2 places")).to_be_visible()


@pytest.mark.doors("story-help", "help-stop")
def test_five_minutes_with_one_thumb(visit, offered):
    page = visit(f"/stories/{offered.slug}/help/", **PHONE)
    page.get_by_role("button", name="Begin").tap()
    for name in ("Hear it", "This is right", "Can’t tell"):
        button = page.locator(".help-bar > *", has_text=name)
        expect(button).to_be_in_viewport(ratio=1)
        box = button.bounding_box()
        assert box["height"] >= 44
        assert box["y"] > 844 / 2
    page.locator(".help-hear").tap()
    expect(page.locator("[name=listened]")).to_be_checked()
    page.locator(".help-right").tap()
    expect(page.get_by_text("1 place so far")).to_be_visible()
    page.get_by_text("Stop for today").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_was_heard_is_written_and_sent_with_one_thumb(visit, offered):
    page = visit(f"/stories/{offered.slug}/help/", **PHONE)
    begin(page)
    page.locator("summary", has_text="Something else").tap()
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("Loughborough.")
    page.get_by_role("button", name="Send this").tap()
    expect(page.get_by_text("1 place so far")).to_be_visible()
    assert Correction.objects.get(state="waiting").text == "Loughborough."


def test_five_minutes_without_javascript(visit, offered):
    page = visit("/help/", java_script_enabled=False)
    page.get_by_role("button", name="Begin").click()
    assert "#t=" in page.get_by_role("link", name="Hear it").get_attribute("href")
    page.get_by_label("I listened to it").check()
    page.get_by_role("button", name="Leicester").click()
    expect(page.get_by_text("1 place so far")).to_be_visible()
    page.locator("summary", has_text="Something else").click()
    page.get_by_label("What was said instead").fill("Loughborough.")
    page.get_by_role("button", name="Send this").click()
    page.get_by_role("link", name="What became of it").click()
    expect(page.get_by_role("main")).to_contain_text("Loughborough.")
    assert Listening.objects.count() == 1


@pytest.mark.doors("pairs", "steer-pair")
def test_an_editor_steers_a_pair_without_javascript(visit, offered, cleo):
    page = visit("/pairs/", user=cleo, java_script_enabled=False)
    page.get_by_role("link", name="lesster").click()
    page.get_by_role("button", name="Pause it").click()
    expect(page.get_by_role("status")).to_contain_text("It is paused")
    page.get_by_role("button", name="Offer it again").click()
    page.get_by_role("button", name="Never offer this").click()
    assert Pair.objects.get().state == "never"
    page.goto("/pairs/")
    page.get_by_label("The machine writes").fill("brew")
    page.get_by_label("It is not").fill("bro")
    page.get_by_role("button", name="Never offer this").click()
    expect(page.get_by_role("main")).to_contain_text("Never offered")


@DEVICES
def test_the_pages_can_be_used_by_everybody(visit, offered, cleo, violations, device):
    pair = Pair.objects.get()
    page = visit("/help/", user=cleo, **device)
    for path in ("/help/", "/pairs/", f"/pairs/{pair.pk}/", f"/pairs/{pair.pk}/undo/", "/help/thanks/"):
        page.goto(path)
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto("/help/")
    page.get_by_role("button", name="Begin").click()
    page.locator("summary", has_text="Something else").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
