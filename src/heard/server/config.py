"""Every setting: its name in the environment, its type, its default and one sentence. The docs are made from this."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heard.server.readers import (
    contact,
    database_url,
    embedders,
    hosts,
    inside,
    languages,
    line,
    mail_address,
    names,
    number,
    one_of,
    sender,
    site_url,
    time_zone,
    whole,
    yes_or_no,
)


@dataclass(frozen=True)
class Setting:
    """One environment variable. `read` turns its text into a value and raises ValueError when it cannot."""

    name: str
    default: Any
    sentence: str
    read: Callable[[str], Any] = str
    is_secret: bool = False  # never repeated where others may read it

    @property
    def value(self) -> Any:
        text = os.environ.get(self.name, "")
        if not text:
            return self.default
        try:
            return self.read(text)
        except ValueError:
            said = "what it is" if self.is_secret else f"“{text}”"
            raise SystemExit(f"The setting {self.name} cannot be {said}. {self.sentence}") from None


DATA = Setting("HEARD_DATA", Path("heard-data"), "The folder for the database, recordings and models.", Path)
DATABASE_URL = Setting(
    "DATABASE_URL",
    "",
    "PostgreSQL, as postgres://user:password@host/name. Empty: SQLite in the data folder.",
    database_url,
    is_secret=True,
)
SECRET_KEY = Setting(
    "HEARD_SECRET_KEY", "", "Signs sessions. Empty: made once and kept in the data folder.", is_secret=True
)
HOSTS = Setting(
    "HEARD_HOSTS",
    ["127.0.0.1", "localhost"],
    "The host names the site answers to, with commas between.",
    hosts,
)
HTTPS = Setting(
    "HEARD_HTTPS",
    False,
    "Whether readers reach the site over HTTPS (then cookies are sent only there).",
    yes_or_no,
)
DEBUG = Setting("HEARD_DEBUG", False, "Shows developers the details of an error. Never on a public site.", yes_or_no)
SITE_NAME = Setting("HEARD_SITE_NAME", "Heard", "The name of the network, as it stands on every page.", line)
EMERGENCY = Setting("HEARD_EMERGENCY", "999", "The number to call when somebody is in danger, as pages name it.", line)
PORT = Setting("PORT", 8000, "The port that `heard serve` listens on.", whole(1, 65535))
ADDRESS = Setting("HEARD_ADDRESS", "127.0.0.1", "The address that `heard serve` listens on.")
WORKERS = Setting("HEARD_WEB_WORKERS", 2, "How many web processes answer readers.", whole(1, 64))
KEPT_PAGES = Setting(
    "HEARD_KEPT_PAGES",
    64 * 1024**2,
    "How much memory each web process may fill with pages that it keeps ready for strangers, in bytes. 0: none.",
    whole(),
)
MODEL = Setting("HEARD_MODEL", "base", "The speech model: base, tiny.en, a local folder or a name on a model hub.")
SECOND_OPINION = Setting(
    "HEARD_SECOND_OPINION",
    True,
    "Whether a second, smaller model listens too, in English: to what may be misheard, and to what is offered in its "
    "place. It takes about 0.08 seconds of computing for each second of sound.",
    yes_or_no,
)
MAX_UPLOAD = Setting("HEARD_MAX_UPLOAD", 2 * 1024**3, "The largest recording that can be uploaded, in bytes.", whole(1))
UPLOAD_DAYS = Setting("HEARD_UPLOAD_DAYS", 7, "How many days an unfinished upload is kept untouched.", whole(1))
UNFINISHED_UPLOADS = Setting(
    "HEARD_UNFINISHED_UPLOADS", 5, "How many unfinished uploads one person may have at a time.", whole(1)
)
ACCEL = Setting(
    "HEARD_ACCEL",
    "",
    "Where the web server in front finds the media folder (nginx: an internal location). Empty: Heard sends the files.",
    inside,
)
MAX_SECONDS = Setting("HEARD_MAX_SECONDS", 2 * 3600, "The longest recording that is transcribed, in seconds.", whole(1))
JOB_SECONDS = Setting("HEARD_JOB_SECONDS", 6 * 3600, "How long one recording may be worked on, in seconds.", whole(1))
JOB_MEMORY = Setting(
    "HEARD_JOB_MEMORY", 6 * 1024**3, "How much memory the work on one recording may take, in bytes.", whole(1)
)
LEASE_SECONDS = Setting(
    "HEARD_LEASE_SECONDS",
    30,
    "How long after a worker's last sign of life another takes over its work, in seconds.",
    whole(1),
)
TRUSTED_PROXIES = Setting("HEARD_TRUSTED_PROXIES", 0, "How many proxies of yours stand before the site.", whole(0, 10))
EMAIL_URL = Setting(
    "HEARD_EMAIL_URL",
    "",
    "How e-mail is sent: smtp://user:password@host:587, or smtps://user:password@host for a server that encrypts from "
    "the first byte (as port 465 does). Signs such as @ : / # ? % in the user or password are written as %40 %3A %2F "
    "%23 %3F %25. smtp://localhost is a relay on this machine; smtp://host:25?tls=no is one nearby that needs neither "
    "encryption nor a password. Empty: letters are kept as files in the data folder.",
    mail_address,
    is_secret=True,
)
EMAIL_FROM = Setting("HEARD_EMAIL_FROM", "heard@localhost", "The address that e-mails come from.", sender)
STRANGER_LETTERS = Setting(
    "HEARD_STRANGER_LETTERS",
    5,
    "How many letters a day go to one address that nobody has shown to be theirs: codes and invitations.",
    whole(1),
)
STRANGER_LETTERS_A_DAY = Setting(
    "HEARD_STRANGER_LETTERS_A_DAY",
    300,
    "How many letters a day go to all such addresses together. After that new accounts wait until tomorrow.",
    whole(1),
)
SECURITY_CONTACT = Setting(
    "HEARD_SECURITY_CONTACT",
    "",
    "Whom to tell of a hole in the site, for /.well-known/security.txt: mailto:host@example.org, or an https:// page.",
    contact,
)
JOIN = Setting(
    "HEARD_JOIN",
    "open",
    "Who may make an account: `open` lets anybody, `invited` only people with an invitation or an organisation's link.",
    one_of("open", "invited"),
)
INVITATION_DAYS = Setting("HEARD_INVITATION_DAYS", 14, "How many days an invitation can be used.", whole(1))
STAFF_CODES = Setting(
    "HEARD_STAFF_CODES",
    True,
    "Whether editors, moderators and hosts need a passkey or a one-time code. It counts only with HEARD_HTTPS: "
    "without HTTPS browsers make no passkeys.",
    yes_or_no,
)
TRAINING_REQUIRED = Setting(
    "HEARD_TRAINING_REQUIRED",
    False,
    "Whether reporters have to do the course about responsible storytelling before they upload.",
    yes_or_no,
)
TRAINING_MONTHS = Setting(
    "HEARD_TRAINING_MONTHS",
    24,
    "How many months that course counts before it has to be done again (0: for ever).",
    whole(),
)
LANGUAGES = Setting(
    "HEARD_LANGUAGES",
    ["en-gb"],
    "The languages that pages can be read in, as en-gb,cy. The first is for whoever asks for none of them. With "
    "several, readers choose at the foot of the page.",
    languages,
)
TIME_ZONE = Setting("HEARD_TIME_ZONE", "Europe/London", "The time zone that dates are shown in.", time_zone)
REPORTS_A_MINUTE = Setting(
    "HEARD_REPORTS_A_MINUTE", 30, "How many corrections one visitor may send in a minute.", whole(1)
)
AGREEMENT = Setting("HEARD_AGREEMENT", True, "Whether helpers may settle a place without an editor.", yes_or_no)
AGREEMENT_PEOPLE = Setting(
    "HEARD_AGREEMENT_PEOPLE",
    4,
    "How many trusted helpers have to hear the same to settle a place (at least 2).",
    whole(2),
)
AGREEMENT_MORE = Setting(
    "HEARD_AGREEMENT_MORE", 1, "How many more it takes where a number, a negation or a name changes.", whole()
)
AGREEMENT_TRUST = Setting(
    "HEARD_AGREEMENT_TRUST",
    0.7,
    "The share of a helper's reports that must be right, in 95 of 100 cases, for them to be trusted.",
    number(0, 1),
)
AGREEMENT_DAYS = Setting(
    "HEARD_AGREEMENT_DAYS", 2.0, "How many days an agreement rests, in which an editor may step in.", number(0, 3650)
)
COMMENTS = Setting(
    "HEARD_COMMENTS",
    "trusted",
    "Whose comments appear before a moderator has read them: trusted (helpers and above), all, or off for no comments.",
    one_of("trusted", "all", "off"),
)
COMMENTS_A_MINUTE = Setting(
    "HEARD_COMMENTS_A_MINUTE", 5, "How many comments one visitor may send in a minute.", whole(1)
)
HIDE_AT_ONCE = Setting(
    "HEARD_HIDE_AT_ONCE",
    ["safeguarding", "private"],
    "The concerns for which what is at stake is hidden before anybody has looked, with commas between: safeguarding, "
    "private, consent, hateful, misleading, other; or none.",
    names,
)
HIDE_VISITOR = Setting(
    "HEARD_HIDE_VISITOR",
    1,
    "How many stories, and how many comments, one visitor’s concerns may hide at once in a day. People in the story, "
    "editors and moderators may always.",
    whole(),
)
HIDE_ADDRESS = Setting(
    "HEARD_HIDE_ADDRESS",
    3,
    "The same for one address, behind which many people may be. An IPv6 network (/64) counts as one visitor.",
    whole(),
)
HIDE_NETWORK = Setting(
    "HEARD_HIDE_NETWORK",
    5,
    "The same for everybody together. Of stories, it is never more than a third of all.",
    whole(),
)
HELD_HOURS = Setting(
    "HEARD_HELD_HOURS",
    72,
    "After how many hours something that a concern hid comes back by itself when no moderator has taken the concern. "
    "0: never.",
    whole(),
)
HELD_RISK_HOURS = Setting(
    "HEARD_HELD_RISK_HOURS",
    168,
    "The same where somebody is at risk: it is longer, because showing it too early may do harm that cannot be undone.",
    whole(),
)
RISK_HOURS = Setting(
    "HEARD_RISK_HOURS",
    24,
    "Within how many hours a moderator should have dealt with a concern that somebody is at risk. 0: no deadline.",
    int,
)
SITE_URL = Setting(
    "HEARD_SITE_URL",
    "",
    "The address of the site as it stands in e-mails, as https://stories.example.org. Empty: made from HEARD_HOSTS.",
    site_url,
)
SEARCH_ENGINES = Setting(
    "HEARD_SEARCH_ENGINES",
    True,
    "Whether search engines may list the site: no for a site on trial. One with HEARD_DEBUG, or without an address of "
    "its own (HEARD_SITE_URL or HEARD_HOSTS), is never listed.",
    yes_or_no,
)
EMBED_IN = Setting(
    "HEARD_EMBED_IN",
    "*",
    "Which sites may show players of stories and moments in their pages: https://charity.example, several with commas; "
    "* is any, none is none.",
    embedders,
)
COOLING_OFF_DAYS = Setting(
    "HEARD_COOLING_OFF_DAYS",
    14,
    "How many days a story that was taken back is sealed, and can come back, before it is erased.",
    whole(),
)
LINK_DAYS = Setting("HEARD_LINK_DAYS", 90, "How many days somebody's private link to their story works.", whole(1))
REGISTER = Setting(
    "HEARD_REGISTER",
    "",
    "The file that says what was taken back, for `heard restore`; best on another disk. Empty: in the data folder.",
)
VISITOR_DAYS = Setting(
    "HEARD_VISITOR_DAYS", 365, "How many days the coded mark of a visitor's browser is kept. 0: for ever.", whole()
)
UNPROVED_DAYS = Setting(
    "HEARD_UNPROVED_DAYS",
    30,
    "How many days an account without a proved address may lie unused. 0: for ever.",
    whole(),
)
CASE_DAYS = Setting(
    "HEARD_CASE_DAYS",
    2555,
    "How many days the notes of a concern, and to whom it was passed, are kept after they were written, once it is "
    "decided. 0: for ever.",
    int,
)
JOURNAL_DAYS = Setting("HEARD_JOURNAL_DAYS", 1095, "How many days the journal is kept. 0: for ever.", whole())

SETTINGS = tuple(value for value in list(globals().values()) if isinstance(value, Setting))
