"""A sentence is a template with its values until somebody reads it."""

from __future__ import annotations

import json

import pytest

from heard.core import sentences
from heard.core.errors import BadInput, TakenBack
from heard.core.sentences import Sentence, brought_back, counted, kept

WELSH = {
    "“%(phrase)s” has no letters in it.": "Nid oes llythrennau yn “%(phrase)s”.",
    "It takes %(time)s.": "Mae’n cymryd %(time)s.",
}


@pytest.fixture
def in_welsh(monkeypatch):
    monkeypatch.setattr(sentences, "_one", lambda text: WELSH.get(text, text))
    monkeypatch.setattr(sentences, "_one_or_more", lambda one, more, count: f"{one if count == 1 else 'o %(count)d'}")


def test_an_error_keeps_its_template_and_values_and_says_them_as_one_sentence():
    refused = BadInput("“%(phrase)s” has no letters in it.", code="no-letters", phrase="12%")
    assert (refused.sentence, str(refused), refused.code) == (*["“12%” has no letters in it."] * 2, "no-letters")
    assert refused.said == Sentence("“%(phrase)s” has no letters in it.", {"phrase": "12%"})


def test_a_sentence_without_values_may_hold_a_per_cent_sign():
    assert BadInput("That is 100 % wrong.").sentence == "That is 100 % wrong."
    assert TakenBack("100 % gone.", address="/").sentence == "100 % gone."


def test_it_is_read_in_the_language_of_whoever_reads_it(in_welsh):
    refused = BadInput("“%(phrase)s” has no letters in it.", phrase="12")
    assert refused.sentence == "Nid oes llythrennau yn “12”."


def test_values_may_be_sentences_and_may_be_counted(in_welsh):
    assert str(Sentence("It takes %(time)s.", {"time": counted("%(count)d hour", "…", 3)})) == "Mae’n cymryd o 3."


@pytest.mark.parametrize(("count", "said"), [(1, "1 hour"), (2, "2 hours"), (0, "0 hours")])
def test_how_many_decides_how_it_is_said(count, said):
    assert BadInput(counted("%(count)d hour", "%(count)d hours", count)).sentence == said


def test_what_was_kept_as_json_comes_back_as_the_same_sentence():
    whole = Sentence("%(who)s: %(time)s", {"who": "Ada", "time": counted("%(count)d hour", "%(count)d hours", 2)})
    assert brought_back(whole.template, json.loads(json.dumps(kept(whole.values)))) == whole
