"""What fixes teach the glossary: a mishearing of one of its terms is noted with the term, and known from then on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from heard.apps.helping.models import Lesson, Rule
from heard.apps.helping.queries.learning import forms_of, lessons_that_hold
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for
from heard.apps.wording import actions as wording
from heard.apps.wording.models import Form, Term
from heard.apps.wording.queries import term_called
from heard.core.errors import BadInput
from heard.core.lexicon import Zipf, phrase
from heard.core.sounds import Ear
from heard.core.terms import key_of

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
            for rule, term in _of_terms(lesson):
                if _tells(rule, term, ear, zipf):
                    _note(term, rule.heard, lesson)


def forget(story: Story) -> None:
    """Take out of the glossary what a story taught it, where no lesson that holds says so any more."""
    learnt = Form.objects.filter(story=story, kind=Form.Kind.MISHEARING, learnt_from="").select_related("term")
    rules = Rule.objects.filter(lessons__in=lessons_that_hold(story))
    known = {(rule.heard_key, form) for rule in rules for form in forms_of(rule.meant_key)}
    for form in learnt:
        if (" ".join(key_of(form.text)), " ".join(key_of(form.term.text))) not in known:
            wording.forget_form(form)


def _of_terms(lesson: Lesson) -> Iterator[tuple[Rule, Term]]:
    for rule in lesson.rules.all():
        terms = (term_called(form) for form in forms_of(rule.meant_key))
        if term := next((term for term in terms if term and term.is_live), None):
            yield rule, term


def _tells(rule: Rule, term: Term, ear: Ear, zipf: Zipf) -> bool:
    """Whether the words are heard for the term by their sound, and are nothing that people say anyway."""
    heard = tuple(rule.heard_key.split())
    return phrase(heard, zipf) < SAID_BY_MANY and ear.likeness(heard, key_of(term.text)) >= ALIKE


def _note(term: Term, heard: str, lesson: Lesson) -> None:
    fix = lesson.correction
    try:
        wording.learn_form(term, Form.Kind.MISHEARING, heard, by=fix.decided_by, story=fix.story)
    except BadInput:
        return  # people say it for the term, so it is no mistake
