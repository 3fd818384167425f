"""The demo network's cast and stories hold together: real sound, honest marks, people who exist."""

from collections import Counter

import av
import pytest

from heard import demo

STORIES = demo.stories()
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)


def sound_of(story: demo.DemoStory) -> tuple[float, list[str]]:
    """The length in seconds, and the kinds of track."""
    with av.open(str(story.recording)) as file:
        assert file.duration is not None
        return file.duration / av.time_base, sorted(track.type for track in file.streams)


def test_there_are_enough_stories_to_look_around_in() -> None:
    assert len(STORIES) >= 10


def test_one_story_is_a_video_so_that_captions_can_be_seen() -> None:
    assert [story.slug for story in STORIES if "video" in sound_of(story)[1]] == ["nain"]


def test_one_is_long_enough_for_chapters_and_some_are_hard_to_hear() -> None:
    assert max(sound_of(story)[0] for story in STORIES) > 200
    assert sum(bool(story.content_note) for story in STORIES) >= 2


def test_stories_come_from_all_four_nations() -> None:
    places = {story.place.rpartition(", ")[2] for story in STORIES}
    assert {"Gwynedd", "Blaenau Gwent", "Sutherland", "County Tyrone", "Cornwall"} <= places


def test_every_story_shares_a_theme_with_another() -> None:
    shared = Counter(theme for story in STORIES for theme in story.themes)
    alone = [story.slug for story in STORIES if max(shared[theme] for theme in {*story.themes} - {"Co-production"}) < 2]
    assert alone == []


def test_what_collections_quote_was_really_said() -> None:
    said = {story.slug: story.said for story in STORIES}
    pieces = [piece for made in demo.collections() for piece in made.pieces if piece.said]
    assert [piece.said for piece in pieces if piece.said not in said[piece.story]] == []
    assert len(pieces) >= 6


def test_what_articles_quote_was_really_said() -> None:
    said = {story.slug: story.said for story in STORIES}
    pieces = [piece for made in demo.articles() for piece in made.pieces if piece.said]
    assert [piece.said for piece in pieces if piece.said not in said[piece.story]] == []
    assert len(pieces) == 3


def test_articles_are_about_what_stories_are_about() -> None:
    themes = {theme for story in STORIES for theme in story.themes}
    assert {theme for made in demo.articles() for theme in made.themes} <= themes


def test_pictures_are_told_in_words_small_and_of_places_that_stories_tell_of() -> None:
    shown = [*(person for person in demo.people() if person.picture), *demo.places()]
    assert len(shown) >= 4
    assert [one.name for one in shown if not one.described or len(demo.drawing(one.picture)) > 30_000] == []
    assert {place.name for place in demo.places()} <= {story.place for story in STORIES}


@each_story
def test_a_story_has_two_voices_and_both_speak(story: demo.DemoStory) -> None:
    assert story.voices == len(story.speakers) == 2
    assert tuple(dict.fromkeys(turn.speaker for turn in story.turns)) == story.speakers


@each_story
def test_a_story_takes_one_to_four_minutes(story: demo.DemoStory) -> None:
    seconds, tracks = sound_of(story)
    assert 60 <= seconds <= 240
    assert "audio" in tracks


@each_story
def test_a_recording_is_small_enough_to_keep_beside_the_code(story: demo.DemoStory) -> None:
    assert 0 < story.recording.stat().st_size < 850_000


@each_story
def test_a_story_says_that_its_voices_are_synthetic(story: demo.DemoStory) -> None:
    assert story.synthetic is True
    with av.open(str(story.recording)) as file:
        marks = file.metadata | next(track for track in file.streams if track.type == "audio").metadata
    assert {name.lower(): mark for name, mark in marks.items()}["comment"].startswith("Synthetic voices")


@each_story
def test_a_story_can_be_found_by_theme_place_and_summary(story: demo.DemoStory) -> None:
    assert all((story.themes, story.place, story.summary, story.title))
    assert len(set(story.themes)) == len(story.themes)


@each_story
def test_the_reporter_who_tells_a_story_is_one_of_the_cast_and_speaks_in_it(story: demo.DemoStory) -> None:
    reporter = {person.key: person for person in demo.people()}[story.reporter]
    assert reporter.role == "reporter"
    assert reporter.name.split()[0] == story.speakers[0]


def test_what_was_said_is_every_turn_in_order() -> None:
    story = STORIES[0]
    assert story.said.split("\n") == [turn.text for turn in story.turns]


def test_the_newest_story_comes_first() -> None:
    days = [story.told_on for story in STORIES]
    assert days == sorted(days, reverse=True)


def test_the_cast_has_everybody_that_a_network_needs() -> None:
    assert {person.key: person.role for person in demo.people()} == {
        "ada": "reporter",
        "tom": "reporter",
        "ben": "visitor",
        "cleo": "editor",
        "rae": "moderator",
        "hana": "host",
    }


def test_nobody_in_the_cast_has_an_address_that_could_be_real() -> None:
    assert [person.email for person in demo.people()] == [f"{person.key}@example.org" for person in demo.people()]


def test_people_talk_about_a_story_that_everybody_can_see() -> None:
    """The oldest stays a draft."""
    published = {story.slug for story in STORIES[:-1]}
    assert {remark.story for remark in (*demo.comments(), *demo.concerns())} <= published
