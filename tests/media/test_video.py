"""A film is made for the web, whatever it was: small, upright, with square pixels, and nothing private in it."""

from __future__ import annotations

import av
import pytest

from heard.media.pipeline import run
from heard.media.probe import probe
from heard.media.request import Request
from tests import sounds

SECRETS = {"title": "Ada at 12 Mill Lane", "location": "+53.4800-002.2400/"}


def served(film, tmp_path):
    result = run(Request(film, tmp_path / "work", words=False))
    return result.files["video.mp4"], result.facts


def kinds(path) -> list[str]:
    with av.open(str(path)) as container:
        return [stream.codec_context.name for stream in container.streams]


def pictures(path) -> list[av.VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("story.mp4", "libx264"),
        ("story.mov", "libx264"),
        ("story.mkv", "libx264"),
        ("story.webm", "libvpx"),
        ("story.mp4", "mpeg4"),
        ("story.mov", "mjpeg"),
    ],
)
def test_every_film_becomes_an_mp4_that_browsers_play(tmp_path, name, codec):
    film = sounds.film(tmp_path / name, sounds.tone(2), codec=codec, metadata=SECRETS)
    video, facts = served(film, tmp_path)
    assert (facts.kind, facts.picture_lost) == ("video", False)
    assert kinds(video) == ["h264", "aac"]
    assert len(pictures(video)) == 20
    data = video.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"Mill Lane" not in data
    assert b"+53.48" not in data


def test_a_film_as_a_phone_takes_it_becomes_small(tmp_path):
    """Six seconds that came as 15 megabits a second, for which nobody on a slow line has the patience."""
    film = sounds.busy_film(tmp_path / "story.mp4", seconds=6)
    assert film.stat().st_size * 8 / 6 > 8_000_000
    for hidden in ((), ((1.0, 2.0),)):
        made = run(Request(film, tmp_path / f"work-{len(hidden)}", words=False, hidden=hidden)).files["video.mp4"]
        assert made.stat().st_size * 8 / 6 < 1_600_000


def test_the_maker_of_the_film_leaves_no_message_inside_the_picture(tmp_path):
    film = sounds.film(tmp_path / "story.mp4", sounds.tone(2))
    written = film.read_bytes().replace(b"x264 - core", b"Mill Lane 1")  # where some cameras write the place
    film.write_bytes(written)
    assert b"Mill Lane" in written
    assert b"Mill Lane" not in served(film, tmp_path)[0].read_bytes()


def test_a_big_picture_is_made_smaller(tmp_path):
    film = sounds.film(tmp_path / "story.mp4", sounds.tone(1), seconds=0.5, size=(2560, 1440))
    first = pictures(served(film, tmp_path)[0])[0]
    assert (first.width, first.height) == (1280, 720)


def test_a_film_taken_upright_is_shown_upright(tmp_path):
    film = sounds.turned(sounds.film(tmp_path / "story.mp4", sounds.tone(1)))
    video, facts = served(film, tmp_path)
    first = pictures(video)[0]
    assert (facts.width, facts.height, first.width, first.height, first.rotation) == (120, 160, 120, 160, 0)


def test_pixels_that_are_not_square_are_made_square(tmp_path):
    film = sounds.film(tmp_path / "story.mkv", sounds.tone(1), size=(144, 114), pixel=(16, 11))
    video, facts = served(film, tmp_path)
    first = pictures(video)[0]
    assert (facts.width, facts.height, first.width, first.height) == (210, 114, 210, 114)


@pytest.mark.parametrize(("rate", "kept"), [(60, 30), (50, 25), (30, 30), (10, 10)])
def test_at_most_thirty_pictures_a_second_are_kept(tmp_path, rate, kept):
    film = sounds.film(tmp_path / "story.mp4", sounds.tone(1), seconds=1, rate=rate)
    assert len(pictures(served(film, tmp_path)[0])) == kept


def test_a_picture_that_stands_for_long_is_dark_while_something_is_hidden(tmp_path):
    """As screens and slides are recorded: one picture a second."""
    film = sounds.film(tmp_path / "story.mp4", sounds.tone(6), seconds=6, rate=1)
    result = run(Request(film, tmp_path / "work", words=False, hidden=((2.4, 3.6),)))
    with av.open(str(result.files["video.mp4"])) as container:
        red = [
            (round(frame.time, 2), int(frame.to_ndarray(format="rgb24")[5, 5, 0]) > 100)
            for frame in container.decode(video=0)
        ]
    assert red == [
        (0.0, True),
        (1.0, True),
        (2.0, True),
        (2.39, False),
        (3.0, False),
        (3.61, True),
        (4.0, True),
        (5.0, True),
    ]


def test_a_picture_that_cannot_be_made_takes_neither_sound_nor_words_with_it(tmp_path):
    film = sounds.film(tmp_path / "story.mkv", sounds.tone(2), codec="libx264")
    spoilt = film.read_bytes().replace(b"V_MPEG4/ISO/AVC", b"V_MPEG4/ISO/ABC")
    film.write_bytes(spoilt)
    result = run(Request(film, tmp_path / "work", model="tiny.en"))
    assert (result.facts.kind, result.facts.picture_lost, result.facts.duration) == ("audio", True, 2.0)
    assert list(result.files) == ["audio.opus", "audio.m4a", "peaks.json"]
    assert result.transcript is not None


def test_the_cover_of_a_song_is_no_film(tmp_path):
    song = tmp_path / "song.mp3"
    with av.open(str(song), "w") as output:
        stream = output.add_stream("mp3", rate=16_000, layout="mono")
        cover = output.add_stream("mjpeg")
        cover.width, cover.height, cover.pix_fmt = 64, 64, "yuvj420p"
        output.mux(cover.encode(av.VideoFrame(64, 64, "yuvj420p")))
        output.mux(cover.encode(None))
        sounds._mux_sound(output, stream, sounds.tone(1))
    assert probe(Request(song, tmp_path)).facts.kind == "audio"


# What an edit list cuts away. The film has a shade and a tone for every second, and a key picture every two.

BOTH = "the same of picture and sound"


@pytest.mark.parametrize(
    ("picture", "sound", "seconds"),
    [
        ([(4, 3)], BOTH, [3, 4, 5, 6]),
        ([(3, 0)], BOTH, [0, 1, 2]),
        ([(2, 1), (2, 5)], BOTH, [1, 2, 5, 6]),
        ([(2, 5), (2, 1)], BOTH, [5, 6, 1, 2]),
        ([(1, 2), (1, None), (2, 4)], BOTH, [2, None, 4, 5]),
        ([(1, None), (3, 3)], BOTH, [None, 3, 4, 5]),
        ([(3, 1)], [(3, 4)], [1, 2, 3]),
    ],
    ids=["begin", "end", "two parts", "two parts, turned round", "a pause between", "a late begin", "each its own"],
)
def test_what_was_cut_away_by_a_list_of_edits_is_in_no_copy(tmp_path, picture, sound, seconds):
    film = sounds.edited(sounds.counted_film(tmp_path / "story.mp4", 8), [picture, picture if sound is BOTH else sound])
    files = run(Request(film, tmp_path / "work", words=False)).files
    heard = [round(begin) if begin is not None else None for length, begin in (picture if sound is BOTH else sound)]
    assert sounds.seconds_seen(files["video.mp4"]) == [second for second in seconds if second is not None]
    for name in ("video.mp4", "audio.m4a", "audio.opus"):
        told = sounds.seconds_heard(files[name])
        if sound is BOTH:
            assert told == seconds
        else:
            assert told == [heard[0] + number for number in range(len(seconds))]


def test_a_film_in_fragments_keeps_its_edits_too(tmp_path):
    film = sounds.counted_film(tmp_path / "story.mp4", 8, movflags="frag_keyframe+empty_moov+delay_moov")
    files = run(Request(sounds.edited(film, [[(0, 3)], [(0, 3)]]), tmp_path / "work", words=False)).files
    assert sounds.seconds_seen(files["video.mp4"]) == [3, 4, 5, 6, 7]
    assert sounds.seconds_heard(files["audio.opus"]) == [3, 4, 5, 6, 7]
