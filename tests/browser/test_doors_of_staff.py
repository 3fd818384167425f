"""The forms of editors, moderators and hosts: each sent once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from heard.apps.conversing.actions.comments import Saying, comment
from heard.apps.conversing.queries.comments import Reader
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.helping.actions.offers import answer
from heard.apps.helping.models import Pair, Proposal
from heard.apps.joining.actions.groups import join
from heard.apps.joining.models import Group
from heard.apps.moderating.actions.concerns import Worry, raise_concern
from heard.apps.moderating.models import Concern
from heard.apps.moderating.queries.subjects import subject_for
from heard.apps.telling.actions.holding import hold_story
from heard.apps.wording.models import Ask, Term
from tests.browser.sending import send
from tests.worker import learn_and_look


@pytest.mark.doors("add-term", "change-term", "merge-term", "retire-term", "restore-term", "answer")
def test_editors_look_after_the_glossary(visit, story, cleo):
    Ask.objects.create(story=story("One card"), text="the PIP", key="the pip", start=1.0, visitor="someone")
    page = visit("/glossary/add/", user=cleo)
    send(page, "add-term", text="PIP", meaning="A benefit.")
    page.goto("/glossary/add/")
    send(page, "add-term", text="Pip payment")
    first, second = (Term.objects.get(text=text).pk for text in ("PIP", "Pip payment"))
    page.goto(f"/glossary/{first}/change/")
    send(page, "change-term", meaning="A benefit for people who are ill.")
    page.goto(f"/glossary/{second}/merge/")
    send(page, "merge-term", into="PIP")
    page.goto("/glossary/questions/")
    send(page, "answer", term="PIP")
    page.goto(f"/glossary/{first}/")
    send(page, "retire-term")
    page.goto(f"/glossary/{first}/")
    send(page, "restore-term")


@pytest.mark.doors("undo-revision", "undo-pair")
def test_editors_undo(visit, story, ben, cleo):
    told = story("A girl from far away", ("S1", "My mother came from Lesster, um, as a girl."))
    story("Years of it", ("S1", "In Lesster, people sit at the table. We have been at it for years."))
    fix = correcting.report(told, Sender(user=ben), Remark("replace", ("w5",), "Leicester,"))
    correcting.accept(fix, cleo)
    learn_and_look()
    answer(Proposal.objects.get(), Sender(user=cleo), "yes", listened=True)
    page = visit(f"/pairs/{Pair.objects.get().pk}/undo/", user=cleo)
    send(page, "undo-pair")
    page.goto(f"{told.get_absolute_url()}revisions/2/undo/")
    send(page, "undo-revision")


@pytest.mark.doors("decline-all", "reopen-all")
def test_editors_decline_all_of_one_sender_and_take_it_back(visit, story, cleo):
    told = story("The value of co-production")
    for word in ("w1", "w3"):
        correcting.report(told, Sender(visitor="somebody"), Remark("replace", (word,), "rude"))
    page = visit(f"{told.get_absolute_url()}review/", user=cleo)
    send(page, "decline-all", other_reason="Nobody says that.")
    page.goto(f"{told.get_absolute_url()}review/")
    send(page, "reopen-all")
    assert {row.state for row in told.corrections.all()} == {"waiting"}


@pytest.mark.doors("decide-comment", "take-concern", "hand-over-concern", "decide-concern", "release-story")
def test_moderators_decide(visit, story, rae, hana):
    told = story("The value of co-production")
    comment(told, Sender(visitor="someone"), Saying("What a story."))
    worry = Worry("misleading", "It was March.")
    subject = subject_for(Reader(AnonymousUser()), f"story:{told.pk}")
    raise_concern(subject, Sender(visitor="somebody", origin="x"), worry)
    hold_story(told, by=None, why="a test")
    page = visit("/moderate/comments/", user=rae)
    send(page, "decide-comment", "[value=accept]")
    page.goto(f"/moderate/concerns/{Concern.objects.get().pk}/")
    send(page, "take-concern")
    send(page, "hand-over-concern", to=str(rae.pk))
    send(page, "decide-concern", decision="no-action", text="It was March indeed.")
    page.goto("/moderate/stories/")
    send(page, "release-story")


@pytest.mark.doors("case-contacts", "case-note", "case-refer", "case-deadline")
def test_moderators_keep_a_case(visit, story, rae):
    subject = subject_for(Reader(AnonymousUser()), f"story:{story('One card').pk}")
    row = raise_concern(subject, Sender(visitor="somebody", origin="x"), Worry("safeguarding", "She is not safe."))
    case = f"/moderate/concerns/{row.pk}/"
    page = visit(case, user=rae)
    send(page, "case-contacts")
    page.goto(case)
    send(page, "case-note", note="I rang her.")
    page.goto(case)
    send(page, "case-refer", name="Jo Hall", organisation="The council")
    page.goto(case)
    send(page, "case-deadline", due_at="2027-01-31T12:00")


@pytest.mark.doors("your-network", "send-logo", "drop-logo")
def test_the_host_names_the_network_and_gives_it_a_logo(visit, hana, tmp_path):
    page = visit("/moderate/network/", user=hana)
    send(page, "your-network", name="Lesster Voices")
    assert page.title() == "Your network – Lesster Voices"
    page.screenshot(path=tmp_path / "logo.png")
    page.locator("[name=picture]").set_input_files(tmp_path / "logo.png")
    send(page, "send-logo", shade="light")
    send(page, "drop-logo")


@pytest.mark.doors("preview-network")
def test_the_host_sees_the_first_page_change_before_anything_is_saved(visit, hana):
    page = visit("/moderate/network/", user=hana)
    page.get_by_label("Motto").fill("Nothing about us without us.")
    page.get_by_label("The band at the head of every page").fill("#0b4a5c")
    page.wait_for_function(
        """() => {
        const shown = frames[0].document;
        const head = shown.querySelector(".site-head"), title = shown.querySelector("h1");
        return title?.textContent === "Nothing about us without us."
            && getComputedStyle(head).backgroundColor === "rgb(11, 74, 92)";
    }"""
    )
    page.goto("/")
    assert page.get_by_role("heading", level=1).text_content() == "It’s about being heard."


@pytest.mark.doors("saved-replies", "saved-reply", "letters")
def test_hosts_run_the_desk(visit, site, hana):
    page = visit("/moderate/replies/", user=hana)
    send(page, "saved-replies", title="Thank you", text="Thank you for telling us.")
    page.get_by_role("link", name="Thank you").click()
    send(page, "saved-reply", text="Thank you for telling us so.")
    page.goto("/moderate/letters/")
    send(page, "letters", "[value=test]")


@pytest.mark.doors("give-role", "suspend-person", "reinstate-person", "see-private", "add-training", "remove-training")
@pytest.mark.doors("download-person")
def test_hosts_look_after_people(visit, site, ben, hana):
    page = visit(f"/people/{ben.slug}/", user=hana)
    send(page, "give-role", role="helper")
    page.goto(f"/people/{ben.slug}/")
    send(page, "add-training", completed_at="2026-01-31")
    page.goto(f"/people/{ben.slug}/")
    send(page, "remove-training")
    page.goto(f"/people/{ben.slug}/")
    send(page, "see-private")
    page.goto(f"/people/{ben.slug}/")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download everything that is kept about them").click()
    assert taken.value.suggested_filename.startswith(ben.slug)
    send(page, "suspend-person", why="Rude to others.")
    page.goto(f"/people/{ben.slug}/")
    send(page, "reinstate-person")


@pytest.mark.doors("new-group", "change-group", "invite-to-group", "group-link", "member", "invite")
@pytest.mark.doors("cancel-invitation")
def test_hosts_look_after_groups(visit, site, ben, hana):
    page = visit("/groups/new/", user=hana)
    send(page, "new-group", name="Ward 4")
    page.goto("/groups/ward-4/change/")
    send(page, "change-group", about="People who were on Ward 4.", website="https://ward4.example", is_public=True)
    send(page, "invite-to-group", role="visitor")
    page.goto("/groups/ward-4/")
    send(page, "group-link", role="visitor")
    join(Group.objects.get(), ben)
    page.goto("/groups/ward-4/")
    send(page, "member", "[value=lead]")
    page.goto("/invite/")
    send(page, "invite", role="visitor")
    page.goto("/invite/")
    send(page, "cancel-invitation")
