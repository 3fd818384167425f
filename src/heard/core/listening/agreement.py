"""What people's opinions about one place come to: wait, agree, or ask an editor. The host sets the rules.

Every opinion is about what is said there. “This is right” means: what stands there is said. “Nobody says this” means:
nothing is. So a confirmation weighs against a change, and a deletion wins or loses by the same rule as a text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from unicodedata import normalize

from heard.core.errors import BadInput
from heard.core.listening.doubt import is_harmful
from heard.core.sentences import Sentence
from heard.core.transcript.words import AROUND, plain


class Says(StrEnum):
    """What somebody can say about a place. Going past it is saying nothing."""

    RIGHT = "right"
    WRONG = "wrong"
    TEXT = "replace"
    NOTHING = "delete"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person says about a place.

    `who` tells people apart; of several opinions of one person the last one stands. `trust` is the least that their
    record promises (`Trust.least`), and None for somebody without an account. `drawn` says that the place was handed
    to them by lot (`queue.drawn`), so that they did not choose it; `listened`, that they played the words.
    """

    who: str
    says: Says
    text: str = ""
    trust: float | None = None
    drawn: bool = False
    listened: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """When helpers may settle a place without an editor. The defaults come from `bench/vandalism.py`.

    `people` trusted helpers who heard the place, and to whom it was handed by lot, must say the same, and
    `more_for_meaning` more when a number, a negation or a name changes. Whoever chose the place, or did not play it,
    only suggests. A helper is trusted when their record promises at least `trusted_from`. People not known yet who
    hear it otherwise ask for one more each, up to `most_doubters`. What was agreed comes into force after `rest`
    without another opinion, if it is still agreed then: by that time an editor has met those who suddenly turn. One
    more is drawn for each `patience` that goes by without a decision.
    """

    people: int = 4
    more_for_meaning: int = 1
    trusted_from: float = 0.7
    most_doubters: int = 2
    rest: timedelta = timedelta(days=2)
    patience: timedelta = timedelta(days=3)

    def __post_init__(self) -> None:
        if self.people < 2 or self.more_for_meaning < 0:
            raise BadInput("Nobody decides alone: at least two people have to agree.", code="too-few-people")

    def drawn_after(self, waited: timedelta) -> int:
        """To how many trusted people a place is handed (`queue.drawn`) that somebody spoke about so long ago."""
        return self.people + max(0, waited // self.patience)


class State(StrEnum):
    WAITING = "waiting"
    AGREED = "agreed"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Decision:
    """`text` is what should stand there when AGREED ("" when nothing should), None otherwise. `why` is for people.

    `agree` of the `needed` people say the same by now.
    """

    state: State
    why: Sentence
    text: str | None = None
    agree: int = 0
    needed: int = 0


def decide(heard: str, opinions: Sequence[Opinion], rules: Rules, names: Collection[str] = ()) -> Decision:
    """What `opinions`, the oldest first, come to, about a place where `heard` stands ("" between two words).

    `names` are plain words that this network knows as names. It settles this one place and nothing else: a fix that
    holds everywhere is for editors alone.
    """
    standing = _last_of_each(opinions)
    known = [one for one in standing if _is_trusted(one, rules)]
    if _differ(heard, known):
        return Decision(State.DISPUTED, Sentence("People we trust hear this differently, so an editor decides."))
    spoken = [one for one in known if one.says is not Says.WRONG]
    if not spoken:
        return Decision(State.WAITING, _unheard(known, standing), needed=rules.people)
    text = _wording(heard, spoken)
    agree = sum(one.drawn and one.listened and written(_claim(heard, one)) == written(text) for one in spoken)
    turns = turns_meaning(heard, text, names)
    doubters = _doubters(heard, text, [one for one in standing if one not in known])
    needed = rules.people + rules.more_for_meaning * turns + min(doubters, rules.most_doubters)
    if agree < needed:
        return Decision(State.WAITING, _so_far(agree, needed, turns, doubters), None, agree, needed)
    return Decision(State.AGREED, _all_agree(agree), text, agree, needed)


def reopens(settled: str, later: Sequence[Opinion], rules: Rules) -> Decision | None:
    """Whether opinions given after a place was settled take it back to an editor, and why.

    One trusted helper who hears it otherwise is enough, or two people with accounts. It then keeps reading as it was
    settled until the editor decides: helpers never turn a settled place round.
    """
    against = [one for one in _last_of_each(later) if _is_against(settled, settled, one)]
    if any(_is_trusted(one, rules) for one in against):
        return Decision(
            State.DISPUTED, Sentence("Somebody we trust hears this differently now, so an editor looks again.")
        )
    if len([one for one in against if one.trust is not None]) >= 2:
        return Decision(State.DISPUTED, Sentence("Several people hear this differently now, so an editor looks again."))
    return None


def outcome(opinion: Opinion, heard: str, settled: str) -> bool | None:
    """Whether an opinion turned out right, once the place that read `heard` was decided to read `settled`.

    None for somebody who could not tell: that is never held against anybody.
    """
    if opinion.says is Says.UNSURE:
        return None
    if opinion.says is Says.WRONG:
        return written(settled) != written(heard)
    return spoken_as(_claim(heard, opinion)) == spoken_as(settled)


# What is the same


def written(text: str) -> str:
    """A text as opinions are compared: the punctuation around words, spaces and the shape of quotes, dashes and
    accents do not matter. Letters, capitals, hyphens inside words, signs and figures do."""
    text = normalize("NFC", text.translate(_ONE_SHAPE))
    return " ".join(_bare(word) for word in text.split())


def spoken_as(text: str) -> str:
    """The same without capitals: people who differ only there hear the same."""
    return written(text).casefold()


def turns_meaning(heard: str, text: str, names: Collection[str] = ()) -> bool:
    """Whether a number, a negation or a name comes, goes or changes."""
    before, after = Counter(written(heard).split()), Counter(written(text).split())
    changed = (before - after) + (after - before)
    return any(is_harmful(word) or _is_name(word, names) for word in changed)


_ONE_SHAPE = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "−": "-"}
    | dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff")
)


def _bare(word: str) -> str:
    """Without the punctuation around it; a sign before a figure stays, and so does what is only punctuation."""
    bare = word.strip(AROUND)
    if not bare:
        return word
    before = word[: word.index(bare)][-1:]
    return before + bare if bare[0].isdigit() and before in ("-", ".") else bare


def _is_name(word: str, names: Collection[str]) -> bool:
    return plain(word) in names or (word[:1].isupper() and word != "I" and not word.startswith("I'"))


# Who says what


def _last_of_each(opinions: Iterable[Opinion]) -> list[Opinion]:
    """One opinion a person, without those who cannot tell."""
    last: dict[str, Opinion] = {}
    for one in opinions:
        last.pop(one.who, None)
        last[one.who] = one
    return [one for one in last.values() if one.says is not Says.UNSURE]


def _is_trusted(one: Opinion, rules: Rules) -> bool:
    return one.trust is not None and one.trust >= rules.trusted_from


def _claim(heard: str, one: Opinion) -> str:
    return {Says.RIGHT: heard, Says.NOTHING: ""}.get(one.says, one.text)


def _is_against(heard: str, text: str, one: Opinion) -> bool:
    """Whether somebody hears something else than `text`."""
    if one.says is Says.WRONG:
        return written(text) == written(heard)
    return spoken_as(_claim(heard, one)) != spoken_as(text)


def _differ(heard: str, opinions: Sequence[Opinion]) -> bool:
    return any(
        _is_against(heard, _claim(heard, one), other)
        for one in opinions
        if one.says is not Says.WRONG
        for other in opinions
    )


def _wording(heard: str, spoken: Sequence[Opinion]) -> str:
    """The writing that most chose, and the punctuation that most of those gave; the first when there are as many."""
    claims = [_claim(heard, one) for one in spoken]
    [(most, _)] = Counter(map(written, claims)).most_common(1)
    [(text, _)] = Counter(claim for claim in claims if written(claim) == most).most_common(1)
    return heard if most == written(heard) else text


def _doubters(heard: str, text: str, unknown: Sequence[Opinion]) -> int:
    """People we do not know yet who hear something else; all without an account count as one."""
    against = [one for one in unknown if _is_against(heard, text, one)]
    return sum(one.trust is not None for one in against) + any(one.trust is None for one in against)


# Why


def _unheard(known: Sequence[Opinion], standing: Sequence[Opinion]) -> Sentence:
    if known:
        return Sentence("Somebody we trust says that this is wrong. Nobody we trust has said yet what it should be.")
    if standing:
        return Sentence("Nobody we trust has listened yet.")
    return Sentence("Nobody has said anything about this yet.")


def _all_agree(agree: int) -> Sentence:
    return Sentence("%(agree)d people we trust listened and hear the same.", {"agree": agree})


def _so_far(agree: int, needed: int, turns: bool, doubters: int) -> Sentence:
    said = Sentence("%(agree)d of %(needed)d people needed hear the same.", {"agree": agree, "needed": needed})
    if turns:
        said = _and(said, Sentence("It takes one more because the meaning would change."))
    return _and(said, Sentence("It takes more because others hear it differently.")) if doubters else said


def _and(one: Sentence, another: Sentence) -> Sentence:
    return Sentence("%(one)s %(another)s", {"one": one, "another": another})
