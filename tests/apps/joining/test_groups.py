"""Groups: who sees them, who looks after them, coming and going."""

from __future__ import annotations

import pytest

from heard.apps.joining.actions.groups import join, make_group, set_leader
from heard.apps.joining.models import Group, Membership
from heard.apps.joining.queries import groups_of, groups_shown
from heard.apps.journal.models import Entry
from tests.page import Page


@pytest.fixture
def ward(hana) -> Group:
    group = Group(name="Ward 4")
    make_group(group, by=hana)
    return group


def test_an_editor_makes_a_group(browse, cleo):
    response = browse(cleo).post("/groups/new/", {"name": "New", "kind": "organisation", "about": "A charity."})
    assert response.url == "/groups/new-2/"
    assert (Group.objects.get().name, Entry.objects.get().action) == ("New", "group made")


def test_only_members_and_editors_see_that_there_is_a_group(browse, ward, ada, ben, cleo):
    join(ward, ben)
    statuses = {str(one): browse(one).get("/groups/ward-4/").status_code for one in (None, ada, ben, cleo)}
    assert statuses == {"None": 302, "Ada Okafor": 404, "Ben Achterberg": 200, "Cleo Marsh": 200}
    assert [Page(browse(one).get("/groups/")).texts("h2", "card-title") for one in (ada, ben)] == [[], ["Ward 4"]]


def test_a_former_member_sees_it_no_more(browse, ward, ben):
    row = join(ward, ben)
    browse(ben).post(f"/groups/ward-4/members/{row.pk}/", {"do": "end"})
    assert (browse(ben).get("/groups/ward-4/").status_code, list(groups_of(ben))) == (404, [])
    assert Membership.objects.get().left_at is not None


def test_whoever_left_may_come_back_and_both_times_are_kept(ward, ben, browse):
    row = join(ward, ben)
    browse(ben).post(f"/groups/ward-4/members/{row.pk}/", {"do": "end"})
    join(ward, ben)
    assert [member.left_at is None for member in Membership.objects.order_by("id")] == [False, True]


def test_joining_twice_is_joining_once(ward, ben):
    assert join(ward, ben) == join(ward, ben)


@pytest.mark.parametrize("do", ["lead", "end"])
def test_members_do_not_govern_each_other(browse, ward, ben, ada, do):
    join(ward, ben)
    row = join(ward, ada)
    assert browse(ben).post(f"/groups/ward-4/members/{row.pk}/", {"do": do}).status_code == 403
    row.refresh_from_db()
    assert (row.leads, row.left_at) == (False, None)


def test_a_leader_takes_somebody_out_and_makes_another_leader(browse, ward, hana, ada, ben, max_):
    set_leader(join(ward, ada), True, by=hana)
    bens, maxs = join(ward, ben), join(ward, max_)
    browse(ada).post(f"/groups/ward-4/members/{bens.pk}/", {"do": "lead"})
    browse(ada).post(f"/groups/ward-4/members/{maxs.pk}/", {"do": "end"})
    bens.refresh_from_db()
    maxs.refresh_from_db()
    assert (bens.leads, maxs.left_at is None) == (True, False)


def test_leading_one_group_opens_no_other(browse, ward, hana, ada, ben):
    other = Group(name="Choir")
    make_group(other, by=hana)
    set_leader(join(ward, ada), True, by=hana)
    row = join(other, ben)
    paths = [f"/groups/ward-4/members/{row.pk}/", f"/groups/choir/members/{row.pk}/", "/groups/choir/change/"]
    assert [browse(ada).post(path, {"do": "end"}).status_code for path in paths] == [404, 404, 404]


def test_a_group_is_shown_on_somebodys_page_only_if_they_say_so(browse, ward, hana, ben):
    row = join(ward, ben)
    assert list(groups_shown(ben)) == []
    assert browse(hana).post(f"/groups/ward-4/members/{row.pk}/", {"do": "show"}).status_code == 403
    browse(ben).post(f"/groups/ward-4/members/{row.pk}/", {"do": "show"})
    assert list(groups_shown(ben)) == [ward]


def test_members_do_not_see_how_others_are_invited(browse, ward, ben):
    join(ward, ben)
    assert Page(browse(ben).get("/groups/ward-4/")).texts("h2") == ["1 person"]


@pytest.mark.parametrize("name", ["", "x" * 81, "Ward 4"])
def test_a_name_that_is_empty_too_long_or_taken_is_said_so(browse, ward, cleo, name):
    page = Page(browse(cleo).post("/groups/new/", {"name": name, "kind": "group"}))
    assert page.texts("h2") == ["There is a problem"]
    assert Group.objects.count() == 1
