"""People: their slugs and their private addresses."""

from heard.core.people.permissions import Role
from tests.cast import make_person


def test_two_people_of_one_name_have_two_addresses(db, ada):
    ada.email = "other@example.org"
    ada.save()
    assert make_person("Ada Okafor").slug == "ada-okafor-2"


def test_a_name_in_another_script_still_has_an_address(db):
    assert make_person("حامد خان").slug == "reporter"


def test_only_the_host_may_do_anything_in_the_hosts_pages(db, ada, hana):
    assert [person.has_perm("telling.change_theme") for person in (ada, hana)] == [False, True]
    assert Role(ada.role) is Role.REPORTER
