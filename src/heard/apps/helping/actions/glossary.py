"""What fixes teach the glossary: a mishearing of one of its terms is noted with the term, and known from then on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet

from heard.apps.helping.models import Lesson, Pair
from heard.apps.helping.queries.learning import forms_of, lessons_that_hold
from heard.apps.helping.queries.offers import HIDDEN_LESSON
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for
from heard.apps.wording import actions as wording
from heard.apps.wording.models import Form, Term
from heard.apps.wording.queries import term_called
from heard.core.errors import BadInput
from heard.core.offering.lexicon import Zipf, phrase
from heard.core.offering.sounds import Ear
from heard.core.offering.terms import key_of

SAID_BY_MANY = 3.0
"""What people say more often than this (Zipf) is no mishearing for good: "green tea" is for most, "coal production"
for nobody but miners."""
ALIKE = 0.6


@transaction.atomic
def teach(lessons: Iterable[Lesson], ear: Ear, zipf: Zipf) -> None:
    """Note the mishearings that lessons hold with the terms that they are of. Everybody reads the glossary, so only
    stories that everybody may read teach it."""
    for lesson in lessons:
        fix = lesson.correction
        if stories_for(AnonymousUser()).filter(pk=fix.story_id).exists():
            for pair, term in _of_terms(lesson):
                if _tells(pair, term, ear, zipf):
                    _note(term, pair.heard, lesson)


def forget(story: Story) -> None:
    """Take out of the glossary what a story taught it, where no lesson that holds says so any more."""
    known = _pairs(lessons_that_hold(story))
    for form in _learnt_in(story):
        if _pair(form) not in known and not _taught_elsewhere(form):
            wording.forget_form(form)


def hand_over(story: Story) -> None:
    """Before a story goes: what others teach the glossary too stays, and is theirs from now on."""
    for form in _learnt_in(story):
        _taught_elsewhere(form)


def _learnt_in(story: Story) -> QuerySet[Form]:
    learnt = Form._base_manager.filter(story=story, kind=Form.Kind.MISHEARING, learnt_from="")
    return learnt.select_related("term")


def _taught_elsewhere(form: Form) -> bool:
    """Whether a story that everybody may read teaches the same. Then it is where the form was learnt."""
    heard, _term = _pair(form)
    lessons = Lesson.objects.filter(~HIDDEN_LESSON, pairs__heard_key=heard).exclude(correction__story=form.story_id)
    for lesson in lessons.filter(correction__story__in=stories_for(AnonymousUser())):
        if _pair(form) in _pairs([lesson]):
            wording.teach_from(form, lesson.correction.story)
            return True
    return False


def _pair(form: Form) -> tuple[str, str]:
    return " ".join(key_of(form.text)), " ".join(key_of(form.term.text))


def _pairs(lessons: Iterable[Lesson]) -> set[tuple[str, str]]:
    """What these lessons say is misheard, and every form of what is meant."""
    pairs = Pair.objects.filter(lessons__in=[lesson.pk for lesson in lessons])
    return {(pair.heard_key, form) for pair in pairs for form in forms_of(pair.meant_key)}


def _of_terms(lesson: Lesson) -> Iterator[tuple[Pair, Term]]:
    for pair in lesson.pairs.all():
        terms = (term_called(form) for form in forms_of(pair.meant_key))
        if term := next((term for term in terms if term and term.is_live), None):
            yield pair, term


def _tells(pair: Pair, term: Term, ear: Ear, zipf: Zipf) -> bool:
    """Whether the words are heard for the term by their sound, and are nothing that people say anyway."""
    heard = tuple(pair.heard_key.split())
    return phrase(heard, zipf) < SAID_BY_MANY and ear.likeness(heard, key_of(term.text)) >= ALIKE


def _note(term: Term, heard: str, lesson: Lesson) -> None:
    fix = lesson.correction
    try:
        wording.learn_form(term, Form.Kind.MISHEARING, heard, by=fix.decided_by, story=fix.story)
    except BadInput:
        return  # people say it for the term, so it is no mistake
