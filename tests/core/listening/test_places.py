"""Opinions about overlapping words are about one place, and are compared over all of it."""

from __future__ import annotations

import pytest

from heard.core.listening.agreement import Opinion, Says
from heard.core.listening.places import Judgement, places
from tests.core.said import said

HEARD = "we do the coal production here"


def told(*what: str) -> list[str]:
    """Each as "ids: what is said"; places as "words: opinions"."""
    opinions = []
    for number, one in enumerate(what):
        words, says = (part.strip() for part in one.split(":"))
        kind = {"right": Says.RIGHT, "wrong": Says.WRONG, "nothing": Says.NOTHING}.get(says, Says.TEXT)
        opinion = Opinion(str(number), kind, says if kind is Says.TEXT else "")
        after = words.removeprefix("after").strip() if words.startswith("after") else None
        opinions.append(Judgement(opinion, () if after is not None else tuple(words.split()), after or None))
    return [
        f"{place.heard or 'after ' + str(place.after)}: {' / '.join(one.text or one.says for one in place.opinions)}"
        for place in places(said(HEARD), opinions)
    ]


@pytest.mark.parametrize(
    ("what", "found"),
    [
        (["w4 w5: co-production", "w4 w5: co-production"], ["coal production: co-production / co-production"]),
        # The same change of fewer and of more words is the same opinion.
        (["w4 w5: co-production", "w3 w4 w5: the co-production"],
         ["the coal production: the co-production / the co-production"]),
        (["w4: nothing", "w4 w5: production"], ["coal production: production / production"]),
        # Neighbours are two places.
        (["w4: cold", "w5: prediction"], ["coal: cold", "production: prediction"]),
        # A confirmation joins no places, and counts in each that it touches.
        (["w1 w2 w3 w4 w5 w6: right", "w2: did", "w4: cold"], ["do: right / did", "coal: right / cold"]),
        (["w5: right", "w4 w5: co-production"], ["coal production: right / co-production"]),
        (["w1 w2: right", "w1 w2: right", "w5: right"], ["we do: right / right", "production: right"]),
        (["w1 w2: right", "w2 w3: right"], ["we do: right", "do the: right"]),
        (["after w2: not", "w2 w3: right"], ["after w2: not / right"]),
        (["w4: wrong", "w4 w5: co-production"], ["coal production: wrong / co-production"]),
        # Missing words are a place of their own, unless somebody changes the words on both sides.
        (["after w2: not", "after w2: not"], ["after w2: not / not"]),
        (["after: well"], ["after None: well"]),
        (["after w2: not", "w2 w3: do not the"], ["do the: do not the / do not the"]),
        (["after w2: not", "w2: did"], ["do: did", "after w2: not"]),
        # What is about words that are gone is left to an editor.
        (["w4 w6: co-production", "w99: gone", "after w99: gone"], []),
    ],
)  # fmt: skip
def test_what_is_said_about_which_place(what, found):
    assert told(*what) == found
