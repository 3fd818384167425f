"""Every setting: its name in the environment, its type, its default and one sentence. The docs are made from this."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypedDict, cast, get_type_hints

from heard.server.parts import (
    Brake,
    ConcernHours,
    Jobs,
    KeepDays,
    LinkDays,
    Pace,
    Recordings,
    StrangerLetters,
    Training,
)
from heard.server.readers import (
    database_url,
    inside,
    mail_address,
    meaning,
    names,
    parts,
    sender,
    site_urls,
    time_zone,
    whole,
    yes_or_no,
)


@dataclass(frozen=True)
class Setting:
    """One environment variable. `read` turns its text into a value and raises ValueError when it cannot."""

    default: Any
    sentence: str
    read: Callable[[str], Any] = str
    is_secret: bool = False  # never repeated where others may read it

    def value(self, name: str) -> Any:
        text = os.environ.get(name, "")
        if not text:
            return self.default
        try:
            return self.read(text)
        except ValueError:
            said = "what it is" if self.is_secret else f"“{text}”"
            raise SystemExit(f"The setting {name} cannot be {said}. {self.sentence}") from None


class Settings(TypedDict):
    """The settings of this process, as code asks for them: `settings.HEARD["PORT"]`."""

    HEARD_DATA: Annotated[
        Path, Setting(Path("heard-data"), "The folder for the database, recordings and models.", Path)
    ]
    DATABASE_URL: Annotated[
        str,
        Setting(
            "",
            "PostgreSQL, as postgres://user:password@host/name. Empty: SQLite in the data folder.",
            database_url,
            is_secret=True,
        ),
    ]
    HEARD_SECRET_KEY: Annotated[
        str, Setting("", "Signs sessions. Empty: made once and kept in the data folder.", is_secret=True)
    ]
    HEARD_SITE_URL: Annotated[
        list[str],
        Setting(
            [],
            "The address of the site, as https://stories.example.org. Several with commas: the first stands in "
            "e-mails. With https:// cookies are sent only over HTTPS. Empty: this machine alone reaches the site.",
            site_urls,
        ),
    ]
    HEARD_TIME_ZONE: Annotated[str, Setting("Europe/London", "The time zone that dates are shown in.", time_zone)]
    HEARD_DEBUG: Annotated[
        bool, Setting(False, "Shows developers the details of an error. Never on a public site.", yes_or_no)
    ]
    PORT: Annotated[int, Setting(8000, "The port that `heard serve` listens on.", whole(1, 65535))]
    HEARD_ADDRESS: Annotated[str, Setting("127.0.0.1", "The address that `heard serve` listens on.")]
    HEARD_WEB_WORKERS: Annotated[int, Setting(2, "How many web processes answer readers.", whole(1, 64))]
    HEARD_KEPT_PAGES: Annotated[
        int,
        Setting(
            64 * 1024**2,
            "How much memory each web process may fill with pages that it keeps ready for strangers, in bytes. 0: "
            "none.",
            whole(),
        ),
    ]
    HEARD_TRUSTED_PROXIES: Annotated[int, Setting(0, "How many proxies of yours stand before the site.", whole(0, 10))]
    HEARD_ACCEL: Annotated[
        str,
        Setting(
            "",
            "Where the web server in front finds the media folder (nginx: an internal location). Empty: Heard sends "
            "the files.",
            inside,
        ),
    ]
    HEARD_EMAIL_URL: Annotated[
        str,
        Setting(
            "",
            "How e-mail is sent: smtp://user:password@host:587, or smtps://user:password@host for a server that "
            "encrypts from the first byte (as port 465 does). Signs such as @ : / # ? % in the user or password are "
            "written as %40 %3A %2F %23 %3F %25. smtp://localhost is a relay on this machine; "
            "smtp://host:25?tls=no is one nearby that needs neither encryption nor a password. Empty: letters are "
            "kept as files in the data folder.",
            mail_address,
            is_secret=True,
        ),
    ]
    HEARD_EMAIL_FROM: Annotated[str, Setting("heard@localhost", "The address that e-mails come from.", sender)]
    HEARD_STRANGER_LETTERS: Annotated[
        StrangerLetters,
        Setting(
            StrangerLetters(),
            "How many letters a day go to addresses that nobody has shown to be theirs (codes and invitations): to "
            "one, and to all together. After that new accounts wait until tomorrow.",
            parts(StrangerLetters),
        ),
    ]
    HEARD_MODEL: Annotated[
        str, Setting("base", "The speech model: base, tiny.en, a local folder or a name on a model hub.")
    ]
    HEARD_SECOND_OPINION: Annotated[
        bool,
        Setting(
            True,
            "Whether a second, smaller model listens too, in English: to what may be misheard, and to what is offered "
            "in its place. It takes about 0.08 seconds of computing for each second of sound.",
            yes_or_no,
        ),
    ]
    HEARD_MEANING: Annotated[
        str,
        Setting(
            "english",
            "What reads the meaning of what was said, so that it is found without its words: `english`, which comes "
            "with Heard; a folder with another model (model.onnx and tokenizer.json); or `no`. It takes about a second "
            "of computing for each 1,000 words, once, and 100 MB of memory in each process that reads.",
            meaning,
        ),
    ]
    HEARD_RECORDINGS: Annotated[
        Recordings,
        Setting(
            Recordings(),
            "The largest recording that can be uploaded, in bytes; the longest that is transcribed, in seconds; and "
            "how many unfinished uploads one person may have at a time.",
            parts(Recordings),
        ),
    ]
    HEARD_JOBS: Annotated[
        Jobs,
        Setting(
            Jobs(),
            "The work on one recording: how many seconds and how many bytes of memory it may take, and how many "
            "seconds (lease) after a worker’s last sign of life another takes over.",
            parts(Jobs),
        ),
    ]
    HEARD_STAFF_CODES: Annotated[
        bool,
        Setting(
            True,
            "Whether editors, moderators and hosts need a passkey or a one-time code. It counts only where "
            "HEARD_SITE_URL is https://: without HTTPS browsers make no passkeys.",
            yes_or_no,
        ),
    ]
    HEARD_TRAINING: Annotated[
        Training,
        Setting(
            Training(),
            "Whether reporters have to do the course about responsible storytelling before they upload, and how many "
            "months it counts before it has to be done again (0: for ever).",
            parts(Training),
        ),
    ]
    HEARD_PACE: Annotated[
        Pace,
        Setting(Pace(), "How many corrections, and how many comments, one visitor may send in a minute.", parts(Pace)),
    ]
    HEARD_HIDE_AT_ONCE: Annotated[
        list[str],
        Setting(
            ["safeguarding", "private"],
            "The concerns for which what is at stake is hidden before anybody has looked, with commas between: "
            "safeguarding, private, consent, hateful, misleading, other; or none.",
            names,
        ),
    ]
    HEARD_BRAKE: Annotated[
        Brake,
        Setting(
            Brake(),
            "How many stories, and how many comments, concerns may hide at once in a day: those of one visitor, of one "
            "address, behind which many people may be (an IPv6 network, /64, counts as one visitor), and of the whole "
            "network. Of stories, it is never more than a third of all. People in the story, editors and moderators "
            "may always.",
            parts(Brake),
        ),
    ]
    HEARD_CONCERN_HOURS: Annotated[
        ConcernHours,
        Setting(
            ConcernHours(),
            "After how many hours something that a concern hid comes back by itself when no moderator has taken the "
            "concern (hidden); the same where somebody is at risk, which is longer, because showing it too early may "
            "do harm that cannot be undone (at_risk); and within how many hours a moderator should have dealt with a "
            "concern that somebody is at risk (answer). 0: never, and no deadline.",
            parts(ConcernHours),
        ),
    ]
    HEARD_COOLING_OFF_DAYS: Annotated[
        int,
        Setting(
            14,
            "How many days a story that was taken back is sealed, and can come back, before it is erased.",
            whole(),
        ),
    ]
    HEARD_LINK_DAYS: Annotated[
        LinkDays,
        Setting(
            LinkDays(),
            "How many days a link works: somebody’s private link to their story, and an invitation.",
            parts(LinkDays),
        ),
    ]
    HEARD_REGISTER: Annotated[
        str,
        Setting(
            "",
            "The file that says what was taken back, for `heard restore`; best on another disk. Empty: in the data "
            "folder.",
        ),
    ]
    HEARD_KEEP_DAYS: Annotated[
        KeepDays,
        Setting(
            KeepDays(),
            "How many days are kept: the coded mark of a visitor’s browser (visitors); an account without a proved "
            "address that lies unused (unproved); the notes of a concern, and to whom it was passed, once it is "
            "decided (cases); the journal. 0: for ever. And an unfinished upload that nobody touches (uploads).",
            parts(KeepDays),
        ),
    ]


SETTINGS: dict[str, Setting] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Settings, include_extras=True).items()
}

# Settings that there were: what says the same now. Whoever still sets one is told, not silently left without it.
GONE = {
    "HEARD_HOSTS": "HEARD_SITE_URL=https://stories.example.org",
    "HEARD_HTTPS": "HEARD_SITE_URL=https://stories.example.org",
    "HEARD_MAX_UPLOAD": "HEARD_RECORDINGS=bytes=…",
    "HEARD_MAX_SECONDS": "HEARD_RECORDINGS=seconds=…",
    "HEARD_UNFINISHED_UPLOADS": "HEARD_RECORDINGS=unfinished=…",
    "HEARD_JOB_SECONDS": "HEARD_JOBS=seconds=…",
    "HEARD_JOB_MEMORY": "HEARD_JOBS=memory=…",
    "HEARD_LEASE_SECONDS": "HEARD_JOBS=lease=…",
    "HEARD_STRANGER_LETTERS_A_DAY": "HEARD_STRANGER_LETTERS=all=…",
    "HEARD_INVITATION_DAYS": "HEARD_LINK_DAYS=invitations=…",
    "HEARD_TRAINING_REQUIRED": "HEARD_TRAINING=required=yes",
    "HEARD_TRAINING_MONTHS": "HEARD_TRAINING=months=…",
    "HEARD_REPORTS_A_MINUTE": "HEARD_PACE=corrections=…",
    "HEARD_COMMENTS_A_MINUTE": "HEARD_PACE=comments=…",
    "HEARD_HIDE_VISITOR": "HEARD_BRAKE=visitor=…",
    "HEARD_HIDE_ADDRESS": "HEARD_BRAKE=address=…",
    "HEARD_HIDE_NETWORK": "HEARD_BRAKE=network=…",
    "HEARD_HELD_HOURS": "HEARD_CONCERN_HOURS=hidden=…",
    "HEARD_HELD_RISK_HOURS": "HEARD_CONCERN_HOURS=at_risk=…",
    "HEARD_RISK_HOURS": "HEARD_CONCERN_HOURS=answer=…",
    "HEARD_VISITOR_DAYS": "HEARD_KEEP_DAYS=visitors=…",
    "HEARD_UNPROVED_DAYS": "HEARD_KEEP_DAYS=unproved=…",
    "HEARD_CASE_DAYS": "HEARD_KEEP_DAYS=cases=…",
    "HEARD_JOURNAL_DAYS": "HEARD_KEEP_DAYS=journal=…",
    "HEARD_UPLOAD_DAYS": "HEARD_KEEP_DAYS=uploads=…",
}

# Settings that there were, and that the host says on a page now.
ON_THE_PAGE = (
    "HEARD_LANGUAGES",
    "HEARD_SITE_NAME",
    "HEARD_EMERGENCY",
    "HEARD_SEARCH_ENGINES",
    "HEARD_SECURITY_CONTACT",
    "HEARD_EMBED_IN",
    "HEARD_JOIN",
    "HEARD_AGREEMENT",
    "HEARD_COMMENTS",
)


def given() -> Settings:
    """What the environment says now, with the defaults. Exits with a sentence for what cannot be."""
    for name, now in GONE.items():
        if os.environ.get(name):
            raise SystemExit(f"There is no setting {name} any more: write {now}.")
    for name in filter(os.environ.get, ON_THE_PAGE):
        raise SystemExit(f"There is no setting {name} any more: the host says it on the page “Your network”.")
    return cast(Settings, {name: setting.value(name) for name, setting in SETTINGS.items()})
