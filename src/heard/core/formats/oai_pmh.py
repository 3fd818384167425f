"""What archives collect: OAI-PMH 2.0 with Dublin Core. Written only.

https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PREFIX = "oai_dc"
_SCHEMA = {OAI: f"{OAI}OAI-PMH.xsd", OAI_DC: f"{OAI}oai_dc.xsd"}
for _prefix, _space in (("", OAI), (PREFIX, OAI_DC), ("dc", DC), ("xsi", XSI)):
    register_namespace(_prefix, _space)


@dataclass(frozen=True, slots=True)
class Header:
    """Of one record. `is_gone`: its people took it back, and this is all that is told."""

    identifier: str
    at: datetime
    sets: Sequence[str] = ()
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """`told` are (name of a Dublin Core element, its text), in order."""

    header: Header
    told: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Who answers: `address` is the one that is asked, `since` when the first record was made."""

    name: str
    address: str
    mail: str
    since: datetime


def stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def identify(network: Network) -> Element:
    node = Element(_in("Identify"))
    for name, text in (
        ("repositoryName", network.name),
        ("baseURL", network.address),
        ("protocolVersion", "2.0"),
        ("adminEmail", network.mail),
        ("earliestDatestamp", stamp(network.since)),
        ("deletedRecord", "transient"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ):
        _text(node, name, text)
    return node


def metadata_formats() -> Element:
    node = Element(_in("ListMetadataFormats"))
    one = SubElement(node, _in("metadataFormat"))
    _text(one, "metadataPrefix", PREFIX)
    _text(one, "schema", _SCHEMA[OAI_DC])
    _text(one, "metadataNamespace", OAI_DC)
    return node


def sets(named: Iterable[tuple[str, str]]) -> Element:
    node = Element(_in("ListSets"))
    for spec, name in named:
        one = SubElement(node, _in("set"))
        _text(one, "setSpec", spec)
        _text(one, "setName", name)
    return node


def identifiers(headers: Iterable[Header], token: str | None) -> Element:
    node = Element(_in("ListIdentifiers"))
    for header in headers:
        _header(node, header)
    return _with_token(node, token)


def records(told: Iterable[Record], token: str | None) -> Element:
    node = Element(_in("ListRecords"))
    for record in told:
        _record(node, record)
    return _with_token(node, token)


def record(told: Record) -> Element:
    node = Element(_in("GetRecord"))
    _record(node, told)
    return node


def error(code: str, sentence: str) -> Element:
    node = Element(_in("error"), {"code": code})
    node.text = sentence
    return node


def answer(address: str, asked: Mapping[str, str], at: datetime, said: Element) -> bytes:
    """The whole answer. `asked` are the arguments; none where they could not be understood."""
    root = Element(_in("OAI-PMH"), {f"{{{XSI}}}schemaLocation": f"{OAI} {_SCHEMA[OAI]}"})
    _text(root, "responseDate", stamp(at))
    request = SubElement(root, _in("request"), dict(asked))
    request.text = address
    root.append(said)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}'.encode()


def _with_token(node: Element, token: str | None) -> Element:
    """An empty one ends a list of several pages; a list of one page has none."""
    if token is not None:
        _text(node, "resumptionToken", token)
    return node


def _header(node: Element, header: Header) -> None:
    one = SubElement(node, _in("header"), {"status": "deleted"} if header.is_gone else {})
    _text(one, "identifier", header.identifier)
    _text(one, "datestamp", stamp(header.at))
    for spec in header.sets:
        _text(one, "setSpec", spec)


def _record(node: Element, told: Record) -> None:
    one = SubElement(node, _in("record"))
    _header(one, told.header)
    if told.header.is_gone:
        return
    located = {f"{{{XSI}}}schemaLocation": f"{OAI_DC} {_SCHEMA[OAI_DC]}"}
    core = SubElement(SubElement(one, _in("metadata")), f"{{{OAI_DC}}}dc", located)
    for name, text in told.told:
        SubElement(core, f"{{{DC}}}{name}").text = text


def _text(node: Element, name: str, text: str) -> None:
    SubElement(node, _in(name)).text = text


def _in(name: str) -> str:
    return f"{{{OAI}}}{name}"
