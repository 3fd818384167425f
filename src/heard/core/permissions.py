"""Who may do what. The table is the rule; `check_can_x` raises its sentence, `can_x` says yes or no.

This asks only *who*. *In which state* something may be done is in `states.py`. Who may see a story is one rule of its
own, in `heard.apps.telling.queries.stories_for`, because it has to be asked of many stories at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from heard.core.errors import NotAllowed


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


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the door. `id` is None for a visitor without an account."""

    id: int | None = None
    role: Role = Role.VISITOR

    def at_least(self, role: Role) -> bool:
        return self.id is not None and self.role.rank >= role.rank


def can_tell(person: Person) -> bool:
    return person.at_least(Role.REPORTER)


def check_can_tell(person: Person) -> None:
    if not can_tell(person):
        raise NotAllowed("Only community reporters can add a story. Ask the host to make you one.")


def can_edit_story(person: Person, *, reporter: int) -> bool:
    return person.at_least(Role.EDITOR) or (person.id is not None and person.id == reporter)


def check_can_edit_story(person: Person, *, reporter: int) -> None:
    if not can_edit_story(person, reporter=reporter):
        raise NotAllowed("Only the reporter of this story and the editors can change it.")


def can_review(person: Person) -> bool:
    return person.at_least(Role.EDITOR)


def check_can_review(person: Person) -> None:
    if not can_review(person):
        raise NotAllowed("Only editors can review corrections.")


def can_decide(person: Person, *, author: int | None, reporter: int | None = None, same_browser: bool = False) -> bool:
    """Editors, and the story's own `reporter`. Nobody decides on their own suggestion, not even on one that came from
    the `same_browser` while they were signed out."""
    own = same_browser or (author is not None and author == person.id)
    return _looks_after(person, reporter) and not own


def check_can_decide(
    person: Person, *, author: int | None, reporter: int | None = None, same_browser: bool = False
) -> None:
    if not _looks_after(person, reporter):
        raise NotAllowed("Only editors and the reporter of this story can decide on corrections.")
    if not can_decide(person, author=author, reporter=reporter, same_browser=same_browser):
        raise NotAllowed("You suggested this yourself, so somebody else has to decide on it.")


def _looks_after(person: Person, reporter: int | None) -> bool:
    return can_review(person) or (person.id is not None and person.id == reporter)


def check_can_review_story(person: Person, *, reporter: int) -> None:
    """Reporters decide on what is suggested for their own stories, as the storyteller's hand."""
    if not _looks_after(person, reporter):
        raise NotAllowed("Only editors and the reporter of this story can review corrections.")


def can_open_revisions(person: Person, *, reporter: int) -> bool:
    """An old revision may hold words that were taken out, so it is not for every reader."""
    return can_edit_story(person, reporter=reporter)


def check_can_open_revisions(person: Person, *, reporter: int) -> None:
    if not can_open_revisions(person, reporter=reporter):
        raise NotAllowed("Only the reporter of this story and the editors can open its earlier revisions.")


def can_keep_glossary(person: Person) -> bool:
    return person.at_least(Role.EDITOR)


def check_can_keep_glossary(person: Person) -> None:
    if not can_keep_glossary(person):
        raise NotAllowed("Only editors can change the glossary. Anybody can ask what a word means.")


def check_can_answer_offer(person: Person, *, reporter: int) -> None:
    """What the machine offers is nobody's own suggestion, so a story's reporter may decide on it as an editor may."""
    if not can_edit_story(person, reporter=reporter):
        raise NotAllowed("Only the reporter of this story and the editors can decide on what the machine offers.")


def check_can_steer_rules(person: Person) -> None:
    """A rule reaches into every story."""
    if not can_review(person):
        raise NotAllowed("Only editors can steer what is offered everywhere.")


def can_moderate(person: Person) -> bool:
    return person.at_least(Role.MODERATOR)


def check_can_moderate(person: Person) -> None:
    if not can_moderate(person):
        raise NotAllowed("Only moderators can do this.")


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


def check_can_suspend(person: Person, whom: Role) -> None:
    """Those who keep order are stopped by the host alone, and the host by nobody here."""
    check_can_moderate(person)
    if whom is Role.HOST or (whom is Role.MODERATOR and not person.at_least(Role.HOST)):
        raise NotAllowed("You cannot suspend somebody who runs or moderates the network. Please talk to the host.")
