"""Everything that is kept about somebody: the list is whole, the file holds it, and leaving leaves no name."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.cache import cache

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark
from heard.apps.correcting.models import Correction
from heard.apps.joining.actions.groups import join, make_group
from heard.apps.joining.actions.people import give_role
from heard.apps.joining.models import Group, PrivateDetails, Training, User
from heard.apps.joining.senders import Sender
from heard.apps.journal.models import Entry
from heard.apps.leaving.holdings import HOLDINGS
from heard.apps.telling.models import Story
from heard.core.people.permissions import Role
from tests.cast import PASSWORD
from tests.page import Page

ANSWERS = {"stories": "take back", "sure": "on"}


@pytest.fixture(autouse=True)
def _count_attempts_from_nought(db):
    cache.clear()


@pytest.fixture
def known(browse):
    """Somebody's browser, just after they gave their password once more."""

    def browser_of(person):
        client = browse(person)
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        return client

    return browser_of


def _file(response) -> ZipFile:
    return ZipFile(BytesIO(b"".join(response.streaming_content)))


def test_every_column_that_leads_to_a_person_is_on_the_list():
    """Whoever adds one says in `leaving/holdings.py` what it is, and what becomes of it when the person leaves."""
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("heard.")]
    columns = {
        f"{model._meta.label_lower}.{field.name}"
        for model in [*ours, EmailAddress]
        for field in model._meta.concrete_fields
        if field.related_model is User and model._meta.auto_created is not User  # rights of Django's own, unused
    }
    assert columns - {holding.key for holding in HOLDINGS} == set()


def test_no_thing_is_on_the_list_twice():
    assert len({holding.key for holding in HOLDINGS}) == len(HOLDINGS)


def test_the_file_holds_what_somebody_wrote_and_nothing_of_others(known, story, ada, ben):
    told = story("Fourteen nights", published=False)
    PrivateDetails.objects.create(person=ada, real_name="Adaeze Okafor")
    correcting.report(told, Sender(ada), Remark(Correction.Kind.WRONG, ("w6",), note="Not coal."))
    shared = story("Another day", by=ben)
    correcting.report(
        shared, Sender(ben, visitor="v", origin="o"), Remark(Correction.Kind.WRONG, ("w6",), note="Ben’s.")
    )
    archive = _file(known(ada).get("/account/data/download/"))
    about = json.loads(archive.read("about-you.json"))
    assert sorted(archive.namelist()) == ["about-you.json", "stories/fourteen-nights/transcript.json"]
    assert about["account"]["email"] == ada.email
    assert [row["real_name"] for row in about["kept"]["joining.privatedetails.person"]] == ["Adaeze Okafor"]
    assert [row["note"] for row in about["kept"]["correcting.correction.author"]] == ["Not coal."]
    assert "Ben" not in archive.read("about-you.json").decode()


def test_no_keyed_hash_and_no_path_is_in_the_file(known, ada):
    text = _file(known(ada).get("/account/data/download/")).read("about-you.json").decode()
    assert [name for name in ('"visitor":', '"origin":', '"token_hash":', '"path":') if name in text] == []


def test_the_file_is_given_only_after_the_password(browse, ada):
    assert browse(ada).get("/account/data/download/").url.startswith("/account/reauthenticate/")
    assert browse(ada).get("/account/leave/").url.startswith("/account/reauthenticate/")


def test_only_the_host_takes_the_file_of_another_and_it_is_written_down(browse, ada, ben, cleo, hana):
    path = "/people/ada-okafor/download/"
    assert [browse(one).post(path).status_code for one in (None, ben, cleo)] == [302, 403, 403]
    archive = _file(browse(hana).post(path))
    assert json.loads(archive.read("about-you.json"))["account"]["name"] == "Ada Okafor"
    line = Entry.objects.get(action="person downloaded")
    assert (line.by, line.about) == (hana, f"user:{ada.pk}")


def test_whoever_leaves_leaves_no_name(known, story, ada, ben, hana):
    told = story("Another day", by=ben)
    group = Group(name="Ward 4")
    make_group(group, by=hana)
    join(group, ada)
    PrivateDetails.objects.create(person=ada, real_name="Adaeze Okafor")
    Training.objects.create(person=ada, kind="safeguarding", completed_at="2026-01-01")
    sent = correcting.report(told, Sender(ada), Remark(Correction.Kind.WRONG, ("w6",)))
    give_role(ada, Role.EDITOR, by=hana)
    client, other = known(ada), known(ada)
    response = client.post("/account/leave/", ANSWERS, follow=True)
    assert Page(response).texts("li", "message") == ["Your account is gone. Thank you for having been here."]
    gone = User.objects.get(pk=ada.pk)
    assert (gone.name, gone.about, gone.role, gone.is_active, gone.has_usable_password()) == (
        "Somebody who left",
        "",
        Role.VISITOR,
        False,
        False,
    )
    assert "ada" not in f"{gone.email}{gone.slug}"
    assert other.get("/account/you/").status_code == 302
    assert [
        PrivateDetails.objects.count(),
        Training.objects.count(),
        group.memberships.filter(left_at=None).count(),
    ] == [
        0,
        0,
        0,
    ]
    sent.refresh_from_db()
    assert sent.sender_name == "Somebody who left"
    assert [line.detail for line in Entry.objects.filter(about=f"user:{ada.pk}")] == [{}] * Entry.objects.filter(
        about=f"user:{ada.pk}"
    ).count()


def test_nobody_logs_in_as_somebody_who_left_and_the_address_is_free_again(known, browse, ada):
    address = ada.email
    known(ada).post("/account/leave/", ANSWERS)
    again = browse(None).post("/account/login/", {"login": address, "password": PASSWORD})
    assert Page(again).texts("h2")[0] == "There is a problem"
    new = {"name": "Ada again", "email": address, "password1": "a-long-walk-by-the-canal"}
    browse(None).post("/account/signup/", new)
    assert User.objects.get(email=address).name == "Ada again"


def test_stories_that_are_taken_back_are_out_of_sight_at_once(known, browse, story, ada):
    story("Fourteen nights")
    story("A draft", published=False)
    known(ada).post("/account/leave/", ANSWERS)
    assert browse(None).get("/stories/fourteen-nights/").status_code in (404, 410)
    assert [row.state for row in Story.objects.all()] == [Story.State.WITHDRAWN]


def test_stories_that_are_left_stay_without_the_name(known, browse, story, ada):
    story("Fourteen nights")
    known(ada).post("/account/leave/", {"stories": "leave", "sure": "on"})
    page = browse(None).get("/stories/fourteen-nights/").content.decode()
    assert ("Somebody who left" in page, "Ada Okafor" in page) == (True, False)


@pytest.mark.parametrize("answers", [{"sure": ""}, {"stories": "take back"}, {"stories": "burn", "sure": "on"}])
def test_nothing_happens_by_accident(known, ada, answers):
    page = Page(known(ada).post("/account/leave/", answers))
    ada.refresh_from_db()
    assert (page.texts("h2")[0], ada.is_active) == ("There is a problem", True)


def test_the_last_host_is_told_to_find_another_first(known, hana):
    client = known(hana)
    sentence = "Somebody has to run the network. Make another person a host first."
    assert Page(client.get("/account/leave/")).texts("p", "notice") == [sentence]
    assert client.post("/account/leave/", ANSWERS).status_code == 409
    hana.refresh_from_db()
    assert hana.is_active


def test_what_becomes_of_everything_is_said_before(browse, ada):
    page = Page(browse(ada).get("/account/data/"))
    assert page.texts("h3") == ["Erased at once", "As you choose", "Stays, without your name"]
    assert {"your picture", "your corrections", "your comments"} <= set(page.texts("li"))


def test_nobody_who_left_stands_among_the_people(known, browse, ada, hana):
    known(ada).post("/account/leave/", ANSWERS)
    assert [one.name for one in browse(hana).get("/people/").context["page"]] == ["Hana Yilmaz"]
