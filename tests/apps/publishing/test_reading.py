"""Articles, guides and pages as everybody reads them: what is published and nothing else, and quotes that ask the one
door each time."""

from __future__ import annotations

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page as WagtailPage

from heard.apps.publishing import actions
from heard.apps.publishing.models import PlainPage
from heard.apps.sharing.actions import share
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.telling.models import Theme
from tests.apps.sharing.test_moments import refuse_quoting
from tests.drawn import table
from tests.page import Page
from tests.renditions import give_sound


def read(client, address):
    """A page, and its HTML."""
    response = client.get(address)
    page = Page(response)
    page.html = response.content.decode()
    return page


@pytest.fixture
def told(story):
    return give_sound(story("The bus", themes=("Getting there",)))


@pytest.fixture
def moment(told):
    return share(told, "w10", "w13", revision=1)


def test_an_article_says_who_wrote_it_when_and_what(browse, write, ada, picture):
    article = write(
        "What a gritter is for",
        author=ada,
        author_name="",
        standfirst="A road, and who salts it.",
        picture=picture,
        picture_described="A white road between hedges.",
        body=[("heading", "The road"), ("text", "<p>It is <b>steep</b>.</p>"), ("text", "<ul><li>One</li></ul>")],
    )
    page = read(browse(None), article.get_absolute_url())
    assert article.get_absolute_url() == "/articles/what-a-gritter-is-for/"
    assert page.texts("h1") == ["What a gritter is for"]
    assert page.texts("h2") == ["The road"]
    assert "A road, and who salts it." in page.html
    assert f'<a rel="author" href="/reporters/{ada.slug}/">Ada Okafor</a>' in page.html
    assert f"{article.first_published_at:%-d %B %Y}" in page.html
    assert 'alt="A white road between hedges."' in page.html
    assert "<p>It is <b>steep</b>.</p>" in page.html


def test_somebody_else_is_named_with_a_few_words(browse, write):
    article = write(author_name="Dr Mina Begum", author_about="A doctor in Hyde.")
    html = read(browse(None), article.get_absolute_url()).html
    assert "By Dr Mina Begum" in html
    assert "A doctor in Hyde." in html


def test_a_quote_plays_and_is_asked_of_the_one_door_each_time(browse, write, told, moment, ada):
    article = write(body=[("quote", moment.code)])
    client = browse(None)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "<clip-sound" in html
    assert moment.get_absolute_url() in html
    assert "coal" in html
    refuse_quoting(told, ada)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "The people in this story do not want it quoted." in html
    assert "coal" not in html
    assert "<clip-sound" not in html


def test_of_a_story_that_is_taken_back_a_gap_is_left_that_says_so(browse, write, told, moment, ada):
    article = write(body=[("text", "<p>Before.</p>"), ("quote", moment.code), ("text", "<p>After.</p>")])
    take_back(told, hand=Hand(ada))
    html = browse(None).get(article.get_absolute_url()).content.decode()
    assert "A quote from a story stood here. It is not shown any more." in html
    assert "coal" not in html
    assert told.title not in html
    assert "Before." in html
    assert "After." in html


def test_a_quote_of_a_story_for_members_is_a_gap_for_strangers(browse, write, story, max_):
    inside = give_sound(story("For us", reach="members"))
    article = write(body=[("quote", share(inside, "w1", "w3", revision=1).code)])
    assert "introduce" not in browse(None).get(article.get_absolute_url()).content.decode()
    assert inside.title not in browse(None).get(article.get_absolute_url()).content.decode()


def test_a_draft_is_for_nobody_at_its_address(browse, write, ada, ben, cleo, rae, hana):
    draft = write("A secret plan", live=False)
    for person in (None, ada, ben, cleo, rae, hana):
        assert browse(person).get(draft.get_absolute_url()).status_code == 404
        assert "A secret plan" not in browse(person).get(reverse("articles")).content.decode()


def test_the_list_has_pages_and_asks_the_same_for_three_as_for_one(browse, write):
    write("The first")
    client = browse(None)
    client.get(reverse("articles"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse("articles"))
    for number in range(12):
        write(f"Number {number}")
    with CaptureQueriesContext(connection) as many:
        page = read(client, reverse("articles"))
    assert len(many) == len(one)
    assert page.texts("h2")[:2] == ["Number 11", "Number 10"]
    assert "The first" not in page.html
    assert "The first" in client.get(reverse("articles"), {"page": 2}).content.decode()


def test_what_else_there_is_to_read_comes_with_the_reason(browse, write, told):
    theme = Theme.objects.get()
    article = write("One", themes=[theme], author_name="Ines")
    write("Two", themes=[theme], author_name="Somebody else")
    write("Three", author_name="Ines")
    write("Four", author_name="Nobody")
    html = browse(None).get(article.get_absolute_url()).content.decode()
    assert "Also about: Getting there" in html
    assert "Also by Ines" in html
    assert "Four" not in html
    assert reverse("theme", args=[theme.slug]) in html


def test_an_address_that_changed_leads_to_the_new_one(browse, write, django_capture_on_commit_callbacks):
    article = write("Old name")
    before = article.get_absolute_url()
    article.slug = "new-name"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    answer = browse(None).get(before)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/articles/new-name/")
    article.unpublish()
    assert browse(None).get(before).status_code == 404


def test_a_guide_has_numbered_steps_at_one_address(browse, guide, moment):
    made = guide(
        steps=[
            ("step", {"title": "Sit down", "body": [("text", "<p>With tea.</p>")]}),
            ("step", {"title": "Listen", "body": [("quote", moment.code)]}),
        ]
    )
    page = read(browse(None), "/guides/how-to-record-a-talk/")
    assert made.get_absolute_url() == "/guides/how-to-record-a-talk/"
    assert page.texts("h2") == ["Step 1: Sit down", "Step 2: Listen"]
    assert "With tea." in page.html
    assert "<clip-sound" in page.html


def test_pages_about_the_network_are_there_before_anybody_wrote_them(browse):
    for slug, title in (("contact", "Contact"), ("accessibility", "Accessibility statement"), ("policies", "Policies")):
        assert read(browse(None), f"/about/{slug}/").texts("h1") == [title]
    about = read(browse(None), "/about/")
    assert about.texts("h1") == ["About Heard"]
    assert "/about/how-consent-works/" in about.html
    assert browse(None).get("/about/nothing/").status_code == 404
    assert not PlainPage.objects.exists()


def test_they_read_the_same_once_they_are_an_editors_to_change(browse, hana):
    before = {slug: read(browse(None), f"/about/{slug}/").texts("p") for slug in ("contact", "how-consent-works")}
    actions.begin()
    actions.begin()
    assert PlainPage.objects.count() == 5
    assert {slug: read(browse(None), f"/about/{slug}/").texts("p") for slug in before} == before
    row = PlainPage.objects.get(standing="contact")
    row.title = "Come and see us"
    row.save_revision().publish()
    assert read(browse(None), "/about/contact/").texts("h1") == ["Come and see us"]


def test_wagtail_adds_no_question_and_no_script_to_pages_that_are_not_its_own(browse, story, ada, write):
    told = story()
    write()
    ours = {table for table in connection.introspection.table_names() if table.startswith(("wagtail", "publishing"))}
    assert WagtailPage._meta.db_table in ours
    for person in (None, ada):
        client = browse(person)
        for address in ("/", reverse("explore"), reverse("reporters"), told.get_absolute_url(), "/how-it-works/"):
            with CaptureQueriesContext(connection) as asked:
                html = client.get(address).content.decode()
            assert [one["sql"] for one in asked if any(table in one["sql"] for table in ours)] == []
            assert "wagtail" not in html


# Search, feed, list for search engines, API


def test_search_finds_articles_by_title_and_text_as_a_group_of_their_own(browse, write):
    write("What a gritter is for", body=[("text", "<p>It comes at <b>nine</b>.</p>")])
    write("A draft of gritters", body=[("text", "<p>At nine.</p>")], live=False)
    client = browse(None)
    for words in ("gritter", "nine", "GRITTER comes"):
        page = read(client, f"/explore/?q={words}")
        assert "In articles" in page.texts("h2")
        assert "What a gritter is for" in page.texts("h3")
        assert "A draft of gritters" not in page.html
    assert "In articles" not in read(client, "/explore/?q=bus").texts("h2")


@pytest.mark.parametrize(
    "words", ['"', "' OR 1=1 --", "a AND", "NEAR(", "*", "-nine", "{x} : ^y", "é ü 漢字", "a" * 300]
)
def test_search_takes_anything(browse, write, words):
    write("What a gritter is for")
    assert browse(None).get("/explore/", {"q": words}).status_code == 200


def test_articles_can_be_followed(browse, write):
    write("Fish & <chips>", standfirst="A road.", author_name="Ines")
    write("A draft", live=False)
    answer = browse(None).get(reverse("articles-feed"))
    entries = feedparser.parse(answer.content).entries
    assert [(one.title, one.summary, one.author) for one in entries] == [("Fish & <chips>", "A road.", "Ines")]
    assert (
        browse(None).get(reverse("articles-feed"), headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )


def test_search_engines_are_told_of_what_is_published(browse, write, guide):
    write("Told")
    write("A draft", live=False)
    guide("A guide")
    listed = browse(None).get(reverse("sitemap-articles")).content.decode()
    for path in ("/articles/", "/articles/told/", "/guides/a-guide/", "/about/contact/"):
        assert f"{path}</loc>" in listed
    assert "draft" not in listed
    assert "sitemap-articles.xml" in browse(None).get("/sitemap.xml").content.decode()


def test_programs_get_them_too(browse, write, told, moment, ada, picture):
    body = [
        ("heading", "The road"),
        ("text", "<p>It is <b>steep</b>.</p>"),
        ("quote", moment.code),
        ("picture", {"picture": picture, "described": "A board."}),
        ("table", table()),
    ]
    write("What a gritter is for", author=ada, author_name="", body=body, themes=told.themes.all())
    write("A draft", live=False)
    client = browse(None)
    listed = client.get("/api/v1/articles/").json()
    assert [one["slug"] for one in listed["items"]] == ["what-a-gritter-is-for"]
    assert listed["items"][0]["reporter"]["name"] == "Ada Okafor"
    whole = client.get("/api/v1/articles/what-a-gritter-is-for/").json()
    assert [piece["kind"] for piece in whole["pieces"]] == ["heading", "text", "quote", "picture", "table"]
    assert whole["pieces"][1]["text"] == "It is steep."
    assert whole["pieces"][2]["moment"]["code"] == moment.code
    assert whole["pieces"][4]["rows"][0] == ["Road", "Salted at"]
    take_back(told, hand=Hand(ada))
    assert client.get("/api/v1/articles/what-a-gritter-is-for/").json()["pieces"][2]["moment"] is None
    assert client.get("/api/v1/articles/a-draft/").status_code == 404
