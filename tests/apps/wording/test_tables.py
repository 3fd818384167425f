"""The glossary as a table: brought in after a check, and taken away. glossary/list/ and glossary/glossary.csv."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heard.apps.journal.models import Entry as Line
from heard.apps.wording import actions
from heard.apps.wording.models import Term
from heard.apps.wording.queries import entry_of, live_terms, term_by
from heard.core.offering.wordlist import Entry
from tests.page import Page

ADDRESS = "/glossary/list/"
HEADER = "term,kind,meaning,spoken_variants,mishearings\n"
ROWS = "PIP,acronym,A benefit.,personal independence payment,pip squeak; pep\nTameside,place,,,\n"


def check(client, content, name="words.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(ADDRESS, {"table": SimpleUploadedFile(name, data)})


def take_in(client, checked):
    """Press “Take it in” on the check page: everything is sent that the page holds."""
    return client.post(ADDRESS, {"step": "take-in", "name": checked.context["name"], "text": checked.context["text"]})


def bring(client, content):
    return take_in(client, check(client, content))


def counts(checked):
    plan = checked.context["plan"]
    return len(plan.new), len(plan.changed), plan.same, len(plan.refused)


def glossary():
    return [entry_of(term) for term in live_terms()]


PIP = Entry("PIP", "acronym", "A benefit.", ("personal independence payment",), ("pip squeak", "pep"))
TAMESIDE = Entry("Tameside", "place")


def test_a_list_is_shown_before_anything_changes(browse, cleo):
    page = check(browse(cleo), HEADER + ROWS)
    assert (page.status_code, counts(page)) == (200, (2, 0, 0, 0))
    assert Page(page).texts("p", "lead") == ["New: 2. Changed: 0. In the glossary already: 0. Cannot be used: 0."]
    assert Page(page).texts("td")[:4] == ["acronym", "A benefit.", "personal independence payment", "pip squeak; pep"]
    assert glossary() == []


def test_then_it_is_taken_in_with_where_each_form_was_learnt_and_one_line(browse, cleo):
    answer = bring(browse(cleo), HEADER + ROWS)
    assert (answer.status_code, answer.url) == (302, "/glossary/")
    assert glossary() == [PIP, TAMESIDE]
    made = Term.objects.get(key="pip")
    assert (made.by, {form.learnt_from for form in made.forms.all()}) == (cleo, {"the list “words.csv”"})
    line = Line.objects.get()
    assert (line.action, line.by, line.detail["new"]) == (
        "table of terms taken in",
        cleo,
        [made.pk, Term.objects.get(key="tameside").pk],
    )


def test_what_a_list_changes_is_told_and_what_it_leaves_out_stays(browse, term, cleo):
    term("PIP", "acronym", "Money.", spoken=("payment",))
    term("NHS", "acronym", "The health service.")
    editor = browse(cleo)
    page = check(editor, HEADER + "pip,,A benefit.,payment,pep\nNHS,,,,\n")
    assert counts(page) == (0, 1, 1, 0)
    assert [" ".join(text.split()) for text in Page(page).texts("ul", "term-changes")] == [
        "written: Out: PIP → In: pip meaning: Out: Money. → In: A benefit. machines write: pep"
    ]
    take_in(editor, page)
    assert glossary() == [
        Entry("NHS", "acronym", "The health service."),
        Entry("pip", "acronym", "A benefit.", ("payment",), ("pep",)),
    ]
    assert Line.objects.latest("id").detail["changed"][0]["meaning"] == "Money."


def test_the_same_list_twice_changes_nothing(browse, cleo):
    editor = browse(cleo)
    bring(editor, HEADER + ROWS)
    page = check(editor, HEADER + ROWS)
    assert counts(page) == (0, 0, 2, 0)
    assert "There is nothing to take in." in page.content.decode()
    take_in(editor, page)
    assert glossary() == [PIP, TAMESIDE]


def test_a_retired_term_comes_back_and_a_merged_one_does_not(browse, term, cleo):
    actions.retire_term(term("PIP"), by=cleo)
    gone = term("coproduction")
    actions.merge_terms(gone, term("co-production"), by=cleo)
    page = check(browse(cleo), "term\nPIP\ncoproduction\n")
    assert counts(page) == (0, 1, 0, 1)
    assert "comes back into use" in page.content.decode()
    assert "“coproduction” was merged into “co-production”. Change that one." in page.content.decode()
    take_in(browse(cleo), page)
    assert [entry.term for entry in glossary()] == ["co-production", "PIP"]
    assert term_by(gone.pk).state == "retired"


def test_lines_that_cannot_be_used_say_why_and_can_be_copied_whole(browse, cleo):
    editor = browse(cleo)
    page = check(editor, HEADER + ROWS + ",acronym,Nothing,,\nGP,acronym,,,GP\nOT,acronym,an, extra, comma, here\n")
    assert counts(page) == (2, 0, 0, 3)
    assert [row[-1] for row in csv.reader(io.StringIO(page.context["left_out"]))][1:3] == [
        "Write the term.",
        "“GP” is the term itself, so it is no mishearing.",
    ]
    assert [text for text in Page(page).texts("li") if text.startswith("Line")] == [
        "Line 4 , acronym, Nothing, , Write the term.",
        "Line 5 GP, acronym, , , GP “GP” is the term itself, so it is no mishearing.",
        "Line 6 OT, acronym, an, extra, comma, here It has more cells than the first line names. "
        "Put quotation marks round a comma.",
    ]
    assert Page(page).texts("textarea")[1].count("OT,acronym") == 1
    answer = editor.get(take_in(editor, page).url)
    assert "Your list is in: 2 new terms, 0 changed, 3 lines left out." in answer.content.decode()


@pytest.mark.parametrize(
    "content",
    [
        ("\ufeff" + HEADER + ROWS).encode(),
        (HEADER + ROWS).encode("utf-16"),
        (HEADER + ROWS).replace("\n", "\r\n").encode(),
        (HEADER + ROWS).replace(",", "\t").encode(),
    ],
    ids=["with a mark", "utf-16", "from windows", "tabs"],
)
def test_lists_are_read_as_spreadsheets_save_them(browse, cleo, content):
    bring(browse(cleo), content)
    assert glossary() == [PIP, TAMESIDE]


def test_letters_that_had_to_be_guessed_are_shown_to_be_looked_at(browse, cleo):
    page = check(browse(cleo), "term\nCafé Zoë\n".encode("latin-1"))
    assert "This file is not in UTF-8, so its letters had to be guessed." in page.content.decode()
    assert Page(page).texts("th")[5:] == ["Café Zoë"]
    take_in(browse(cleo), page)
    assert [entry.term for entry in glossary()] == ["Café Zoë"]


def test_columns_and_kinds_that_mean_nothing_are_named(browse, cleo):
    html = check(browse(cleo), "term,kind,notes\nPIP,benefit,x\n").content.decode()
    assert "These columns mean nothing here and are left out: notes." in html
    assert "These kinds mean nothing here and are taken as no kind: benefit." in html


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("word;meaning\nPIP;x\n", "The first line has to name the columns, and one of them has to be “term”."),
        ("", "The first line has to name the columns, and one of them has to be “term”."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is no CSV file, but a picture."),
        ('term\n"PIP\n', "Line 2 cannot be read"),
        ("term\n" + "x" * 2 * 1024**2, "This file is larger than 2 MB."),
        ("term\n" + "x\n" * 10_001, "That is more than 10000 lines."),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(browse, cleo, content, sentence):
    page = check(browse(cleo), content)
    assert page.status_code == 400
    assert sentence in page.content.decode()


def test_without_a_file_it_asks_for_one(browse, cleo):
    page = browse(cleo).post(ADDRESS)
    assert (page.status_code, "Choose a file first." in page.content.decode()) == (400, True)


def test_markup_and_formulas_in_a_list_are_only_text(browse, cleo):
    script = "<script>alert(1)</script>"
    editor = browse(cleo)
    page = check(editor, f'term,meaning\n{script},"</textarea>{script}"\n;,x\n=1+1,"=HYPERLINK(""x"")"\n')
    assert script not in page.content.decode()
    take_in(editor, page)
    taken = editor.get("/glossary/glossary.csv").content.decode("utf-8-sig")
    assert sorted(glossary(), key=lambda entry: entry.term) == [
        Entry(script, "term", f"</textarea>{script}"),
        Entry("=1+1", "term", '=HYPERLINK("x")'),
    ]
    assert '\'=1+1,term,"\'=HYPERLINK(""x"")",,\r\n' in taken


def test_what_is_taken_away_is_brought_back_as_it_was(browse, term, cleo):
    term("PIP", "acronym", "A benefit,\nfor some.", spoken=("a b",), mishearings=("pep", "pip squeak"))
    term("Ysbyty Gwynedd", "place")
    actions.retire_term(term("old"), by=cleo)
    editor = browse(cleo)
    before, file = glossary(), editor.get("/glossary/glossary.csv")
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert counts(check(editor, file.content)) == (0, 0, 2, 0)
    Term.objects.all().delete()
    bring(editor, file.content)
    assert glossary() == before


def test_a_name_of_a_file_that_nobody_can_write_is_cleaned(browse, cleo):
    browse(cleo).post(ADDRESS, {"step": "take-in", "name": "a\x00b.csv", "text": "term,mishearings\r\nPIP,pep\r\n"})
    assert Term.objects.get().forms.get().learnt_from == "the list “ab.csv”"


def test_only_editors_take_it_away(browse, max_, ada, cleo):
    statuses = [browse(who).get("/glossary/glossary.csv").status_code for who in (None, max_, ada, cleo)]
    assert statuses == [403, 403, 403, 200]


def test_five_thousand_terms_come_in_with_few_questions_to_the_database(browse, cleo, django_assert_max_num_queries):
    rows = "".join(f"Term {n},name,Meaning {n}.,spoken {n}; also {n},heard {n}\n" for n in range(5000))
    editor = browse(cleo)
    page = check(editor, HEADER + rows)
    assert counts(page) == (5000, 0, 0, 0)
    assert "The first 200 of 5000 are shown. All of them are taken in." in page.content.decode()
    with django_assert_max_num_queries(200):
        take_in(editor, page)
    assert Term.objects.count() == 5000
