"""What an archive asks by OAI-PMH 2.0: a verb, its arguments, and where a long list goes on."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from heard.core.errors import BadInput
from heard.core.formats.oai_pmh import PREFIX

_LISTS = ("ListIdentifiers", "ListRecords")
_MAY: Mapping[str, Sequence[str]] = {
    "Identify": (),
    "ListMetadataFormats": ("identifier",),
    "ListSets": ("resumptionToken",),
    "GetRecord": ("identifier", "metadataPrefix"),
    "ListIdentifiers": ("metadataPrefix", "from", "until", "set", "resumptionToken"),
    "ListRecords": ("metadataPrefix", "from", "until", "set", "resumptionToken"),
}
_DAY, _MOMENT = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"
_SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?")
_EMPTY = "-"


@dataclass(frozen=True, slots=True)
class Asked:
    """`after` is the key of the last row that was told, where a list goes on; both ends of the time count."""

    verb: str
    identifier: str = ""
    since: datetime | None = None
    until: datetime | None = None
    part: str = ""
    after: int = 0
    given: Mapping[str, str] = field(default_factory=dict)


def asked(given: Mapping[str, Sequence[str]]) -> Asked:
    """Raises BadInput with the code that the protocol has for what is wrong."""
    verbs = given.get("verb", ())
    if len(verbs) != 1 or verbs[0] not in _MAY:
        raise BadInput("This is no verb of OAI-PMH, or there are several.", code="badVerb")
    verb = verbs[0]
    told = {name: values[0] for name, values in given.items()}
    if any(len(values) != 1 for values in given.values()) or set(told) - {"verb", *_MAY[verb]}:
        raise BadInput("An argument is there twice, or does not belong to this verb.", code="badArgument")
    if "resumptionToken" in told:
        return _going_on(verb, told)
    _check_prefix(verb, told)
    if verb == "GetRecord" and "identifier" not in told:
        raise BadInput("Say which record: its identifier is missing.", code="badArgument")
    since, until = _moment(told.get("from")), _moment(told.get("until"), is_end=True)
    _check_times(told, since, until)
    return Asked(verb, told.get("identifier", ""), since, until, told.get("set", ""), given=told)


def token_after(one: Asked, key: int) -> str:
    """Where the list goes on after the row with this key."""
    times = (at.strftime(_MOMENT) if at else _EMPTY for at in (one.since, one.until))
    text = " ".join([one.verb, str(key), *times, one.part or _EMPTY])
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _going_on(verb: str, told: dict[str, str]) -> Asked:
    if set(told) != {"verb", "resumptionToken"}:
        raise BadInput("A resumptionToken comes alone.", code="badArgument")
    token = told["resumptionToken"]
    try:
        written, key, since, until, part = urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode().split(" ")
        after = int(key)
        if written != verb or not 0 < after < 2**63 or "\0" in part:
            raise ValueError(token)
        begin, end = (None if at == _EMPTY else _moment(at) for at in (since, until))
    except (ValueError, OverflowError, BadInput):
        raise BadInput("This resumptionToken is none of this list. Begin anew.", code="badResumptionToken") from None
    return Asked(verb, "", begin, end, "" if part == _EMPTY else part, after, told)


def _check_prefix(verb: str, told: Mapping[str, str]) -> None:
    if verb not in (*_LISTS, "GetRecord"):
        return
    if "metadataPrefix" not in told:
        raise BadInput("Say in which format: metadataPrefix is missing.", code="badArgument")
    if told["metadataPrefix"] != PREFIX:
        raise BadInput("There is Dublin Core alone here: oai_dc.", code="cannotDisseminateFormat")


def _moment(text: str | None, *, is_end: bool = False) -> datetime | None:
    """A day begins with its first second and ends with its last."""
    if text is None:
        return None
    try:
        if not _SHAPE.fullmatch(text):
            raise ValueError(text)
        if "T" in text:
            return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
        day = datetime.strptime(text, _DAY).replace(tzinfo=UTC)
        return day + timedelta(days=1, seconds=-1) if is_end else day
    except (ValueError, OverflowError):
        raise BadInput("Write times as 2026-11-30, or as 2026-11-30T12:00:00Z.", code="badArgument") from None


def _check_times(told: Mapping[str, str], since: datetime | None, until: datetime | None) -> None:
    if since and until and (len(told["from"]) != len(told["until"]) or since > until):
        raise BadInput("“from” is later than “until”, or they are not written alike.", code="badArgument")
