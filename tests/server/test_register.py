"""What was taken back after a backup stays taken back when the backup comes back."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from heard.apps.hiding.actions import Part, hide
from heard.apps.joining.models import User
from heard.apps.leaving.actions import Stories, leave
from heard.apps.telling.actions.consent import Hand, decide_anew, record_consent
from heard.apps.telling.actions.stories import delete_story
from heard.apps.telling.actions.withdrawing import erase, take_back
from heard.apps.telling.models import Story, StoryPerson
from heard.apps.telling.queries.consent import answers_of, uses_permitted
from heard.core.errors import BadInput
from heard.core.people.consent import Deciding, Use
from heard.server import backup, register

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_data_folder(settings, tmp_path):
    settings.DATA, settings.STATIC_ROOT = tmp_path / "data", tmp_path / "static"
    settings.DATA.mkdir()
    settings.STATIC_ROOT.mkdir()
    (settings.DATA / "secret-key").write_text("a key of this network")


@pytest.fixture
def come_back(tmp_path):
    """Make a backup, do something after it, lose everything but the register, and bring the backup back."""

    def went_by(after, **options):
        place, kept = tmp_path / "one.backup", tmp_path / "register.jsonl"
        backup.make(place)
        after()
        register.keep()
        register.place().rename(kept)
        call_command("flush", verbosity=0, interactive=False)
        call_command("restore", place, **({"register": kept} | options))

    return went_by


def _opens(address, client=None):
    return (client or Client()).get(address).status_code


def test_somebody_who_turned_out_to_be_under_18_needs_their_guardian_again(story, ada, come_back):
    told, day = story("Told"), date(2999, 5, 3)
    come_back(lambda: decide_anew(told.people.get(), Deciding(True, day), by=ada))
    assert told.people.get().deciding == Deciding(True, day)
    assert _opens(told.get_absolute_url()) == 404


def test_a_guardians_no_that_lapsed_is_not_a_new_no(story, ada, come_back):
    told = story("Told")
    person = told.people.get()
    decide_anew(person, Deciding(True), by=ada)
    record_consent(person, {Use.PUBLISH: True}, hand=Hand(themself=True, as_guardian=True))

    def comes_of_age():
        record_consent(person, {Use.PUBLISH: False}, hand=Hand(themself=True, as_guardian=True))
        StoryPerson.objects.update(alone_from=date(2001, 1, 1))
        person.refresh_from_db()
        record_consent(person, {Use.PUBLISH: True}, hand=Hand(themself=True))

    come_back(comes_of_age)
    assert answers_of(told.people.get(), as_guardian=True)[Use.PUBLISH] == "given"


def test_a_story_that_was_taken_back_is_not_there_again(story, ada, come_back):
    told, other = story("Told"), story("Another")
    come_back(lambda: take_back(told, hand=Hand(ada)))
    assert [_opens(one.get_absolute_url()) for one in (told, other)] == [410, 200]
    assert Story.objects.get(pk=told.pk).state == "withdrawn"


def test_one_that_was_erased_is_erased_again(story, ada, come_back):
    told = story("Told", ("S1", "Nobody was to hear this."))

    def erased():
        take_back(told, hand=Hand(ada))
        erase(Story.objects.get(pk=told.pk))

    come_back(erased)
    assert list(Story.objects.values_list("state", "title")) == [("erased", "")]


def test_one_use_that_was_taken_back_stays_so_and_the_others_stand(story, ada, come_back):
    told = story("Told")
    come_back(lambda: record_consent(told.people.get(), {Use.EXPORT: False}, hand=Hand(ada)))
    assert uses_permitted(Story.objects.get()) == set(Use) - {Use.EXPORT}


def test_what_was_hidden_is_hidden_again(story, ada, come_back):
    told = story("Told", ("S1", "My neighbour Zebedee said so."), ("S2", "Did he?"))
    come_back(lambda: hide(told, Part((0.9, 1.45), "w3", "w3"), hand=Hand(ada)))
    page = Client().get(told.get_absolute_url()).content.decode()
    assert ("Zebedee" in page, "neighbour" in page) == (False, True)


def test_one_that_was_deleted_is_deleted_again(story, ada, come_back):
    told = story("Told", published=False)
    story("Another")
    come_back(lambda: delete_story(told, by=ada))
    assert list(Story.objects.values_list("title", "state")) == [("Another", "published")]


def test_one_that_is_for_fewer_people_since_waits_for_somebody_to_look(story, ada, come_back):
    told, other = story("Told"), story("Another")
    come_back(lambda: Story.objects.filter(pk=told.pk).update(reach="members"))
    assert [_opens(one.get_absolute_url()) for one in (told, other)] == [404, 200]
    assert dict(Story.objects.values_list("title", "state")) == {"Told": "draft", "Another": "published"}


def test_somebody_who_left_has_left(story, ben, hana, come_back):
    come_back(lambda: leave(ben, Stories.LEAVE))
    assert [user.name for user in User.objects.exclude(left_at=None)] == ["Somebody who left"]
    assert not User.objects.filter(email="ben@example.org").exists()


def test_it_names_nobody_and_tells_nothing_of_a_story(story, ada):
    told = story("Fourteen nights", ("S1", "Nobody was to hear this."))
    hide(told, Part((0.0, 0.5), "w1", "w1"), hand=Hand(ada))
    take_back(told, hand=Hand(ada))
    register.keep()
    text = register.place().read_text()
    said = [line["what"] for line in map(json.loads, text.splitlines())]
    assert said[: len(Use) + 3] == ["register", "taken-back", *["no"] * len(Use), "hidden"]
    secrets = ("ourteen", "Nobody", "Hamid", "Ada", "ada-okafor", ada.email, ada.password, "lead of it")
    assert [word for word in secrets if word in text] == []


def test_without_a_register_nothing_is_brought_back_unasked(story, tmp_path):
    story("Told")
    backup.make(tmp_path / "one.backup")
    call_command("flush", verbosity=0, interactive=False)
    with pytest.raises(BadInput) as refused:
        call_command("restore", tmp_path / "one.backup")
    assert (refused.value.code, Story.objects.count()) == ("no-register", 0)


def test_where_it_is_lost_every_story_comes_back_as_a_private_draft(story, come_back):
    told = story("Told")
    come_back(lambda: None, register=None, without_register=True)
    assert (_opens(told.get_absolute_url()), Story.objects.get().state) == (404, "draft")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad-register"),
        ("nonsense", "bad-register"),
        ('{"what": "something else"}', "bad-register"),
        ('{"what": "register", "network": "another"}', "other-register"),
    ],
)
def test_another_file_is_refused_and_nothing_comes_back(story, tmp_path, text, code):
    story("Told")
    backup.make(tmp_path / "one.backup")
    call_command("flush", verbosity=0, interactive=False)
    (tmp_path / "given").write_text(text)
    with pytest.raises(BadInput) as refused:
        call_command("restore", tmp_path / "one.backup", register=tmp_path / "given")
    assert (refused.value.code, Story.objects.count()) == (code, 0)


def test_it_is_written_only_when_something_changed(story, ada):
    told = story("Told")
    register.keep()
    first = register.place().stat().st_ino
    register.keep()
    assert register.place().stat().st_ino == first
    take_back(told, hand=Hand(ada))
    register.keep()
    assert register.place().stat().st_ino != first
