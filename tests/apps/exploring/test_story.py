"""The page of a story: who may open it, what stands on it, and that it reads without JavaScript."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from heard.apps.correcting.actions.again import lay_under
from heard.apps.telling.models import Voice
from heard.apps.transcribing.actions import keep_take
from tests.cast import make_transcript
from tests.renditions import give_film, give_sound


def page(client, story, query=""):
    response = client.get(reverse("story", args=[story.slug]) + query)
    assert response.status_code == 200
    return response.content.decode()


class _Paragraphs(HTMLParser):
    """What stands in the paragraphs of the transcript, as a reader without scripts has it."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], False

    def handle_starttag(self, tag, attributes):
        if tag == "p":
            self.inside = dict(attributes).get("class") == "turn"
            if self.inside:
                self.found.append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "p"

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


def paragraphs(html):
    parser = _Paragraphs()
    parser.feed(html)
    return parser.found


def tags(html, name):
    """Every start tag of one name, as text."""
    return re.findall(rf"<{name}\b[^>]*>", html)


def test_a_published_story_is_open_to_everybody(browse, story, ben, max_):
    told = story()
    statuses = [browse(who).get(told.get_absolute_url()).status_code for who in (None, ben, max_)]
    assert statuses == [200, 200, 200]


def test_a_draft_is_there_for_its_reporter_and_editors_alone(browse, story, ada, ben, cleo, max_):
    draft = story(published=False)
    statuses = [browse(who).get(draft.get_absolute_url()).status_code for who in (ada, cleo, ben, max_, None)]
    assert statuses == [200, 200, 404, 404, 404]


def test_a_draft_says_that_it_is_one(browse, story, ada):
    draft, published = story("Not yet", published=False), story("Already")
    badges = [html.count('class="badge badge-draft"') for html in (page(browse(ada), s) for s in (draft, published))]
    assert badges == [1, 0]


def test_the_head_says_what_is_known(browse, story):
    told = story(
        themes=("Respite",),
        summary="They cut it in half.",
        place="Glenfield",
        told_on=date(2026, 3, 12),
        synthetic=True,
    )
    html = page(browse(None), told)
    said = ["They cut it in half.", "Ada Okafor", "Glenfield", "12 March 2026", "Respite", "with artificial voices"]
    assert [text for text in said if text not in html] == []


def test_a_title_with_markup_in_it_is_only_text(browse, story):
    html = page(browse(None), story("<script>alert(1)</script> & co", summary="<b>bold</b>"))
    assert "<script>alert" not in html
    assert "<b>bold" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co</h1>" in html


def test_words_with_markup_in_them_are_only_text(browse, story):
    html = page(browse(None), story("Odd words", ("S1", "<img src=x> & so")))
    assert paragraphs(html) == ["<img src=x> & so"]
    assert "<img" not in html


def test_the_whole_transcript_reads_as_paragraphs(browse, story):
    assert paragraphs(page(browse(None), story())) == [
        "Do you want to introduce yourself?",
        "I'm Hamid. My experience of coal production, um, is a good one.",
        "What made it good?",
        "We took a lot of the lead, and nothing was decided without us.",
    ]


def test_every_word_has_its_place_in_the_sound(browse, story):
    html = page(browse(None), story("Two words", ("S1", "Hello there.")))
    assert [tag for tag in tags(html, "span") if 'class="w"' in tag] == [
        '<span class="w" id="w1" data-s="0.00" data-e="0.40">',
        '<span class="w" id="w2" data-s="0.50" data-e="0.90">',
    ]


def test_a_turn_has_the_name_of_its_speaker_and_a_link_to_its_second(browse, story):
    told = story()
    Voice.objects.create(story=told, key="S2", name="Hamid")
    html = page(browse(None), told)
    assert re.findall(r'class="turn-name[^>]*>([^<]*)<', html) == ["Speaker 1", "Hamid", "Speaker 1", "Hamid"]
    assert re.findall(r'class="turn-time clock" href="([^"]*)"', html) == [
        "?t=0.0#p-w1",
        "?t=4.0#p-w7",
        "?t=11.0#p-w19",
        "?t=14.0#p-w23",
    ]


def test_who_goes_on_talking_is_named_once(browse, story):
    html = page(browse(None), story("Two breaths", ("S1", "First."), ("S1", "Then."), ("S2", "Yes.")))
    assert re.findall(r'class="turn-name[^>]*>([^<]*)<', html) == ["Speaker 1", "Speaker 2"]
    assert html.count('class="turn-time clock"') == 3


@pytest.mark.parametrize("text", ["Mae’n ŵyl.", "Zażółć gęślą jaźń", "میں یہاں رہتا ہوں"])
def test_any_script_reads_as_it_was_written(browse, story, text):
    assert paragraphs(page(browse(None), story("Any script", ("S1", text)))) == [text]


def test_clean_reading_hides_um_and_er_and_keeps_them_on_the_page(browse, story):
    told = story()
    clean, said = page(browse(None), told, "?clean=1"), page(browse(None), told)
    assert [('class="transcript is-clean"' in html, html.count('class="w filler"')) for html in (clean, said)] == [
        (True, 1),
        (False, 1),
    ]


def test_a_story_with_sound_plays_without_javascript(browse, story):
    html = page(browse(None), give_sound(story("Heard")))
    assert tags(html, "audio") == ['<audio controls preload="metadata" aria-label="Heard">']
    assert tags(html, "source") == [
        '<source src="/stories/heard/media/audio.opus" type="audio/ogg; codecs=opus">',
        '<source src="/stories/heard/media/audio.m4a" type="audio/mp4">',
    ]
    assert tags(html, "track") == [
        '<track kind="captions" src="/stories/heard/captions.vtt" srclang="en" label="Captions">'
    ]


def test_a_video_keeps_its_room_and_has_captions(browse, story):
    html = page(browse(None), give_film(story("Seen")))
    assert re.findall(r'width="\d+" height="\d+"', tags(html, "video")[0]) == ['width="320" height="180"']
    assert tags(html, "source") == ['<source src="/stories/seen/media/video.mp4" type="video/mp4">']
    assert len(tags(html, "track")) == 1


def test_a_link_to_a_second_starts_there_without_javascript(browse, story):
    told = give_sound(story("Heard"))
    starts = [
        re.search(r'audio\.opus([^"]*)"', page(browse(None), told, query))[1] for query in ("?t=12.5", "?t=x%22y")
    ]
    assert starts == ["#t=12.5", ""]


def test_a_story_without_sound_or_words_says_where_it_stands(browse, story, ada):
    told = story("Only begun", published=False, transcript=False)
    html = page(browse(ada), told)
    assert (tags(html, "story-player"), tags(html, "story-transcript")) == ([], [])
    assert "The words are not here yet" in html
    assert "No recording yet." in html


def test_links_to_look_after_a_story_are_there_for_those_who_may(browse, story, ada, ben, cleo):
    told = story()
    doors = ("edit-story", "review-story", "revisions")
    seen = {
        who and who.name: [
            door for door in doors if f'href="{reverse(door, args=[told.slug])}"' in page(browse(who), told)
        ]
        for who in (ada, cleo, ben, None)
    }
    assert seen == {
        "Ada Okafor": ["edit-story", "review-story", "revisions"],
        "Cleo Marsh": ["edit-story", "review-story", "revisions"],
        "Ben Achterberg": [],
        None: [],
    }


def test_everybody_is_asked_to_report_what_is_wrong(browse, story):
    told = story()
    assert page(browse(None), told).count(f'href="{reverse("report", args=[told.slug])}"') > 0


def test_nothing_on_the_page_is_against_its_own_policy(browse, story):
    html = unescape(page(browse(None), give_film(story())))
    assert re.findall(r"""\sstyle\s*=|\son\w+\s*=\s*["']|javascript:""", html) == []
    ours = [tag for tag in tags(html, "script") if "src=" not in tag]
    assert ours == ['<script type="application/ld+json">']  # what programs read, and no browser runs


@pytest.mark.parametrize("turns", [1, 30])
def test_the_page_asks_as_little_of_the_database_however_long_the_story(
    browse, story, django_assert_num_queries, turns
):
    told = give_sound(story("Counted", *[("S1", "One more."), ("S2", "Yes.")] * turns, themes=("One", "Two")))
    with django_assert_num_queries(23):
        page(browse(None), told)


def test_another_take_brings_other_words(browse, story):
    told = story("Once", ("S1", "First."))
    keep_take(told, make_transcript(("S1", "Second.")))
    lay_under(told)
    assert paragraphs(page(browse(None), told)) == ["Second."]
