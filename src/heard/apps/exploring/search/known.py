"""What the network knows of words, held by each process: it is asked for anew only as far as there is more of it."""

from __future__ import annotations

from threading import Lock
from uuid import UUID

from heard.apps.exploring.models import KnownWord
from heard.apps.telling.models import Story
from heard.apps.wording.models import Form, Term
from heard.core.finding.sought import Known
from heard.core.finding.vocabulary import Vocabulary
from heard.core.offering.terms import Wanted

STANDING = (Story.State.DRAFT, Story.State.PUBLISHED)


class _Kept:
    """The vocabulary as far as it was read: up to the row with this number and salt."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.vocabulary = Vocabulary()
        self.last: tuple[int, UUID] | None = None

    def read(self) -> Vocabulary:
        with self.lock:
            newest = KnownWord.objects.order_by("-pk").values_list("pk", "salt").first()
            if newest != self.last:
                self._read_on()
                self.last = newest
            return self.vocabulary

    def _read_on(self) -> None:
        """What was read stays right as long as the row that it ended with is still there."""
        rows = KnownWord.objects.order_by("pk")
        if self.last and KnownWord.objects.filter(pk=self.last[0], salt=self.last[1]).exists():
            self.vocabulary = self.vocabulary.with_words(
                rows.filter(pk__gt=self.last[0]).values_list("text", "language")
            )
        else:
            self.vocabulary = Vocabulary(rows.values_list("text", "language"))


_kept = _Kept()


def known() -> Known:
    """Two or three questions."""
    return Known(_kept.read(), _glossary())


def _glossary() -> tuple[Wanted, ...]:
    """The terms in use with their forms, in one question; without what was learnt in a story that was taken back."""
    rows = Term.objects.filter(state=Term.State.LIVE).order_by("pk")
    forms: dict[str, dict[str, list[str]]] = {}
    for text, kind, form, state in rows.values_list("text", "forms__kind", "forms__text", "forms__story__state"):
        of_term = forms.setdefault(text, {Form.Kind.SPOKEN: [], Form.Kind.MISHEARING: []})
        if kind and state in (None, *STANDING):
            of_term[kind].append(form)
    return tuple(
        Wanted(text, tuple(one[Form.Kind.SPOKEN]), tuple(one[Form.Kind.MISHEARING])) for text, one in forms.items()
    )
