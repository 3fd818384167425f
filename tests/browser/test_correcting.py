"""Putting words right: from a word somebody chose, over an editor's decision, to what every reader sees."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction
from heard.apps.transcribing.queries import transcript_of
from tests.browser.conftest import PHONE
from tests.renditions import give_sound

TALK = (
    ("S1", "Do you want to introduce yourself?"),
    ("S2", "I'm Hamid. My experience of coal production, um, is a good one."),
    ("S1", "What made it good?"),
)
COAL = ("w12", "w13")
PACE = 90  # milliseconds from key to key: people type, and the page has time to notice


@pytest.fixture
def told(site, story):
    return give_sound(story("The value of co-production", *TALK), seconds=20)


@pytest.fixture
def reading(visit, told):
    """Opens the story and waits until its words can be chosen."""

    def opened(**options):
        page = visit(told.get_absolute_url(), **options)
        expect(page.locator(".player-wave.is-drawn")).to_have_count(1)
        return page

    return opened


@pytest.fixture
def asked(reading):
    """The dialog about "coal production,", opened by keyboard."""

    def opened(**options):
        page = reading(**options)
        choose_by_keyboard(page)
        page.keyboard.press("Shift+Enter")
        expect(dialog(page)).to_be_visible()
        return page

    return opened


@pytest.fixture
def reported(told, ben, max_):
    """Three reports of three kinds."""
    for sender, remark in (
        (ben, Remark("replace", ("w8",), "Hamed.")),
        (max_, Remark("replace", COAL, "co-production,")),
        (ben, Remark("wrong", ("w22",))),
    ):
        actions.report(told, Sender(user=sender), remark)
    return told


def dialog(page):
    return page.get_by_role("dialog")


def choose_by_keyboard(page):
    """Walk to "coal production," and choose both words."""
    page.locator("#w1").focus()
    for key in ("ArrowDown", *["ArrowRight"] * 5, "Shift+ArrowRight"):
        page.keyboard.press(key)


def states():
    return [row.state for row in Correction.objects.order_by("start")]


# The dialog


@pytest.mark.doors("correct")
def test_words_are_put_right_with_the_mouse(reading):
    page = reading()
    page.locator("#w12").hover()
    page.mouse.down()
    page.locator("#w13").hover()
    page.mouse.up()
    page.get_by_role("button", name="Something wrong?").click()
    expect(dialog(page).locator("[data-part=heard]")).to_have_text("coal production,")
    page.get_by_text("It should say …").click()
    expect(page.get_by_label("What was said, word for word")).to_have_value("coal production,")
    page.get_by_label("What was said, word for word").fill("co-production,")
    page.get_by_role("button", name="Send").click()
    expect(dialog(page)).to_contain_text("People will listen to this moment and decide.")
    page.get_by_role("link", name="See what becomes of your corrections").click()
    expect(page.get_by_role("main")).to_contain_text("Waits for an editor")
    row = Correction.objects.get()
    assert (row.words, row.heard, row.text, row.author) == ([*COAL], "coal production,", "co-production,", None)


def test_that_it_is_right_counts_once_the_words_were_played(asked):
    page = asked()
    page.get_by_text("This is right").click()
    page.get_by_role("button", name="Send").click()
    expect(dialog(page).get_by_role("alert")).to_contain_text("Listen first")
    page.get_by_role("button", name="Hear it", exact=True).click()
    expect(page.get_by_label("I listened to it")).to_be_checked()
    page.get_by_role("button", name="Send").click()
    expect(dialog(page)).to_contain_text("These words now count as heard by a person.")
    assert [(row.kind, row.listened) for row in Correction.objects.all()] == [("right", True)]


def test_a_fix_says_that_it_counts_once_it_was_heard_and_is_taken_either_way(asked):
    page = asked()
    page.get_by_text("Nobody says this").click()
    expect(page.get_by_label("I listened to it")).to_be_visible()
    expect(dialog(page)).to_contain_text("it does not count towards what helpers agree on")
    page.get_by_role("button", name="Send").click()
    expect(dialog(page)).to_contain_text("People will listen to this moment and decide.")
    assert [(row.kind, row.listened) for row in Correction.objects.all()] == [("delete", False)]


def test_one_press_declines_all_of_one_sender_and_one_takes_it_back(visit, reported, cleo):
    page = visit(f"/stories/{reported.slug}/review/", user=cleo)
    page.get_by_text("Decline all from this sender").first.click()
    page.get_by_label("Why? Whoever sent it will see this.").first.fill("This is not what is said.")
    page.get_by_role("button", name="Decline all").first.click()
    expect(page.get_by_text("2 suggestions were declined.")).to_be_visible()
    page.get_by_role("button", name="Undo: let all 2 suggestions wait again").click()
    expect(page.get_by_text("2 suggestions wait again.")).to_be_visible()


def test_words_are_reported_with_a_thumb_on_a_phone(reading):
    page = reading(**PHONE)
    word = page.locator("#w12")
    word.scroll_into_view_if_needed()
    box = word.bounding_box()
    finger = {"x": box["x"] + 8, "y": box["y"] + 8}
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger]})
    page.get_by_role("button", name="Something wrong?").wait_for()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.get_by_role("button", name="Something wrong?").tap()
    page.get_by_text("This is wrong").tap()
    page.get_by_role("button", name="Send").tap()
    page.get_by_role("button", name="Go on reading").tap()
    expect(dialog(page)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert [(row.kind, row.words) for row in Correction.objects.all()] == [("wrong", ["w12"])]


def test_words_are_put_right_by_keyboard_alone(asked):
    page = asked()
    expect(page.get_by_role("heading", name="Is this what was said?")).to_be_focused()
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="This is wrong")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="It should say")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("What was said, word for word")).to_be_focused()
    page.keyboard.type("co-production,")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#w13")).to_be_focused()
    assert Correction.objects.get().text == "co-production,"


def test_what_was_typed_is_there_again_after_the_dialog_was_closed_by_mistake(asked):
    page = asked()
    page.get_by_text("It should say …").click()
    page.get_by_label("What was said, word for word").fill("")
    page.keyboard.type("co-pro", delay=PACE)
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text="coal production,")).to_be_visible()
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_label("What was said, word for word")).to_have_value("co-pro")


def test_the_moment_can_be_heard_slowly_with_a_second_around_it(asked):
    page = asked()
    page.get_by_role("button", name="Hear it slowly").click()
    sound = page.locator("audio")
    heard = sound.evaluate("(audio) => [audio.paused, audio.playbackRate, audio.currentTime]")
    assert heard[:2] == [False, 0.75]
    assert 5.5 <= heard[2] < 6.5
    page.keyboard.press("Escape")
    assert sound.evaluate("(audio) => [audio.paused, audio.playbackRate]") == [True, 1]


def test_what_goes_wrong_is_said_in_the_dialog_and_nothing_typed_is_lost(asked):
    page = asked()
    box, send, error = (
        page.get_by_label("What was said, word for word"),
        page.get_by_role("button", name="Send"),
        dialog(page).get_by_role("alert"),
    )
    send.click()
    expect(error).to_have_text("Choose what you would like to say.")
    page.get_by_text("It should say …").click()
    box.fill("coal production,")
    send.click()
    expect(error).to_contain_text("That is what it says already.")
    box.fill("co-production,")
    page.context.set_offline(True)
    send.click()
    expect(error).to_contain_text("That did not go through.")
    expect(box).to_have_value("co-production,")
    page.context.set_offline(False)
    send.click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Correction.objects.get().text == "co-production,"


def test_words_that_wait_are_shown_only_when_asked_for(reported, reading):
    page = reading()
    assert page.locator(".is-reported").count() == 0
    page.get_by_label("Show words that wait for an editor").check()
    expect(page.locator(".is-reported")).to_have_count(4)
    assert page.locator(".is-reported").all_inner_texts() == ["Hamid.", "coal", "production,", "good?"]


# Review


@pytest.mark.doors("decide")
def test_an_editor_decides_by_keyboard(visit, reported, cleo):
    page = visit(f"/stories/{reported.slug}/review/", user=cleo)
    page.keyboard.press("j")
    expect(page.locator(".report").nth(0)).to_be_focused()
    page.keyboard.press("d")
    page.keyboard.press(" ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Declined.")
    expect(page.locator(".report").nth(0)).to_be_focused()
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("This made revision 2.")
    page.keyboard.press("e")
    page.keyboard.type("great?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("This made revision 3.")
    expect(page.locator("#all-done")).to_be_focused()
    assert states() == ["declined", "accepted", "accepted"]
    assert transcript_of(reported).text.splitlines()[1:] == [
        "I'm Hamid. My experience of co-production, um, is a good one.",
        "What made it great?",
    ]
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Undone.")
    expect(page.locator(".report").nth(0)).to_be_focused()
    assert states() == ["declined", "accepted", "waiting"]


def test_a_report_is_heard_by_keyboard_and_stops_after_its_clip(visit, reported, cleo):
    page = visit(f"/stories/{reported.slug}/review/", user=cleo)
    sound = page.locator("audio")
    page.keyboard.press("j")
    page.keyboard.press("s")
    assert sound.evaluate("(audio) => [audio.paused, audio.playbackRate]") == [False, 0.75]
    page.keyboard.press("j")
    page.keyboard.press(" ")
    assert sound.evaluate("(audio) => audio.playbackRate") == 1
    stopped = sound.evaluate("(audio) => new Promise((done) => audio.onpause = () => done(audio.currentTime))")
    assert 8.4 <= stopped < 9


def test_letters_decide_nothing_while_they_are_switched_off_or_typed(visit, reported, cleo):
    page = visit(f"/stories/{reported.slug}/review/", user=cleo)
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(page.locator(".report").nth(0)).to_be_focused()
    page.get_by_text("Keyboard shortcuts").click()
    page.get_by_label("Use these keys").uncheck()
    page.locator(".report").nth(0).focus()
    page.keyboard.press("a")
    page.reload()
    page.locator(".report").nth(0).focus()
    page.keyboard.press("a")
    assert states() == ["waiting"] * 3


# Without JavaScript, from the first word to the last


def test_the_whole_way_without_javascript(visit, told, cleo):
    reader = visit(told.get_absolute_url(), java_script_enabled=False)
    reader.get_by_role("link", name="Report transcript", exact=True).last.click()
    expect(reader).to_have_title("Report transcript in: The value of co-production – Heard")
    reader.get_by_label("Speaker 2 0:04").fill("I'm Hamid. My experience of Glenfield, um, is a good one.")
    reader.get_by_role("button", name="Check what I changed").click()
    expect(reader.get_by_role("main")).to_contain_text("You changed one place.")
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_role("status")).to_contain_text("1 correction is on its way.")

    editor = visit("/review/", user=cleo, java_script_enabled=False)
    editor.get_by_role("link", name="The value of co-production").click()
    editor.get_by_role("button", name="Accept").click()
    expect(editor.get_by_role("status")).to_contain_text("This made revision 2.")

    reader.goto(told.get_absolute_url())
    expect(reader.locator("#p-w7")).to_contain_text("My experience of Glenfield, um,")
    assert "Glenfield" in reader.request.get(f"/stories/{told.slug}/captions.vtt").text()
    reader.goto("/explore/?q=Glenfield")
    expect(reader.get_by_role("main")).to_contain_text("The value of co-production")
    reader.goto("/my-corrections/")
    expect(reader.get_by_role("main")).to_contain_text("Accepted")


# For everybody


@pytest.mark.parametrize("device", [{}, PHONE, {"color_scheme": "dark"}], ids=["desk", "phone", "dark"])
def test_every_page_can_be_used_by_everybody(visit, reported, cleo, violations, device):
    row = Correction.objects.get(words=[*COAL])
    actions.accept(row, cleo)
    story = f"/stories/{reported.slug}"
    for path in (
        "/review/",
        f"{story}/review/?done={row.pk}",
        f"{story}/report/",
        f"{story}/revisions/",
        f"{story}/revisions/2/",
        f"{story}/revisions/2/undo/",
        "/my-corrections/",
    ):
        page = visit(path, user=cleo, **device)
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.context.close()


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_the_dialog_can_be_used_by_everybody(asked, violations, device):
    page = asked(**device)
    assert violations(page) == []
    page.get_by_text("It should say …").click()
    page.get_by_text("Add a note or your name").click()
    assert violations(page) == []
    page.get_by_label("What was said, word for word").fill("co-production,")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert violations(page) == []


def test_an_opened_decision_can_be_used_by_everybody(visit, reported, cleo, violations):
    page = visit(f"/stories/{reported.slug}/review/", user=cleo, **PHONE)
    page.locator("summary", has_text="Adjust").first.click()
    page.locator("summary", has_text="Decline").nth(1).click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
