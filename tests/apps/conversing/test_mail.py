"""Notices by e-mail: as often as somebody likes, never twice, and nothing in them that is private."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from heard.apps.conversing import tasks
from heard.apps.conversing.actions.notices import tell_of_corrections
from heard.apps.conversing.models import MailChoice, Notice
from heard.apps.correcting.actions import Remark, Sender, decline, report
from heard.apps.hiding.actions import Part, hide
from heard.apps.mailing.models import Letter
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.stories import unpublish_story
from heard.apps.transcribing.queries import whole_transcript_of
from heard.core.transcript.hiding import around


@pytest.fixture(autouse=True)
def _sends_mail(settings):
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": "smtp://mail.example.org"}
    settings.SITE_URL = "https://stories.example.org"


@pytest.fixture
def wants(db):
    def choose(person, often):
        MailChoice.objects.update_or_create(person=person, defaults={"often": often})

    return choose


def sent():
    tasks.send_mail()
    letters = [(letter.to, letter.body) for letter in mail.outbox]
    mail.outbox.clear()
    return letters


def to(letters):
    return sorted(address for people, _ in letters for address in people)


def later(**past):
    """As if that much time had gone by."""
    for choice in MailChoice.objects.exclude(not_before=None):
        choice.not_before -= timezone.timedelta(**past)
        choice.save()


def test_an_e_mail_says_what_happened_and_where_and_not_what_was_said(story, says, ada, cleo):
    row = says(cleo, story("Fourteen nights"), "It was fourteen for us as well.")
    [(people, body)] = sent()
    assert people == [ada.email]
    assert "- Cleo Marsh commented on your story “Fourteen nights”." in body
    assert f"https://stories.example.org/stories/fourteen-nights/comments/#comment-{row.pk}" in body
    assert "as well" not in body


@pytest.mark.parametrize("often", ["now", "daily", "weekly"])
def test_nothing_is_sent_twice(story, says, ada, cleo, wants, often):
    wants(ada, often)
    says(cleo, story(), "First.")
    assert [to(sent()), to(sent())] == [[ada.email], []]


@pytest.mark.parametrize(
    ("often", "after_an_hour", "after_a_day", "after_a_week"),
    [("now", 1, 1, 1), ("daily", 0, 1, 1), ("weekly", 0, 0, 1), ("never", 0, 0, 0)],
)
def test_everybody_chooses_how_often(story, says, ada, cleo, wants, often, after_an_hour, after_a_day, after_a_week):
    wants(ada, often)
    told = story()
    says(cleo, told, "First.")
    sent()
    got = []
    for wait in ({"hours": 1}, {"days": 1}, {"days": 7}):
        later(**wait)
        says(cleo, told, f"After {wait}.")
        got.append(len(sent()))
    assert got == [after_an_hour, after_a_day, after_a_week]


def test_what_was_read_on_the_page_is_not_sent(browse, story, says, ada, cleo):
    says(cleo, story(), "First.")
    browse(ada).get(reverse("notices"))
    assert sent() == []


def test_whether_somebody_may_still_see_it_is_asked_when_it_is_sent(story, says, ada, cleo, max_):
    row = says(max_, story(), "Me too.", shown=True)
    says(cleo, row.story, "Answer.", row)
    unpublish_story(row.story, by=ada)
    assert to(sent()) == [ada.email]


def test_the_title_of_a_private_story_stays_out_of_e_mails(story, says, ada, cleo):
    says(cleo, story("Secret ward", published=False), "Is this ready?")
    [(_, body)] = sent()
    assert "- Cleo Marsh commented on your story.\n" in body
    assert "Secret ward" not in body


def test_people_who_may_no_longer_sign_in_get_none(story, says, ada, cleo):
    says(cleo, story(), "First.")
    ada.is_active = False
    ada.save()
    assert sent() == []


def test_old_notices_are_not_sent_when_a_host_begins_to_send_e_mail(story, says, ada, cleo):
    says(cleo, story(), "First.")
    Notice.objects.update(created_at="2026-01-01T00:00Z")
    assert sent() == []


def test_a_host_without_e_mail_sends_none(story, says, ada, cleo, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": ""}
    says(cleo, story(), "First.")
    assert sent() == []


@pytest.fixture
def _slow_post(settings):
    """Letters wait."""
    settings.EMAIL_BACKEND = "heard.apps.mailing.backend.Queue"


@pytest.mark.usefixtures("_slow_post")
def test_a_letter_that_still_waits_when_a_story_is_taken_back_tells_nothing_of_it(story, says, ada, cleo):
    row = says(cleo, story("Fourteen nights"), "Me too.")
    tasks.send_mail()
    tasks.recall_letters()
    assert "Fourteen nights" in Letter.objects.get().written
    unpublish_story(row.story, by=ada)
    tasks.recall_letters()
    assert not Letter.objects.exists()
    tasks.send_mail()
    [letter] = Letter.objects.all()
    assert "Cleo Marsh commented on your story." in letter.written
    assert [part for part in ("Fourteen nights", "fourteen-nights") if part in letter.written] == []


@pytest.mark.usefixtures("_slow_post")
def test_nor_of_words_that_are_hidden_since(story, ada, ben):
    told = story("Fourteen nights")
    row = report(told, Sender(user=ben), Remark("replace", ("w10",), "co-production"))
    decline(row, told.reporter, "Listen again.")
    tell_of_corrections()
    tasks.send_mail()
    heard = f"“{row.heard}” → “co-production”"
    assert heard in Letter.objects.get().written
    hide(told, Part(around(whole_transcript_of(told), "w9", "w11")), hand=Hand(ada))
    tasks.recall_letters()
    tasks.send_mail()
    assert [row.heard in letter.written for letter in Letter.objects.all()] == [False]


def stop_address(letter):
    return letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://stories.example.org")


def test_one_click_stops_them_without_logging_in(browse, story, says, ada, cleo):
    told = story()
    says(cleo, told, "First.")
    tasks.send_mail()
    [letter] = mail.outbox
    address = stop_address(letter)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in letter.body
    looked_at = browse(None).get(address).status_code, MailChoice.objects.get().often
    done = browse(None).post(address, {"List-Unsubscribe": "One-Click"})
    assert (looked_at, done.status_code, MailChoice.objects.get().often) == ((200, "daily"), 200, "never")
    mail.outbox.clear()
    later(days=2)
    says(cleo, told, "Second.")
    assert sent() == []


def test_a_token_that_is_not_ours_stops_nothing(browse, ada):
    for token in ("x", f"{ada.pk}:1wabc:forged"):
        assert browse(None).post(reverse("stop-notices", args=[token])).status_code == 404


def test_how_often_is_chosen_on_the_page_of_notices(browse, ada):
    client = browse(ada)
    for often in ("weekly", "hourly"):
        client.post(reverse("choose-mail"), {"often": often})
    assert MailChoice.objects.get(person=ada).often == "weekly"
    chosen = re.findall(r'value="(\w+)"[^>]* checked', client.get(reverse("notices")).content.decode())
    assert chosen == ["weekly"]


@pytest.mark.parametrize("kind", Notice.Kind.values)
def test_no_letter_carries_the_address_or_the_title_of_a_private_story(story, ada, kind):
    private = story("How my brother Fred died", published=False)
    Notice.objects.create(person=ada, kind=kind, key="a", story=private)
    Notice.objects.create(person=ada, kind=kind, key="b", path=private.get_absolute_url())
    [(people, body)] = sent()
    assert people == [ada.email]
    assert [word for word in ("Fred", "fred", "brother") if word in body] == []
    rows = Notice.objects.order_by("pk")
    assert [f"https://stories.example.org/notices/#notice-{row.pk}" in body for row in rows] == [True, True]


def test_the_address_in_a_letter_leads_to_the_notice_and_that_to_the_story(browse, story, ada):
    private = story("How my brother Fred died", published=False)
    row = Notice.objects.create(person=ada, kind="story-fate", key="a", story=private)
    page = browse(ada).get(reverse("notices")).content.decode()
    assert f'id="notice-{row.pk}"' in page
    assert f'href="{private.get_absolute_url()}"' in page
