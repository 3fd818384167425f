"""Who runs the network looks people up, says who may do what, and stops somebody; each in the journal."""

from __future__ import annotations

import pytest

from heard.apps.joining.models import PrivateDetails, Training
from heard.apps.journal.models import Entry
from heard.core.people.permissions import Role
from tests.cast import make_person
from tests.page import Page


@pytest.fixture
def rae(db):
    """Moderates."""
    return make_person("Rae Whitlock", Role.MODERATOR)


def _statuses(browse, people, path, **form):
    def status(person):
        client = browse(person)
        return (client.post(path, form) if form else client.get(path)).status_code

    return {person.name.split()[0] if person else "": status(person) for person in people}


def test_only_moderators_and_hosts_open_the_list(browse, ada, ben, cleo, rae, hana):
    assert _statuses(browse, (None, ben, ada, cleo, rae, hana), "/people/") == {
        "": 302,
        "Ben": 403,
        "Ada": 403,
        "Cleo": 403,
        "Rae": 200,
        "Hana": 200,
    }


def test_people_are_found_by_a_part_of_name_or_address_and_by_role(browse, hana, ada, ben, cleo):
    def names(query):
        page = browse(hana).get(f"/people/?{query}")
        return [one.name for one in page.context["page"]]

    assert names("") == ["Ada Okafor", "Ben Achterberg", "Cleo Marsh", "Hana Yilmaz"]
    assert names("words=ada") == ["Ada Okafor"]
    assert names("words=BEN@example") == ["Ben Achterberg"]
    assert names("role=editor") == ["Cleo Marsh"]
    assert names("role=nonsense&words=ada") == ["Ada Okafor"]
    assert names("words=zebra") == []


@pytest.mark.parametrize("query", ["words=%00", "words=" + "a" * 5000, "page=-1", "page=x", "role=%FF"])
def test_nonsense_in_the_search_is_no_error(browse, hana, query):
    assert browse(hana).get(f"/people/?{query}").status_code == 200


def test_the_host_makes_ben_a_reporter_and_the_journal_says_so(browse, hana, ben):
    assert browse(hana).post("/people/ben-achterberg/role/", {"role": "reporter"}).status_code == 302
    ben.refresh_from_db()
    line = Entry.objects.get()
    assert (ben.role, line.action, line.about, line.by, line.detail) == (
        Role.REPORTER,
        "role given",
        f"user:{ben.pk}",
        hana,
        {"before": {"role": "visitor"}, "after": {"role": "reporter"}},
    )


def test_nobody_but_the_host_gives_roles(browse, ada, ben, cleo, rae, max_):
    path = "/people/max-nobody/role/"
    assert _statuses(browse, (None, ben, ada, cleo, rae), path, role="host") == {
        "": 302,
        "Ben": 403,
        "Ada": 403,
        "Cleo": 403,
        "Rae": 403,
    }
    max_.refresh_from_db()
    assert max_.role == Role.VISITOR


def test_the_last_host_stays_one_and_is_told_why(browse, hana):
    page = Page(browse(hana).post("/people/hana-yilmaz/role/", {"role": "editor"}))
    hana.refresh_from_db()
    sentence = "Somebody has to run the network. Make another person a host first."
    assert (hana.role, page.texts("div", "error-summary")) == (Role.HOST, [f"There is a problem Role: {sentence}"])


def test_a_host_may_step_down_when_there_is_another(browse, hana, cleo):
    cleo.role = Role.HOST
    cleo.save()
    browse(hana).post("/people/hana-yilmaz/role/", {"role": "visitor"})
    hana.refresh_from_db()
    assert hana.role == Role.VISITOR


def test_a_role_that_there_is_not_is_refused(browse, hana, ben):
    page = Page(browse(hana).post("/people/ben-achterberg/role/", {"role": "emperor"}))
    assert page.texts("h2")[0] == "There is a problem"


def test_whoever_is_suspended_is_out_at_once_and_cannot_come_back_by_themselves(browse, rae, ben):
    bens = browse(ben)
    browse(rae).post("/people/ben-achterberg/suspend/", {"why": "Insulted three storytellers."})
    assert bens.get("/account/you/").status_code == 302
    told = bens.post("/account/login/", {"login": ben.email, "password": "tea-and-a-long-chat"}, follow=True)
    assert Page(told).texts("h1") == ["This account is closed"]
    line = Entry.objects.get(action="person suspended")
    assert (line.by, line.detail) == (rae, {"why": "Insulted three storytellers."})


def test_somebody_is_let_in_again(browse, rae, ben):
    browse(rae).post("/people/ben-achterberg/suspend/", {"why": "By mistake."})
    browse(rae).post("/people/ben-achterberg/reinstate/")
    ben.refresh_from_db()
    assert ben.is_active


def test_suspending_needs_a_reason(browse, rae, ben):
    browse(rae).post("/people/ben-achterberg/suspend/", {"why": " "})
    ben.refresh_from_db()
    assert ben.is_active


def test_a_moderator_stops_no_moderator_and_no_host(browse, rae, hana):
    make_person("Sol Ito", Role.MODERATOR)
    client = browse(rae)
    paths = ["/people/sol-ito/suspend/", "/people/hana-yilmaz/suspend/", "/people/rae-whitlock/suspend/"]
    assert [client.post(path, {"why": "x"}).status_code for path in paths] == [403, 403, 403]


def test_what_is_private_is_shown_to_the_host_alone_and_each_look_is_written_down(browse, rae, hana, ada):
    PrivateDetails.objects.create(person=ada, real_name="Adaeze Okafor", phone="0161 496 0000")
    path = "/people/ada-okafor/private/"
    assert [browse(person).post(path).status_code for person in (None, ada, rae)] == [302, 403, 403]
    assert Entry.objects.filter(action="private details seen").count() == 0
    page = Page(browse(hana).post(path))
    assert page.texts("dd")[:2] == ["Adaeze Okafor", "0161 496 0000"]
    line = Entry.objects.get(action="private details seen")
    assert (line.by, line.about, line.detail) == (hana, f"user:{ada.pk}", {})


def test_what_is_private_stands_on_no_page_that_is_only_looked_at(browse, hana, ada):
    PrivateDetails.objects.create(person=ada, real_name="Adaeze Okafor")
    assert browse(hana).get("/people/ada-okafor/private/").status_code == 405
    for path in ("/people/ada-okafor/", "/people/", "/reporters/"):
        assert "Adaeze" not in browse(hana).get(path).content.decode()


def test_a_training_done_elsewhere_is_noted_with_who_noted_it(browse, rae, ada):
    answers = {"kind": "safeguarding", "completed_at": "2026-03-01", "expires_at": ""}
    browse(rae).post("/people/ada-okafor/training/", answers)
    row = Training.objects.get()
    assert (row.person, row.kind, str(row.completed_at), row.expires_at, row.recorded_by) == (
        ada,
        "safeguarding",
        "2026-03-01",
        None,
        rae,
    )
    browse(rae).post(f"/people/ada-okafor/training/{row.pk}/remove/")
    assert list(Training.objects.all()) == []
    assert [line.action for line in Entry.objects.order_by("id")] == ["training recorded", "training removed"]


def test_a_training_cannot_have_been_done_tomorrow(browse, rae, ada):
    page = Page(
        browse(rae).post("/people/ada-okafor/training/", {"kind": "safeguarding", "completed_at": "2999-01-01"})
    )
    assert page.texts("div", "error-summary") == ["There is a problem Done on: This day has not come yet."]


def test_somebody_without_an_account_here_is_not_found(browse, hana):
    assert browse(hana).get("/people/nobody-at-all/").status_code == 404


def test_nobody_is_made_up_or_deleted_in_the_admin_pages(browse, hana):
    paths = ["/admin/joining/user/", "/admin/mfa/authenticator/", "/admin/account/emailaddress/"]
    assert [browse(hana).get(path).status_code for path in paths] == [404] * 3
