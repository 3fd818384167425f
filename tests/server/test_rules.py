"""Every rule about what is written holds without a form: the action refuses by itself, in the sentence that the form
shows beside the field; and where the rule is about what is kept, the database refuses too."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import UniqueConstraint
from django.urls import reverse
from django.utils import timezone

from heard.apps.conversing.actions.comments import Saying, comment
from heard.apps.conversing.actions.comments import decline as decline_comment
from heard.apps.conversing.actions.notices import choose_mail
from heard.apps.correcting.actions.deciding import decline
from heard.apps.correcting.actions.reporting import Remark, report
from heard.apps.correcting.actions.together import decline_all
from heard.apps.hiding.actions import Part, hide
from heard.apps.joining.actions.groups import join, make_group
from heard.apps.joining.actions.people import change_person, keep_private, suspend
from heard.apps.joining.actions.trainings import record_training
from heard.apps.joining.models import Group, PrivateDetails
from heard.apps.joining.senders import Sender
from heard.apps.moderating.actions.cases import refer
from heard.apps.moderating.actions.concerns import Worry, raise_concern
from heard.apps.moderating.actions.replies import keep_reply
from heard.apps.moderating.models import SavedReply
from heard.apps.moderating.queries.subjects import story_subject
from heard.apps.telling.actions.consent import EVERY_USE, Hand, HowGiven, add_person, describe_person, record_consent
from heard.apps.telling.actions.papers import keep_paper
from heard.apps.telling.actions.stories import begin_story, choose_audience, describe_story, name_voices
from heard.apps.telling.models import Story, StoryPerson, Theme
from heard.apps.transcribing.actions.publishing import explain_voices, sign_off
from heard.apps.wording.actions import list_names
from heard.core.errors import BadInput
from heard.core.people.consent import Deciding, How
from heard.core.people.readiness import Reason
from tests.page import Page

FIRST, LAST = date(2026, 5, 2), date(2026, 5, 1)


@pytest.fixture
def told(story):
    return story("Fourteen nights")


def refused(do, *given, field, **more):
    """What an action says, and of which field."""
    with pytest.raises(BadInput) as error:
        do(*given, **more)
    assert error.value.field == field
    return error.value.sentence


def shown(answer):
    """What stands beside the fields of the form that came back."""
    assert answer.status_code in (200, 400)
    return Page(answer).texts("ul", "errorlist")


@pytest.mark.parametrize(
    ("details", "field"),
    [({"title": ""}, "title"), ({"title": "x" * 161}, "title"), ({"title": "A", "language": "xx"}, "language")],
)
def test_a_story_that_is_begun(browse, ada, details, field):
    answer = browse(ada).post(reverse("tell"), {"language": "en", **details})
    assert refused(begin_story, ada, details, field=field) in shown(answer)


def test_what_is_said_about_a_story(browse, ada, told):
    sentence = refused(describe_story, told, {}, by=ada, themes=["x" * 61], field="themes")
    answer = browse(ada).post(reverse("edit-story", args=[told.slug]), {"title": "A", "themes": "x" * 61})
    assert sentence in shown(answer)


def test_the_name_of_a_voice_is_theirs_who_speak(ada, told):
    told.people.update(voice="S2")
    refused(name_voices, told, {"S2": "Another"}, by=ada, field="S2")
    refused(name_voices, told, {"S1": "x" * 81}, by=ada, field="S1")
    refused(explain_voices, told, {"S2": Reason.PASSER_BY}, by=ada, field="S2")


@pytest.mark.parametrize(
    ("audience", "field"),
    [
        ({"reach": "group"}, "group"),
        ({"reach": "named"}, "named"),
        ({"reach": "the moon"}, "reach"),
        ({"licence": "MIT"}, "licence"),
        ({"opens_on": FIRST, "closes_on": LAST}, "closes_on"),
        ({"content_note": "x" * 301}, "content_note"),
    ],
)
def test_an_audience(browse, ada, told, audience, field):
    sentence = refused(choose_audience, told, audience, by=ada, field=field)
    answer = browse(ada).post(reverse("audience", args=[told.slug]), {"reach": "everyone", **audience})
    assert sentence in shown(answer)


def test_a_group_that_somebody_does_not_belong_to_is_not_theirs_to_choose(browse, ada, hana, told):
    group = Group(name="Ward 4")
    make_group(group, by=hana)
    sentence = refused(choose_audience, told, {"reach": "group", "group": group}, by=ada, field="group")
    answer = browse(ada).post(reverse("audience", args=[told.slug]), {"reach": "group", "group": group.pk})
    assert sentence in shown(answer)
    join(group, ada)
    choose_audience(told, {"reach": "group", "group": group}, by=ada)


@pytest.mark.parametrize(
    ("about", "sent", "field"),
    [
        ({"name": " "}, {"name": " "}, "name"),
        ({"name": "B", "voice": "S2"}, {"name": "B", "voice": "S2"}, "voice"),
        ({"name": "B", "account": "ben"}, {"name": "B", "account": "ben@example.org"}, "account"),
        ({"name": "B", "born": "2015"}, {"name": "B", "born": "2015"}, "under_18"),
        ({"name": "B", "born": "1850"}, {"name": "B", "born": "1850"}, "born"),
        ({"name": "B", "real_name": "x" * 121}, {"name": "B", "real_name": "x" * 121}, "real_name"),
    ],
)
def test_somebody_in_a_story(browse, ada, ben, told, about, sent, field):
    told.people.update(voice="S2", account=ben)
    contact = {key: about.pop(key) for key in ("born", "real_name") if key in about}
    about |= {"account": ben} if "account" in about else {}
    sentence = refused(add_person, told, about, by=ada, contact=contact, field=field)
    assert sentence in shown(browse(ada).post(reverse("add-person", args=[told.slug]), sent))


def test_who_decides_about_somebody_and_their_day_of_birth_agree(ada, told):
    grown = {"by": ada, "contact": {"born": "1990"}, "deciding": Deciding(with_guardian=True)}
    refused(add_person, told, {"name": "B"}, **grown, field="born")
    refused(describe_person, told.people.get(), {}, hand=Hand(ada), contact={"born": "soon"}, field="born")


def test_how_somebody_agreed_can_be_looked_up(browse, ada, told):
    one = told.people.get()
    address = reverse("person-uses", args=[told.slug, one.pk])
    for how, field in ((How.SPOKEN, "second"), (How.PAPER, "paper")):
        sentence = refused(record_consent, one, EVERY_USE, hand=Hand(ada), said=HowGiven(how), field=field)
        assert sentence in shown(browse(ada).post(address, {"quote": "no", "how": how}))
    refused(keep_paper, one, BytesIO(b"<script>"), field="paper")


def test_a_sign_off_in_person_says_how_it_was(browse, ada, told):
    one = told.people.get()
    one.sign_offs.update(void=True)
    sentence = refused(sign_off, one, "in-person", hand=Hand(ada), field="note")
    answer = browse(ada).post(reverse("person-signed", args=[told.slug, one.pk]), {"note": ""})
    assert sentence in shown(answer)


def test_what_people_say_about_themselves(browse, ben):
    before, ben.name = {"name": ben.name}, " "
    sentence = refused(change_person, ben, by=ben, before=before, field="name")
    assert sentence in shown(browse(ben).post(reverse("account_you"), {"name": ""}))
    details = PrivateDetails(person=ben, phone="0" * 41)
    sentence = refused(keep_private, details, by=ben, field="phone")
    assert sentence in shown(browse(ben).post(reverse("private-details"), {"phone": "0" * 41}))


def test_groups_have_a_name_of_their_own(browse, hana):
    make_group(Group(name="Ward 4"), by=hana)
    sentence = refused(make_group, Group(name="Ward 4"), by=hana, field="name")
    sent = {"name": "Ward 4", "kind": "group"}
    assert sentence in shown(browse(hana).post(reverse("new-group"), sent))


def test_a_training_that_is_yet_to_come_and_a_suspension_for_nothing(browse, hana, ben):
    tomorrow = timezone.localdate() + timedelta(days=1)
    sentence = refused(record_training, ben, "safeguarding", tomorrow, None, by=hana, field="completed_at")
    sent = {"kind": "safeguarding", "completed_at": tomorrow}
    assert sentence in shown(browse(hana).post(reverse("add-training", args=[ben.slug]), sent))
    refused(record_training, ben, "flying", date(2026, 1, 1), None, by=hana, field="kind")
    refused(suspend, ben, by=hana, why=" ", field="why")


@pytest.fixture
def stranger():
    """A browser without an account, that gives this name."""
    return lambda name="", **more: Sender(visitor="v", origin="o", name=name, **more)


def test_what_strangers_send(told, stranger):
    right = Remark("wrong", ("w9",))
    refused(report, told, stranger("x" * 81), right, field="name")
    refused(report, told, stranger(), replace(right, note="x" * 1001), field="note")
    refused(comment, told, stranger("x" * 81), Saying("Me too."), field="name")
    refused(comment, told, stranger(), Saying(" "), field="text")
    refused(raise_concern, story_subject(told), stranger(), Worry("boredom", "It is dull."), field="reason")


def test_what_is_decided_says_why_in_few_words(told, cleo, rae, ben, stranger):
    sent = report(told, stranger(), Remark("wrong", ("w9",)))
    for why in ("", "x" * 301):
        refused(decline, sent, cleo, why, field="reason")
        refused(decline_all, [sent], cleo, why, field="reason")
    refused(decline_comment, comment(told, Sender(user=ben), Saying("Me too.")), rae, "x" * 301, field="reason")


def test_what_moderators_and_the_host_keep(told, rae, hana, stranger):
    concern = raise_concern(story_subject(told), stranger(), Worry("other", "Something is wrong."))
    refused(refer, concern, " ", "The council", None, rae, field="name")
    refused(refer, concern, "Jo", "The council", timezone.now() + timedelta(days=1), rae, field="passed_at")
    refused(keep_reply, SavedReply(title="Thanks", text="x" * 1001), by=hana, field="text")


def test_choices_that_are_none(told, ada):
    refused(choose_mail, ada, "hourly", field="often")
    refused(hide, told, Part((0.0, 1.0), reason="dull"), hand=Hand(ada), field="reason")
    refused(list_names, told, {"pets": ["Rex"]}, by=ada, field="kind")


# The database


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 161},
        {"summary": "x" * 1001},
        {"content_note": "x" * 301},
        {"opens_on": FIRST, "closes_on": LAST},
        {"reach": "the moon"},
    ],
)
def test_the_database_keeps_no_such_story(told, wrong):
    with pytest.raises(Exception, match=r"CHECK|check|too long"), transaction.atomic():
        Story.objects.filter(pk=told.pk).update(**wrong)


@pytest.mark.parametrize("table", [Theme, StoryPerson, Group])
def test_nor_anything_without_a_name(told, table):
    row = table(**({"story": told} if table is StoryPerson else {"slug": "x"}))
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_nor_one_account_twice_in_a_story(told, ben):
    told.people.update(account=ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryPerson.objects.create(story=told, name="Another", account=ben)


@contextmanager
def unruled():
    """The tables as they were before they had rules, while what is inside is done. Then all has to fit."""
    tables = (Story, StoryPerson, Theme)
    late = [(model, rule) for model in tables for rule in model._meta.constraints if rule.name != "one_person_a_voice"]
    in_sqlite = connection.vendor == "sqlite"
    if in_sqlite:  # which would have to remake the tables
        late = [(model, rule) for model, rule in late if isinstance(rule, UniqueConstraint)]
        connection.cursor().execute("PRAGMA ignore_check_constraints = ON")
    with connection.schema_editor() as editor:
        for model, rule in late:
            editor.remove_constraint(model, rule)
    yield
    with connection.schema_editor() as editor:
        for model, rule in late:
            editor.add_constraint(model, rule)
    if in_sqlite:
        connection.cursor().execute("PRAGMA ignore_check_constraints = OFF")
        assert connection.cursor().execute("PRAGMA quick_check").fetchall() == [("ok",)]


@pytest.mark.django_db(transaction=True)
def test_what_is_there_is_made_to_fit_before_the_database_keeps_the_rules(told, ben):
    """As a folder of a network that was written past its forms comes to it."""
    with unruled():
        Story.objects.filter(pk=told.pk).update(title="", opens_on=FIRST, closes_on=LAST)
        told.people.update(account=ben)
        StoryPerson.objects.create(story=told, name="", account=ben)
        importlib.import_module("heard.apps.telling.migrations.0013_fit").fit(apps, None)
    told.refresh_from_db()
    assert (told.title, told.reach, told.closes_on) == ("Untitled", "only-us", None)
    assert sorted(told.people.values_list("name", "account")) == [("Hamid", ben.pk), ("Somebody", None)]
