"""A film is served as it is when browsers play it, made again when not, and carries nothing private either way."""

from __future__ import annotations

import av
import pytest

from heard.media.probe import probe
from heard.media.request import Request
from heard.media.video import is_playable, make_video
from tests import sounds

SECRETS = {"title": "Ada at 12 Mill Lane", "location": "+53.4800-002.2400/"}


def served(film, tmp_path):
    request = Request(film, tmp_path)
    found = probe(request)
    make_video(request, tmp_path / "video.mp4", found, lambda share: None)
    return tmp_path / "video.mp4", found


def kinds(path) -> list[str]:
    with av.open(str(path)) as container:
        return [stream.codec_context.name for stream in container.streams]


def pictures(path) -> list[av.VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


@pytest.mark.parametrize(
    ("name", "codec", "as_it_is"),
    [
        ("story.mp4", "libx264", True),
        ("story.mov", "libx264", True),
        ("story.mkv", "libx264", True),
        ("story.webm", "libvpx", False),
        ("story.mp4", "mpeg4", False),
    ],
)
def test_every_film_becomes_an_mp4_that_browsers_play(tmp_path, name, codec, as_it_is):
    film = sounds.film(tmp_path / name, sounds.tone(2), codec=codec, metadata=SECRETS)
    video, found = served(film, tmp_path)
    assert is_playable(found) is as_it_is
    assert kinds(video) == ["h264", "aac"]
    assert len(pictures(video)) == 20
    data = video.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"Mill Lane" not in data
    assert b"+53.48" not in data


def test_the_maker_of_the_film_leaves_no_message_inside_the_picture(tmp_path):
    film = sounds.film(tmp_path / "story.mp4", sounds.tone(2))
    assert b"x264 - core" in film.read_bytes()  # a message of the same kind as those that hold a place
    assert b"x264 - core" not in served(film, tmp_path)[0].read_bytes()


def test_a_big_picture_is_made_smaller(tmp_path):
    film = sounds.film(tmp_path / "story.mp4", sounds.tone(1), seconds=0.5, size=(2560, 1440))
    first = pictures(served(film, tmp_path)[0])[0]
    assert (first.width, first.height) == (1280, 720)


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
def test_a_film_taken_upright_is_shown_upright(tmp_path, codec):
    film = sounds.turned(sounds.film(tmp_path / "story.mp4", sounds.tone(1), codec=codec))
    video, found = served(film, tmp_path)
    assert (found.facts.width, found.facts.height) == (120, 160)
    first = pictures(video)[0]
    turned_by_player = first.rotation == -90
    shown = (first.height, first.width) if turned_by_player else (first.width, first.height)
    assert (shown, turned_by_player) == ((120, 160), codec == "libx264")


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
