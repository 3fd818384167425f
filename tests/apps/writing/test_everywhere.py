"""A story without sound, at every door that readers and helpers of others come through: no player, no time, no length,
and nobody is asked to listen."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.urls import reverse

from heard.apps.conversing.models import Comment
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.revisions import shown_at
from heard.apps.exploring.search.keeping import catch_up
from heard.apps.helping.models import Lesson, Proposal
from heard.apps.hiding.actions import Part, hide
from heard.apps.moderating.models import Concern
from heard.apps.sharing.actions import share
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.linking import make_link
from heard.apps.telling.models import HiddenSpan
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.actions.chapters import begin_chapter
from heard.apps.writing.actions import begin_in_writing
from heard.core.errors import BadInput
from heard.core.transcript.hiding import around
from tests.worker import learn_and_look

TIME = re.compile(r"\b\d{1,2}:\d\d\b")
SOUND = re.compile(r"<audio|<video|<story-player|data-clip\b|\?t=")


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


def without_clocks(html):
    """The text of a page without what tells a day and its hour."""
    return re.sub(r"<[^>]*>", "", re.sub(r"<(time|script).*?</\1>", "", html, flags=re.DOTALL))


def test_its_page_shows_words_and_where_they_come_from_and_nothing_to_play(browse, told):
    html = page(browse(None), told.get_absolute_url())
    assert "The person whose story it is wrote it." in html
    assert SOUND.findall(html) == []
    assert TIME.findall(without_clocks(html)) == []
    assert [
        word for word in ("A machine wrote this", "the machine all others", "Keyboard shortcuts") if word in html
    ] == []


def test_it_tells_programs_that_it_is_a_text(browse, told):
    html = page(browse(None), told.get_absolute_url())
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    linked = json.loads(data)
    assert (linked["@type"], linked["text"].split("\n")[0]) == ("CreativeWork", "We met on Mondays. There was tea.")
    assert [name for name in ("duration", "contentUrl", "embedUrl") if name in linked] == []
    assert "og:audio" not in html


@pytest.mark.parametrize(("suffix", "status"), [("txt", 200), ("docx", 200), ("json", 200), ("vtt", 404), ("srt", 404)])
def test_it_is_taken_away_in_every_format_that_needs_no_times(browse, told, suffix, status):
    address = reverse("transcript-file", args=[told.slug, suffix])
    assert browse(None).get(address).status_code == status
    assert (f'href="{address}"' in page(browse(None), told.get_absolute_url())) == (status == 200)
    api = reverse("api-transcript", args=[told.slug, suffix])
    assert browse(None).get(api).status_code == status


def test_nothing_that_goes_with_a_sound_is_there(browse, told):
    begin_chapter(told, "w8", "Asked at last", by=told.reporter)
    for name in ("captions", "player-chapters", "podcast-chapters", "check"):
        assert browse(None).get(reverse(name, args=[told.slug])).status_code == 404


def test_it_is_found_by_what_it_says_and_the_hit_leads_to_the_words(browse, told):
    catch_up()
    answer = browse(None).get(reverse("explore"), {"q": "nobody asked"})
    [found] = answer.context["results"].page if "results" in answer.context else answer.context["page"]
    assert [(said.second, said.told, said.paragraph) for said in found.said] == [(None, None, "p-w8")]
    html = unescape(answer.content.decode())
    assert f'href="{told.get_absolute_url()}#p-w8"' in html
    assert SOUND.findall(html) == []


def test_a_moment_of_it_shows_words_and_is_cited_without_a_time(browse, told):
    row = share(told, "w1", "w4", revision=1)
    html = page(browse(None), row.get_absolute_url())
    assert "We met on Mondays." in html
    assert "Read more of the story" in html
    assert SOUND.findall(html) == []
    assert TIME.findall(without_clocks(html)) == []
    cited = browse(None).get(row.get_absolute_url()).context["cited"]
    assert "in “Tea on Mondays”, gathered by Ada Okafor" in cited["plain"]
    [item] = browse(None).get(reverse("cite-moment", args=[row.code, "json"])).json()
    assert (item["type"], item["medium"], item["note"]) == ("post", "Text", "We met on Mondays.")
    assert "note = {We met on Mondays.}" in cited["bibtex"]


def test_other_pages_show_its_moment_and_its_title_without_a_player(browse, told, settings):
    row = share(told, "w1", "w4", revision=1)
    frames = {
        reverse("embed-moment", args=[row.code]): "We met on Mondays.",
        reverse("embed-story", args=[told.slug]): "Read the story",
    }
    for address, words in frames.items():
        html = page(browse(None), address)
        assert SOUND.findall(html) == []
        assert words in html
    told_of = browse(None).get(reverse("oembed"), {"url": f"{settings.SITE_URL}{told.get_absolute_url()}"})
    assert told_of.json()["title"] == "Tea on Mondays"


def test_feeds_have_it_and_the_podcast_does_not(browse, told):
    assert "Tea on Mondays" in page(browse(None), reverse("feed"))
    assert "Tea on Mondays" not in page(browse(None), reverse("podcast"))
    assert "<enclosure" not in page(browse(None), reverse("feed"))


def test_programs_are_told_that_it_is_a_text_without_seconds(browse, told):
    begin_chapter(told, "w8", "Asked at last", by=told.reporter)
    found = browse(None).get(reverse("api-story", args=[told.slug])).json()
    assert (found["medium"], found["words_from"], found["duration"]) == ("text", "teller", None)
    assert found["chapters"] == [{"title": "Asked at last", "word": "w8", "start": None}]
    assert [file["format"] for file in found["transcripts"]] == ["docx", "txt", "json"]
    row = share(told, "w1", "w4", revision=1)
    moment = browse(None).get(reverse("api-moment", args=[row.code])).json()
    assert (moment["start"], moment["end"]) == (None, None)
    catch_up()
    [hit] = browse(None).get(reverse("api-search"), {"q": "nobody asked"}).json()["items"]
    assert [(said["start"], said["end"]) for said in hit["said"]] == [(None, None)]


def test_a_word_is_reported_and_put_right_and_nobody_is_asked_to_have_listened(browse, ben, cleo, told):
    client = browse(ben)
    sent = {"kind": "replace", "words": "w4", "text": "Tuesdays.", "base": 1}
    answer = client.post(reverse("correct", args=[told.slug]), sent)
    assert (answer.status_code, answer.json()["sentence"][:31]) == (201, "An editor will read it and deci")
    desk = page(browse(cleo), reverse("review-story", args=[told.slug]))
    assert [word for word in ("I listened", "Hear it", "Nobody says this") if word in desk] == []
    row = Correction.objects.get()
    browse(cleo).post(reverse("decide", args=[row.pk]), {"decision": "accept"})
    row.refresh_from_db()
    assert (row.state, row.unheard) == ("accepted", False)
    assert transcript_of(told).words[3].text == "Tuesdays."
    history = page(client, reverse("word", args=[told.slug, transcript_of(told).words[3].id]))
    assert "Read it in the story" in history
    assert "1 word was put right since." in " ".join(page(client, told.get_absolute_url()).split())


@pytest.mark.parametrize("kind", ["right", "unsure"])
def test_what_only_a_listener_can_say_is_refused(ben, told, kind):
    with pytest.raises(BadInput, match="nothing to hear"):
        correcting.report(told, Sender(ben), Remark(kind, ("w4",), listened=True))


def test_what_was_written_teaches_no_mishearing_and_is_offered_none(ben, cleo, told, story):
    heard = story("Coal", ("S1", "It was all about coal production then."))
    accepted = correcting.report(heard, Sender(ben), Remark("replace", ("w5", "w6"), "co-production", listened=True))
    correcting.accept(accepted, cleo)
    mine = correcting.report(told, Sender(ben), Remark("replace", ("w12",), "coal production"))
    correcting.accept(mine, cleo)
    learn_and_look()
    assert Lesson.objects.filter(correction__story=heard).exists()
    assert not Lesson.objects.filter(correction__story=told).exists()
    assert not Proposal.objects.filter(story=told).exists()


def test_words_are_hidden_and_shown_again_without_a_clock(browse, ada, told):
    client, address = browse(ada), reverse("hide", args=[told.slug])
    desk = page(client, address)
    assert [word for word in ("by the clock", "begins and ends", "You hear them") if word in desk] == []
    assert TIME.findall(without_clocks(desk)) == []
    chosen = page(client, f"{address}?first=w5&last=w7")
    assert "There was tea." in chosen
    assert 'name="start"' not in chosen
    client.post(address, {"first": "w5", "last": "w7", "reason": "private"})
    read = without_clocks(page(browse(None), told.get_absolute_url()))
    assert "We met on Mondays. [a part is hidden here]" in read
    assert "There was tea." not in read
    assert page(client, address)
    row = HiddenSpan.objects.get()
    client.post(reverse("show-again", args=[told.slug, row.pk]))
    assert "There was tea." in without_clocks(page(client, told.get_absolute_url()))


def test_a_part_far_down_a_long_story_is_hidden_like_any_other(browse, ada):
    client = browse(ada)
    text = "\n\n".join(f"This is paragraph {number}." for number in range(500))
    long = begin_in_writing({"title": "Long", "words_from": "paper"}, text, by=ada)
    last = transcript_of(long).words[-4]
    client.post(reverse("hide", args=[long.slug]), {"first": last.id, "last": last.id})
    assert HiddenSpan.objects.get().first == last.id


def test_what_is_hidden_is_hidden_in_the_text_as_it_came_too(told):
    hide(told, Part(around(transcript_of(told), "w5", "w7")), hand=Hand(told.reporter))
    correcting.accept(
        correcting.report(told, Sender(visitor="x"), Remark("replace", ("w4",), "Tuesdays.")), told.reporter
    )
    assert "tea" not in shown_at(told, 1).text
    assert "tea" not in shown_at(told, 2).text


def test_comments_are_about_words(browse, ben, told):
    client = browse(ben)
    assert "The time in the recording" not in page(client, reverse("comments", args=[told.slug]))
    client.post(reverse("comments", args=[told.slug]), {"text": "Me too.", "first": "w1", "last": "w4"})
    row = Comment.objects.get()
    assert (row.first, row.last) == ("w1", "w4")
    talk = page(client, reverse("comments", args=[told.slug]))
    assert f'href="{told.get_absolute_url()}#w1"' in talk
    assert TIME.findall(without_clocks(talk)) == []


def test_a_concern_about_it_asks_for_no_seconds(browse, told):
    client, address = browse(None), f"{reverse('raise-concern')}?about=story:{told.pk}"
    assert "The time in the recording" not in page(client, address)
    given = {"about": f"story:{told.pk}", "reason": "misleading", "text": "Please look.", "start": "1:05"}
    client.post(reverse("raise-concern"), given)
    assert Concern.objects.get().start is None


def test_chapters_lead_to_words(browse, ada, told):
    begin_chapter(told, "w8", "Asked at last", by=ada)
    html = page(browse(None), told.get_absolute_url())
    assert 'href="#w8"' in html
    desk = page(browse(ada), reverse("chapters", args=[told.slug]))
    assert TIME.findall(without_clocks(desk)) == []


def test_its_teller_is_asked_to_read_it(browse, ada, told):
    address = reverse("yours", args=[make_link(told.people.get(), by=ada)])
    html = " ".join(page(browse(None), address).split())
    assert "This is your story. Read it, and say what may be done with it." in html
    assert [word for word in ("Hear it", "heard and read", "hears it") if word in html] == []
    assert SOUND.findall(html) == []
