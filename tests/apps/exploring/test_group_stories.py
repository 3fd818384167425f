"""Stories that are for one group: members find them on its page, nobody else does, and they say whom they are for."""

from __future__ import annotations

import pytest

from heard.apps.joining.actions.groups import end_membership, join, make_group
from heard.apps.joining.models import Group
from heard.apps.telling.models import Story
from tests.page import Page

PAGE = "/groups/ward-4/"


@pytest.fixture
def ward(hana, ben) -> Group:
    group = Group(name="Ward 4")
    make_group(group, by=hana)
    join(group, ben)
    return group


@pytest.fixture
def told(story, ward, ada):
    """One for the group, one of it that is a draft, one for another group, one for everybody."""
    other = Group.objects.create(name="Choir", slug="choir")
    for_ward = story("Nights on the ward")
    Story.objects.filter(pk=for_ward.pk).update(reach="group", group=ward)
    draft = story("Not yet", published=False)
    Story.objects.filter(pk=draft.pk).update(reach="group", group=ward)
    Story.objects.filter(pk=story("We sing").pk).update(reach="group", group=other)
    story("For all")
    return Story.objects.get(pk=for_ward.pk)


def titles(response):
    return Page(response).texts("h3", "card-title")


def test_members_and_those_who_look_after_it_see_its_stories(browse, told, ben, cleo, hana):
    assert [titles(browse(one).get(PAGE)) for one in (ben, cleo, hana)] == [["Nights on the ward"]] * 3


def test_strangers_and_former_members_see_neither_page_nor_story(browse, told, ward, ben, max_):
    end_membership(ward.memberships.get(person=ben), by=ben)
    for one in (ben, max_):
        assert browse(one).get(PAGE).status_code == 404
        assert browse(one).get(told.get_absolute_url()).status_code == 404
        assert titles(browse(one).get("/explore/")) == ["For all"]


def test_a_story_that_is_hidden_over_a_concern_is_on_the_page_no_more(browse, told, ben):
    Story.objects.filter(pk=told.pk).update(held_at="2026-03-02T00:00Z")
    assert titles(browse(ben).get(PAGE)) == []


def test_it_says_whom_it_is_for_to_those_who_see_it(browse, told, ben, max_):
    for address in (told.get_absolute_url(), "/explore/", PAGE):
        assert "For the members of Ward 4" in browse(ben).get(address).content.decode(), address
    assert "Ward 4" not in browse(max_).get("/explore/").content.decode()


@pytest.mark.parametrize(
    ("reach", "said"),
    [
        ("members", "For everybody with an account here"),
        ("named", "For a few people by name"),
        ("only-us", "Only for those in it and those who look after it"),
    ],
)
def test_other_circles_are_named_too_and_no_reader_of_them(browse, story, ada, ben, max_, reach, said):
    told = story("For some")
    Story.objects.filter(pk=told.pk).update(reach=reach)
    told.readers.set([ben, max_])
    shown = browse(ada if reach == "only-us" else ben).get(told.get_absolute_url()).content.decode()
    assert (said in shown, "Max Nobody" in shown) == (True, False)


def test_a_story_for_everybody_says_nothing_about_it(browse, story):
    assert Page(browse(None).get(story("Open").get_absolute_url())).texts("p", "story-whom") == []


def test_the_page_asks_no_more_for_more_stories(browse, story, told, ward, ben, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as one:
        browse(ben).get(PAGE)
    for number in range(3):
        Story.objects.filter(pk=story(f"More {number}").pk).update(reach="group", group=ward)
    with django_assert_max_num_queries(len(one)):
        browse(ben).get(PAGE)


def test_leaving_asks_first(browse, told, ward, ben, cleo):
    assert "Leave “Ward 4”?" in Page(browse(ben).get(f"{PAGE}leave/")).texts("h1")
    assert browse(cleo).get(f"{PAGE}leave/").status_code == 404
    assert ward.memberships.get(person=ben).left_at is None
