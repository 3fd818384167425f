"""The bytes of a recording: whole, in part, and only for those who may see the story."""

from __future__ import annotations

import pytest
from django.http import HttpResponseBase
from django.urls import reverse

from heard.apps.telling import delivery
from heard.web.streams import AT_A_TIME

BYTES = bytes(range(100))


@pytest.fixture
def told(story, keep_file):
    told = story("Fourteen nights")
    keep_file(told)
    return told


@pytest.fixture
def get(browse, told):
    """Asks for the Opus rendition as a stranger without an account."""

    def ask(method: str = "get", name: str = "audio.opus", **headers: str) -> HttpResponseBase:
        return getattr(browse(None), method)(reverse("media", args=[told.slug, name]), headers=headers)

    return ask


def test_the_whole_file(get):
    response = get()
    assert (response.status_code, response.getvalue()) == (200, BYTES)
    assert response["Content-Type"] == "audio/ogg; codecs=opus"
    assert response["Content-Length"] == "100"
    assert response["Content-Disposition"] == "inline"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_head_tells_the_length_and_sends_nothing(get):
    response = get("head", Range="bytes=0-9")
    assert (response.status_code, response.content, response["Content-Length"]) == (200, b"", "100")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=90-", 90, 100),
        ("bytes=90-1000", 90, 100),
        ("bytes=-10", 90, 100),
        ("bytes=-1000", 0, 100),
        ("bytes = 10 - 19", 10, 20),
    ],
)
def test_a_part(get, asked, start, end):
    response = get(Range=asked)
    assert (response.status_code, response.getvalue()) == (206, BYTES[start:end])
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/100"
    assert response["Content-Length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=1000-2000", "bytes=-0"])
def test_a_part_that_is_not_there(get, asked):
    response = get(Range=asked)
    assert (response.status_code, response.content, response["Content-Range"]) == (416, b"", "bytes */100")


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=-", "bytes=a-b", "pages=1-2", "bytes=0-9,20-29", "bytes=" + "9" * 5000 + "-"]
)
def test_what_cannot_be_read_gets_the_whole(get, asked):
    response = get(Range=asked)
    assert (response.status_code, response.getvalue()) == (200, BYTES)


def test_a_copy_that_is_still_good_is_not_sent_again(get):
    tag = get()["ETag"]
    response = get(**{"If-None-Match": f'"other", {tag}'})
    assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)


def test_a_part_is_only_sent_of_the_same_file(get):
    whole = get()
    part = get(Range="bytes=10-19", **{"If-Range": whole["ETag"]})
    by_date = get(Range="bytes=10-19", **{"If-Range": whole["Last-Modified"]})
    changed = get(Range="bytes=10-19", **{"If-Range": '"another"'})
    assert [part.status_code, by_date.status_code, changed.status_code] == [206, 206, 200]
    assert changed.getvalue() == BYTES


def test_media_is_never_compressed_on_the_way(get):
    response = get(**{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response
    assert response.getvalue() == BYTES


def test_a_web_server_in_front_may_send_the_bytes(get, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_ACCEL": "/protected/"}
    response = get()
    assert response.content == b""
    assert response["X-Accel-Redirect"].startswith("/protected/folder-")
    assert response["Content-Type"] == "audio/ogg; codecs=opus"


def test_nothing_may_be_posted(get):
    assert get("post").status_code == 405


def test_there_is_no_rendition_of_that_name(get):
    assert get(name="video.mp4").status_code == 404
    assert get(name="..%2F..%2Fsecret-key").status_code == 404


def test_the_original_is_a_download_for_its_reporter_and_editors(browse, told, ada, cleo):
    for person in (ada, cleo):
        response = browse(person).get(reverse("media", args=[told.slug, "original"]))
        assert (response.status_code, response.getvalue()) == (200, BYTES)
        assert response["Content-Disposition"] == 'attachment; filename="My chat.mp3"'
        assert response["Content-Type"] == "audio/mpeg"


def test_the_original_of_a_published_story_is_not_for_readers(browse, told, ben, max_):
    for reader in (None, ben, max_):
        assert browse(reader).get(reverse("media", args=[told.slug, "original"])).status_code == 404


def test_a_draft_has_no_bytes_for_strangers(browse, story, keep_file, ada, cleo, ben, max_):
    draft = story("Not yet", published=False)
    keep_file(draft)
    address = reverse("media", args=[draft.slug, "audio.opus"])
    assert [browse(person).get(address).status_code for person in (ada, cleo)] == [200, 200]
    assert [browse(person).get(address).status_code for person in (None, ben, max_)] == [404, 404, 404]


def test_a_story_that_is_taken_back_is_silent_at_once(browse, told, ada, get):
    tag = get()["ETag"]
    browse(ada).post(reverse("publish", args=[told.slug]), {"state": "draft"})
    assert get(**{"If-None-Match": tag}).status_code == 404


def test_a_file_that_went_missing_is_a_page_not_found(get, told, settings):
    (settings.MEDIA_ROOT / f"folder-{told.pk}" / "audio.opus").unlink()
    assert get().status_code == 404


def test_of_what_is_played_a_part_is_no_longer_than_one_piece(get, monkeypatch):
    monkeypatch.setattr(delivery, "PIECE", 40)
    parts = [get(Range=asked) for asked in ("bytes=0-", "bytes=40-", "bytes=80-", "bytes=10-69", "bytes=-70")]
    assert [part["Content-Range"].split()[1] for part in parts] == [
        *("0-39/100", "40-79/100", "80-99/100", "10-49/100", "30-69/100")
    ]
    assert b"".join(part.getvalue() for part in parts[:3]) == BYTES
    assert [part.streaming for part in parts] == [False] * 5  # nothing is held for whoever stops reading


def test_what_is_downloaded_comes_as_it_was_asked_for(browse, told, ada, monkeypatch):
    monkeypatch.setattr(delivery, "PIECE", 40)
    address = reverse("media", args=[told.slug, "original"])
    part = browse(ada).get(address, headers={"Range": "bytes=10-"})
    assert (part.status_code, part.getvalue()) == (206, BYTES[10:])


def test_only_a_few_long_answers_at_a_time_and_each_that_is_closed_makes_room(get, monkeypatch):
    monkeypatch.setattr(delivery, "PIECE", 40)
    open_ones = [get() for _ in range(AT_A_TIME)]
    assert [answer.status_code for answer in open_ones] == [200] * AT_A_TIME
    late = get()
    assert (late.status_code, late["Retry-After"]) == (503, "5")
    assert get(Range="bytes=0-").status_code == 206
    open_ones.pop().getvalue()
    again = get()
    assert (again.status_code, again.getvalue()) == (200, BYTES)
    for answer in open_ones:
        answer.getvalue()
