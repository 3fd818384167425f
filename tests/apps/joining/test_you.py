"""Your page: the name that others see, and a few words."""

from __future__ import annotations

from heard.apps.journal.models import Entry
from tests.page import Page


def test_a_new_name_is_kept_and_written_down(browse, ada):
    response = browse(ada).post("/account/you/", {"name": "Ada O.", "about": "I go round asking."}, follow=True)
    ada.refresh_from_db()
    assert (ada.name, ada.about) == ("Ada O.", "I go round asking.")
    assert Page(response).texts("li", "message") == ["Saved."]
    line = Entry.objects.get()
    assert (line.action, line.by, line.detail) == (
        "person changed",
        ada,
        {
            "before": {"name": "Ada Okafor", "about": ""},
            "after": {"name": "Ada O.", "about": "I go round asking."},
        },
    )


def test_whoever_takes_a_pseudonym_is_not_found_under_the_name_they_had(browse, story, ada):
    story("The value of co-production")
    browse(ada).post("/account/you/", {"name": "Nightingale", "about": ""})
    asked = [browse(None).get(f"/reporters/{slug}/").status_code for slug in ("ada-okafor", "nightingale")]
    assert asked == [404, 200]
    assert "ada-okafor" not in browse(None).get("/stories/the-value-of-co-production/").content.decode()


def test_the_address_stays_where_the_name_comes_to_the_same(browse, ada):
    browse(ada).post("/account/you/", {"name": "Ada  OKAFOR", "about": "Hello."})
    browse(ada).post("/account/you/", {"name": "Ada Okafor", "about": "Hello again."})
    ada.refresh_from_db()
    assert ada.slug == "ada-okafor"


def test_a_name_is_needed_and_what_was_written_is_not_lost(browse, ada):
    response = browse(ada).post("/account/you/", {"name": "", "about": "I go round asking."})
    assert Page(response).texts("div", "error-summary") == ["There is a problem Name to show: This field is required."]
    assert "I go round asking." in response.content.decode()
    ada.refresh_from_db()
    assert ada.name == "Ada Okafor"


def test_nobody_makes_themselves_an_editor(browse, ada):
    browse(ada).post("/account/you/", {"name": "Ada", "about": "", "role": "editor", "is_superuser": "on"})
    ada.refresh_from_db()
    assert (ada.role, ada.is_superuser) == ("reporter", False)
