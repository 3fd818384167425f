"""A story's picture is made of the story: of what may be heard and read of it now, at no cost to a list."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark
from heard.apps.exploring.tasks import tick
from heard.apps.hiding.actions import Part, hide, show_again
from heard.apps.joining.senders import Sender
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import Recording
from heard.apps.telling.queries import place_of
from heard.apps.transcribing.actions.pictures import draw_missing
from heard.apps.transcribing.models import Transcript
from heard.core.people.consent import Reach
from tests.page import Page
from tests.renditions import give_sound

OPENS = "My experience of coal production, um, is a good one."


def words(client, path="/explore/"):
    return Page(client.get(path)).texts("p", "story-picture-words")


def waves(client, path="/explore/"):
    return client.get(path).content.decode().count("story-picture-wave")


def test_it_opens_with_a_sentence_of_whoever_tells_the_story(browse, story):
    story()
    assert words(browse(None)) == [OPENS]
    assert words(browse(None), "/") == [OPENS, OPENS]


def test_what_is_put_right_is_right_there_too(browse, story, ben, cleo):
    told = story()
    sent = correcting.report(told, Sender(ben), Remark("replace", ("w12", "w13"), "co-production,"))
    correcting.accept(sent, cleo)
    assert words(browse(None)) == ["My experience of co-production, um, is a good one."]


def test_a_sentence_that_is_hidden_opens_nothing(browse, story, ada):
    told = story()
    hide(told, Part((6.5, 6.9)), hand=Hand(ada))
    assert words(browse(None)) == ["We took a lot of the lead, and nothing was decided without us."]


def test_with_a_content_note_the_words_wait_behind_it(browse, story):
    give_sound(story(content_note="Talks about a death."))
    draw_missing()
    assert (words(browse(None)), waves(browse(None))) == ([], 1)


def test_its_wave_is_drawn_once_its_sound_is_there(browse, story):
    told = story()
    assert waves(browse(None)) == 0
    give_sound(told)
    draw_missing()
    assert waves(browse(None)) == 1


def test_while_the_sound_is_made_without_what_was_hidden_there_is_no_wave(browse, story, ada):
    told = give_sound(story(), seconds=17.0)
    draw_missing()
    part = hide(told, Part((6.5, 6.9)), hand=Hand(ada))
    draw_missing()
    assert (waves(browse(None)), Recording.objects.get().bars) == (0, None)
    show_again(part, hand=Hand(ada))
    draw_missing()
    assert waves(browse(None)) == 1


def test_what_is_cut_off_at_the_beginning_is_not_in_it(story, ada):
    told = give_sound(story(), seconds=17.0)
    peaks = place_of(told.recording.renditions.get(name="peaks.json").path)
    hide(told, Part((0.0, 8.5)), hand=Hand(ada))
    told.recording.refresh_from_db()
    told.recording.renditions.update(hides=told.recording.hides)
    peaks.write_text(json.dumps({"duration": 17.0, "peaks": [1.0] * 500 + [0.5] * 500}))
    draw_missing()
    assert set(Recording.objects.get().bars) == {"z"}


def test_a_file_that_is_lost_is_looked_for_once(story):
    told = give_sound(story())
    place_of(told.recording.renditions.get(name="peaks.json").path).unlink()
    draw_missing()
    assert Recording.objects.get().bars == ""


def test_stories_from_before_get_theirs_from_the_worker(browse, story):
    story()
    Transcript.objects.update(opening=None)
    assert words(browse(None)) == []
    draw_missing()
    assert words(browse(None)) == [OPENS]


def test_a_story_for_some_people_shows_it_to_them_alone(browse, story, ada, max_):
    story(reach=Reach.NAMED)
    shown = {name: words(browse(person)) for name, person in (("ada", ada), ("max", max_), ("nobody", None))}
    assert shown == {"ada": [OPENS], "max": [], "nobody": []}


@pytest.mark.parametrize("path", ["/", "/explore/", "/themes/transport/", "/reporters/ada-okafor/"])
def test_a_list_asks_no_more_for_thirty_than_for_one(browse, story, path):
    def asked():
        tick()  # what changed is indexed by now
        with CaptureQueriesContext(connection) as queries:
            browse(None).get(path)
        return len(queries)

    give_sound(story("First", themes=("Transport",)))
    draw_missing()
    one = asked()
    for number in range(29):
        give_sound(story(f"Story {number}", themes=("Transport",)))
    draw_missing()
    assert asked() == one <= 12
