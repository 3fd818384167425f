"""The names said in a story, from whoever knows them: stories/<slug>/names/."""

from __future__ import annotations

import pytest
from django.utils import timezone

from heard.apps.journal.models import Entry as Line
from heard.apps.transcribing.models import Job
from heard.apps.wording import actions
from heard.apps.wording.models import StoryName
from heard.apps.wording.queries import glossary_for
from heard.core.offering.terms import Wanted
from tests.page import Page
from tests.renditions import give_sound

NAMES = {"name": "Hamid\r\nAuntie Jean", "place": "Glenfield", "organisation": ""}


def address(story):
    return f"/stories/{story.slug}/names/"


def names(story):
    return [(name.kind, name.text) for name in story.own_names.all()]


def test_a_reporter_lists_the_names_and_finds_them_there_again(browse, story, ada):
    told = story(published=False)
    answer = browse(ada).post(address(told), NAMES)
    assert (answer.status_code, answer.url) == (302, f"/stories/{told.slug}/edit/")
    assert names(told) == [("name", "Hamid"), ("name", "Auntie Jean"), ("place", "Glenfield")]
    assert Page(browse(ada).get(address(told))).texts("textarea") == ["Hamid Auntie Jean", "Glenfield", ""]
    line = Line.objects.get(action="names listed")
    assert (line.by, line.about, line.detail) == (ada, f"story:{told.pk}", {"count": 3})


def test_names_are_changed_and_taken_away(browse, story, ada):
    told = story()
    browse(ada).post(address(told), NAMES)
    browse(ada).post(address(told), {"name": " Hamid  Ali ", "place": "hamid ali\nGlenfield", "organisation": ""})
    assert names(told) == [("name", "Hamid Ali"), ("place", "Glenfield")]


def test_the_edit_page_asks_for_them(browse, story, ada):
    told = story(published=False, transcript=False)
    page = browse(ada).get(f"/stories/{told.slug}/edit/").content.decode()
    assert f'href="{address(told)}"' in page


def test_who_may_see_and_change_them(browse, story, ada, ben, cleo, hana, max_):
    draft, told = story("Draft", published=False), story("Told")
    seen = {
        title: [browse(who).get(address(one)).status_code for who in (None, max_, ben, ada, cleo, hana)]
        for title, one in (("draft", draft), ("told", told))
    }
    assert seen == {"draft": [302, 404, 404, 200, 200, 200], "told": [302, 403, 403, 200, 200, 200]}
    for stranger in (None, max_):
        browse(stranger).post(address(told), NAMES)
    assert StoryName.objects.count() == 0


def test_a_published_story_gives_its_list_of_names_to_no_stranger(browse, story, term, ada, cleo, max_):
    told = story()
    actions.list_names(told, {"name": ["Zachariah Quill"]}, by=ada)
    term("PIP", "acronym", "A benefit.")
    places = (
        told.get_absolute_url(),
        "/glossary/",
        "/glossary/?q=zachariah",
        "/explore/?q=zachariah",
        f"/stories/{told.slug}/report/",
        f"/stories/{told.slug}/transcript.json",
    )
    for who in (None, max_):
        for place in places:
            assert "Quill" not in browse(who).get(place).content.decode()
    assert "Quill" not in browse(cleo).get("/glossary/glossary.csv").content.decode()
    assert "Quill" in browse(ada).get(address(told)).content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 121, "is longer than 120 characters."),
        ("a; b", "“a; b” has a semicolon in it."),
        ("...", "“...” has no letters in it."),
        ("\n".join(f"Name {n}" for n in range(201)), "That is more than 200 names."),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_used_says_why_and_loses_nothing(browse, story, ada, text, sentence):
    told = story()
    actions.list_names(told, {"name": ["Hamid"]}, by=ada)
    page = browse(ada).post(address(told), {"name": text, "place": "Glenfield", "organisation": ""})
    assert page.status_code == 400
    assert sentence in page.content.decode()
    assert Page(page).texts("textarea")[1] == "Glenfield"
    assert names(told) == [("name", "Hamid")]


def test_markup_in_a_name_is_only_text(browse, story, ada):
    told, script = story(), "</textarea><script>alert(1)</script>"
    browse(ada).post(address(told), {"name": script, "place": "", "organisation": ""})
    page = browse(ada).get(address(told)).content.decode()
    assert script not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_storys_own_names_are_listened_for_before_the_networks_terms(story, term, ada):
    one, other = story("One"), story("Other")
    term("co-production", "term", mishearings=("coal production",))
    term("GLENFIELD", "place", spoken=("the Glen",), mishearings=("green field",))
    actions.list_names(one, {"name": ["Hamid"], "place": ["Glenfield"]}, by=ada)
    assert glossary_for(one) == [
        Wanted("Hamid"),
        Wanted("Glenfield", ("the Glen",), ("green field",)),
        Wanted("co-production", (), ("coal production",)),
    ]
    assert [wanted.text for wanted in glossary_for(other)] == ["co-production", "GLENFIELD"]


def test_terms_out_of_use_are_not_listened_for(story, term, cleo):
    actions.retire_term(term("old"), by=cleo)
    assert glossary_for(story()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_more_names_cost_no_more_queries(browse, story, term, ada, count, django_assert_num_queries):
    told = story()
    actions.list_names(told, {"name": [f"Name {n}" for n in range(count)]}, by=ada)
    for n in range(count):
        term(f"Term {n}", spoken=(f"also {n}",))
    client = browse(ada)
    with django_assert_num_queries(5):
        client.get(address(told))
    with django_assert_num_queries(3):
        glossary_for(told)


class TestGivenLater:
    """Names that the machine did not know yet: the recording is written down again at one press."""

    @pytest.fixture
    def told(self, story):
        written = give_sound(story("The value of co-production"))
        Job.objects.create(story=written, state=Job.State.DONE)
        return written

    def offers(self, browse, who, told):
        return "Write it down again" in browse(who).get(f"/stories/{told.slug}/edit/").content.decode()

    def again(self, browse, who, told):
        return browse(who).post(f"/stories/{told.slug}/transcribe-again/").status_code

    def test_it_is_offered_once_there_are_names(self, browse, told, ada):
        before = self.offers(browse, ada, told)
        browse(ada).post(address(told), NAMES)
        assert [before, self.offers(browse, ada, told)] == [False, True]

    def test_and_when_they_change(self, browse, told, ada):
        browse(ada).post(address(told), NAMES)
        told.takes.update(made_at=timezone.now())
        before = self.offers(browse, ada, told)
        browse(ada).post(address(told), NAMES)
        the_same = self.offers(browse, ada, told)
        browse(ada).post(address(told), {**NAMES, "place": "Glenfield Road"})
        assert [before, the_same, self.offers(browse, ada, told)] == [False, False, True]

    def test_one_press_by_its_reporter(self, browse, told, ada):
        refused = self.again(browse, ada, told)
        browse(ada).post(address(told), NAMES)
        assert [refused, self.again(browse, ada, told)] == [403, 302]
        assert told.jobs.get(again=True).state == "waiting"

    def test_nobody_else_may_because_of_it(self, browse, told, ada, ben):
        browse(ada).post(address(told), NAMES)
        assert self.again(browse, ben, told) == 403


def test_names_that_come_while_the_machine_listens_reach_the_first_writing_down(browse, story, ada):
    told = story(published=False, transcript=False)
    browse(ada).post(address(told), {"name": "Auntie Jean", "place": "", "organisation": ""})
    assert [wanted.text for wanted in glossary_for(told)] == ["Auntie Jean"]
