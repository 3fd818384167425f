"""How scripts are written: which have no spaces, what ends a sentence, which way they run, what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from unicodedata import bidirectional, category, east_asian_width, normalize

from rapidfuzz.distance import Levenshtein

# Scripts that part no words by spaces: Thai, Lao, Tibetan, Burmese, Khmer, Chinese, Japanese.
CLOSE_LETTERS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u0f00\u0f18-\u0f1f\u0f2a-\u0f39\u0f3e-\u0fbc\u1000-\u103f\u104c-\u108f\u109a-\u109f"
    "\u1780-\u17d3\u17d7-\u17df\u19e0-\u19ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u303a\u3041-\u30fa\u30fc-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ef\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Their punctuation, which has its space in it, and stands close to letters of any script.
_OPENING = "\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\u301d\uff08\uff3b\uff5b\uff5f\uff62"
_CLOSING = (
    "\u104a\u104b\u17d4-\u17d6\u0e5a\u0e5b\u0f0b-\u0f14\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017"
    "\u3019\u301b-\u301c\u301e\u301f\u30fb\uff01-\uff07\uff09-\uff0f\uff1a-\uff20\uff3d\uff5d\uff5e\uff60\uff61\uff63-\uff65"
)
_CLOSE = re.compile(f"[{CLOSE_LETTERS}{_OPENING}{_CLOSING}]")
_CLOSE_LETTER = re.compile(f"[{CLOSE_LETTERS}]")
_CLOSE_MARK = re.compile(f"[{_OPENING}{_CLOSING}]")
# Vowels of Thai and Lao that are written before their consonant, and those that cannot begin a word.
_BEFORE, _AFTER = "\u0e40-\u0e44\u0ec0-\u0ec4", "\u0e30-\u0e3a\u0e45-\u0e4e\u0eb0-\u0ebc\u0ec6-\u0ece"
# What a text in such a script is cut into: a letter with all that stands on it, or a run of anything else.
_UNIT = re.compile(
    rf"[{_OPENING}“‘(\[]*"
    rf"(?:[{_BEFORE}]?[{CLOSE_LETTERS}][{_AFTER}]*|[^\s{CLOSE_LETTERS}{_OPENING}{_CLOSING}“‘(\[]+)?"
    rf"[{_CLOSING}…—”’)\],.!?;:]*"
)
# Signs under which the next letter stands, in Khmer and Burmese.
_STACKERS = "\u17d2\u1039\u0f84"

_ENDS = ".?!…。．！？｡؟۔।॥⁇⁈⁉‼\u0f0d\u0f0e\u104b\u1362\u1367\u1368\u17d4\u17d5\u1803\u1809"
_CLAUSE_ENDS = ",;:·–—،؛、，；：\u104a\u1363\u1364\u1365"
_QUOTES = "\"'“”‘’«»‹›)]}」』】〉》）］｝＂＇"

_RIGHT_TO_LEFT = "ar arc ckb dv fa glk he iw ks ku-arab lrc nqo pa-arab pnb prs ps sd syr ug ur yi azb"

_QUOTE_MARKS = str.maketrans(
    dict.fromkeys("‘’‚‛ʼʹ′´`＇", "'")
    | dict.fromkeys("“”„‟″«»＂", '"')
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | {"…": "..."}
)
# Formatting signs that are seen, such as the Arabic end of a verse.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_JOINERS = "\u200c\u200d"
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0")
# A joiner shapes letters outside Latin, and puts pictures together. Anywhere else nobody sees it.
_IDLE_JOINER = re.compile(f"(?<![^\\x00-\u02ff{_JOINERS}])[{_JOINERS}]+|[{_JOINERS}](?=[{_JOINERS}])")
# The flags of Wales, Scotland and England are a black flag with letters that nobody sees behind it.
_TAGS = "\U000e0020-\U000e007f"
_IDLE_TAG = re.compile(f"(?<![\U0001f3f4{_TAGS}])[{_TAGS}]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


# Words


def joined(texts: Iterable[str]) -> str:
    """Words as one text: a space between two, except where their script has none."""
    done: list[str] = []
    for text in texts:
        if done:
            done.append(between(done[-1], text))
        done.append(text)
    return "".join(done)


def between(left: str, right: str) -> str:
    """What stands between two words: a space, or nothing."""
    if left.isascii() and right.isascii():
        return " "
    return "" if _is_close(left, right) else " "


def _is_close(left: str, right: str) -> bool:
    if not left or not right or _CLOSE_MARK.match(left[-1]) or _CLOSE_MARK.match(right[0]):
        return True
    kinds = {_kind(reversed(left)), _kind(right)}
    return "close" in kinds and "letter" not in kinds


def _kind(text: Iterable[str]) -> str:
    """What meets the other word, seen from there: a close letter, a figure, a letter, or none of these."""
    for character in text:
        if _CLOSE_LETTER.match(character):
            return "close"
        if character.isalnum():
            return "figure" if character.isdigit() else "letter"
    return ""


def words_in(text: str) -> list[str]:
    """The way back: the words of a text. Where a script has no spaces, a letter is a word."""
    words: list[str] = []
    for part in text.split():
        words += [part] if part.isascii() or not _CLOSE.search(part) else _units(part)
    return words


def _units(part: str) -> Iterator[str]:
    unit = ""
    for piece in filter(None, _UNIT.findall(part)):
        on_top = unit and (_on_last(piece[0]) or unit[-1] in _STACKERS)
        if unit and not on_top:
            yield unit
            unit = ""
        unit += piece
    if unit:
        yield unit


def _on_last(character: str) -> bool:
    return category(character).startswith("M") or character in _JOINERS


def cut_like(text: str, words: Sequence[str]) -> list[str]:
    """The words of a text, parted as `words` are where it holds them: scripts without spaces leave that open."""
    texts = words_in(text)
    if not _CLOSE.search(text):
        return texts
    whole, cuts, spaces = "".join(texts), set(_ends(texts)), set(_ends(text.split()))
    there, at = _same_letters("".join(words), whole), 0
    for word in words:
        places = [there.get(letter, -1) for letter in range(at, at + len(word))]
        at += len(word)
        inside = range(places[0] + 1, places[-1] + 1)
        if -1 not in places and len(inside) == len(word) - 1 and spaces.isdisjoint(inside):
            cuts.difference_update(inside)
            cuts |= {places[0], places[-1] + 1}
    return [whole[start:end] for start, end in pairwise(sorted(cuts | {0}))]


def _same_letters(old: str, new: str) -> dict[int, int]:
    blocks = Levenshtein.opcodes(old, new).as_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _ends(texts: Sequence[str]) -> list[int]:
    """Where each ends when they stand close together."""
    ends, at = [], 0
    for text in texts:
        at += len(text)
        ends.append(at)
    return ends


# Sentences and lines


def ends_sentence(text: str) -> bool:
    return text.rstrip(_QUOTES).endswith(tuple(_ENDS))


def ends_clause(text: str) -> bool:
    """Whether a phrase ends here, or a sentence."""
    return text.rstrip(_QUOTES).endswith((*_ENDS, *_CLAUSE_ENDS))


def width(text: str) -> int:
    """How much room a text takes: a Chinese letter takes that of two Latin ones, a mark on a letter none."""
    return len(text) if text.isascii() else sum(map(_room, text))


@lru_cache(maxsize=4096)
def _room(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def runs_right_to_left(text: str, language: str = "") -> bool:
    """By most of its letters; without any, by the language."""
    ways = [bidirectional(character) for character in text if character.isalpha()]
    right = sum(way in ("R", "AL") for way in ways)
    if ways:
        return 2 * right > len(ways)
    tag = language.casefold().replace("_", "-")
    return not {tag, tag.split("-")[0]}.isdisjoint(_RIGHT_TO_LEFT.split())


# What is seen


def visible(text: str) -> str:
    """Without what nobody sees and what turns the letters beside it round: control characters, halves of characters,
    marks of direction, blanks without width. Line ends and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _IDLE_TAG.sub("", _IDLE_JOINER.sub("", "".join(filter(_is_seen, text))))


def _is_seen(character: str) -> bool:
    kind = category(character)
    if kind == "Cf":
        return character in _JOINERS or character in _SEEN or "\U000e0020" <= character <= "\U000e007f"
    return kind != "Cs" and character not in _BLANKS and (kind != "Cc" or character.isspace())


def one_line(text: str) -> str:
    """The text on one line, with nothing in it that nobody sees, its accents as one character each."""
    return normalize("NFC", " ".join(visible(text).split()))


def look(text: str) -> str:
    """What makes two spellings the same on the page: curly quotes are quotes, every dash is a dash."""
    return text if text.isascii() else _SELECTORS.sub("", one_line(text)).translate(_QUOTE_MARKS)
