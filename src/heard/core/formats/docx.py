"""Word documents (Office Open XML), for Word and LibreOffice: a title, then paragraphs with speaker and time."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

from heard.core.formats import text as plain_text
from heard.core.formats.docx_reading import lines_of
from heard.core.formats.options import PLAIN, Options, clock
from heard.core.formats.reading import Notes
from heard.core.transcript.scripts import runs_right_to_left, visible
from heard.core.transcript.words import Paragraph, Transcript

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>""",
    "word/_rels/document.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>""",
}
_STYLES = """<w:styles xmlns:w="{w}">
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val={language} w:eastAsia={language} w:bidi={language}/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
<w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr>
<w:rPr><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
<w:rPr><w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/></w:rPr></w:style></w:styles>"""
# What XML cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(transcript: Transcript, options: Options = PLAIN) -> bytes:
    language = quoteattr(_clean(transcript.language) or "en")
    parts = _PARTS | {
        "word/styles.xml": _STYLES.format(w=_W, language=language),
        "word/document.xml": _document(transcript, options),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            # A fixed date: the same transcript makes the same bytes.
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, _HEAD + content)
    return file.getvalue()


def read(data: bytes, notes: Notes | None = None) -> Transcript:
    """Its paragraphs, laid out in time as plain text is. Raises BadTranscript for any other kind of file."""
    notes = [] if notes is None else notes
    return plain_text.read("\n".join(lines_of(data, notes)), notes)


def _document(transcript: Transcript, options: Options) -> str:
    view = options.view(transcript)
    title = [_said(options.title, "", view.language, style="Title")] if options.title else []
    body = [*title, *(_paragraph(view, paragraph, options) for paragraph in view.paragraphs)]
    return f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>'


def _paragraph(transcript: Transcript, paragraph: Paragraph, options: Options) -> str:
    time = f"[{clock(paragraph.start)}] " if options.times and transcript.timed else ""
    name = transcript.speaker_name(paragraph.speaker)
    return _said(paragraph.text, f"{time}{name}: " if name else time, transcript.language)


def _said(text: str, said_by: str, language: str, style: str = "") -> str:
    """One paragraph, from right to left where its words are."""
    right_to_left = runs_right_to_left(text, language)
    look = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:bidi/>" if right_to_left else "")
    runs = [_run(said_by, bold=True, right_to_left=right_to_left)] if said_by else []
    runs.append(_run(text, right_to_left=right_to_left))
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{''.join(runs)}</w:p>"


def _run(text: str, *, bold: bool = False, right_to_left: bool) -> str:
    look = ("<w:b/><w:bCs/>" if bold else "") + ("<w:rtl/>" if right_to_left else "")
    style = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(_clean(text))}</w:t></w:r>'


def _clean(text: str) -> str:
    return visible(_FORBIDDEN.sub("", text))
