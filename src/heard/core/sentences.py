"""Sentences for people: a template in English, and the values that go into it. It becomes text when somebody reads it,
in their language.

Core knows no languages. Whoever starts Heard hands in the two functions that do (`speak_with`); until then, and in the
shell, every sentence stays in English. `makemessages` finds a template where it is given to one of the errors, to
`Sentence`, to `counted` or to `to_translate`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

One = Callable[[str], str]
OneOrMore = Callable[[str, str, int], str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`values` may be sentences too. Those of what is `counted` hold the `plural` of its template and the `count`."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """In the reader's language. Without values a per cent sign is one."""
        said = self._in_their_language()
        return said % self.values if self.values else said

    def _in_their_language(self) -> str:
        count, plural = self.values.get("count"), self.values.get("plural")
        if isinstance(count, int) and isinstance(plural, str):
            return _one_or_more(self.template, plural, count)
        return _one(self.template) if self.template else ""


def counted(one: str, more: str, count: int, **values: object) -> Sentence:
    """A sentence for which a number decides how it is said."""
    return Sentence(one, {"plural": more, "count": count, **values})


def to_translate(template: str) -> str:
    """The same: it says that this is put into a `Sentence`, or translated, somewhere else."""
    return template


def speak_with(one: One, one_or_more: OneOrMore) -> None:
    """From now on sentences are in the language that these give: gettext and ngettext, or such as behave like them."""
    global _one, _one_or_more
    _one, _one_or_more = one, one_or_more


def in_english(template: str) -> str:
    return template


def in_english_of(template: str, plural: str, count: int) -> str:
    return template if count == 1 else plural


_one: One = in_english
_one_or_more: OneOrMore = in_english_of


# Where it is kept, or handed to another process


def kept(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a sentence as JSON can hold them."""
    return {name: _kept(value) for name, value in values.items()}


def _kept(value: object) -> object:
    if isinstance(value, Sentence):
        return {"template": value.template, "values": kept(value.values)}
    return value if isinstance(value, str | int | float) else str(value)


def brought_back(template: str, values: Mapping[str, object]) -> Sentence:
    """The sentence whose values were `kept`."""
    return Sentence(template, {name: _brought_back(value) for name, value in values.items()})


def _brought_back(value: object) -> object:
    return brought_back(value["template"], value["values"]) if isinstance(value, dict) else value
