"""Word documents (Office Open XML), for Word and LibreOffice: a title, then paragraphs with speaker and time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from heard.core.errors import BadTranscript
from heard.core.formats import text as plain_text
from heard.core.formats.options import PLAIN, Options, clock
from heard.core.words import Paragraph, Transcript

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
    "word/styles.xml": f"""<w:styles xmlns:w="{_W}">
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
<w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="24"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
<w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style></w:styles>""",
}
# What XML cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A transcript of a day is far below this; anything above is a bomb.
_LARGEST = 50_000_000


def write(transcript: Transcript, options: Options = PLAIN) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (_PARTS | {"word/document.xml": _document(transcript, options)}).items():
            # A fixed date: the same transcript makes the same bytes.
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, _HEAD + content)
    return file.getvalue()


def read(data: bytes) -> Transcript:
    """Its paragraphs, laid out in time as plain text is. Raises BadTranscript for any other kind of file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if package.getinfo("word/document.xml").file_size > _LARGEST:
                raise BadTranscript("This document is too large to be a transcript.", code="too-large")
            content = package.read("word/document.xml")
        if b"<!DOCTYPE" in content:
            raise ElementTree.ParseError
        root = ElementTree.fromstring(content)  # noqa: S314 (no document type, so no entities)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, NotImplementedError, RuntimeError):
        raise BadTranscript("This file is not a Word document (.docx).", code="not-docx") from None
    return plain_text.read("\n".join(_paragraph_texts(root)))


def _document(transcript: Transcript, options: Options) -> str:
    view = options.view(transcript)
    title = [f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{_run(options.title)}</w:p>'] if options.title else []
    body = [*title, *(_paragraph(view, paragraph, options) for paragraph in view.paragraphs)]
    return f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>'


def _paragraph(transcript: Transcript, paragraph: Paragraph, options: Options) -> str:
    time = f"[{clock(paragraph.start)}] " if options.times else ""
    name = transcript.speaker_name(paragraph.speaker)
    said_by = f"{time}{name}: " if name else time
    return f"<w:p>{_run(said_by, bold=True) if said_by else ''}{_run(paragraph.text)}</w:p>"


def _run(text: str, *, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(_FORBIDDEN.sub("", text))}</w:t></w:r>'


def _paragraph_texts(root: ElementTree.Element) -> Iterator[str]:
    """Each paragraph's text; titles and headings are not said."""
    for paragraph in root.iter(f"{{{_W}}}p"):
        style = paragraph.find(f"{{{_W}}}pPr/{{{_W}}}pStyle")
        if style is None or not style.get(f"{{{_W}}}val", "").startswith(("Title", "Heading")):
            yield "".join(_text(node) for node in paragraph.iter())


def _text(node: ElementTree.Element) -> str:
    if node.tag == f"{{{_W}}}t":
        return node.text or ""
    return " " if node.tag in (f"{{{_W}}}tab", f"{{{_W}}}br") else ""
