"""How far words are from their true start after an edit: `python -m bench.retiming [SET ...]`.

Takes real word times as the truth, spoils the words as a recogniser would, corrects the text, and compares. The rival
is the usual way of open editors: difflib finds the changed run, whose words share its time equally.

The truth is Whisper's own word times. Whisper stretches words over pauses, so the tables tell short runs, where that
can hardly have happened, from all. `osce_interviews` chose the constants in core/transcript/pacing.py; the other sets
did not.
Places where a word stands beside its like are left out of "delete": which of two was deleted, a text cannot say.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from bench.told import DATA, asked, cell, figure
from heard.core import formats
from heard.core.transcript.timing import retime
from heard.core.transcript.words import Transcript, Word, plain

TUNED = "osce_interviews"
SETS = (TUNED, "ami_uk_meetings", "lab_monologue", "small_read", "irish_dictation")
AROUND = 4
# Runs up to so many seconds: two short words as in "into", two ordinary words, anything.
BANDS = (0.5, 1.2, float("inf"))
SOUNDS_LIKE = str.maketrans({"p": "b", "t": "d", "k": "g", "c": "k", "a": "e", "i": "e", "s": "z", "m": "n"})


@dataclass(frozen=True)
class Trial:
    """What the recogniser gave, what a person makes of it, and when the edited words truly start: `starts` by their
    position in the text."""

    case: str
    given: tuple[Word, ...]
    text: str
    starts: dict[int, float]
    seconds: float


def ours(given: Sequence[Word], text: str) -> Sequence[Word]:
    return retime(Transcript(tuple(given), duration=given[-1].end), text).words


def equal_share(given: Sequence[Word], text: str) -> Sequence[Word]:
    new = text.split()
    matcher = SequenceMatcher(None, [plain(word.text) for word in given], [plain(word) for word in new], autojunk=False)
    done: list[Word] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            done += given[i1:i2]
            continue
        start = given[i1].start if tag == "replace" else given[i1 - 1].end
        end = given[i2 - 1].end if tag == "replace" else given[min(i1, len(given) - 1)].start
        step = (end - start) / max(j2 - j1, 1)
        done += [Word(f"n{j}", new[j], start + (j - j1) * step, start + (j - j1 + 1) * step) for j in range(j1, j2)]
    return done


def trials(words: Sequence[Word]) -> Iterator[Trial]:
    """One of each case at every place, with a few words around it."""
    for at in range(AROUND, len(words) - AROUND - 2):
        before, (first, second) = words[at - AROUND : at], words[at : at + 2]
        after = words[at + 2 : at + 2 + AROUND]
        for case, given, texts, starts in cases(first, second, twins=_twins([before[-1], first, second, after[0]])):
            text = " ".join([*_texts(before), *texts, *_texts(after)])
            where = {AROUND + position: start for position, start in starts.items()}
            yield Trial(case, (*before, *given, *after), text, where, second.end - first.start)


Case = tuple[str, Sequence[Word], Sequence[str], dict[int, float]]


def cases(first: Word, second: Word, *, twins: bool) -> Iterator[Case]:
    texts, joined = [first.text, second.text], first.text + second.text
    wrong = [replace(word, text=word.text.translate(SOUNDS_LIKE)) for word in (first, second)]
    at_second = {1: second.start}
    yield "substitute", [wrong[0], second], texts, {0: first.start}
    yield "insert, a hole", [first], texts, at_second
    if not twins:
        yield "delete", [first, second], texts[1:], {0: second.start}
    if second.start - first.end < 0.05 and not first.text.endswith((".", ",", "?", "!")):
        one = replace(first, text=joined, end=second.end)
        yield "merge", [first, second], [joined], {0: first.start}
        yield "merge, misheard", wrong, [joined], {0: first.start}
        yield "split", [one], texts, at_second
        yield "split, misheard", [replace(one, text=joined.translate(SOUNDS_LIKE))], texts, at_second
        yield "two for two", wrong, texts, at_second
        yield "insert, swallowed", [replace(first, end=second.end)], texts, at_second


def errors(trial: Trial, way: Callable[[Sequence[Word], str], Sequence[Word]]) -> list[float]:
    """Of the edited words, in milliseconds."""
    words = way(trial.given, trial.text)
    return [1000 * abs(words[position].start - start) for position, start in trial.starts.items()]


def moved(trial: Trial) -> int:
    """How many words around the edit start elsewhere than before."""
    words = ours(trial.given, trial.text)
    pairs = zip([*trial.given[:AROUND], *trial.given[-AROUND:]], [*words[:AROUND], *words[-AROUND:]], strict=True)
    return sum(before.start != after.start for before, after in pairs)


def report(title: str, column: str, made: Iterable[Trial]) -> None:
    rows: dict[tuple[str, float], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    untouched = 0
    for trial in made:
        mine, theirs = errors(trial, ours), errors(trial, equal_share)
        untouched += moved(trial)
        for band in BANDS:
            if trial.seconds <= band:
                rows[trial.case, band][0].extend(mine)
                rows[trial.case, band][1].extend(theirs)
    print(f"\n{title}: start error of edited words in ms. Untouched words that moved: {untouched}")
    print(f"{'case':18}{'run':>8}{'n':>7} | ours: median   p90  worst  within 150 | equal share: median   p90  worst")
    for (case, band), (mine, theirs) in sorted(rows.items()):
        run = f"<={band} s" if band < BANDS[-1] else "any"
        row = case if run == "any" else f"{case}, up to {band} s"
        cell("errors", row, column, _three(mine))
        cell("errors", row, f"equal shares, {column}", _three(theirs))
        within = sum(error <= 150.5 for error in mine) / len(mine)
        print(
            f"{case:18}{run:>8}{len(mine):7}"
            f" | {_at(mine, 0.5):12.0f}{_at(mine, 0.9):6.0f}{max(mine):7.0f}{within:12.1%}"
            f" | {_at(theirs, 0.5):19.0f}{_at(theirs, 0.9):6.0f}{max(theirs):7.0f}"
        )


def _three(errors: Sequence[float]) -> str:
    return f"{_at(errors, 0.5):.0f} / {_at(errors, 0.9):.0f} / {max(errors):.0f}"


def speed(words: Sequence[Word]) -> None:
    """10,000 words of which one in ten is corrected."""
    length, many = words[-1].end, []
    while len(many) < 10_000:
        offset = len(many) // len(words) * length
        many += [
            replace(w, id=f"w{len(many) + n}", start=w.start + offset, end=w.end + offset) for n, w in enumerate(words)
        ]
    many = many[:10_000]
    text = " ".join(word.text[::-1] if n % 10 == 0 else word.text for n, word in enumerate(many))
    begun = time.process_time()
    ours(many, text)
    spent = time.process_time() - begun
    figure("speed", f"{spent:.2f}")
    print(f"\n10,000 words of which 1,000 are corrected: {spent:.2f} CPU s")


def _later(word: Word, number: int, seconds: float) -> Word:
    return replace(word, id=f"w{number}", start=word.start + seconds, end=word.end + seconds)


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]


def _twins(words: Sequence[Word]) -> bool:
    return any(plain(a.text) == plain(b.text) for a, b in pairwise(words))


def _at(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def main() -> int:
    wanted, folder = asked(__doc__) or SETS, DATA
    found = [path for name in wanted for path in sorted((folder / name).glob("hyp/whisper-base*/*.json"))]
    files = [path for path in found if path.read_bytes().strip() != b"[]"]  # where nothing was heard
    if not files:
        print(f"No word times under {folder}. Set HEARD_DATA_SETS to the folder of the data sets.", file=sys.stderr)
        return 2
    read = {path: formats.read(path.name, path.read_bytes()).words for path in files}
    tuned = [path for path in files if TUNED in path.parts]
    others = [path for path in files if path not in tuned]
    for title, column, chosen in (
        (TUNED, "OSCE interviews", tuned),
        ("sets that nothing was tuned to", "other sets", others),
    ):
        report(title, column, (trial for path in chosen for trial in trials(read[path])))
    speed(max(read.values(), key=len))
    return 0


if __name__ == "__main__":
    sys.exit(main())
