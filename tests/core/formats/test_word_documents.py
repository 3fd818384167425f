"""Word documents as Word, Teams and LibreOffice write them: what one sees on the screen, once."""

# ruff: noqa: E501  (a document is clearer on one line)

from __future__ import annotations

import io
import zipfile

import pytest

from heard.core.errors import BadInput, BadTranscript
from heard.core.formats import docx

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="mc" xmlns:wps="wps" xmlns:v="v"'
)


def package(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return file.getvalue()


def document(body: str) -> str:
    return f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*pieces: str, look: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{''.join(pieces)}</w:p>"


def told(body: str) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in docx.read(package({"word/document.xml": document(body)})).paragraphs]


BOX = f"<w:txbxContent>{para(run('In a box.'))}</w:txbxContent>"
BOTH_WAYS = (
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{BOX}</wps:txbx></mc:Choice>'
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
BREAK = "<w:r><w:br/></w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (para(run("co"), "<w:r><w:noBreakHyphen/></w:r>", run("pro"), "<w:r><w:softHyphen/></w:r>", run("duction.")), "co-production."),
        (para("<w:moveFrom>" + run("gone") + "</w:moveFrom>", run("Here "), "<w:moveTo>" + run("it is.") + "</w:moveTo>"), "Here it is."),
        (para("<w:ins>" + run("Added.") + "</w:ins><w:del><w:r><w:delText>taken out</w:delText></w:r></w:del>"), "Added."),
        (para(run("We opened "), look="<w:rPr><w:del/></w:rPr>") + para(run("in March.")), "We opened in March."),
        (para('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "x"</w:instrText></w:r>', run("a link.")), "a link."),
        (para("<w:hyperlink>" + run("One ") + "</w:hyperlink><w:smartTag>" + run("Two.") + "</w:smartTag>"), "One Two."),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + para(run("Click here")) + "</w:sdtContent></w:sdt>" + para(run("So.")), "So."),
        ("<w:sdt><w:sdtContent>" + para(run("Kept.")) + "</w:sdtContent></w:sdt>", "Kept."),
        (para(run("Seen.") + run(" Hidden.", "<w:vanish/>") + run(" Shown.", '<w:vanish w:val="0"/>')), "Seen. Shown."),
        (para(run("One"), "<w:r><w:tab/></w:r>", run("two.")), "One two."),
        (para("<w:ruby><w:rt>" + run("kan") + "</w:rt><w:rubyBase>" + run("漢") + "</w:rubyBase></w:ruby>"), "漢"),
        (para(run("A title"), look='<w:pStyle w:val="Heading1"/>') + para(run("So.")), "So."),
        (para(run("co\u00adpro\u200bduction \u202egone\u202c.")), "coproduction gone."),
    ],
)  # fmt: skip
def test_what_one_sees_is_read(body, text):
    assert told(body) == [(None, text)]


def test_a_text_box_is_read_once_beside_its_paragraph():
    assert told(para(run("A para"), BOTH_WAYS, run("graph."))) == [(None, "A paragraph."), (None, "In a box.")]
    assert told(para(f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>")) == [(None, "In a box.")]


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_the_rows_of_a_table_are_turns():
    table = "<w:tbl>" + "".join(
        [
            row(para(run("Time")), para(run("Speaker")), para(run("Text"))),
            row(para(run("0:01")), para(run("Ada")), para(run("Shall we begin?")) + para(run("Now?"))),
            row(para(run("0:04")), para(run("Tom")), f"<w:tbl>{row(para(run('Yes.')))}</w:tbl>"),
        ]
    )
    assert told(f"{table}</w:tbl>") == [("Ada", "Shall we begin?"), ("Ada", "Now?"), ("Tom", "Yes.")]


def test_a_document_of_teams_has_its_speakers_and_times():
    body = para(run("Ada Okafor   0:03", "<w:b/>"), BREAK, run("Shall we begin?")) + para(
        run("Tom Ellis   0:05", "<w:b/>"), BREAK, run("Yes.")
    )
    read = docx.read(package({"word/document.xml": document(body)}))
    assert [(turn.speaker, turn.text, turn.start) for turn in read.paragraphs] == [
        ("Ada Okafor", "Shall we begin?", 3.0),
        ("Tom Ellis", "Yes.", 5.0),
    ]


def test_a_heading_that_names_who_speaks_is_kept():
    assert told(para(run("Ada Okafor  0:03"), look='<w:pStyle w:val="Heading2"/>') + para(run("So."))) == [
        ("Ada Okafor", "So.")
    ]


def test_headings_are_known_in_any_language():
    styles = f'<w:styles {SPACES}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
    body = para(run("Titel"), look='<w:pStyle w:val="berschrift1"/>') + para(run("So."))
    assert docx.read(package({"word/document.xml": document(body), "word/styles.xml": styles})).text == "So."


def test_footnotes_are_not_said_and_that_is_told():
    notes: list[str] = []
    body = document(para(run("So."), "<w:r><w:footnoteReference/></w:r>"))
    assert docx.read(package({"word/document.xml": body}), notes).text == "So."
    assert notes == ["Its footnotes were left out: they are not what somebody said."]


def test_a_document_whose_text_stands_elsewhere_is_found():
    links = '<R><L Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document2.xml"/></R>'
    strict = document(para(run("So."))).replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    assert docx.read(package({"_rels/.rels": links, "word/document2.xml": strict})).text == "So."


WHOLE = package({"word/document.xml": document(para(run("So it is. " * 200)))})


DAMAGED = "This file is not a Word document (.docx), or it is damaged."


def sentence_of(data: bytes) -> str:
    try:
        docx.read(data)
    except BadTranscript as error:
        return error.sentence
    return ""


@pytest.mark.parametrize("place", [1, 30, 60, 100, -60, -1])
def test_a_document_that_is_cut_off_or_broken_gets_a_sentence(place):
    broken = bytearray(WHOLE)
    broken[place] ^= 0xFF
    assert sentence_of(WHOLE[:place]) == DAMAGED
    assert sentence_of(WHOLE[:100] + b"\0" * 20 + WHOLE[120:]) == DAMAGED
    assert sentence_of(bytes(broken)) in ("", DAMAGED)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "but a file of Office from before 2007, or one that is locked with a password"),
        (b"{\\rtf1\\ansi}", "but a rich text file (.rtf)"),
        (b"%PDF-1.7", "but a PDF"),
        (package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "but an OpenDocument"),
    ],
)
def test_other_files_called_docx_are_told_truly(data, what):
    with pytest.raises(BadTranscript) as refused:
        docx.read(data)
    assert refused.value.sentence == f"This file is not a Word document (.docx), {what}. Save it as .docx."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_followed(encoding):
    content = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'.encode(encoding)
    with pytest.raises(BadTranscript):
        docx.read(package({"word/document.xml": content}))


def test_a_bomb_is_not_opened():
    with pytest.raises(BadInput, match="too large"):
        docx.read(package({"word/document.xml": b" " * 21_000_000}))


def test_deep_nesting_is_no_danger():
    deep = "<w:sdt><w:sdtContent>" * 3000 + para(run("deep")) + "</w:sdtContent></w:sdt>" * 3000
    inside = para("<w:smartTag>" * 3000 + run("So.") + "</w:smartTag>" * 3000)
    assert told(deep + inside)[-1] == (None, "So.")
