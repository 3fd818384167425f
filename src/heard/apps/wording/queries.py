"""Reads about words. The glossary is everybody's; a story's names and the questions in it are as private as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from unicodedata import normalize

from django.db.models import Prefetch, Q, QuerySet

from heard.apps.joining.queries import Viewer, person
from heard.apps.journal.models import Entry as Line
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for, stories_there
from heard.apps.telling.queries.hiding import hidden_rows
from heard.apps.wording.models import Ask, Form, StoryName, Term
from heard.core.offering.mentions import mentions
from heard.core.offering.terms import Wanted
from heard.core.offering.wordlist import Entry, Known, key
from heard.core.transcript.words import AROUND, Transcript

Spoken, Mishearing = Form.Kind.SPOKEN, Form.Kind.MISHEARING


# The glossary


def live_terms() -> QuerySet[Term]:
    """Terms in use, A to Z, each with its forms."""
    return Term.objects.filter(state=Term.State.LIVE).prefetch_related(_along())


def _along() -> Prefetch[Any]:
    """As lists. Fetched along under their own name, each term would get a question of its own made for it, though never
    asked: that takes longer than all the rest of a page, and leaves much for Python to clear away."""
    return Prefetch("forms", to_attr="forms_along")


def found_terms(words: str = "", kind: str = "") -> list[Term]:
    """The live terms of a kind that have all of `words` in the term, its meaning or what else is said for it."""
    terms = live_terms()
    if kind:
        terms = terms.filter(kind=kind)
    wanted = words.casefold().split()
    return sorted((term for term in terms if all(word in _text_of(term) for word in wanted)), key=_sorts_as)


def _text_of(term: Term) -> str:
    """Everything that readers see of a term. Looked through here, because SQLite folds only English letters."""
    return " ".join([term.text, term.meaning, *term.spoken]).casefold()


def letter_of(term: Term) -> str:
    """Under which heading of the list a term stands: "É" under E, and "4Pi" under 0–9."""
    first = _sorts_as(term)[0][:1].upper()
    return first if first.isalpha() else "0–9"


def _sorts_as(term: Term) -> tuple[str, str]:
    return normalize("NFD", term.key.lstrip(AROUND)), term.text


def term_by(pk: int) -> Term:
    """With its forms and where they were learnt. Raises Term.DoesNotExist."""
    forms = Form.objects.select_related("story")
    return Term.objects.select_related("by", "merged_into").prefetch_related(Prefetch("forms", forms)).get(pk=pk)


def term_called(text: str) -> Term | None:
    """The term with this text, in use or not, or the one it was merged into."""
    if "\x00" in text:  # PostgreSQL refuses to be asked
        return None
    term = Term.objects.select_related("merged_into").filter(key=key(text)).first()
    return term.merged_into if term and term.merged_into else term


def meaning_of(text: str) -> Term | None:
    """The term that explains these words, whichever way to say it they are."""
    words = text.strip(AROUND)
    said = Q(key=key(words)) | Q(forms__kind=Spoken, forms__text__iexact=" ".join(words.split()))
    return Term.objects.filter(said, state=Term.State.LIVE).exclude(meaning="").order_by("pk").first()


def retired_terms() -> QuerySet[Term]:
    return Term.objects.filter(state=Term.State.RETIRED).select_related("merged_into")


def entry_of(term: Term) -> Entry:
    """As core's rules know it. Asks nothing when the forms were fetched along."""
    forms = term.every_form
    texts = {kind: tuple(form.text for form in forms if form.kind == kind) for kind in (Spoken, Mishearing)}
    return Entry(term.text, term.kind, term.meaning, texts[Spoken], texts[Mishearing])


def known_terms() -> dict[str, Known]:
    """Every term there is or was, by its key."""
    terms = Term.objects.select_related("merged_into").prefetch_related(_along())
    return {
        term.key: Known(entry_of(term), not term.is_live, term.merged_into.text if term.merged_into else "")
        for term in terms
    }


# The words of a story


def network_terms() -> list[Wanted]:
    """What to listen for in every story."""
    return [entry_of(term).wanted for term in live_terms()]


def glossary_for(story: Story) -> list[Wanted]:
    """What to listen for in a story: its own names first, spelt as its reporter spells them, then the network's terms.

    Three questions to the database.
    """
    network = {key(term.text): term for term in network_terms()}
    own = [_with_forms(name.text, network.pop(key(name.text), None)) for name in story.own_names.all()]
    return [*own, *network.values()]


def _with_forms(text: str, known: Wanted | None) -> Wanted:
    return Wanted(text) if known is None else replace(known, text=text)


def names_listed_after(story: Story, moment: datetime) -> bool:
    """Whether the names said in a story were given or changed since."""
    return Line.objects.filter(about=f"story:{story.pk}", action="names listed", at__gt=moment).exists()


def names_of(story: Story) -> dict[str, list[str]]:
    """The names said in a story, by kind."""
    names = list(story.own_names.all())
    return {kind: [name.text for name in names if name.kind == kind] for kind in StoryName.Kind.values}


@dataclass(frozen=True)
class Explained:
    """A term that is said in a story. `places` are its first words in each paragraph: (id, second)."""

    pk: int
    text: str
    meaning: str
    places: list[tuple[str, float]]


@dataclass(frozen=True)
class Explanations:
    """What is explained on the page of a story. `words` leads from the id of a word to the term it says."""

    terms: list[Explained] = field(default_factory=list)
    words: Mapping[str, int] = field(default_factory=dict)


def explanations_in(transcript: Transcript) -> Explanations:
    """The terms with a meaning that are said, in the order in which they are first said. One question."""
    explained = Term.objects.filter(state=Term.State.LIVE).exclude(meaning="").order_by("pk")
    columns = explained.values_list("pk", "text", "kind", "meaning", "forms__kind", "forms__text")
    pks, entries = [], []
    for (pk, text, kind, meaning), forms in groupby(columns, key=lambda row: row[:4]):
        pks.append(pk)
        entries.append(Entry(text, kind, meaning, tuple(form[5] for form in forms if form[4] == Spoken)))
    return _explanations(pks, entries, transcript)


def _explanations(pks: list[int], entries: list[Entry], transcript: Transcript) -> Explanations:
    terms: dict[int, Explained] = {}
    words: dict[str, int] = {}
    for said in mentions(entries, transcript.paragraphs):
        entry, pk = entries[said.entry], pks[said.entry]
        term = terms.setdefault(pk, Explained(pk, entry.term, entry.meaning, []))
        term.places.append((said.words[0].id, said.words[0].start))
        words |= {word.id: pk for word in said.words}
    return Explanations(list(terms.values()), words)


# What people ask


@dataclass(frozen=True)
class Question:
    """The same words asked about by one or more people. `places` are the asks in stories, one a place."""

    asks: list[Ask]

    @property
    def lead(self) -> Ask:
        return self.asks[-1]

    @property
    def people(self) -> int:
        return len({ask.author_id or ask.visitor or -ask.pk for ask in self.asks})

    @property
    def places(self) -> list[Ask]:
        return list({(ask.story_id, ask.start): ask for ask in self.asks if ask.story_id}.values())


def waiting_asks() -> QuerySet[Ask]:
    """For editors. What was asked in a story that was taken back, or about a part that was hidden, is not theirs."""
    there = Q(story=None) | Q(story__in=stories_there())
    return Ask.objects.filter(there, ~hidden_rows(end="start"), state=Ask.State.WAITING).select_related("story")


def questions() -> list[Question]:
    """What waits for an answer, what most people ask first."""
    waiting = waiting_asks().order_by("key", "-id")
    asked = [Question(list(asks)) for _, asks in groupby(waiting, key=lambda ask: ask.key)]
    return sorted(asked, key=lambda question: (-question.people, question.lead.pk))


def asked_alike(ask: Ask) -> QuerySet[Ask]:
    """Everything that waits with the same words in it, `ask` too."""
    return Ask.objects.filter(state=Ask.State.WAITING, key=ask.key)


def asked_by(viewer: Viewer, visitor: str) -> QuerySet[Ask]:
    """What somebody asked from their account, or without one from this browser, newest first. A story that they may
    no longer see takes its questions with it, and so does a part that was hidden."""
    who = person(viewer)
    mine = Q(author=who.id) if who.id is not None else Q(pk__in=())
    if visitor:
        mine |= Q(author=None, visitor=visitor)
    seen = Q(story=None) | Q(story__in=stories_for(viewer))
    return Ask.objects.filter(mine, seen, ~hidden_rows(end="start")).select_related("story", "term")
