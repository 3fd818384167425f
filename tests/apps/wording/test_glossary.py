"""The glossary as everybody reads it: glossary/ and glossary/<term>/."""

from __future__ import annotations

import pytest

from heard.apps.wording import actions
from heard.apps.wording.models import Form
from heard.apps.wording.queries import found_terms
from tests.page import Page

ADDRESS = "/glossary/"
KEEPING = ["Add a term", "What people asked", "Bring in a list", "Take the list away", "Terms out of use"]


def names(response):
    return Page(response).texts("h3", "term-name")


def test_the_glossary_opens_for_everybody(browse, ada, ben, cleo, max_, hana):
    statuses = [browse(who).get(ADDRESS).status_code for who in (None, ada, ben, cleo, max_, hana)]
    assert statuses == [200] * 6


def test_an_empty_glossary_says_so(browse):
    assert "Nothing has been explained yet." in browse(None).get(ADDRESS).content.decode()


def test_terms_stand_a_to_z_with_their_kind_meaning_and_what_else_people_say(browse, term):
    term("Zumba", "term", "Dancing.")
    term("Élan", "organisation", "A charity.")
    term("PIP", "acronym", "A benefit.", spoken=("personal independence payment",), mishearings=("pip squeak",))
    term("4Pi", "term", "How to involve people.")
    page = browse(None).get(ADDRESS)
    assert names(page) == ["4Pi", "Élan", "PIP", "Zumba"]
    assert Page(page).texts("h2", "term-letter") == ["0–9", "E", "P", "Z"]
    assert Page(page).texts("p", "term-kind") == ["name of an organisation", "short for something"]
    assert Page(page).texts("p", "term-meaning") == ["How to involve people.", "A charity.", "A benefit.", "Dancing."]
    assert "People also say: personal independence payment" in Page(page).texts("p", "hint")
    assert "pip squeak" not in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "pip"}, ["PIP"]),
        ({"q": "INDEPENDENCE payment"}, ["PIP"]),
        ({"q": "benefit some"}, ["PIP"]),
        ({"q": "squeak"}, []),
        ({"q": "łódź"}, ["Łódź"]),
        ({"kind": "place"}, ["Łódź"]),
        ({"kind": "nonsense"}, ["Łódź", "PIP"]),
        ({"q": "\x00"}, ["Łódź", "PIP"]),
        ({"letter": "P"}, ["PIP"]),
        ({"letter": "Q"}, ["Łódź", "PIP"]),
    ],
)
def test_terms_are_found_by_what_readers_see_of_them(browse, term, asked, found):
    term(
        "PIP", "acronym", "A benefit for some.", spoken=("personal independence payment",), mishearings=("pip squeak",)
    )
    term("Łódź", "place")
    assert sorted(names(browse(None).get(ADDRESS, asked))) == sorted(found)


def test_what_is_not_found_can_be_asked_about(browse, term):
    term("PIP")
    response = browse(None).get(ADDRESS, {"q": "respite"})
    assert "No term is like that." in response.content.decode()
    assert Page(response).links("button-quiet")[0] == "/glossary/ask/?text=respite"


def test_markup_in_a_term_is_only_text(browse, term, cleo):
    script = "<script>alert(1)</script>"
    made = term(script, "term", script, spoken=(f"{script} too",), mishearings=(f"{script} three",))
    for who, address in (
        (None, ADDRESS),
        (cleo, ADDRESS),
        (None, made.get_absolute_url()),
        (cleo, made.get_absolute_url()),
    ):
        html = browse(who).get(address).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert script not in html


def test_only_editors_are_shown_how_to_keep_it(browse, ada, ben, cleo, hana):
    shown = {
        who and who.name: [text for text in KEEPING if text in browse(who).get(ADDRESS).content.decode()]
        for who in (None, ada, ben, cleo, hana)
    }
    assert shown == {
        None: [],
        "Ada Okafor": [],
        "Ben Achterberg": [],
        "Cleo Marsh": KEEPING,
        "Hana Yilmaz": KEEPING,
    }


def test_a_term_has_a_page_with_its_meaning(browse, term):
    made = term("PIP", "acronym", "A benefit.", spoken=("personal independence payment",), mishearings=("pip squeak",))
    response = browse(None).get(made.get_absolute_url())
    assert (Page(response).texts("h1"), Page(response).texts("p", "lead")) == (["PIP"], ["A benefit."])
    assert Page(response).links("button-quiet") == ["/explore/?q=PIP"]
    assert "pip squeak" not in response.content.decode()


def test_editors_see_where_each_form_was_learnt(browse, term, story, cleo):
    made = term("PIP", "acronym", spoken=("personal independence payment",))
    told = story("Waiting for an answer", published=False)
    actions.learn_form(made, Form.Kind.MISHEARING, "pip squeak", by=cleo, story=told)
    response = browse(cleo).get(made.get_absolute_url())
    cells = [" ".join(text.split(",")[0].split()) for text in Page(response).texts("td")]
    assert Page(response).texts("th")[3:] == ["personal independence payment", "pip squeak"]
    assert cells == ["People also say", "Added by Cleo Marsh", "Machines write", "Waiting for an answer"]


def test_a_story_that_taught_a_form_and_is_private_is_not_named_to_strangers(browse, term, story, cleo, max_):
    made = term("PIP", "acronym", "A benefit.")
    told = story("Waiting for an answer", published=False)
    actions.learn_form(made, Form.Kind.SPOKEN, "the payment", by=cleo, story=told)
    for who in (None, max_):
        html = browse(who).get(made.get_absolute_url()).content.decode()
        assert "the payment" in html
        assert told.title not in html


def test_a_term_out_of_use_is_there_for_editors_alone(browse, term, cleo, max_):
    made = term("PIP", "acronym", "A benefit.")
    actions.retire_term(made, by=cleo)
    statuses = [browse(who).get(made.get_absolute_url()).status_code for who in (None, max_, cleo)]
    assert statuses == [404, 404, 200]
    assert names(browse(None).get(ADDRESS)) == []
    assert [browse(who).get("/glossary/out-of-use/").status_code for who in (None, max_, cleo)] == [403, 403, 200]
    assert "PIP" in browse(cleo).get("/glossary/out-of-use/").content.decode()


def test_a_merged_term_leads_to_the_one_that_took_its_place(browse, term, cleo):
    gone, stays = term("coproduction"), term("co-production")
    actions.merge_terms(gone, stays, by=cleo)
    answer = browse(None).get(gone.get_absolute_url())
    assert (answer.status_code, answer.url) == (302, stays.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_more_terms_cost_no_more_queries(browse, term, cleo, count, django_assert_num_queries):
    for number in range(count):
        term(f"Term {number}", spoken=(f"what {number}", f"which {number}"))
    reader, editor = browse(None), browse(cleo)
    assert not any(vars(one).get("_prefetched_objects_cache") for one in found_terms())  # a question made for each
    with django_assert_num_queries(2):
        reader.get(ADDRESS)
    with django_assert_num_queries(6):
        editor.get(ADDRESS)


def test_a_long_glossary_comes_in_pages(browse, term):
    for number in range(101):
        term(f"Term {number:03}")
    first, second = browse(None).get(ADDRESS), browse(None).get(ADDRESS, {"page": 2})
    assert (len(names(first)), names(second)) == (100, ["Term 100"])
