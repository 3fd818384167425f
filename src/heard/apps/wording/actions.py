"""Teach the network its words, take in and answer questions about them, and list the names in a story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.joining.senders import Sender, check_pace
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story
from heard.apps.wording import queries
from heard.apps.wording.models import Ask, Form, StoryName, Term
from heard.core.errors import BadInput, Conflict, WrongState, refuse
from heard.core.offering import wordlist
from heard.core.offering.wordlist import Change, Entry, Plan, check_phrase, checked, key
from heard.core.people.fields import choice_faults
from heard.core.people.permissions import check_can_edit_story, check_can_keep_glossary
from heard.core.people.reports import cleaned
from heard.core.people.states import check_can_move
from heard.core.transcript.words import AROUND

Live, Retired = Term.State.LIVE, Term.State.RETIRED
MOST_NAMES = 200  # in one story
MOST_WORDS = 40  # that one question may be about


# The glossary


@transaction.atomic
def add_term(entry: Entry, *, by: User) -> Term:
    """Raises BadInput when the entry cannot be used or its term is there already."""
    check_can_keep_glossary(person(by))
    entry = checked(entry)
    _check_free(entry.term)
    with _nobody_else(entry.term):
        term = Term.objects.create(text=entry.term, kind=entry.kind, meaning=entry.meaning, by=by)
    _add_forms(_forms(term, entry, learnt_from=_by_hand(by)))
    journal.write("term added", about=term, by=by, after=_told(entry)[0])
    return term


@transaction.atomic
def change_term(term: Term, entry: Entry, *, by: User) -> Term:
    """Make a term say what `entry` says. Forms that stay keep where they were learnt."""
    check_can_keep_glossary(person(by))
    entry, before = checked(entry), queries.entry_of(term)
    if key(entry.term) != term.key:
        _check_free(entry.term)
    term.text, term.kind, term.meaning = entry.term, entry.kind, entry.meaning
    with _nobody_else(entry.term, but=term):
        term.save()
    _put_forms(term, entry, _by_hand(by))
    if entry != before:
        old, new = _told(before, entry)
        journal.write("term changed", about=term, by=by, before=old, after=new)
    return term


@transaction.atomic
def learn_form(term: Term, kind: str, text: str, *, by: User | None, story: Story | None = None) -> Form:
    """Note another way in which a term meets us, learnt in a story. Nothing changes when it is known already."""
    text = cleaned(text)
    check_phrase(text)
    known = queries.entry_of(term)
    more = Entry(term.text, spoken=(text,)) if kind == Form.Kind.SPOKEN else Entry(term.text, mishearings=(text,))
    wordlist.together(known, more)
    same = (form for form in term.forms.all() if form.kind == kind and key(form.text) == key(text))
    if form := next(same, None):
        return form
    _add_forms([Form(term=term, kind=kind, text=text, story=story)])
    form = Form.objects.get(term=term, kind=kind, text=text)
    journal.write("form learnt", about=term, by=by, kind=kind, text=text, story=story and story.pk)
    return form


def teach_from(form: Form, story: Story) -> None:
    """Another story teaches the same, so it stays when the one in which it was learnt does not."""
    form.story = story
    form.save(update_fields=["story"])


@transaction.atomic
def forget_form(form: Form) -> None:
    """Take out what a story taught and no longer does."""
    journal.write("form forgotten", about=form.term, kind=form.kind, text=form.text, story=form.story_id)
    form.delete()


@transaction.atomic
def retire_term(term: Term, *, by: User) -> None:
    """Take a term out of use. Nothing that was learnt is lost."""
    check_can_keep_glossary(person(by))
    check_can_move("term", term.state, Retired)
    term.state = Retired
    term.save()
    journal.write("term retired", about=term, by=by)


@transaction.atomic
def restore_term(term: Term, *, by: User) -> None:
    """Bring a term back. One that was merged is a term of its own again, and no longer a way to say the other."""
    check_can_keep_glossary(person(by))
    check_can_move("term", term.state, Live)
    if term.merged_into:
        _drop_forms(term.merged_into, {(Form.Kind.SPOKEN, term.key)})
    before, term.state, term.merged_into = term.merged_into_id, Live, None
    term.save()
    journal.write("term restored", about=term, by=by, merged_into=before)


@transaction.atomic
def merge_terms(term: Term, into: Term, *, by: User) -> Term:
    """Make `term` another way to say `into`, which takes over its forms and questions, and its meaning if it has
    none. Raises BadInput when what one calls said the other calls misheard."""
    check_can_keep_glossary(person(by))
    if term == into:
        raise BadInput(_("A term cannot be merged into itself. Choose another one."), code="itself")
    if not (term.is_live and into.is_live):
        raise WrongState(_("One of these terms is out of use. Bring it back first."), code="retired")
    gone, stays = queries.entry_of(term), queries.entry_of(into)
    meaning = stays.meaning or gone.meaning
    entry = wordlist.together(stays, Entry(into.text, into.kind, meaning, (term.text, *gone.spoken), gone.mishearings))
    Term.objects.filter(pk=into.pk).update(meaning=entry.meaning)
    _put_forms(into, entry, _("“%(term)s”, which was merged into it") % {"term": term.text}, term.forms.all())
    Term.objects.filter(merged_into=term).update(merged_into=into)
    Ask.objects.filter(term=term).update(term=into)
    term.state, term.merged_into = Retired, into
    term.save()
    before, after = _told(stays, entry)
    journal.write("term merged", about=term, by=by, into=into.pk, before=before, after=after)
    return into


@contextmanager
def _nobody_else(*texts: str, but: Term | None = None) -> Iterator[None]:
    """Raises Conflict when somebody adds one of these terms in the same moment. Whatever else the database refuses is a
    fault of ours, and comes through as it is."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        same = Term.objects.filter(key__in=map(key, texts))
        if not (same.exclude(pk=but.pk) if but else same).exists():
            raise
        raise Conflict(_("Somebody has just added the same term. Look at it first, then try again.")) from error


def _check_free(text: str) -> None:
    known = queries.term_called(text)
    if known is None:
        return
    if known.key != key(text):
        sentence = _("“%(text)s” was merged into “%(term)s”.") % {"text": text, "term": known.text}
    elif known.is_live:
        sentence = _("“%(term)s” is in the glossary already.") % {"term": known.text}
    else:
        sentence = _("“%(term)s” is in the glossary already, out of use.") % {"term": known.text}
    raise BadInput(sentence, code="there-already")


def _forms(term: Term, entry: Entry, **learnt: Any) -> list[Form]:
    by_kind = ((Form.Kind.SPOKEN, entry.spoken), (Form.Kind.MISHEARING, entry.mishearings))
    return [Form(term=term, kind=kind, text=text, **learnt) for kind, texts in by_kind for text in texts]


def _put_forms(term: Term, entry: Entry, learnt_from: str, others: Iterable[Form] = ()) -> None:
    """Make the forms of a term those of its entry. `others` know where some of the new ones were learnt."""
    wanted = {(form.kind, form.text): form for form in _forms(term, entry, learnt_from=learnt_from)}
    there = {(form.kind, form.text) for form in term.forms.all()}
    for form in others:
        if (form.kind, form.text) in wanted:
            wanted[form.kind, form.text] = Form(
                term=term, kind=form.kind, text=form.text, learnt_from=form.learnt_from, story_id=form.story_id
            )
    for form in term.forms.all():
        if (form.kind, form.text) not in wanted:
            form.delete()
    _add_forms(form for place, form in wanted.items() if place not in there)
    term.refresh_from_db()  # its forms were fetched along and are old now


def _add_forms(forms: Iterable[Form]) -> None:
    """What a story that was taken back had taught is somebody's own once they write it too."""
    Form.objects.bulk_create(
        forms,
        update_conflicts=True,
        update_fields=["learnt_from", "story"],
        unique_fields=["term", "kind", "text"],
    )


def _told(*entries: Entry) -> list[dict[str, Any]]:
    """As the journal keeps them: what people wrote. What a story taught is quoted nowhere that would outlive it."""
    texts = {text for entry in entries for text in entry.mishearings}
    taught = Form._base_manager.exclude(story=None).filter(text__in=texts)
    learnt = set(taught.values_list("text", flat=True)) if texts else set()
    own = (tuple(text for text in entry.mishearings if text not in learnt) for entry in entries)
    return [asdict(entry) | {"mishearings": texts} for entry, texts in zip(entries, own, strict=True)]


def _drop_forms(term: Term, gone: set[tuple[str, str]]) -> None:
    for form in term.forms.all():
        if (form.kind, key(form.text)) in gone:
            form.delete()


def _by_hand(by: User) -> str:
    return _("added by %(name)s") % {"name": by.name}


# Tables


@transaction.atomic
def take_in(table: wordlist.Table, name: str, *, by: User) -> Plan:
    """Do what a table says, as far as it can be used, and say what was done. Nothing is taken away."""
    check_can_keep_glossary(person(by))
    plan, name = wordlist.plan(table, queries.known_terms()), cleaned(name)[:120]
    learnt_from = _("the list “%(name)s”") % {"name": name} if name else _("a list")
    with _nobody_else(*(entry.term for entry in plan.new)):
        added = _add_all(plan.new, by, learnt_from)
    _change_all(plan.changed, learnt_from)
    journal.write(
        "table of terms taken in",
        about=by,
        by=by,
        name=name,
        new=[term.pk for term in added],
        changed=_told(*(change.before for change in plan.changed)),
        refused=[line.number for line in plan.refused],
    )
    return plan


def _add_all(entries: Sequence[Entry], by: User, learnt_from: str) -> list[Term]:
    terms = Term.objects.bulk_create(
        Term(text=entry.term, key=key(entry.term), kind=entry.kind, meaning=entry.meaning, by=by) for entry in entries
    )
    Form.objects.bulk_create(
        form
        for term, entry in zip(terms, entries, strict=True)
        for form in _forms(term, entry, learnt_from=learnt_from)
    )
    return terms


def _change_all(changes: Sequence[Change], learnt_from: str) -> None:
    terms = Term.objects.in_bulk(field_name="key") if changes else {}
    changed = []
    for change in changes:
        term, after = terms[key(change.before.term)], change.after
        term.text, term.kind, term.meaning, term.state = after.term, after.kind, after.meaning, Live
        changed.append(term)
    Term.objects.bulk_update(changed, ["text", "kind", "meaning", "state"], batch_size=500)
    _add_forms(
        form
        for term, change in zip(changed, changes, strict=True)
        for form in _forms(
            term,
            Entry(term.text, spoken=change.new_spoken, mishearings=change.new_mishearings),
            learnt_from=learnt_from,
        )
    )


# Questions


@dataclass(frozen=True)
class Asked:
    """What somebody wants explained. `words` are ids and `start` seconds, where a story was open."""

    text: str
    words: tuple[str, ...] = ()
    start: float | None = None


@transaction.atomic
def ask(story: Story | None, by: Sender, asked: Asked) -> Ask:
    """Note what somebody wants explained; the same from the same person once.

    Raises BadInput when it cannot be used and TooMany when one visitor asks faster than the host allows.
    """
    check_pace(Ask.objects.all(), by)
    text = cleaned(asked.text).strip(AROUND)
    _check_question(text, asked)
    mine = Ask.objects.filter(by.theirs, story=story, key=key(text), state=Ask.State.WAITING)
    if known := mine.first():
        return known
    row = Ask.objects.create(
        story=story,
        words=list(asked.words),
        text=text,
        key=key(text),
        start=asked.start,
        author=by.user,
        visitor=by.visitor,
        origin=by.origin,
    )
    journal.write("meaning asked", about=row, by=by.user, text=text)
    return row


def _check_question(text: str, asked: Asked) -> None:
    if not text:
        raise BadInput(_("Write the word that you would like explained."), code="no-text")
    if len(text) > wordlist.LONGEST_PHRASE or len(asked.words) > MOST_WORDS:
        raise BadInput(_("That is a long stretch. Choose only the words that need explaining."), code="too-long")
    if any(len(word) > 24 for word in asked.words) or not isfinite(asked.start or 0) or (asked.start or 0) < 0:
        raise BadInput(_("These words are not in this story."), code="unknown-words")


@transaction.atomic
def answer(asked: Ask, *, by: User, term: Term | None) -> int:
    """Answer everybody who asked about the same words, with a term, or without one when nothing needs explaining.
    Says how many questions that were."""
    check_can_keep_glossary(person(by))
    check_can_move("question", asked.state, Ask.State.ANSWERED)
    if term is not None and not term.is_live:
        raise WrongState(_("This term is out of use. Bring it back first."), code="retired")
    answered = queries.asked_alike(asked).update(state=Ask.State.ANSWERED, term=term)
    journal.write("meaning answered", about=asked, by=by, term=term and term.pk, questions=answered)
    return answered


# The names in a story


@transaction.atomic
def list_names(story: Story, names: Mapping[str, Iterable[str]], *, by: User) -> None:
    """Make these the names said in a story, by kind. A name stands under one kind only, the first that has it. The same
    list again is none."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    wanted: dict[str, StoryName] = {}
    for kind, texts in names.items():
        refuse(choice_faults("kind", kind, StoryName.Kind.values))
        for text in filter(None, map(cleaned, texts)):
            check_phrase(text)
            wanted.setdefault(key(text), StoryName(story=story, text=text, kind=kind))
    if len(wanted) > MOST_NAMES:
        raise BadInput(_("That is more than %(most)d names.") % {"most": MOST_NAMES}, code="too-many-names")
    if {(name.text, name.kind) for name in wanted.values()} == set(story.own_names.values_list("text", "kind")):
        return
    StoryName.objects.filter(story=story).delete()
    StoryName.objects.bulk_create(wanted.values())
    journal.write("names listed", about=story, by=by, count=len(wanted))
