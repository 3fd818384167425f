"""What may be said about a story besides its recording: its title, its language, how many speak, its themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from heard.core.errors import BadInput
from heard.core.people.fields import STORY, THEME, choice_faults, text_faults
from heard.core.people.writing import Origin

# Languages that the speech model knows well enough, and that are spoken round here. Names as their speakers write them.
LANGUAGES = (
    ("en", "English"),
    ("cy", "Cymraeg"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ur", "اردو"),
    ("bn", "বাংলা"),
    ("gu", "ગુજરાતી"),
    ("hi", "हिन्दी"),
    ("ta", "தமிழ்"),
    ("ar", "العربية"),
    ("fa", "فارسی"),
    ("so", "Soomaali"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("pt", "Português"),
    ("es", "Español"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("it", "Italiano"),
    ("el", "Ελληνικά"),
    ("lt", "Lietuvių"),
    ("hu", "Magyar"),
    ("zh", "中文"),
)
MOST_VOICES = 8


def detail_faults(details: Mapping[str, object]) -> Iterator[BadInput]:
    """What is wrong with the details that are given."""
    yield from text_faults(details, STORY)
    if "language" in details:
        yield from choice_faults("language", details["language"], dict(LANGUAGES))
    if "words_from" in details:
        yield from choice_faults("words_from", details["words_from"], tuple(Origin))
    if "voices" in details:
        yield from choice_faults("voices", details["voices"], (None, *range(1, MOST_VOICES + 1)))


def theme_faults(names: Iterable[str]) -> Iterator[BadInput]:
    if any(len(name) > THEME.longest for name in names):
        said = "A theme has at most %(longest)d letters. Put commas between themes."
        yield BadInput(said, code="too-long", field="themes", longest=THEME.longest)
