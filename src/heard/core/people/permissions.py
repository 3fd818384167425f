"""Who may do what. `RIGHTS` is the table: each right, the least role that has it, and what to say to anybody else.
docs/roles.md shows the same table. `check_can_x` raises the sentence, `can_x` says yes or no.

This asks only *who*. *In which state* something may be done is in `states.py`. Who may see a story is one rule of its
own, in `heard.apps.telling.queries.stories_for`, because it has to be asked of many stories at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from heard.core.errors import NotAllowed
from heard.core.sentences import to_translate


class Role(StrEnum):
    """What somebody is trusted with. Each may do all that those before it may."""

    VISITOR = "visitor"
    HELPER = "helper"
    REPORTER = "reporter"
    EDITOR = "editor"
    MODERATOR = "moderator"
    HOST = "host"

    @property
    def rank(self) -> int:
        return list(Role).index(self)


# From here on people see what others have not published, so the host may ask them for a second step of signing in.
STAFF = Role.EDITOR
# The most that a link which many people use may make of somebody.
MOST_BY_STANDING_LINK = Role.REPORTER


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the door. `id` is None for a visitor without an account. `trained` is False where the host asks for
    training before people tell stories, and they have not had it."""

    id: int | None = None
    role: Role = Role.VISITOR
    trained: bool = True

    def at_least(self, role: Role) -> bool:
        return self.id is not None and self.role.rank >= role.rank

    @property
    def is_staff(self) -> bool:
        return self.at_least(STAFF)


class Right(StrEnum):
    """One thing that people may do."""

    READ = "read"
    REPORT = "report"
    TALK = "talk"
    BELONG = "belong"
    TALK_AT_ONCE = "talk at once"
    TELL = "tell"
    EDIT_STORY = "edit story"
    DECIDE = "decide"
    OPEN_REVISIONS = "open revisions"
    REVIEW = "review"
    STEER_PAIRS = "steer pairs"
    KEEP_GLOSSARY = "keep glossary"
    CURATE = "curate"
    WRITE_PAGES = "write pages"
    INVITE = "invite"
    MODERATE = "moderate"
    SEE_PEOPLE = "see people"
    RECORD_TRAINING = "record training"
    SUSPEND = "suspend"
    GIVE_ROLES = "give roles"
    SEE_PRIVATE = "see private"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Grant:
    """`least` is the first role that may, None when nobody needs an account. `what` is the right in words, `own` is who
    else has it over what is theirs, and `refusal` is said to the others."""

    least: Role | None
    what: str
    own: str = ""
    refusal: str = to_translate("This page is not open to you.")


RIGHTS: Mapping[Right, Grant] = {
    Right.READ: Grant(None, "read, hear and search what is published"),
    Right.REPORT: Grant(None, "say that words were misheard, and ask what a word means"),
    Right.TALK: Grant(None, "write a comment, and raise a concern"),
    Right.BELONG: Grant(
        Role.VISITOR,
        "have a page, belong to groups, and download or delete everything that is theirs",
        refusal=to_translate("Please log in first."),
    ),
    Right.TALK_AT_ONCE: Grant(Role.HELPER, "write comments that do not wait for a moderator"),
    Right.TELL: Grant(
        Role.REPORTER,
        "add stories",
        refusal=to_translate("Only community reporters can add a story. Ask the host to make you one."),
    ),
    Right.EDIT_STORY: Grant(
        Role.EDITOR,
        "open and change any story, drafts included",
        own="the story’s reporter",
        refusal=to_translate("Only the reporter of this story and the editors can change it."),
    ),
    Right.DECIDE: Grant(
        Role.EDITOR,
        "decide what is suggested for a story, though never on a suggestion of their own",
        own="the story’s reporter",
        refusal=to_translate("Only editors and the reporter of this story can decide on corrections."),
    ),
    Right.OPEN_REVISIONS: Grant(
        Role.EDITOR,
        "open earlier revisions of a transcript",
        own="the story’s reporter",
        refusal=to_translate("Only the reporter of this story and the editors can open its earlier revisions."),
    ),
    Right.REVIEW: Grant(
        Role.EDITOR, "review corrections of all stories", refusal=to_translate("Only editors can review corrections.")
    ),
    Right.STEER_PAIRS: Grant(
        Role.EDITOR,
        "steer what is offered everywhere",
        refusal=to_translate("Only editors can steer what is offered everywhere."),
    ),
    Right.KEEP_GLOSSARY: Grant(
        Role.EDITOR,
        "keep the glossary",
        refusal=to_translate("Only editors can change the glossary. Anybody can ask what a word means."),
    ),
    Right.CURATE: Grant(
        Role.EDITOR,
        "make collections of stories and moments, put places on the map, and give groups a page",
        refusal=to_translate("Only editors can make collections, put places on the map, and give groups a page."),
    ),
    Right.WRITE_PAGES: Grant(
        Role.EDITOR,
        "write articles, guides and the pages about the network",
        refusal=to_translate("Only editors can write articles and pages."),
    ),
    Right.INVITE: Grant(
        Role.EDITOR,
        "invite people, up to their own role, and look after groups",
        own="whoever leads the group",
        refusal=to_translate("Only editors, and those who lead a group, can invite people."),
    ),
    Right.MODERATE: Grant(
        Role.MODERATOR, "decide on comments and concerns", refusal=to_translate("Only moderators can do this.")
    ),
    Right.SEE_PEOPLE: Grant(
        Role.MODERATOR, "look people up", refusal=to_translate("Only moderators and hosts can look people up.")
    ),
    Right.RECORD_TRAINING: Grant(
        Role.MODERATOR,
        "record somebody’s training",
        refusal=to_translate("Only moderators and hosts can record training."),
    ),
    Right.SUSPEND: Grant(
        Role.MODERATOR,
        "suspend people who do not moderate or host; the host may suspend moderators too",
        refusal=to_translate("Only moderators can do this."),
    ),
    Right.GIVE_ROLES: Grant(
        Role.HOST, "say who has which role", refusal=to_translate("Only the host can say who has which role.")
    ),
    Right.SEE_PRIVATE: Grant(
        Role.HOST,
        "see somebody’s real name and contact (each look is written down), and download what is kept about them",
        own="the person themself",
        refusal=to_translate("Only the host can see this."),
    ),
    Right.RUN: Grant(Role.HOST, "run the network", refusal=to_translate("Only the host can do this.")),
}


def may(person: Person, right: Right) -> bool:
    """Whether somebody has a right over things that are not their own."""
    least = RIGHTS[right].least
    return least is None or person.at_least(least)


def check(person: Person, right: Right) -> None:
    if not may(person, right):
        raise NotAllowed(RIGHTS[right].refusal)


def can_tell(person: Person) -> bool:
    return may(person, Right.TELL) and person.trained


def check_can_tell(person: Person) -> None:
    check(person, Right.TELL)
    check_is_trained(person)


def check_is_trained(person: Person) -> None:
    """Asked of a new story, and of every recording that is sent."""
    if not person.trained:
        raise NotAllowed("Please do the short course about responsible storytelling first.", code="training-needed")


def can_edit_story(person: Person, *, reporter: int) -> bool:
    return may(person, Right.EDIT_STORY) or _is(person, reporter)


def check_can_edit_story(person: Person, *, reporter: int) -> None:
    if not can_edit_story(person, reporter=reporter):
        raise NotAllowed(RIGHTS[Right.EDIT_STORY].refusal)


def can_review(person: Person) -> bool:
    return may(person, Right.REVIEW)


def check_can_review(person: Person) -> None:
    check(person, Right.REVIEW)


def can_decide(person: Person, *, author: int | None, reporter: int | None = None, same_browser: bool = False) -> bool:
    """Editors, and the story's own `reporter`. Nobody decides on their own suggestion, not even on one that came from
    the `same_browser` while they were signed out."""
    own = same_browser or (author is not None and author == person.id)
    return _looks_after(person, reporter) and not own


def check_can_decide(
    person: Person, *, author: int | None, reporter: int | None = None, same_browser: bool = False
) -> None:
    if not _looks_after(person, reporter):
        raise NotAllowed(RIGHTS[Right.DECIDE].refusal)
    if not can_decide(person, author=author, reporter=reporter, same_browser=same_browser):
        raise NotAllowed("You suggested this yourself, so somebody else has to decide on it.")


def _looks_after(person: Person, reporter: int | None) -> bool:
    return may(person, Right.DECIDE) or _is(person, reporter)


def check_can_review_story(person: Person, *, reporter: int) -> None:
    """Reporters decide on what is suggested for their own stories, as the storyteller's hand."""
    if not _looks_after(person, reporter):
        raise NotAllowed("Only editors and the reporter of this story can review corrections.")


def can_open_revisions(person: Person, *, reporter: int) -> bool:
    """An old revision may hold words that were taken out, so it is not for every reader."""
    return may(person, Right.OPEN_REVISIONS) or _is(person, reporter)


def check_can_open_revisions(person: Person, *, reporter: int) -> None:
    if not can_open_revisions(person, reporter=reporter):
        raise NotAllowed(RIGHTS[Right.OPEN_REVISIONS].refusal)


def can_keep_glossary(person: Person) -> bool:
    return may(person, Right.KEEP_GLOSSARY)


def check_can_keep_glossary(person: Person) -> None:
    check(person, Right.KEEP_GLOSSARY)


def check_can_answer_offer(person: Person, *, reporter: int) -> None:
    """What the machine offers is nobody's own suggestion, so a story's reporter may decide on it as an editor may."""
    if not can_edit_story(person, reporter=reporter):
        raise NotAllowed("Only the reporter of this story and the editors can decide on what the machine offers.")


def check_can_steer_pairs(person: Person) -> None:
    """A pair reaches into every story."""
    check(person, Right.STEER_PAIRS)


def can_moderate(person: Person) -> bool:
    return may(person, Right.MODERATE)


def check_can_moderate(person: Person) -> None:
    check(person, Right.MODERATE)


def check_can_rule(person: Person, *, about: int | None, raised_by: int | None, ruled_by: int | None = None) -> None:
    """Whether somebody may decide on a concern: never on one that is `about` themselves or that they raised, and, when
    there is an appeal, not whoever `ruled_by` before."""
    check_can_moderate(person)
    if person.id == about:
        raise NotAllowed("This is about you, so somebody else has to decide on it.")
    if person.id == raised_by:
        raise NotAllowed("You raised this yourself, so somebody else has to decide on it.")
    if person.id == ruled_by:
        raise NotAllowed("You decided on this before. An appeal is for somebody else to decide on.")


def check_can_open_case(person: Person, *, involved: Collection[int | None]) -> None:
    """Whether somebody may see how to reach the people whom a concern is about, and write into its case: moderators,
    but none who are `involved` in it."""
    check_can_moderate(person)
    if person.id in involved:
        raise NotAllowed("You are part of this, so somebody else has to look after it.", code="involved")


def check_can_suspend(person: Person, whom: Role) -> None:
    """Those who keep order are stopped by the host alone, and the host by nobody here."""
    check(person, Right.SUSPEND)
    if whom is Role.HOST or (whom is Role.MODERATOR and not person.at_least(Role.HOST)):
        raise NotAllowed("You cannot suspend somebody who runs or moderates the network. Please talk to the host.")


def can_invite(person: Person, *, leads: bool = False) -> bool:
    """`leads` is whether somebody leads the group that is invited to."""
    return may(person, Right.INVITE) or leads


def check_can_invite(person: Person, *, role: Role, leads: bool = False, standing: bool = False) -> None:
    """Nobody makes of others more than they are themselves. A `standing` link is for many, so it makes nobody staff."""
    if not can_invite(person, leads=leads):
        raise NotAllowed(RIGHTS[Right.INVITE].refusal)
    check_is_not_above(person, role)
    if standing and role.rank > MOST_BY_STANDING_LINK.rank:
        raise NotAllowed("A link that many people use cannot make editors. Please invite them one by one.")


def check_is_not_above(person: Person, role: Role) -> None:
    if role.rank > person.role.rank:
        raise NotAllowed("You cannot give somebody a higher role than your own.")


def can_see_private(person: Person, *, whose: int) -> bool:
    return may(person, Right.SEE_PRIVATE) or _is(person, whose)


def check_can_see_private(person: Person, *, whose: int) -> None:
    if not can_see_private(person, whose=whose):
        raise NotAllowed(RIGHTS[Right.SEE_PRIVATE].refusal)


def _is(person: Person, other: int | None) -> bool:
    return person.id is not None and person.id == other


def as_table() -> str:
    """The rights and who has them, in Markdown."""
    columns = ["right", "anybody", *Role]
    head = f"| {' | '.join(columns)} | and over their own |\n|{'---|' * (len(columns) + 1)}\n"
    return head + "".join(_row(rule) for rule in RIGHTS.values())


def _row(rule: Grant) -> str:
    people = (Person(), *(Person(0, role) for role in Role))
    marks = ["yes" if rule.least is None or person.at_least(rule.least) else "" for person in people]
    return f"| {rule.what} | {' | '.join(marks)} | {rule.own} |\n"
