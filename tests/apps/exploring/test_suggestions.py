"""What is suggested while somebody types, and a search as a feed."""

from __future__ import annotations

import feedparser
import pytest

from heard.apps.wording.models import Form, Term
from tests.page import Page
from tests.renditions import give_sound


def _suggested(browse, person, words):
    answer = browse(person).get("/explore/suggest/", {"q": words}).json()
    return [(one["kind"], one["text"]) for one in answer["suggestions"]]


def test_terms_themes_places_people_titles_and_words_are_suggested(browse, story, ada):
    Term.objects.create(text="co-production", meaning="Deciding together.")
    story("Coping", ("S1", "Colourful it was."), themes=("Community",), place="Coventry")
    assert _suggested(browse, None, "co") == [
        ("Glossary", "co-production"),
        ("Theme", "Community"),
        ("Place", "Coventry"),
        ("Story", "Coping"),
        ("Word", "coping"),
        ("Word", "coventry"),
        ("Word", "colourful"),
        ("Word", "community"),
    ]
    assert _suggested(browse, None, "ada's oka") == [("Reporter", "Ada Okafor"), ("Word", "ada's okafor")]


def test_what_was_typed_before_stays(browse, story):
    story("Told", ("S1", "A bus up the hill."))
    assert _suggested(browse, None, "bus hil") == [("Word", "bus hill")]


@pytest.mark.parametrize("typed", ["", "h", "hill ", "!!", "\x00", "the", "x" * 500])
def test_nothing_is_suggested_for_next_to_nothing(browse, story, typed):
    story("Told", ("S1", "A bus up the hill."))
    assert _suggested(browse, None, typed) == []


def test_a_word_of_a_private_story_is_suggested_to_nobody_else(browse, story, ada, max_):
    story("Told", ("S1", "A zoo."))
    story("Zeal", ("S1", "A zebra."), published=False, themes=("Zest",), place="Zennor")
    for person in (None, max_):
        assert [_suggested(browse, person, words) for words in ("ze", "zeb", "zes", "zen")] == [[]] * 4
    assert {text for _, text in _suggested(browse, ada, "ze")} >= {"Zest", "Zennor", "Zeal", "zebra"}


def test_nor_is_it_what_somebody_may_have_meant(browse, story, ada):
    story("Told", ("S1", "A horse."))
    story("A draft", ("S1", "A zebra."), published=False)
    assert "zebra" not in browse(None).get("/explore/", {"q": "zebrra"}).content.decode()
    assert "Here is what has “zebra”" in Page(browse(ada).get("/explore/", {"q": "zebrra"})).texts("p", "meant")[0]


def test_what_is_misspelt_is_forgiven(browse, story):
    story("Told", ("S1", "Our holidays in Leicester."))
    page = Page(browse(None).get("/explore/", {"q": "hollidays in lesster"}))
    assert page.texts("h2", "results-title") == ["1 story with “holidays in leicester”"]
    assert page.texts("p", "meant")[0].startswith("Nothing has “hollidays in lesster” in it.")


def test_where_the_machine_misheard_a_term_it_is_found_and_said_why(browse, story):
    term = Term.objects.create(text="co-production")
    Form.objects.create(term=term, kind=Form.Kind.MISHEARING, text="coal production")
    story("Told", ("S1", "My experience of coal production is good."))
    page = Page(browse(None).get("/explore/", {"q": "coproduction"}))
    assert page.texts("mark") == ["coal production"]
    assert page.texts("p", "said-why") == [
        "The machine may have misheard “co-production” here: it is known to write “coal production” for it."
    ]


def test_a_passage_says_whose_voice_it_is_and_plays_from_its_second(browse, story):
    told = story("Told", ("S1", "Hello there."), ("S2", "My experience of co-production is good."))
    told.voice_names.create(key="S2", name="Hamid")
    give_sound(told, seconds=6)
    page = browse(None).get("/explore/", {"q": "production"}).content.decode()
    assert 'class="said-voice">Hamid</span>' in page
    assert 'data-clip="#t=3.50,' in page
    assert f'data-sound="/stories/{told.slug}/media/audio.' in page


def test_a_search_is_a_feed_of_what_everybody_may_find(browse, story, ada):
    story("By bus", ("S1", "A zebra on the bus."), place="Salford")
    story("On foot", ("S1", "A zebra."), place="Stockport")
    story("A secret", ("S1", "A zebra."), published=False)

    def titles(**asked):
        fed = feedparser.parse(browse(ada).get("/explore/feed.atom", asked).content)
        return fed.feed.title, [entry.title for entry in fed.entries]

    assert titles(q="zebra") == ("Heard: “zebra”", ["On foot", "By bus"])
    assert titles(q="zebra", place="Salford")[1] == ["By bus"]
    assert titles(q="zebrrra")[1] == []
    assert titles()[1] == ["On foot", "By bus"]
