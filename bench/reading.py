"""How old somebody has to be to read each page with ease.

Flesch-Kincaid grade (Kincaid et al. 1975) plus five years, over all sentences of a template that are translated;
syllables are the vowels that espeak-ng says. Names of buttons and lists of one or two words count as sentences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from bench.told import asked
from heard.media.engines.phonemes import pronounce

TEMPLATES = Path(__file__).parents[1] / "src/heard/web/templates"
_SHORT = re.compile(r"{% translate (?:\"([^\"]*)\"|'([^']*)')")
_LONG = re.compile(r"{% blocktranslate.*?%}(.*?){% endblocktranslate %}", re.DOTALL)
_TAG = re.compile(r"{%.*?%}|<[^>]*>", re.DOTALL)
_VALUE = re.compile(r"{{.*?}}")
_VOWELS = re.compile(r"[aeiouæɐɑɒɔəɛɜɪʊʌᵻ]+ː?")


def texts(template: str) -> list[str]:
    """What a reader may read of a template. A value that is put in counts as one short word."""
    short = ["".join(found) for found in _SHORT.findall(template)]
    long = [piece for found in _LONG.findall(template) for piece in found.split("{% plural %}")[:1]]
    return [" ".join(_VALUE.sub("it", _TAG.sub(" ", text)).split()) for text in [*short, *long]]


def age(sentences: list[str]) -> float:
    """Years."""
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z’'-]+", sentence)]
    if not words:
        return 0.0
    stops = sum(max(1, len(re.findall(r"[.!?:](?:\s|$|”)", sentence))) for sentence in sentences)
    syllables = sum(max(1, len(_VOWELS.findall(pronounce(word)))) for word in words)
    return 5 + 0.39 * len(words) / stops + 11.8 * syllables / len(words) - 15.59


def whole_sentences(paths: list[Path]) -> list[str]:
    """Sentences with a verb in all likelihood: those that end in a full stop."""
    found = [text for path in paths for text in texts(path.read_text("utf-8"))]
    return [text for text in found if re.search(r"[.!?]”?$", text)]


def main() -> None:
    wanted = asked(__doc__)
    rooms: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(TEMPLATES.rglob("*.html")):
        rooms[path.relative_to(TEMPLATES).parts[0]].append(path)
    print("| pages | sentences | reading age | the hardest page |\n|---|---|---|---|")
    for room, paths in rooms.items():
        ages = {path.stem: age(whole_sentences([path])) for path in paths}
        hardest = max(ages, key=lambda name: ages[name])
        said = whole_sentences(paths)
        print(f"| {room} | {len(said)} | {age(said):.1f} | {hardest} {ages[hardest]:.1f} |")
    if wanted:
        for text in sorted(whole_sentences([TEMPLATES / wanted[0]]), key=lambda text: -age([text])):
            print(f"{age([text]):5.1f}  {text}")


if __name__ == "__main__":
    main()
