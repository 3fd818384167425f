"""Editors keep the glossary: add, change, merge, retire and bring back."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from heard.apps.journal.models import Entry as Line
from heard.apps.wording import actions
from heard.apps.wording.models import Form, Term
from heard.apps.wording.queries import entry_of, term_by
from heard.core.errors import BadInput, Conflict, NotAllowed, WrongState
from heard.core.offering.wordlist import Entry

PIP = {
    "kind": "acronym",
    "meaning": "A benefit.",
    "spoken": "personal independence payment\r\n",
    "mishearings": "pep\r\npip squeak",
}


def journal(about):
    return [
        (line.action, line.by and line.by.name) for line in Line.objects.filter(about=f"term:{about.pk}").order_by("id")
    ]


def learnt(term):
    return [(form.kind, form.text, form.learnt_from) for form in term.forms.all()]


# Who


@pytest.mark.parametrize("page", ["add", "{pk}/change", "{pk}/merge", "out-of-use", "list", "questions"])
def test_only_editors_open_the_pages_to_keep_it(browse, term, ada, ben, cleo, hana, max_, page):
    address = f"/glossary/{page.format(pk=term('PIP').pk)}/"
    statuses = [browse(who).get(address).status_code for who in (None, max_, ben, ada, cleo, hana)]
    assert statuses == [403, 403, 403, 403, 200, 200]


@pytest.mark.parametrize("page", ["add", "{pk}/change", "{pk}/merge", "{pk}/retire", "{pk}/restore", "list"])
def test_nobody_else_changes_anything(browse, term, ben, max_, given, page):
    kept = term("PIP")
    before = list(Line.objects.values_list("pk"))
    for who in (None, max_, ben):
        assert browse(who).post(f"/glossary/{page.format(pk=kept.pk)}/", given("NHS")).status_code == 403
    assert list(Line.objects.values_list("pk")) == before
    assert [str(row) for row in Term.objects.all()] == ["PIP"]


def test_the_rule_holds_at_the_action_too(term, ada, cleo):
    made = term("PIP")
    with pytest.raises(NotAllowed):
        actions.add_term(Entry("NHS"), by=ada)
    with pytest.raises(NotAllowed):
        actions.retire_term(made, by=ada)


# Adding


def test_a_term_is_added_with_its_forms_and_a_line_in_the_journal(browse, cleo, given):
    answer = browse(cleo).post("/glossary/add/", given("PIP", **PIP))
    made = Term.objects.get()
    assert (answer.status_code, answer.url) == (302, made.get_absolute_url())
    assert (made.text, made.kind, made.meaning, made.by) == ("PIP", "acronym", "A benefit.", cleo)
    assert learnt(made) == [
        ("spoken", "personal independence payment", "added by Cleo Marsh"),
        ("mishearing", "pep", "added by Cleo Marsh"),
        ("mishearing", "pip squeak", "added by Cleo Marsh"),
    ]
    assert journal(made) == [("term added", "Cleo Marsh")]


@pytest.mark.parametrize(
    ("text", "more", "sentence"),
    [
        ("", {}, "Write the term."),
        ("…", {}, "Write the term."),
        ("x" * 121, {}, "Ensure this value has at most 120 characters"),
        ("PIP", {"kind": "thing"}, "Select a valid choice."),
        ("PIP", {"spoken": "pep", "mishearings": "Pep"}, "“pep” is either said or misheard: it cannot be both."),
        ("PIP", {"mishearings": "pip"}, "“PIP” is the term itself, so it is no mishearing."),
        ("PIP", {"spoken": "a; b"}, "“a; b” has a semicolon in it."),
        ("nhs", {}, "“NHS” is in the glossary already."),
        ("a\x00b", {}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_used_says_why_and_loses_nothing(browse, term, cleo, given, text, more, sentence):
    term("NHS")
    sent = given(text, meaning="What I typed.", **more)
    page = browse(cleo).post("/glossary/add/", sent)
    assert page.status_code == 400
    assert sentence in page.content.decode().replace("&#x27;", "'")
    assert "What I typed.</textarea>" in page.content.decode()
    assert [str(row) for row in Term.objects.all()] == ["NHS"]


def test_a_term_that_is_there_already_is_one_click_away(browse, term, cleo, given):
    there = term("NHS")
    assert f'href="{there.get_absolute_url()}"' in browse(cleo).post("/glossary/add/", given("nhs")).content.decode()


# Changing


def test_a_change_keeps_where_the_other_forms_were_learnt(browse, term, story, cleo, hana, given):
    made = term("PIP", "acronym", spoken=("personal independence payment",))
    actions.learn_form(made, Form.Kind.MISHEARING, "pip squeak", by=cleo, story=story())
    sent = given("P.I.P.", kind="acronym", meaning="A benefit.", mishearings="pip squeak\npep")
    assert browse(hana).post(f"/glossary/{made.pk}/change/", sent).status_code == 302
    made = term_by(made.pk)
    assert entry_of(made) == Entry("P.I.P.", "acronym", "A benefit.", (), ("pip squeak", "pep"))
    assert [(form.text, form.story and form.story.title, form.learnt_from) for form in made.forms.all()] == [
        ("pip squeak", "The value of co-production", ""),
        ("pep", None, "added by Hana Yilmaz"),
    ]
    line = Line.objects.get(action="term changed")
    assert (line.by, line.detail["before"]["spoken"], line.detail["after"]["spoken"]) == (
        hana,
        ["personal independence payment"],
        [],
    )


def test_a_form_without_changes_leaves_no_line(browse, term, cleo, given):
    made = term("PIP", "acronym", "A benefit.")
    browse(cleo).post(f"/glossary/{made.pk}/change/", given("PIP", kind="acronym", meaning="A benefit."))
    assert journal(made) == [("term added", "Cleo Marsh")]


def test_a_term_cannot_take_the_name_of_another(browse, term, cleo, given):
    made = term("PIP")
    term("NHS")
    page = browse(cleo).post(f"/glossary/{made.pk}/change/", given("nhs"))
    assert page.status_code == 400
    assert "“NHS” is in the glossary already." in page.content.decode()
    assert term_by(made.pk).text == "PIP"


# Merging


def test_a_merged_term_becomes_another_way_to_say_the_other(browse, term, story, cleo):
    stays = term("co-production", "term", mishearings=("coal production",))
    gone = term("coproduction", "term", "Doing it together.", spoken=("co-pro",))
    actions.learn_form(gone, Form.Kind.MISHEARING, "corporation", by=cleo, story=story())
    answer = browse(cleo).post(f"/glossary/{gone.pk}/merge/", {"into": "Co-Production"})
    assert (answer.status_code, answer.url) == (302, stays.get_absolute_url())
    stays, gone = term_by(stays.pk), term_by(gone.pk)
    assert entry_of(stays) == Entry(
        "co-production", "term", "Doing it together.", ("coproduction", "co-pro"), ("coal production", "corporation")
    )
    assert (gone.state, gone.merged_into) == ("retired", stays)
    assert [(form.text, form.learnt_from, form.story and form.story.title) for form in stays.forms.all()] == [
        ("coal production", "added by Cleo Marsh", None),
        ("coproduction", "“coproduction”, which was merged into it", None),
        ("co-pro", "added by Cleo Marsh", None),
        ("corporation", "", "The value of co-production"),
    ]
    assert journal(gone)[-1] == ("term merged", "Cleo Marsh")


@pytest.mark.parametrize(
    ("into", "sentence"),
    [
        ("nowhere", "There is no term “nowhere” in the glossary."),
        ("pip", "A term cannot be merged into itself."),
        ("NHS", "“PIP” is either said or misheard: it cannot be both."),
        ("old", "There is no term “old” in the glossary."),
        ("", "Say which term stays."),
    ],
)
def test_a_merge_that_cannot_be_says_why(browse, term, cleo, into, sentence):
    made = term("PIP")
    term("NHS", mishearings=("PIP",))
    actions.retire_term(term("old"), by=cleo)
    page = browse(cleo).post(f"/glossary/{made.pk}/merge/", {"into": into})
    assert page.status_code == 400
    assert sentence in page.content.decode()
    assert term_by(made.pk).is_live


def test_terms_merged_twice_end_at_the_last(term, cleo):
    one, two, three = term("one"), term("two"), term("three")
    actions.merge_terms(one, two, by=cleo)
    actions.merge_terms(two, three, by=cleo)
    assert [term_by(each.pk).merged_into for each in (one, two)] == [three, three]
    assert entry_of(term_by(three.pk)).spoken == ("two", "one")


# Out of use and back


def test_a_term_is_taken_out_of_use_and_brought_back_with_all_it_knew(browse, term, cleo):
    made = term("PIP", "acronym", "A benefit.", spoken=("payment",))
    browse(cleo).post(f"/glossary/{made.pk}/retire/")
    assert term_by(made.pk).state == "retired"
    assert browse(cleo).post(f"/glossary/{made.pk}/retire/").status_code == 409
    browse(cleo).post(f"/glossary/{made.pk}/restore/")
    assert entry_of(term_by(made.pk)) == Entry("PIP", "acronym", "A benefit.", ("payment",))
    assert [action for action, _by in journal(made)] == ["term added", "term retired", "term restored"]


def test_a_merged_term_that_comes_back_is_its_own_again(term, cleo):
    gone, stays = term("coproduction", spoken=("co-pro",)), term("co-production")
    actions.merge_terms(gone, stays, by=cleo)
    actions.restore_term(term_by(gone.pk), by=cleo)
    assert (term_by(gone.pk).state, term_by(gone.pk).merged_into) == ("live", None)
    assert entry_of(term_by(stays.pk)).spoken == ("co-pro",)


def test_a_term_out_of_use_is_no_place_to_merge_into(term, cleo):
    one, two = term("one"), term("two")
    actions.retire_term(two, by=cleo)
    with pytest.raises(WrongState):
        actions.merge_terms(one, two, by=cleo)


# Learning


def test_a_form_is_learnt_once_and_never_both_ways(term, story, cleo):
    made, told = term("PIP"), story()
    first = actions.learn_form(made, Form.Kind.MISHEARING, "pip squeak", by=cleo, story=told)
    assert actions.learn_form(made, Form.Kind.MISHEARING, " Pip  squeak", by=None) == first
    with pytest.raises(BadInput):
        actions.learn_form(made, Form.Kind.SPOKEN, "pip squeak", by=cleo)
    assert [action for action, _by in journal(made)] == ["term added", "form learnt"]


# The host's own pages


def test_the_host_looks_terms_up_and_changes_them_elsewhere(browse, term, hana, cleo):
    made = term("PIP")
    assert "PIP" in browse(hana).get("/admin/wording/term/").content.decode()
    assert browse(hana).get(f"/admin/wording/term/{made.pk}/delete/").status_code == 403
    assert browse(cleo).get("/admin/wording/term/").status_code == 302


# In the same moment


@pytest.fixture
def at_once(monkeypatch):
    """What somebody else did is there between the look and the write."""
    monkeypatch.setattr(actions, "_check_free", lambda text: None)


def test_who_adds_the_same_in_the_same_moment_is_told_so(term, cleo, at_once):
    term("PIP")
    with pytest.raises(Conflict):
        actions.add_term(Entry("PIP", "acronym"), by=cleo)


def test_another_refusal_of_the_database_is_not_told_as_somebody_who_added_it(cleo, monkeypatch):
    def refuse(**fields):
        raise IntegrityError("NOT NULL constraint failed")

    monkeypatch.setattr(Term.objects, "create", refuse)
    with pytest.raises(IntegrityError):
        actions.add_term(Entry("PIP", "acronym"), by=cleo)
