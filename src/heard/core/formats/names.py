"""Who speaks, where a text says so before what is said (“Ada: We have”), and words with a colon that name nobody.

What stands before a colon names somebody when, in this order:
1. it is what people are called when they speak: Interviewer, Speaker 2, P1;
2. it looks like a name: capitals, and beside a title or initials words that are no everyday words (“Remember”, “Note”
   and “Top tip” are);
3. the whole file says so: it comes back, and most of what is said has somebody before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from heard.core.formats.ordinary import ORDINARY
from heard.core.transcript.scripts import one_line

_LONGEST = 60  # characters of a name

_MARK = r"(?P<mark>(?:>{2,3}|[-–—](?=\s|[^\W\d_]|[\[(“\"'‘]))\s*)?"
_PLAIN = r"(?P<plain>[^\s:：\[\](){}<>\"“”?!;/\\|-][^:：\[\]{}<>\"“”?!;/\\|\t]{0,59}?(?:\s?\([^()\n]{1,30}\))?)"
_IN_BRACKETS = r"\[(?P<square>[^\[\]\n]{1,60})\]|\((?P<round>[^()\n]{1,60})\)"
_LABEL = re.compile(rf"{_MARK}(?:{_PLAIN}\s?[:：]|(?:{_IN_BRACKETS})\s?(?P<colon>[:：]?))(?P<space>\s*)")
_CHANGE = re.compile(_MARK)

# What people are called in a transcript, beside their names; with a number, or with a word before it, too.
_ROLES = """
speaker interviewer interviewee respondent participant moderator facilitator narrator storyteller int resp spk host
cohost co-host presenter reporter teller listener researcher guest caller chair chairperson audience panellist panelist
mum mam mom mother father dad nan nana gran granny grandma grandad grandpa carer caregiver patient client nurse doctor
gp midwife therapist counsellor counselor teacher student pupil manager officer volunteer voice man woman boy girl child
male female translator interpreter witness lawyer judge operator person staff member commissioner clinician
practitioner consultant supporter advocate visitor user worker
"""
_BEFORE_ROLES = """
community social support service peer youth health care family unknown unidentified male female young old older first
second third new other main lead head another project team council co elderly
"""
# The others are said in prose too, so without a capital they need a number to name somebody.
_SURE_ROLES = frozenset(_ROLES.split()[:8])
_ROLE = re.compile(
    rf"(?:(?:{'|'.join(_BEFORE_ROLES.split())})[ -])*(?P<role>{'|'.join(_ROLES.split())})"
    r"(?P<number>(?:[ _#-]*(?:no\.? ?)?(?:\d{1,3}[a-z]?|[a-z]|one|two|three|four))?)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?:[PSRIMFCVT]|PT|SPK|ID)[ _-]?\d{1,3}[A-Z]?|[QAIRPMF]")
_TITLES = """
mr mrs ms miss mx dr doctor prof professor rev reverend father sister brother sir dame lady lord cllr councillor nurse
judge aunt auntie uncle captain sergeant pc imam rabbi pastor
"""
_TITLED = frozenset(_TITLES.split())
_JOINING = "de da do dos das la le du di del van von der den ter bin ibn al el y e and & of ap ferch"
_BETWEEN = frozenset(_JOINING.split())
# Everyday words that a dictionary has no small first letter for, or that are none of the commonest.
_OTHERS = """
monday tuesday wednesday thursday friday saturday sunday january february july september october november december
ok okay ps nb fyi re i'm i've i'll i'd it's that's what's here's there's let's don't who's where's asap faq eg ie tel
url disclaimer takeaway takeaways reminder ingredients footnote spoiler caveat upshot downside
"""
_NOT_NAMES = frozenset(_OTHERS.split())
# What captions for people who do not hear well say of sounds, in brackets where a name might stand.
_SOUNDS = """
sighs sigh laughs laugh laughter chuckles chuckle giggles gasps gasp groans groan coughs cough sniffs sniffles sobs
cries crying weeps yells shouts screams whispers whispering mumbles mutters murmurs murmuring applause cheers cheering
claps clapping clap music silence pause inaudible unintelligible indistinct crosstalk chatter noise static beep beeps
bell bells ringing rings knocks knocking footsteps thud bang bangs barks barking wind sings singing hums humming yawns
exhales inhales breathes breathing snores sneezes moans grunts scoffs snorts gulps hesitates stammers stutters smiles
nods
"""
_HEARD = frozenset(_SOUNDS.split())


@dataclass(frozen=True, slots=True)
class Line:
    """What stands at the beginning of a line: `name` who speaks, empty where it does not say; `changes`: somebody
    else speaks now; the rest is said."""

    name: str
    text: str
    changes: bool = False


class Names:
    """Who is named in one file. `lines` are the beginnings that may name somebody; `turns` is how many pieces of
    speech there are."""

    def __init__(self, lines: Iterable[str], turns: int) -> None:
        self._seen = Counter(_key(label) for line in lines if (label := _label_of(line)))
        self._share = self._seen.total() / max(1, turns)
        named = [label for label in self._seen if _is_sure(label)]
        self._is_talk = self._share >= 0.5 and len(self._seen) > 1
        self._company = bool(named)
        self._returns = self._share >= 0.8 and any(count > 1 for count in self._seen.values())

    def read(self, line: str) -> Line:
        """Take a line apart."""
        match = _LABEL.match(line)
        if match and self._names(match, line):
            return Line(_key(_inside(match)), line[match.end() :], changes=True)
        mark = _CHANGE.match(line)
        changes = bool(mark and mark["mark"])
        return Line("", line[mark.end() :] if mark and changes else line, changes)

    def accepts(self, label: str) -> bool:
        """Whether this names somebody, in this file."""
        label = _key(label)
        if _is_sure(label):
            return True
        words = label.split()
        if not 0 < len(words) <= 5 or not self._is_talk:
            return False
        seen = self._seen[label]
        if all(_is_ordinary(word) for word in words):
            return seen > 2 and self._share >= 0.8 and words[0][0].isupper()
        if _has_case(label):
            return seen > 1 or (self._returns and len(words) < 3) or (self._company and label[0].isupper())
        return self._seen.total() > 1

    def _names(self, match: re.Match[str], line: str) -> bool:
        label = _key(_inside(match))
        if not label:
            return False
        if match["plain"] is None and not match["colon"]:
            # “[Ada] Hello” names somebody, “[music]” and “(laughs)” do not.
            return _is_sure(label) and match.end() < len(line) and _HEARD.isdisjoint(label.casefold().split())
        following = line[match.end() : match.end() + 1]
        if match["space"] or not following or ":" not in match[0]:
            return self.accepts(label)
        return following.isalpha() and _is_sure(label)


def is_name(label: str) -> bool:
    """Whether this is what somebody is called, wherever it stands."""
    return _is_sure(_key(label))


def is_role(label: str) -> bool:
    """Whether this is what people are called in transcripts, whatever their names."""
    return bool(_ROLE.fullmatch(_key(label)) or _CODE.fullmatch(_key(label)))


def looks_like_name(label: str) -> bool:
    """Whether it might be, where something else beside it, such as a time, says so too."""
    words = _bare(_key(label)).split()
    if not 0 < len(words) <= 5 or len(label) > _LONGEST or label.rstrip().endswith((".", "?", "!", ",")):
        return False
    return is_name(label) or (_is_shaped(words) if _has_case(label) else len(words) <= 3)


def _label_of(line: str) -> str:
    match = _LABEL.match(line)
    if not match or (match["plain"] is None and not match["colon"]):
        return ""
    return _inside(match) if match["space"] or match.end() == len(line) or ":" not in match[0] else ""


def _inside(match: re.Match[str]) -> str:
    return match["plain"] or match["square"] or match["round"] or ""


def _key(label: str) -> str:
    return one_line(label).strip(" -–—•*_#.,")[:_LONGEST].strip()


def _bare(label: str) -> str:
    """Without what stands in brackets behind a name: (she/her), (Leeds Council)."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", label).replace(",", " ")


def _is_sure(label: str) -> bool:
    label = _bare(label)
    if role := _ROLE.fullmatch(label):
        return label[0].isupper() or bool(role["number"]) or role["role"].casefold() in _SURE_ROLES
    if _CODE.fullmatch(label):
        return True
    words = label.split()
    if not 0 < len(words) <= 5 or not _is_shaped(words):
        return False
    if len(words) > 1 and words[0].casefold().rstrip(".") in _TITLED:
        return True
    telling = [word for word in words if word.casefold() not in _BETWEEN and not _is_initial(word)]
    known = [word for word in telling if not _is_ordinary(word)]
    return (
        bool(known) and 2 * len(known) >= len(telling) and known[0] == telling[0] and not all(map(_is_acronym, known))
    )


def _is_shaped(words: list[str]) -> bool:
    """Every word with a capital, but for those that join names, and no figures in front."""
    first, *others = words
    return _is_capital(first) and all(_is_capital(word) or word.casefold() in _BETWEEN for word in others)


def _is_capital(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    if not letters or any(letter.isdigit() for letter in word):
        return False
    return letters[0].isupper() or re.match(r"(?:al|el|ap|d'|o'|mc)[-'’]?[^\W\d_a-z]", word) is not None


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 or bool(re.fullmatch(r"(?:\w\.)+", word))


def _is_acronym(word: str) -> bool:
    """NHS, GP; ADA is a name written large."""
    return word.isupper() and len(word) <= 5 and not re.search("[AEIOUY]", word) and word.isascii()


def _is_ordinary(word: str) -> bool:
    bare = word.casefold().strip(".,'’\"").replace("’", "'")
    return bare in ORDINARY or bare in _NOT_NAMES or bare.removesuffix("s") in _NOT_NAMES


def _has_case(label: str) -> bool:
    return any(letter.isupper() or letter.islower() for letter in label)
