"""Coming in by an invitation: who may send which, what it makes of somebody, and that it counts once."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from heard.apps.joining.actions.groups import join, make_group
from heard.apps.joining.actions.invitations import Invited, accept, invite
from heard.apps.joining.models import Group, Invitation, Membership, User
from heard.apps.journal.models import Entry
from heard.core.errors import NotAllowed, WrongState
from heard.core.people.permissions import Role
from tests.page import Page

ANSWERS = {"name": "Ola", "email": "ola@example.org", "password1": "a-long-walk-by-the-canal"}


@pytest.fixture(autouse=True)
def _count_attempts_from_nought(db):
    cache.clear()


@pytest.fixture
def ward(hana) -> Group:
    group = Group(name="Ward 4")
    make_group(group, by=hana)
    return group


def _link(response) -> str:
    return re.search(r"/join/[\w-]+/", response.content.decode())[0]


def test_an_invitation_makes_an_account_with_its_role_and_group(browse, hana, ward):
    link = _link(browse(hana).post("/invite/", {"email": "", "role": "reporter", "group": ward.pk}))
    client = browse(None)
    assert Page(client.get(link)).texts("p", "lead") == [
        "Hana Yilmaz invites you to Heard. You would belong to “Ward 4”."
    ]
    assert client.post(link).url == "/account/signup/"
    client.post("/account/signup/", ANSWERS)
    ola = User.objects.get(name="Ola")
    assert (ola.role, [row.group.name for row in ola.memberships.all()]) == (Role.REPORTER, ["Ward 4"])


def test_it_counts_once(browse, hana):
    link = _link(browse(hana).post("/invite/", {"email": "", "role": "visitor"}))
    first, second = browse(None), browse(None)
    first.post(link)
    second.post(link)
    first.post("/account/signup/", ANSWERS)
    second.post("/account/signup/", {**ANSWERS, "email": "else@example.org", "name": "Else"})
    assert Page(browse(None).get(link)).texts("h1") == ["This invitation has ended"]
    used = Invitation.objects.get()
    assert (used.used_by.name, used.ended_at is not None) == ("Ola", True)
    assert User.objects.get(name="Else").role == Role.VISITOR


def test_two_at_the_same_moment_and_one_gets_in(hana, ben, max_):
    row, _token = invite(Invited(Role.REPORTER), by=hana)
    same = Invitation.objects.get(pk=row.pk)
    accept(row, ben)
    with pytest.raises(WrongState):
        accept(same, max_)
    max_.refresh_from_db()
    assert max_.role == Role.VISITOR


def test_only_a_hash_of_the_link_is_kept(hana):
    row, token = invite(Invited(Role.VISITOR), by=hana)
    row.refresh_from_db()
    assert row.token_hash == sha256(token.encode()).hexdigest()
    assert all(token not in str(line.detail) for line in Entry.objects.all())


def test_it_never_takes_a_higher_role_away(hana, cleo):
    row, _token = invite(Invited(Role.REPORTER), by=hana)
    accept(row, cleo)
    cleo.refresh_from_db()
    assert cleo.role == Role.EDITOR


def test_whoever_has_an_account_joins_with_it(browse, hana, ben, ward):
    _row, token = invite(Invited(Role.HELPER, ward), by=hana)
    client = browse(ben)
    assert Page(client.get(f"/join/{token}/")).texts("button", "button") == ["Join as Ben Achterberg"]
    assert client.post(f"/join/{token}/").url == "/groups/ward-4/"
    ben.refresh_from_db()
    assert (ben.role, Membership.objects.get().person) == (Role.HELPER, ben)


@pytest.mark.parametrize("spoil", ["late", "cancelled", "suspended", "no editor any more"])
def test_an_invitation_ends(browse, hana, cleo, spoil):
    row, token = invite(Invited(Role.REPORTER), by=cleo)
    if spoil == "late":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    if spoil == "cancelled":
        browse(cleo).post(f"/invite/{row.pk}/cancel/")
    if spoil == "suspended":
        browse(hana).post("/people/cleo-marsh/suspend/", {"why": "x"})
    if spoil == "no editor any more":
        browse(hana).post("/people/cleo-marsh/role/", {"role": "visitor"})
    assert browse(None).get(f"/join/{token}/").status_code == 410


def test_nobody_invites_above_themselves_not_even_past_the_form(browse, cleo, ada):
    page = Page(browse(cleo).post("/invite/", {"email": "", "role": "host"}))
    assert page.texts("h2")[0] == "There is a problem"
    with pytest.raises(NotAllowed):
        invite(Invited(Role.HOST), by=cleo)
    with pytest.raises(NotAllowed):
        invite(Invited(Role.VISITOR), by=ada)
    assert list(Invitation.objects.all()) == []


def test_others_cannot_take_an_invitation_back(browse, hana, ben):
    row, _token = invite(Invited(Role.HOST), by=hana)
    assert browse(ben).post(f"/invite/{row.pk}/cancel/").status_code == 403
    row.refresh_from_db()
    assert row.ended_at is None


def test_one_by_e_mail_is_seen_only_in_the_e_mail_and_proves_the_address(browse, hana, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": "smtp://localhost"}
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    page = browse(hana).post("/invite/", {"email": "Ola@example.org", "role": "editor"}, follow=True)
    assert "/join/" not in page.content.decode()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["ola@example.org"], "[Heard] Hana Yilmaz invites you")
    ]
    link = re.search(r"/join/[\w-]+/", mail.outbox[0].body)[0]
    client = browse(None)
    client.post(link)
    assert 'value="ola@example.org"' in client.get("/account/signup/").content.decode()
    client.post("/account/signup/", ANSWERS)
    assert (User.objects.get(name="Ola").role, client.get("/account/you/").status_code) == (Role.EDITOR, 200)


def test_one_by_e_mail_is_for_that_address_alone(browse, hana, ben, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": "smtp://localhost"}
    _row, token = invite(Invited(Role.EDITOR, email="ola@example.org"), by=hana)
    assert browse(ben).post(f"/join/{token}/").status_code == 403
    ben.refresh_from_db()
    assert ben.role == Role.VISITOR


def test_where_only_the_invited_come_in_the_door_is_shut_for_others(browse, hana, furnish):
    furnish(joining="invited")
    assert Page(browse(None).get("/account/signup/")).texts("h1") == ["By invitation only"]
    browse(None).post("/account/signup/", ANSWERS)
    assert not User.objects.filter(name="Ola").exists()
    _row, token = invite(Invited(Role.VISITOR), by=hana)
    client = browse(None)
    client.post(f"/join/{token}/")
    client.post("/account/signup/", ANSWERS)
    assert User.objects.filter(name="Ola").exists()


def test_a_groups_link_is_for_many_until_it_is_renewed_or_turned_off(browse, hana, ben, max_, ward):
    client = browse(hana)
    first = _link(client.post("/groups/ward-4/link/", {"role": "reporter"}))
    for person in (ben, max_):
        browse(person).post(first)
    assert [str(row.person) for row in ward.memberships.order_by("id")] == ["Ben Achterberg", "Max Nobody"]
    second = _link(client.post("/groups/ward-4/link/", {"role": "visitor"}))
    assert [browse(None).get(link).status_code for link in (first, second)] == [410, 200]
    client.post("/groups/ward-4/link/", {"role": "visitor", "off": "yes"})
    assert browse(None).get(second).status_code == 410


def test_a_groups_link_makes_nobody_an_editor(browse, hana, ward):
    page = Page(browse(hana).post("/groups/ward-4/link/", {"role": "editor"}))
    assert page.texts("h2")[0] == f"{0} people"
    with pytest.raises(NotAllowed):
        invite(Invited(Role.EDITOR, ward, standing=True), by=hana)


def test_whoever_leads_a_group_invites_to_it_up_to_their_own_role(browse, ada, ward):
    row = join(ward, ada)
    assert browse(ada).post("/groups/ward-4/invite/", {"email": "", "role": "visitor"}).status_code == 403
    Membership.objects.filter(pk=row.pk).update(leads=True)
    link = _link(browse(ada).post("/groups/ward-4/invite/", {"email": "", "role": "reporter"}))
    assert browse(None).get(link).status_code == 200
    with pytest.raises(NotAllowed):
        invite(Invited(Role.EDITOR, ward), by=ada)
    assert browse(ada).get("/invite/").status_code == 403


@pytest.mark.parametrize("token", ["x", "a" * 3000, "%00", "..%2f..", "<script>"])
def test_a_link_that_was_made_up_opens_nothing(browse, token):
    assert browse(None).get(f"/join/{token}/").status_code == 404
