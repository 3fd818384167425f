"""On the page of a story, terms explain themselves where they stand."""

from __future__ import annotations

import re
import time

import pytest

from heard.apps.transcribing.queries import transcript_of
from heard.apps.wording import actions
from heard.apps.wording.queries import explanations_in
from heard.core.offering import wordlist

TALK = (
    ("S1", "Did you get PIP?"),
    ("S2", "I did, PIP is a lot of forms, PIP forms. My personal independence payment came late."),
    ("S1", "And respite, for carers?"),
)


def page(client, story):
    return client.get(story.get_absolute_url()).content.decode()


def marked(html):
    return re.findall(r'<span class="w term" id="(\w+)"[^>]* aria-describedby="(meaning-\d+)">([^<]*)<', html)


def meanings(html):
    return re.findall(r'<span id="(meaning-\d+)" data-term="([^"]*)">([^<]*)<', html)


def places(html):
    return re.findall(r'<a href="#(w\d+)" class="clock">([^<]*)<', html)


@pytest.fixture
def pip(term):
    return term("PIP", "acronym", "A benefit.", spoken=("personal independence payment",), mishearings=("forms",))


def test_a_term_is_marked_once_a_paragraph_and_points_to_its_meaning(browse, story, pip):
    html, meaning = page(browse(None), story("Told", *TALK)), f"meaning-{pip.pk}"
    assert marked(html) == [("w4", meaning, "PIP?"), ("w7", meaning, "PIP")]
    assert meanings(html) == [(meaning, "PIP", "A benefit.")]
    assert places(html) == [("w4", "0:01"), ("w7", "0:04")]


def test_each_word_of_a_longer_term_is_marked(browse, story, pip):
    html = page(browse(None), story("Told", ("S1", "My personal independence payment came.")))
    assert [(word, text) for word, _meaning, text in marked(html)] == [
        ("w2", "personal"),
        ("w3", "independence"),
        ("w4", "payment"),
    ]


def test_words_are_explained_in_the_order_in_which_they_are_said(browse, story, pip, term):
    term("carer", "term", "Somebody who looks after somebody.")
    term("respite", "term", "A rest for carers.")
    html = page(browse(None), story("Told", *TALK))
    assert [text for _id, text, _meaning in meanings(html)] == ["PIP", "respite", "carer"]


def test_a_story_without_terms_still_says_how_to_ask(browse, story, pip):
    told = story("Told", ("S1", "Hello there."))
    html = page(browse(None), told)
    assert (marked(html), meanings(html)) == ([], [])
    assert f'href="/glossary/ask/?story={told.slug}"' in html


def test_what_is_not_explained_or_out_of_use_is_not_marked(browse, story, pip, term, cleo):
    term("respite")
    actions.retire_term(pip, by=cleo)
    assert marked(page(browse(None), story("Told", *TALK))) == []


def test_names_of_a_story_are_not_marked(browse, story, ada):
    told = story("Told", ("S1", "I am Hamid."))
    actions.list_names(told, {"name": ["Hamid"]}, by=ada)
    assert marked(page(browse(None), told)) == []


def test_markup_in_a_meaning_is_only_text(browse, story, term):
    term("PIP", "acronym", '"><script>alert(1)</script>')
    html = page(browse(None), story("Told", *TALK))
    assert "<script>alert" not in html
    assert meanings(html)[0][2] == "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.mark.parametrize("count", [1, 3])
def test_terms_cost_one_query_however_many_there_are(browse, story, term, count, django_assert_num_queries):
    told = story("Told", ("S1", " ".join(f"respite{number} break{number}" for number in range(count))))
    for number in range(count):
        term(f"respite{number}", "term", "A rest.", spoken=(f"break{number}", f"rest{number}"))
    transcript = transcript_of(told)
    with django_assert_num_queries(1):
        assert len(explanations_in(transcript).terms) == count


def test_a_thousand_terms_and_a_long_story_stay_small_and_quick(browse, story, term, cleo):
    rows = "".join(f"word{n},term,What word{n} means in a sentence.,also{n},\n" for n in range(1000))
    table = wordlist.read(f"term,kind,meaning,spoken_variants,mishearings\n{rows}".encode())
    actions.take_in(table, "words.csv", by=cleo)
    told = story("Long", *[("S1", " ".join(["and"] * 95 + [f"word{n}" for n in range(5)]))] * 25)
    client, begun = browse(None), time.process_time()
    html = page(client, told)
    assert time.process_time() - begun < 1.5
    assert (len(marked(html)), len(meanings(html))) == (125, 5)
    without = re.sub(r' aria-describedby="meaning-\d+"| term(?=")', "", html)
    assert len(html) - len(without) < 5000
