"""“What does that mean?”: anybody asks, editors answer. glossary/ask/ and glossary/questions/."""

from __future__ import annotations

import pytest

from heard.apps.journal.models import Entry as Line
from heard.apps.wording.models import Ask, Term
from heard.server.parts import Pace
from tests.page import Page

ADDRESS, QUESTIONS = "/glossary/ask/", "/glossary/questions/"
JSON = {"HTTP_ACCEPT": "application/json"}


def ask(client, text="respite", story=None, **more):
    return client.post(ADDRESS, {"text": text, "story": story.slug if story else "", **more})


def ask_in_dialog(client, story, text="coal production,", words="w12 w13", start="6.5"):
    return client.post(ADDRESS, {"text": text, "story": story.slug, "words": words, "start": start}, **JSON)


def answer(client, asked, **given):
    return client.post(f"{QUESTIONS}{asked.pk}/", given)


def rows():
    return [(row.text, row.story and row.story.title, row.words, row.start) for row in Ask.objects.order_by("id")]


# Asking


def test_anybody_asks_without_javascript_and_sees_that_they_are_heard(browse, story):
    visitor, told = browse(None), story()
    page = visitor.get(ADDRESS, {"story": told.slug})
    assert "Ask about a word in “The value of co-production”." in page.content.decode()
    answer = ask(visitor, "respite", told)
    assert (answer.status_code, answer.url) == (302, f"{ADDRESS}?story={told.slug}")
    page = visitor.get(answer.url).content.decode()
    assert "Thank you. An editor will explain this." in page
    assert "Waits for an editor" in page
    assert rows() == [("respite", "The value of co-production", [], None)]


def test_words_chosen_on_the_page_of_a_story_are_asked_about_where_they_stand(browse, story):
    answer = ask_in_dialog(browse(None), story())
    assert (answer.status_code, answer.json()["where"]) == (201, ADDRESS)
    assert rows() == [("coal production", "The value of co-production", ["w12", "w13"], 6.5)]


def test_where_the_glossary_knows_it_the_answer_is_there_at_once(browse, story, term):
    made = term("PIP", "acronym", "A benefit.", spoken=("personal independence payment",))
    told = story()
    for text in ("pip", "“PIP,”", "Personal Independence  payment"):
        answer = ask_in_dialog(browse(None), told, text)
        assert (answer.status_code, answer.json()) == (
            200,
            {"term": "PIP", "meaning": "A benefit.", "where": made.get_absolute_url()},
        )
    assert ask(browse(None), "pip").url == made.get_absolute_url()
    assert rows() == []


def test_a_term_without_a_meaning_answers_nothing(browse, term):
    term("PIP")
    ask(browse(None), "PIP")
    assert rows() == [("PIP", None, [], None)]


def test_the_same_question_from_the_same_person_is_kept_once(browse, story, ben):
    told, visitor = story(), browse(None)
    for client in (visitor, visitor, browse(ben), browse(ben), browse(None)):
        ask(client, "Respite ", told)
    assert rows() == [("Respite", "The value of co-production", [], None)] * 3
    assert Line.objects.filter(action="meaning asked").count() == 3


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": ""}, "Write the word that you would like explained."),
        ({"text": " …?! "}, "Write the word that you would like explained."),
        ({"text": "word " * 60}, "That is a long stretch. Choose only the words that need explaining."),
        ({"words": "w1 " * 41}, "That is a long stretch. Choose only the words that need explaining."),
        ({"words": "w" * 25}, "These words are not in this story."),
        ({"start": "inf"}, "Enter a number."),
        ({"start": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"text": "a\x00b"}, "Null characters are not allowed."),
        ({"website": "http://buy.example"}, "Please leave the field “Website” empty."),
    ],
)
def test_what_cannot_be_used_gets_a_sentence_and_is_not_kept(browse, story, given, sentence):
    told = story()
    sent = {"text": "respite", "story": told.slug, **given}
    in_dialog, alone = browse(None).post(ADDRESS, sent, **JSON), browse(None).post(ADDRESS, sent)
    assert (in_dialog.status_code, alone.status_code) == (400, 400)
    assert in_dialog.json()["error"]["sentence"].startswith(sentence)
    assert sentence in alone.content.decode()
    assert rows() == []


def test_a_flood_is_told_to_wait_and_loses_nothing(browse, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_PACE": Pace(corrections=1)}
    visitor = browse(None)
    ask(visitor, "respite")
    page = ask(visitor, "safeguarding")
    assert page.status_code == 429
    assert 'value="safeguarding"' in page.content.decode()
    assert "Please wait a minute" in page.content.decode()
    assert ask(browse(None), "safeguarding").status_code == 302


def test_a_draft_takes_questions_from_those_who_see_it(browse, story, max_, ada, cleo):
    told = story(published=False)
    for stranger in (None, max_):
        assert browse(stranger).get(ADDRESS, {"story": told.slug}).status_code == 404
        assert ask(browse(stranger), story=told).status_code == 404
    assert [ask(browse(who), story=told).status_code for who in (ada, cleo)] == [302, 302]


def test_an_address_that_names_no_story_is_not_there(browse):
    statuses = [browse(None).get(ADDRESS, {"story": slug}).status_code for slug in ("nowhere", "a b", "\x00")]
    assert statuses == [404, 404, 404]


def test_looking_leaves_no_cookie_behind(browse):
    visitor = browse(None)
    visitor.get(ADDRESS)
    assert "sessionid" not in visitor.cookies


def test_everybody_sees_their_own_questions_only(browse, story, ben, max_):
    told, one = story(), browse(None)
    ask(one, "respite", told)
    ask(browse(ben), "safeguarding", told)
    seen = [Page(client.get(ADDRESS)).texts("strong") for client in (one, browse(ben), browse(max_), browse(None))]
    assert seen == [["respite"], ["safeguarding"], [], []]


def test_a_story_that_was_made_private_takes_its_questions_with_it(browse, story, ben):
    told = story()
    ask(browse(ben), "respite", told)
    told.state = "draft"
    told.save()
    page = browse(ben).get(ADDRESS).content.decode()
    assert told.title not in page
    assert "respite" not in page


def test_the_report_page_and_the_story_lead_to_it(browse, story):
    told = story()
    for address in (told.get_absolute_url(), f"/stories/{told.slug}/report/"):
        assert f'href="{ADDRESS}?story={told.slug}"' in browse(None).get(address).content.decode()


# Answering


@pytest.fixture
def asked(browse, story, ben, max_):
    """Ben and a visitor ask about respite, in two stories; Max asks about a word of his own."""
    one, two = story("One"), story("Two")
    ask_in_dialog(browse(ben), one, "respite", "w3", "1.0")
    ask_in_dialog(browse(None), two, "Respite,", "w5", "2.0")
    ask(browse(max_), "safeguarding")
    return Ask.objects.get(text="respite")


def test_questions_are_gathered_and_lead_to_the_second(browse, asked, cleo):
    page = browse(cleo).get(QUESTIONS)
    assert Page(page).texts("h2", "card-title") == ["respite", "safeguarding"]
    assert [text.split(" · ") for text in Page(page).texts("p", "hint")[:2]] == [
        ["asked by 2 people", "Two, 0:02", "One, 0:01"],
        ["asked by 1 person"],
    ]
    for address in ("/stories/one/?t=1.0#w3", "/stories/two/?t=2.0#w5"):
        assert f'href="{address}"' in page.content.decode()


def test_a_new_term_answers_everybody_who_asked(browse, asked, ben, cleo, given):
    editor = browse(cleo)
    page = editor.get("/glossary/add/", {"answers": asked.pk})
    assert "People asked what “respite” means." in page.content.decode()
    assert 'name="text" value="respite"' in page.content.decode()
    done = editor.post(f"/glossary/add/?answers={asked.pk}", given("respite", meaning="A rest for carers."))
    assert (done.status_code, done.url) == (302, QUESTIONS)
    made = Term.objects.get()
    assert [(row.text, row.state, row.term) for row in Ask.objects.order_by("id")] == [
        ("respite", "answered", made),
        ("Respite", "answered", made),
        ("safeguarding", "waiting", None),
    ]
    assert "A rest for carers." in browse(ben).get(ADDRESS).content.decode()
    assert Line.objects.get(action="meaning answered").detail == {"term": made.pk, "questions": 2}


def test_a_term_that_is_there_answers_too(browse, asked, term, cleo):
    made = term("respite care", "term", "A rest for carers.")
    assert answer(browse(cleo), asked, term="Respite Care").url == QUESTIONS
    assert [row.term for row in Ask.objects.order_by("id")] == [made, made, None]


def test_nothing_needs_explaining_is_an_answer(browse, asked, ben, cleo):
    answer(browse(cleo), asked, nothing="1")
    assert [(row.state, row.term) for row in Ask.objects.order_by("id")][:2] == [("answered", None)] * 2
    assert "thinks that it needs no explaining" in browse(ben).get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose a term, or say that nothing needs explaining."),
        ({"term": "nowhere"}, "There is no term “nowhere” in the glossary."),
    ],
)
def test_an_answer_that_is_none_says_so_and_keeps_what_was_typed(browse, asked, cleo, given, sentence):
    page = answer(browse(cleo), asked, **given)
    assert page.status_code == 400
    assert sentence in page.content.decode()
    assert f'value="{given.get("term", "")}" aria-invalid="true"' in page.content.decode()


def test_a_question_is_answered_once(browse, asked, cleo):
    answer(browse(cleo), asked, nothing="1")
    assert answer(browse(cleo), asked, nothing="1").status_code == 409


def test_only_editors_see_and_answer_what_was_asked(browse, asked, ada, ben, max_, hana):
    assert [browse(who).get(QUESTIONS).status_code for who in (None, max_, ben, ada, hana)] == [403] * 4 + [200]
    for stranger in (None, max_, ada):
        assert answer(browse(stranger), asked, nothing="1").status_code == 403
    assert Ask.objects.filter(state="waiting").count() == 3


def test_markup_in_a_question_is_only_text(browse, story, cleo):
    script, visitor = "<script>alert(1)</script>", browse(None)
    ask(visitor, script, story(script))
    for page in (visitor.get(ADDRESS), browse(cleo).get(QUESTIONS)):
        assert "&lt;script&gt;alert(1)&lt;/script" in page.content.decode()
        assert script not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_more_questions_cost_no_more_queries(browse, story, term, ben, cleo, count, django_assert_num_queries):
    told, asker, editor = story(), browse(ben), browse(cleo)
    term("PIP")
    for number in range(count):
        ask(asker, f"word {number}", told)
    with django_assert_num_queries(5):
        editor.get(QUESTIONS)
    with django_assert_num_queries(4):
        asker.get(ADDRESS)
