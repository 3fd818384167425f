"""Breaths: short, overlapping, over the ends of passages, and the same as long as their words are."""

from __future__ import annotations

from heard.core.finding.breaths import PERHAPS, SIZES, Breath, best_of, breaths, digest, likeness


def words(first: int, count: int) -> str:
    return " ".join(f"w{number}" for number in range(first, first + count))


def test_every_word_is_in_one_and_none_is_longer_than_asked():
    found = list(breaths([(0, words(0, 100)), (1, words(100, 43))]))
    assert {word for _, text in found for word in text.split()} == set(words(0, 143).split())
    assert {breath.size for breath, _ in found} <= set(SIZES)


def test_a_question_and_its_answer_are_read_together_and_the_longer_of_them_is_shown():
    [(breath, text)] = breaths([(3, "How did you get there?"), (4, "We walked all the way to the hospital.")])
    assert text == "How did you get there? We walked all the way to the hospital."
    assert (breath.number, breath.first, breath.words) == (4, 0, 8)


def test_a_place_says_where_its_words_stand_in_the_passage():
    told = {0: words(0, 10), 1: words(10, 90)}
    for breath, text in breaths(told.items()):
        shown = told[breath.number].split()[breath.first : breath.first + breath.words]
        assert " ".join(shown) in text
        assert len(shown) == breath.words


def test_without_words_there_is_none():
    assert list(breaths([(0, ""), (1, "")])) == []
    assert digest([(0, "")], "en") == ""


def test_the_digest_is_another_one_when_a_word_or_the_language_is():
    before = digest([(0, "Nothing was decided.")], "en")
    assert before == digest([(0, "Nothing was decided."), (1, "")], "en")
    assert len({before, digest([(0, "Nothing was divided.")], "en"), digest([(0, "Nothing was decided.")], "cy")}) == 3


def test_the_best_come_first_and_none_stands_over_another():
    one, over, other = (Breath(at, 24, 0, at, 24, str(at)) for at in (0, 12, 24))
    assert best_of([(0.5, one), (0.7, over), (0.6, other)], 3) == [(0.7, over)]
    assert best_of([(0.7, one), (0.6, over), (0.5, other)], 3) == [(0.7, one), (0.5, other)]


def test_what_is_hardly_alike_is_left_out():
    assert best_of([(PERHAPS - 0.01, Breath(0, 24, 0, 0, 24, ""))], 3) == []
    assert likeness(PERHAPS - 0.01) is None


def test_how_alike_is_said_in_words():
    assert [str(likeness(alike)) for alike in (0.9, 0.5, 0.31)] == ["very close", "close", "perhaps"]
