"""The host's pages: who may do what."""

from __future__ import annotations

import pytest

from heard.apps.journal.models import Entry
from heard.core.permissions import Role
from tests.page import Page

PEOPLE = "/admin/joining/user/"


def _change(client, person, **answers):
    now = {"name": person.name, "email": person.email, "role": person.role, "about": person.about, "is_active": "on"}
    return client.post(f"{PEOPLE}{person.pk}/change/", {**now, **answers})


def test_only_the_host_opens_them(browse, ada, ben, cleo, max_, hana):
    statuses = {str(one): browse(one).get(PEOPLE).status_code for one in (None, ada, ben, cleo, max_, hana)}
    assert statuses == {
        "None": 302,
        "Ada Okafor": 302,
        "Ben Achterberg": 302,
        "Cleo Marsh": 302,
        "Max Nobody": 302,
        "Hana Yilmaz": 200,
    }


def test_roles_are_said_in_plain_words(browse, hana, ben):
    page = Page(browse(hana).get(f"{PEOPLE}{ben.pk}/change/"))
    assert [
        label
        for label in page.texts("label")
        if label.split(":")[0] in {"Visitor", "Community reporter", "Editor", "Host"}
    ] == [
        "Visitor: listens, reads and reports mishearings",
        "Community reporter: also adds and publishes stories",
        "Editor: also sees every draft and decides on corrections",
        "Host: also runs the network and says who may do what",
    ]


def test_the_host_makes_ben_a_reporter_and_the_journal_says_so(browse, hana, ben):
    assert _change(browse(hana), ben, role=Role.REPORTER).status_code == 302
    ben.refresh_from_db()
    assert ben.role == Role.REPORTER
    line = Entry.objects.get()
    assert (line.about, line.by, line.detail) == (
        f"user:{ben.pk}",
        hana,
        {"before": {"role": "visitor"}, "after": {"role": "reporter"}},
    )


@pytest.mark.parametrize("answers", [{"role": Role.EDITOR}, {"is_active": ""}])
def test_the_last_host_stays_one(browse, hana, answers):
    response = _change(browse(hana), hana, **answers)
    assert response.context["errors"] == [["Somebody has to run the network. Make another person a host first."]]
    hana.refresh_from_db()
    assert (hana.role, hana.is_active) == (Role.HOST, True)


def test_a_host_may_step_down_when_there_is_another(browse, hana, cleo):
    cleo.role = Role.HOST
    cleo.save()
    assert _change(browse(hana), hana, role=Role.VISITOR).status_code == 302


def test_nobody_is_deleted_or_made_up(browse, hana, ben):
    client = browse(hana)
    assert client.post(f"{PEOPLE}{ben.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{PEOPLE}add/").status_code == 403


def test_somebody_who_may_not_sign_in_any_more_is_told_so(browse, hana, ben):
    _change(browse(hana), ben, is_active="")
    response = browse(None).post(
        "/account/login/", {"login": ben.email, "password": "tea-and-a-long-chat"}, follow=True
    )
    assert Page(response).texts("h1") == ["This account is closed"]
