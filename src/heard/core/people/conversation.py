"""What people may say to each other under a story, and whose words wait until a moderator has read them."""

from __future__ import annotations

import re
from enum import StrEnum

from heard.core.errors import BadInput, WrongState
from heard.core.people.fields import is_seen, too_long
from heard.core.people.permissions import Person, Right, may
from heard.core.transcript.scripts import visible

LONGEST = 2000  # characters
_SENT = 10  # so many times as long it may come in, with its blanks; what is longer is not looked through
_EMPTY_LINES = re.compile(r"\n{3,}")


class Policy(StrEnum):
    """Whose comments the host lets appear before anybody has read them."""

    TRUSTED = "trusted"  # helpers and everybody above
    ALL = "all"  # everybody with an account, and strangers whose browser has passed the human check
    OFF = "off"  # there are no comments


def appears_at_once(writer: Person, policy: Policy, *, checked: bool) -> bool:
    """Whether a comment is seen before a moderator has read it. `checked` is whether the writer's browser has passed
    the human check."""
    if policy is Policy.ALL:
        return writer.id is not None or checked
    return may(writer, Right.TALK_AT_ONCE)


def check_is_open(policy: Policy) -> None:
    if policy is Policy.OFF:
        raise WrongState("There are no comments on this site.", code="no-comments")


def written(text: str, *, longest: int = LONGEST) -> str:
    """What somebody wrote, with its lines and without what cannot be seen. Raises BadInput when it is empty or too
    long."""
    if len(text) > _SENT * longest:
        raise too_long(longest, "text")
    lines = [visible(line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()
    if not is_seen(kept):
        raise BadInput("Please write something first.", code="no-text", field="text")
    if len(kept) > longest:
        raise too_long(longest, "text")
    return kept
