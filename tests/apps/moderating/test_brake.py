"""How much may be hidden before anybody has looked: one stranger cannot empty a network, and what nobody looks at comes
back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from heard.apps.conversing import tasks as conversing
from heard.apps.conversing.models import Comment, MailChoice, Notice
from heard.apps.journal.models import Entry
from heard.apps.moderating.actions.alarms import show_unseen_again
from heard.apps.moderating.models import Concern
from heard.apps.telling.models import Story
from heard.core.people.permissions import Role
from heard.server.parts import Brake, ConcernHours
from tests import cast
from tests.page import Page


@pytest.fixture
def stories(story):
    return [story(f"Story number {number}") for number in range(4)]


def worry(client: Client, story: Story, text: str = "He is in danger there.", reason: str = "safeguarding") -> str:
    given = {"about": f"story:{story.pk}", "reason": reason, "text": text}
    return client.post(reverse("raise-concern"), given).url


def shown(browse, stories) -> int:
    return sum(browse(None).get(one.get_absolute_url()).status_code == 200 for one in stories)


def later(**time: float) -> None:
    """Everything that was raised and hidden was so this much earlier."""
    back = timedelta(**time)
    for row in Concern.objects.all():
        Concern.objects.filter(pk=row.pk).update(created_at=row.created_at - back)
    Notice.objects.update(read_at=timezone.now())


class TestOneStranger:
    def test_with_two_letters_hides_nothing(self, browse, stories):
        client = browse(None)
        for one in stories:
            worry(client, one, "xx")
        assert shown(browse, stories) == 4
        assert [row.stopped for row in Concern.objects.all()] == ["thin"] * 4

    def test_with_good_words_hides_one(self, browse, stories):
        client = browse(None)
        for one in stories:
            worry(client, one)
        assert shown(browse, stories) == 3
        assert [row.stopped for row in Concern.objects.all()] == ["", "visitor", "visitor", "visitor"]

    def test_who_forgets_who_they_are_does_not_empty_the_network(self, stories, browse):
        for one in stories:
            worry(Client(), one)
        assert shown(browse, stories) == 2

    def test_with_fresh_addresses_of_one_network_hides_one(self, stories, browse):
        for number, one in enumerate(stories):
            worry(Client(REMOTE_ADDR=f"2001:db8:1:2::{number + 1}"), one)
        assert shown(browse, stories) == 3

    def test_with_addresses_from_everywhere_does_not_empty_the_network(self, stories, browse):
        for number, one in enumerate(stories):
            worry(Client(REMOTE_ADDR=f"192.0.2.{number + 1}"), one)
        assert shown(browse, stories) == 2

    def test_with_accounts_neither(self, stories, browse):
        for number, one in enumerate(stories):
            worry(browse(cast.make_person(f"Sock{number} Puppet")), one)
        assert shown(browse, stories) == 2

    def test_does_not_begin_anew_at_midnight(self, stories, browse):
        for one in stories[:3]:
            worry(Client(REMOTE_ADDR="2001:db8::1"), one)
        assert shown(browse, stories) == 3
        day = timedelta(hours=23)
        Concern.objects.update(created_at=timezone.now() - day)
        worry(Client(REMOTE_ADDR="2001:db8::1"), stories[3])
        assert shown(browse, stories) == 3

    def test_comments_have_the_same_brake(self, story, says, ada, browse):
        told, client = story(), browse(None)
        rows = [says(ada, told, f"Number {number}.") for number in range(3)]
        for row in rows:
            given = {"about": f"comment:{row.pk}", "reason": "private", "text": "He lives next to me."}
            client.post(reverse("raise-concern"), given)
        assert Comment.objects.filter(state="shown").count() == 2


def test_the_host_says_how_much(settings, browse, stories):
    more = {"HEARD_BRAKE": Brake(visitor=2, network=9)}
    settings.HEARD = {**settings.HEARD, **more}
    client = browse(None)
    for one in stories:
        worry(client, one)
    assert shown(browse, stories) == 2


def test_a_day_later_one_may_hide_again(browse, stories):
    client = browse(None)
    worry(client, stories[0])
    later(hours=25)
    worry(client, stories[1])
    assert shown(browse, stories) == 2


def test_what_a_wrong_clock_dated_into_the_future_counts_against_nobody(browse, stories, story):
    many = [*stories, *(story(f"More of them {number}") for number in range(9))]
    client = browse(None)
    worry(client, many[0])
    Concern.objects.update(created_at=timezone.now() + timedelta(days=365))
    worry(client, many[1])
    assert shown(browse, many) == 11


@pytest.mark.parametrize("who", ["ada", "cleo", "rae", "in it"])
def test_those_who_are_trusted_are_not_braked(browse, stories, who, request):
    person = cast.make_person("Hamid Person") if who == "in it" else request.getfixturevalue(who)
    if who == "in it":
        for one in stories:
            one.people.update(account=person)
    client = browse(person)
    for one in stories:
        worry(client, one, "x")
    assert shown(browse, stories) == 0


class TestBeyondTheBrake:
    """Nothing is hidden, so somebody has to look at once."""

    @pytest.fixture
    def braked(self, browse, stories) -> Concern:
        worry(browse(None), stories[0], "He said it in March.", "hateful")
        client = browse(None)
        worry(client, stories[1], "She is in danger.")
        worry(client, stories[2], "It says where I live.", "private")
        return Concern.objects.get(stopped="visitor")

    def test_it_is_taken_all_the_same_and_stands_first(self, browse, braked, rae):
        titles = Page(browse(rae).get(reverse("moderate-concerns"))).texts("h2", "card-title")
        assert titles == [
            "It tells private things about somebody",
            "Somebody is at risk",
            "It is hateful or threatening",
        ]

    def test_its_page_says_truly_what_happens(self, browse, braked):
        page = browse(None).get(reverse("concern", args=[braked.token])).content.decode()
        assert "It is not hidden meanwhile. All our moderators were told at once." in page

    def test_the_concern_says_to_moderators_why_nothing_is_hidden(self, browse, braked, rae):
        page = browse(rae).get(reverse("moderate-concern", args=[braked.pk])).content.decode()
        assert "<strong>Nothing is hidden:</strong> the same visitor has hidden enough for one day." in page


class TestAlarm:
    @pytest.fixture(autouse=True)
    def _mail(self, settings):
        settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": "smtp://localhost"}

    def test_all_moderators_hear_of_it_and_nobody_else(self, browse, story, ada, cleo, rae, hana):
        worry(browse(None), story())
        assert set(Notice.objects.filter(kind="alarm").values_list("person", flat=True)) == {rae.pk, hana.pk}

    def test_not_whom_it_is_about(self, browse, story, rae, hana):
        worry(browse(None), story(by=rae))
        assert [row.person for row in Notice.objects.filter(kind="alarm")] == [hana]

    def test_of_what_does_not_hide_anything_they_read_on_their_desk(self, browse, story, rae):
        worry(browse(None), story(), reason="misleading")
        assert Notice.objects.count() == 0

    def test_the_letter_does_not_wait_for_the_next_day(self, browse, stories, rae):
        MailChoice.objects.create(person=rae, often="weekly", not_before=timezone.now() + timedelta(days=6))
        worry(browse(None), stories[0])
        conversing.send_mail()
        letter = mail.outbox[0]
        assert (letter.to, "Story number" in letter.body, "danger" in letter.body) == ([rae.email], False, False)
        assert "Somebody raised a concern that cannot wait." in letter.body

    def test_whoever_wants_none_gets_none(self, browse, story, rae):
        MailChoice.objects.create(person=rae, often="never")
        worry(browse(None), story())
        conversing.send_mail()
        assert mail.outbox == []

    def test_a_flood_of_concerns_is_no_flood_of_letters(self, stories, rae):
        for number in range(20):
            worry(Client(REMOTE_ADDR=f"192.0.2.{number + 1}"), stories[number % 4], f"Number {number} is in danger.")
            conversing.send_mail()
        assert (len(mail.outbox), Notice.objects.filter(kind="alarm").count()) == (1, 1)


class TestBeingLookedAt:
    """What readers find at the address of a story that is hidden until somebody has looked."""

    @pytest.fixture
    def hidden(self, browse, story):
        told = story("Fourteen nights")
        worry(browse(None), told, "Harold lives at number 9.", "private")
        return told

    def test_they_are_told_so_and_nothing_of_the_concern(self, browse, hidden, max_):
        for who in (None, max_):
            answer = browse(who).get(hidden.get_absolute_url())
            page = answer.content.decode()
            assert (answer.status_code, Page(answer).texts("h1")) == (403, ["Being looked at"])
            assert "This story is being looked at" in page
            said = ("Harold", "private things", "Fourteen nights", "log in</a>", "concern")
            assert [text for text in said if text in Page(answer).texts("main")[0]] == []

    def test_a_program_is_told_so_in_its_own_words(self, browse, hidden):
        answer = browse(None).get(hidden.get_absolute_url(), headers={"accept": "application/json"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "being-looked-at")

    def test_every_door_of_it_is_shut(self, browse, hidden):
        names = ("captions", "comments", "report", "check")
        assert {browse(None).get(reverse(name, args=[hidden.slug])).status_code for name in names} == {403}
        places = (reverse("explore"), reverse("home"), reverse("feed"), reverse("explore", query={"q": "production"}))
        assert [place for place in places if "Fourteen nights" in browse(None).get(place).content.decode()] == []

    def test_whoever_could_not_see_it_before_learns_nothing_now(self, browse, hidden):
        for change in (
            {"reach": "members"},
            {"closes_on": timezone.localdate() - timedelta(days=1)},
            {"state": "draft"},
        ):
            before = Story.objects.filter(pk=hidden.pk).values(*change).get()
            Story.objects.filter(pk=hidden.pk).update(**change)
            assert browse(None).get(hidden.get_absolute_url()).status_code == 404
            Story.objects.filter(pk=hidden.pk).update(**before)
        assert browse(None).get(hidden.get_absolute_url()).status_code == 403

    def test_when_it_is_decided_that_it_stays_hidden_nobody_is_looking_any_more(self, browse, hidden, rae):
        row = Concern.objects.get()
        browse(rae).post(reverse("decide-concern", args=[row.pk]), {"decision": "hidden", "text": "It names him."})
        assert browse(None).get(hidden.get_absolute_url()).status_code == 404

    def test_another_decision_about_something_else_does_not_bring_it_back(self, browse, hidden, rae):
        first = Concern.objects.get()
        browse(rae).post(reverse("decide-concern", args=[first.pk]), {"decision": "hidden", "text": "It names him."})
        worry(browse(rae), hidden, "I saw it too.", "other")
        other = Concern.objects.last()
        hana = cast.make_person("Hana Other", Role.HOST)
        browse(hana).post(reverse("decide-concern", args=[other.pk]), {"decision": "no-action", "text": "It is fine."})
        assert browse(None).get(hidden.get_absolute_url()).status_code == 404

    def test_what_somebody_was_writing_about_it_is_not_lost(self, browse, hidden):
        client = browse(None)
        page = client.get(worry(client, hidden, "He is my neighbour."))
        assert ("He is my neighbour." in page.content.decode(), "Fourteen nights" in page.content.decode()) == (
            True,
            False,
        )


class TestComesBack:
    """By itself, when no moderator has taken the concern in time."""

    @pytest.fixture
    def hidden(self, browse, story):
        told = story()
        worry(browse(None), told, "It says where I live.", "private")
        return told

    def status(self, browse, told):
        show_unseen_again()
        return browse(None).get(told.get_absolute_url()).status_code

    def test_after_the_hours_that_the_host_sets(self, browse, hidden, rae):
        later(hours=71.9)
        before = self.status(browse, hidden)
        later(hours=0.2)
        assert [before, self.status(browse, hidden)] == [403, 200]
        assert Entry.objects.filter(action="story released", by=None).count() == 1
        assert Notice.objects.get(kind="shown-again").person == rae

    def test_later_where_somebody_is_at_risk(self, browse, story):
        told = story()
        worry(browse(None), told)
        later(hours=167.9)
        before = self.status(browse, told)
        later(hours=0.2)
        assert [before, self.status(browse, told)] == [403, 200]

    def test_not_once_a_moderator_has_taken_it(self, browse, hidden, rae):
        browse(rae).post(reverse("take-concern", args=[Concern.objects.get().pk]))
        later(days=30)
        assert self.status(browse, hidden) == 403

    def test_not_where_the_host_says_never(self, settings, browse, hidden):
        settings.HEARD = {**settings.HEARD, "HEARD_CONCERN_HOURS": ConcernHours(hidden=0)}
        later(days=30)
        assert self.status(browse, hidden) == 403

    def test_new_concerns_do_not_put_it_off(self, browse, hidden):
        later(hours=72)
        worry(Client(REMOTE_ADDR="192.0.2.9"), hidden, "One more of them.", "private")
        assert self.status(browse, hidden) == 200

    def test_it_is_not_hidden_again_before_somebody_has_looked(self, browse, hidden, rae):
        later(hours=73)
        assert self.status(browse, hidden) == 200
        later(hours=25)
        worry(Client(REMOTE_ADDR="192.0.2.9"), hidden, "One more of them.", "private")
        assert (self.status(browse, hidden), Concern.objects.last().stopped) == (200, "back")
        assert Notice.objects.filter(kind="alarm", person=rae, read_at=None).count() == 1

    def test_a_clock_that_was_ahead_does_not_keep_it_hidden_for_ever(self, browse, hidden):
        Concern.objects.update(created_at=timezone.now() + timedelta(days=365))
        assert self.status(browse, hidden) == 403
        later(hours=73)
        assert self.status(browse, hidden) == 200

    def test_a_comment_too(self, story, says, ada, browse):
        row = says(ada, story(), "Harold is nice.")
        given = {"about": f"comment:{row.pk}", "reason": "private", "text": "He is my uncle."}
        browse(None).post(reverse("raise-concern"), given)
        row.refresh_from_db()
        before = row.state
        later(hours=73)
        show_unseen_again()
        row.refresh_from_db()
        assert [before, row.state] == ["waiting", "shown"]

    def test_not_a_comment_that_was_changed_meanwhile(self, story, says, ada, browse):
        row = says(ada, story(), "Harold is nice.")
        given = {"about": f"comment:{row.pk}", "reason": "private", "text": "He is my uncle."}
        browse(None).post(reverse("raise-concern"), given)
        browse(ada).post(reverse("comment", args=[row.pk]), {"text": "Harold lives at number 9."})
        later(hours=73)
        show_unseen_again()
        row.refresh_from_db()
        assert (row.state, row.text) == ("waiting", "Harold lives at number 9.")

    def test_what_is_gone_meanwhile_stops_nothing(self, browse, hidden):
        Story.objects.all().delete()
        later(hours=73)
        show_unseen_again()
        assert Concern.objects.exclude(back_at=None).count() == 1

    def test_the_desk_says_when(self, browse, hidden, rae):
        page = browse(rae).get(reverse("moderate-concern", args=[Concern.objects.get().pk])).content.decode()
        assert "If nobody takes it, it is shown again on" in page
