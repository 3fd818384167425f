"""Looking after the people whom a concern is about: who they are, how to reach them, notes, to whom it was passed, a
deadline."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.hosting.actions import sweep
from heard.apps.hosting.queries.retention import RULES
from heard.apps.journal.models import Entry
from heard.apps.moderating.models import CaseNote, Concern, Referral
from heard.apps.telling.models import PersonContact, StoryPerson
from heard.core.errors import WrongState
from heard.server.parts import ConcernHours
from tests.page import Page

DOORS = {
    "case-contacts": {},
    "case-note": {"note": "She is safe now."},
    "case-refer": {"name": "Ms Okoro", "organisation": "Salford adult care"},
    "case-deadline": {"due_at": "2030-01-01T10:00"},
}


@pytest.fixture
def case(story, worries) -> Concern:
    told = story("Fourteen nights")
    person = told.people.get()
    contact = {"real_name": "Hamid Rahimi", "reach_at": "07700 900123"}
    PersonContact.objects.update_or_create(person=person, defaults=contact)
    return worries("doreen", f"story:{told.pk}", "safeguarding", "She is not safe at home.")


@pytest.fixture
def send(browse):
    return lambda who, door, row, **given: browse(who).post(reverse(door, args=[row.pk]), DOORS[door] | given)


def look(browse, who, row):
    return browse(who).get(reverse("moderate-concern", args=[row.pk])).content.decode()


def test_it_shows_who_is_in_the_story_and_not_yet_how_to_reach_them(browse, case, rae):
    page = look(browse, rae, case)
    assert ["Hamid" in page, "Rahimi" in page, "07700 900123" in page] == [True, False, False]


def test_how_to_reach_them_is_shown_by_a_press_and_each_look_is_written_down(send, case, rae):
    page = send(rae, "case-contacts", case).content.decode()
    assert [text in page for text in ("Hamid Rahimi", "07700 900123", "ada@example.org")] == [True] * 3
    line = Entry.objects.get(action="contacts seen")
    assert (line.about, line.by) == (f"concern:{case.pk}", rae)


def test_only_by_a_press(browse, case, rae):
    assert browse(rae).get(reverse("case-contacts", args=[case.pk])).status_code == 405


@pytest.mark.parametrize("door", DOORS)
def test_who_may(send, case, door, ada, ben, cleo, rae, hana):
    statuses = [send(who, door, case).status_code for who in (None, ben, ada, cleo)]
    assert statuses == [403, 403, 403, 403]
    assert {send(who, door, case).status_code for who in (rae, hana)} <= {200, 302}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("part", ["whose it is", "in the story"])
def test_nobody_who_is_part_of_it(browse, send, case, door, part, rae):
    if part == "in the story":
        case_story = case.about.partition(":")[2]
        StoryPerson.objects.filter(story=case_story).update(account=rae)
    else:
        Concern.objects.update(person=rae)
    assert send(rae, door, case).status_code == 403
    assert "You are part of this" in look(browse, rae, case)
    assert Entry.objects.filter(action="contacts seen").count() == 0


def test_the_passage_can_be_heard(browse, case, story, rae, recorded):
    recorded(case)
    Concern.objects.update(start=65.0, end=70.0)
    assert "#t=65.00,70.00" in look(browse, rae, case)


def test_notes_are_added_and_never_changed(browse, send, case, rae, hana):
    send(rae, "case-note", case)
    send(hana, "case-note", case, note="Her sister rang.")
    page = look(browse, rae, case)
    assert page.index("She is safe now.") < page.index("Her sister rang.")
    row = CaseNote.objects.first()
    row.text = "Never mind."
    with pytest.raises(WrongState):
        row.save()


def test_to_whom_it_was_passed(browse, send, case, rae):
    send(rae, "case-refer", case, passed_at="2026-03-01T09:30")
    assert "Ms Okoro, Salford adult care" in look(browse, rae, case)
    assert timezone.localtime(Referral.objects.get().passed_at).strftime("%Y-%m-%d %H:%M") == "2026-03-01 09:30"


@pytest.mark.parametrize(
    ("door", "given", "sentence"),
    [
        ("case-note", {"note": " "}, "Write the note first."),
        ("case-note", {"note": "x" * 5000}, "2000"),
        ("case-refer", {"name": ""}, "Write who took it."),
        ("case-refer", {"organisation": ""}, "Write which organisation they are with."),
        ("case-refer", {"passed_at": "2999-01-01T00:00"}, "That day has not come yet."),
        ("case-refer", {"passed_at": "9" * 30}, "When:"),
        ("case-deadline", {"due_at": "soon"}, "Deadline:"),
    ],
)
def test_what_cannot_be_used_is_told_and_what_was_typed_stays(send, case, rae, door, given, sentence):
    answer = send(rae, door, case, **given)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (400, True)
    assert [value for value in given.values() if value.strip() and value not in page] == []
    assert (CaseNote.objects.count(), Referral.objects.count()) == (0, 0)


class TestDeadline:
    def test_somebody_at_risk_has_one_of_a_day(self, case, worries):
        left = case.due_at - case.created_at
        other = worries("enid", case.about, "private", "It names me.")
        assert (round(left.total_seconds() / 3600), other.due_at) == (24, None)

    def test_the_host_may_set_another_or_none(self, settings, story, worries):
        settings.HEARD = {**settings.HEARD, "HEARD_CONCERN_HOURS": ConcernHours(answer=0)}
        assert worries("doreen", f"story:{story().pk}", "safeguarding").due_at is None

    def test_the_next_comes_first_and_one_that_is_over_before_all(self, browse, send, case, worries, rae):
        second = worries("enid", case.about, "safeguarding", "The second of them.")
        third = worries("fred", case.about, "misleading", "The third of them.")
        Concern.objects.update(stopped="")
        send(rae, "case-deadline", case, due_at="2031-01-01T10:00")
        order = [second, case, third]
        listed = Page(browse(rae).get(reverse("moderate-concerns"))).texts("h2", "card-title")
        assert listed == [row.get_reason_display() for row in order]
        Concern.objects.filter(pk=third.pk).update(due_at=timezone.now() - timedelta(hours=1))
        page = browse(rae).get(reverse("moderate-concerns"))
        assert Page(page).texts("h2", "card-title")[0] == "It is wrong or misleading"
        assert "The deadline is over" in page.content.decode()

    def test_setting_it_is_written_down(self, send, case, rae):
        send(rae, "case-deadline", case)
        line = Entry.objects.get(action="deadline set")
        assert (line.by, line.detail["after"]) == (rae, "2030-01-01 10:00")

    def test_it_can_be_taken_away(self, send, case, rae):
        send(rae, "case-deadline", case, due_at="")
        case.refresh_from_db()
        assert case.due_at is None


def test_notes_of_a_case_that_is_over_are_forgotten_when_the_host_says(send, case, rae):
    send(rae, "case-note", case)
    send(rae, "case-refer", case)
    long_ago = timezone.now() - timedelta(days=2556)
    for table in (CaseNote, Referral):
        table.objects.update(at=long_ago)
    rules = [rule for rule in RULES if rule.name in ("case-notes", "referrals")]
    open_yet = [sweep(rule) for rule in rules]
    Concern.objects.update(state="decided")
    assert [open_yet, [sweep(rule) for rule in rules]] == [[0, 0], [1, 1]]


def test_whoever_raised_it_reads_nothing_of_the_case(browse, send, case, rae):
    send(rae, "case-note", case)
    page = browse(None).get(reverse("concern", args=[case.token])).content.decode()
    assert "She is safe now." not in page
