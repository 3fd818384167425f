"""What was put right elsewhere is heard and answered, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.helping.models import Answer, Proposal
from heard.apps.telling.models import Story
from tests.apps.helping.conftest import AGAIN, TAUGHT
from tests.browser.conftest import PHONE
from tests.renditions import give_sound
from tests.worker import learn_and_look


@pytest.fixture
def offered(site, story, ben, cleo):
    """Two stories with sound, each with two places that wait."""
    rows = [give_sound(story(title, *AGAIN), seconds=20) for title in ("Years of it", "More of it")]
    taught = story("A girl from far away", *TAUGHT)
    fix = actions.report(taught, Sender(user=ben), Remark("replace", ("w9",), "Leicester,"))
    actions.accept(fix, cleo)
    learn_and_look()
    return rows[0]


@pytest.mark.doors("yes-to-all")
def test_whoever_plays_the_clip_has_listened_and_may_say_yes_to_all_of_that(visit, offered, cleo):
    page = visit("/offers/", user=cleo)
    expect(page.locator("article")).to_have_count(4)
    chosen = page.locator("article").filter(has_text="Years of it").first
    with page.expect_response("**/heard/") as noted:
        chosen.get_by_role("link", name="Hear it").click()
    assert noted.value.status == 204
    playing = page.locator("audio").evaluate_all("(all) => all.filter((audio) => !audio.paused).length")
    assert playing == 1
    expect(chosen.get_by_label("I listened")).to_be_checked()
    page.get_by_role("button", name="Yes to all that I listened to").click()
    expect(page.get_by_text("You said yes to 1 place.")).to_be_visible()
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["accepted", "waiting", "waiting", "waiting"]


def test_an_answer_and_taking_it_back_without_javascript(visit, offered, cleo):
    page = visit(f"/stories/{offered.slug}/offers/", user=cleo, java_script_enabled=False)
    first = page.locator("article").first
    first.get_by_label("I listened").check()
    first.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("status")).to_contain_text("It says “Leicester,” now.")
    row = Proposal.objects.get(state="accepted")
    assert (row.story, row.listened) == (offered, True)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It waits for an answer again.")).to_be_visible()
    expect(page.locator("article")).to_have_count(2)


@pytest.mark.parametrize("device", [{}, PHONE, {"color_scheme": "dark"}], ids=["desk", "phone", "dark"])
def test_the_pages_can_be_used_by_everybody(visit, offered, cleo, violations, device):
    for path in ("/offers/", f"/stories/{offered.slug}/offers/"):
        page = visit(path, user=cleo, **device)
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.context.close()


def test_places_of_a_story_with_a_content_note_wait_behind_it(visit, violations, offered, max_):
    Story.objects.filter(pk=offered.pk).update(content_note="It tells of a death.")
    page = visit("/offers/", user=max_)
    folds = page.locator("li > details.content-note")
    expect(folds).to_have_count(2)
    page.locator("review-keys:defined").wait_for()
    page.keyboard.press("j")
    for _ in range(3):
        if page.evaluate("document.activeElement.matches('summary')"):
            break
        page.keyboard.press("j")
    expect(page.locator("summary:focus")).to_contain_text("Before you begin: It tells of a death.")
    page.keyboard.press("y")
    assert Answer.objects.count() == 0
    assert violations(page) == []
    page.keyboard.press("Enter")
    folded = page.locator("li > details[open] article").first
    folded.get_by_role("link", name="Hear it").click()
    expect(folded.get_by_label("I listened")).to_be_checked()
    assert page.locator("audio").evaluate_all("(all) => all.filter((audio) => !audio.paused).length") == 1


@pytest.mark.doors("story-offers")
@pytest.mark.parametrize("script", [True, False])
def test_the_offers_of_one_story_come_after_its_note(visit, offered, max_, script):
    Story.objects.filter(pk=offered.pk).update(content_note="It tells of a death.")
    place = f"#offer-{Proposal.objects.filter(story=offered).latest('start').pk}"
    page = visit(f"/stories/{offered.slug}/offers/{place}", user=max_, java_script_enabled=script)
    expect(page.get_by_text("Before you begin: It tells of a death.")).to_be_visible()
    expect(page.locator("article, audio")).to_have_count(0)
    page.get_by_role("button", name="Read and hear it").click()
    expect(page.locator("article")).to_have_count(2)
    assert page.url.endswith(place)
