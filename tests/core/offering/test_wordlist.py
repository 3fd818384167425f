"""What a glossary's entry may say, the table it travels in, and what a table would change."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from heard.core.errors import BadInput
from heard.core.offering.wordlist import (
    COLUMNS,
    KINDS,
    Change,
    Entry,
    Known,
    checked,
    key,
    plan,
    read,
    together,
    write,
    write_refused,
)

PIP = Entry("PIP", "acronym", "A benefit.", ("personal independence payment",), ("pip squeak",))


def entries(text: str | bytes) -> list[Entry | None]:
    return [line.entry for line in read(text if isinstance(text, bytes) else text.encode()).lines]


def whys(text: str) -> list[tuple[int, str]]:
    return [(line.number, line.why) for line in read(text.encode()).lines if line.why]


# Entries


def test_an_entry_is_put_in_order_with_each_phrase_once():
    given = Entry(
        "  co-  production ", "term", " Doing  it\ntogether. ", ("co-pro", "Co-Pro", " "), ("coal production",)
    )
    assert checked(given) == Entry("co- production", "term", "Doing it together.", ("co-pro",), ("coal production",))


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (Entry(" - "), "Write the term."),
        (Entry("x" * 121), f"“{'x' * 40}…” is longer than 120 characters."),
        (Entry("x", meaning="y" * 1001), "The meaning is longer than 1000 characters. Say it shorter."),
        (Entry("x", "thing"), "“thing” is not a kind. The kinds are: term, acronym, name, place, organisation."),
        (Entry("x", spoken=("a;b",)), "“a;b” has a semicolon in it. Put each phrase on its own."),
        (Entry("x", spoken=("…",)), "“…” has no letters in it."),
        (Entry("x", mishearings=("X",)), "“x” is the term itself, so it is no mishearing."),
        (Entry("x", spoken=("a",), mishearings=("A",)), "“a” is either said or misheard: it cannot be both."),
        (
            Entry("x", spoken=tuple(f"a{n}" for n in range(51))),
            "One term has at most 50 variants and as many mishearings.",
        ),
    ],
)
def test_an_entry_that_cannot_be_used_says_why(entry, sentence):
    with pytest.raises(BadInput) as refused:
        checked(entry)
    assert refused.value.sentence == sentence


def test_terms_are_the_same_however_they_are_spaced_and_capitalised():
    assert key(" Co  Production ") == key("co production")
    assert key("co-production") != key("co production")


# Tables


def test_a_table_is_read_line_by_line():
    header = "term,kind,meaning,spoken_variants,mishearings\n"
    assert entries(f"{header}PIP,acronym,A benefit.,personal independence payment,pip squeak\n") == [PIP]


@pytest.mark.parametrize(
    "table",
    [
        "term\nHealthwatch\n",
        "\ufeffTerm\r\nHealthwatch\r\n",
        "kind;TERM;meaning\n;Healthwatch;\n",
        "kind\tterm\n\tHealthwatch\n",
        '"term","kind"\n"Healthwatch",""\n\n,\n',
        " Term , Spoken variants \nHealthwatch\n",
    ],
)
def test_tables_are_read_as_spreadsheets_save_them(table):
    assert entries(table) == [Entry("Healthwatch")]


def test_letters_from_an_old_spreadsheet_are_guessed_and_said_to_be():
    table = read("term\nCafé Zoë\n".encode("latin-1"))
    assert ([line.entry for line in table.lines], table.guessed) == ([Entry("Café Zoë")], True)
    assert read("term\nCafé\n".encode("utf-16")).guessed is False


def test_a_cell_may_hold_commas_line_breaks_and_quotation_marks():
    assert entries('term,meaning\nPIP,"A ""benefit"",\nfor some."\n') == [Entry("PIP", "", 'A "benefit", for some.')]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "The first line has to name the columns, and one of them has to be “term”."),
        ("word,meaning\nPIP,x\n", "The first line has to name the columns, and one of them has to be “term”."),
        (
            'term\nPIP\n"NHS\n',
            "Line 3 cannot be read: a quotation mark is opened and not closed, or stands in the middle.",
        ),
        ("term\n" + "x\n" * 10_001, "That is more than 10000 lines. Bring them in smaller pieces."),
    ],
)
def test_what_is_no_table_of_terms_is_refused_with_a_sentence(table, sentence):
    with pytest.raises(BadInput) as refused:
        read(table.encode())
    assert refused.value.sentence == sentence


def test_a_line_that_cannot_be_used_says_why_and_spoils_no_other():
    table = "term,mishearings\nPIP,\n,pep\nNHS,nhs\nGP,a,more\nOT\n"
    assert whys(table) == [
        (3, "Write the term."),
        (4, "“NHS” is the term itself, so it is no mishearing."),
        (5, "It has more cells than the first line names. Put quotation marks round a comma."),
    ]
    assert [entry.term for entry in entries(table) if entry] == ["PIP", "OT"]


def test_a_line_too_short_for_its_term_says_so():
    assert whys("kind,term\nacronym\n") == [(2, "Write the term.")]


def test_kinds_that_mean_nothing_here_are_named_and_cost_no_term():
    table = read(b"term,kind\nPIP,Acronym\nTameside,borough\nHeard,ORGANIZATION\nGP,\n")
    assert [line.entry.kind for line in table.lines if line.entry] == ["acronym", "", "organisation", ""]
    assert table.odd_kinds == ("borough",)


def test_columns_that_mean_nothing_here_are_named():
    assert read(b"term,notes,,kind\nPIP,a,b,acronym\n").unknown == ("notes",)


@pytest.mark.parametrize(
    "entry",
    [
        PIP,
        Entry("=HYPERLINK(1)", "term", "-1, +1 and @home", ("'=x",), ("'plain",)),
        Entry("naïve “quoted”", "name", '"quotes", commas; and more', ("a, b", "c"), ()),
        Entry("ميدان", "place"),
    ],
)
def test_what_is_written_is_read_back_as_it_was(entry):
    assert entries(write([entry])) == [entry]


def test_no_cell_is_a_formula_for_a_spreadsheet():
    written = write([Entry("=1+1", "term", "@SUM(1)", ("-x",))])
    assert written.splitlines()[1] == "'=1+1,term,'@SUM(1),'-x,"


def test_lines_left_out_are_given_back_with_why():
    table = read(b"term,mishearings\nNHS,nhs\nGP\n")
    assert write_refused(table, [line for line in table.lines if line.why]) == (
        'term,mishearings,why\r\nNHS,nhs,"“NHS” is the term itself, so it is no mishearing."\r\n'
    )


def test_the_page_for_helpers_names_every_column_and_every_kind():
    page = (Path(__file__).parents[3] / "docs/helpers/words.md").read_text()
    assert [name for name in (*COLUMNS, *KINDS) if f"`{name}`" not in page] == []


# What a table would change


def planned(table: str, *known: Known):
    return plan(read(table.encode()), {key(one.entry.term): one for one in known})


def test_a_table_adds_changes_and_takes_nothing_away():
    made = planned(
        "term,kind,meaning,spoken_variants,mishearings\nNHS,,,,\npip,,,Pips,pep\nGP,,,,\n",
        Known(PIP),
        Known(Entry("GP", "acronym")),
    )
    after = Entry("pip", "acronym", "A benefit.", (*PIP.spoken, "Pips"), ("pip squeak", "pep"))
    assert (made.new, made.changed, made.same, made.refused) == ([Entry("NHS", "term")], [Change(PIP, after)], 1, [])
    assert (made.changed[0].new_spoken, made.changed[0].new_mishearings) == (("Pips",), ("pep",))


def test_a_retired_term_in_a_table_comes_back():
    assert planned("term\nPIP\n", Known(PIP, retired=True)).changed == [Change(PIP, PIP, returns=True)]


def test_a_table_that_contradicts_itself_or_the_glossary_says_where():
    made = planned(
        "term,mishearings\nNHS,\nnhs,\nP.I.P.,\nPIP,Personal Independence Payment\n",
        Known(PIP),
        Known(Entry("P.I.P."), retired=True, merged_into="PIP"),
    )
    assert [(line.number, line.why) for line in made.refused] == [
        (3, "“nhs” stands in line 2 already."),
        (4, "“P.I.P.” was merged into “PIP”. Change that one."),
        (5, "“personal independence payment” is either said or misheard: it cannot be both."),
    ]


def test_two_entries_together_keep_everything_that_either_says():
    assert together(PIP, Entry("PIP", "", "", ("Pips",))) == Entry(
        "PIP", "acronym", "A benefit.", ("personal independence payment", "Pips"), ("pip squeak",)
    )


# Tables as people really have them

OLD = "a file of Office from before 2007, or one that is locked with a password"

ROWS = [["term", "kind"], ["co-production", "term"], ["PIP", "acronym"]]
BOTH = [Entry("co-production", "term"), Entry("PIP", "acronym")]


def workbook_of(rows: list[list[str]], *, inline: bool = False) -> bytes:
    """An .xlsx as Excel writes it, with its texts in a list of their own, or inside the cells."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    texts = [cell for row in rows for cell in row]
    cells = iter(range(len(texts)))

    def cell(name: str, text: str, place: int) -> str:
        if inline:
            return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>' if text else ""
        return f'<c r="{name}" t="s"><v>{place}</v></c>' if text else ""

    sheet = "".join(
        f'<row r="{n}">{"".join(cell(f"{chr(65 + at)}{n}", text, next(cells)) for at, text in enumerate(row))}</row>'
        for n, row in enumerate(rows, start=1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {space} xmlns:r="{links}"><sheets><sheet r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Links><Link Id="rId1" Target="worksheets/sheet1.xml"/></Links>',
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{sheet}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {space}>{''.join(f'<si><r><t>{text}</t></r></si>' for text in texts)}</sst>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "table",
    [
        "sep=;\nterm;kind\nco-production;term\nPIP;acronym",
        '"sep=\t"\r\nterm\tkind\r\nco-production\tterm\r\nPIP\tacronym',
        "SEP=,\nterm,kind\nco-production,term\nPIP,acronym",
        "\n\nterm,kind\nco-production,term\nPIP,acronym",
        ",,\n;\n,\nterm,kind\nco-production,term\nPIP,acronym",
        "Our words\n\nterm,kind\nco-production,term\nPIP,acronym",
        "term|kind\nco-production|term\nPIP|acronym",
        "Term , KIND\n\u200bco-production\ufeff,term\n\u00a0PIP\u2060\u00a0,\u200bacronym\u200e",
        "\u200bterm\u00a0,kind\nco-\u00adproduction,term\n\u202aPIP\u202c,acronym",
        "\ufeffterm;kind\r\rco-production;term\rPIP;acronym",
    ],
)  # fmt: skip
def test_tables_are_read_as_spreadsheets_and_hands_leave_them(table):
    assert entries(table) == BOTH


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_in_any_unicode_encoding_is_read(encoding):
    assert entries("\n".join("\t".join(row) for row in ROWS).encode(encoding)) == BOTH


@pytest.mark.parametrize("inline", [True, False])
def test_a_workbook_that_is_called_csv_is_read_as_what_it_is(inline):
    assert entries(workbook_of(ROWS, inline=inline)) == BOTH
    assert entries(workbook_of([["", ""], *ROWS], inline=inline)) == BOTH


def test_a_workbook_keeps_the_numbers_of_its_lines():
    table = read(workbook_of([["", ""], ["term", "kind"], ["", "term"]]))
    assert [(line.number, line.why) for line in table.lines] == [(3, "Write the term.")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"This is no CSV file, but {OLD}."),
        (b"%PDF-1.7", "This is no CSV file, but a PDF."),
        (b"<html><table>", "This is no CSV file, but a web page."),
        (b"PK\x03\x04broken", "This workbook cannot be read: it is damaged."),
        (workbook_of(ROWS)[:-40], "This workbook cannot be read: it is damaged."),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_truly(data, sentence):
    with pytest.raises(BadInput) as refused:
        read(data)
    assert refused.value.sentence == f"{sentence} Save the list as “CSV UTF-8” and bring that."


def test_phrases_may_stand_on_lines_of_their_own():
    assert entries('term,mishearings\nPIP,"pip squeak\npeep"')[0] == Entry("PIP", mishearings=("pip squeak", "peep"))
