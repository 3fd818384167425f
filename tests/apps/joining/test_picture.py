"""A picture of oneself: sniffed, made anew by the worker, and never served as it was sent."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import av
import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from heard.apps.joining import tasks
from heard.apps.joining.actions.portraits import drop_portrait, send_portrait
from heard.apps.joining.models import Portrait
from heard.apps.joining.queries import place_of
from heard.core.errors import BadInput, HeardError
from heard.media.pictures import remake

EXIF = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0GPS 53.4808 N"


def photograph(codec: str = "mjpeg", width: int = 800, height: int = 600) -> bytes:
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[:, : width // 2] = (255, 0, 0)
    encoder = av.CodecContext.create(codec, "w")
    encoder.width, encoder.height, encoder.time_base = width, height, Fraction(1, 25)
    encoder.pix_fmt = "yuvj420p" if codec == "mjpeg" else "rgb24"
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format=encoder.pix_fmt)
    frame.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])


def with_place(jpeg: bytes) -> bytes:
    """As a phone writes it: turned on its side, and saying where it was taken."""
    return jpeg[:2] + b"\xff\xe1" + (len(EXIF) + 2).to_bytes(2, "big") + EXIF + jpeg[2:]


def _send(client, data: bytes, name: str = "me.jpg"):
    return client.post("/account/picture/send/", {"picture": SimpleUploadedFile(name, data)})


def _size(data: bytes, tmp_path) -> tuple[int, int]:
    (tmp_path / "seen.jpg").write_bytes(data)
    with av.open(str(tmp_path / "seen.jpg")) as container:
        frame = next(container.decode(video=0))
        return frame.width, frame.height


@pytest.mark.parametrize("data", [with_place(photograph()), photograph("png")], ids=["jpeg", "png"])
def test_a_picture_is_made_small_and_square_without_its_place(
    browse, ben, data, tmp_path, django_capture_on_commit_callbacks
):
    client = browse(ben)
    with django_capture_on_commit_callbacks(execute=True):
        assert _send(client, data).status_code == 302
    sent = place_of(Portrait.objects.get().sent)
    assert (sent.exists(), client.get("/account/picture/").status_code) == (True, 404)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tick()
    served = client.get("/account/picture/")
    body = served.getvalue()
    assert (served["Content-Type"], _size(body, tmp_path)) == ("image/jpeg", (480, 480))
    assert (b"Exif" in body, b"GPS" in body, sent.exists()) == (False, False, False)


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a" + b"\0" * 50,
        b"\xff\xd8\xff" + b"nonsense" * 20,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"RIFF\0\0\0\0WAVE" + b"\0" * 100,
    ],
    ids=["svg", "gif", "half a jpeg", "half a png", "sound"],
)
def test_what_is_no_picture_is_told_and_thrown_away(browse, ben, data, django_capture_on_commit_callbacks):
    client = browse(ben)
    _send(client, data)
    sent = place_of(Portrait.objects.get().sent)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tick()
    row = Portrait.objects.get()
    assert (row.made, row.sent, sent.exists()) == ("", "", False)
    assert (
        "This file cannot be read as a picture. Please try another one." in client.get("/account/you/").content.decode()
    )


@pytest.mark.parametrize("files", [{}, {"picture": SimpleUploadedFile("me.jpg", b"")}], ids=["none", "empty"])
def test_nothing_is_told_so(browse, ben, files):
    response = browse(ben).post("/account/picture/send/", files)
    assert (response.status_code, "There is a problem" in response.content.decode()) == (200, True)
    assert not Portrait.objects.exists()


def test_a_picture_is_on_the_reporters_page_and_for_nobody_who_may_not_open_it(
    browse, story, ada, ben, django_capture_on_commit_callbacks
):
    path = "/reporters/ada-okafor/picture.jpg"
    _send(browse(ada), photograph())
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tick()
    assert browse(None).get(path).status_code == 404  # she has told nothing: that she is here is private
    story("The value of co-production")
    assert browse(None).get(path).status_code == 200
    assert path in browse(None).get("/reporters/").content.decode()


def test_it_goes_when_she_says_so(browse, ada, django_capture_on_commit_callbacks):
    client = browse(ada)
    _send(client, photograph())
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tick()
    made = place_of(Portrait.objects.get().made)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/picture/drop/")
    assert (made.exists(), Portrait.objects.exists(), client.get("/account/picture/").status_code) == (
        False,
        False,
        404,
    )


def test_a_picture_that_meets_a_full_disk_is_tried_again(browse, ben, monkeypatch, django_capture_on_commit_callbacks):
    _send(browse(ben), photograph())
    monkeypatch.setattr(tasks, "secrets", _FullDisk)
    place_of("people").mkdir(exist_ok=True)
    (place_of(f"people/{ben.pk}") / "full.jpg").symlink_to("/dev/full")
    tasks.tick()
    row = Portrait.objects.get()
    assert (row.problem, place_of(row.sent).exists()) == (
        "The disk is full. This picture is made as soon as there is room.",
        True,
    )
    monkeypatch.undo()
    tasks.tick()
    assert Portrait.objects.get().made == ""  # not at once
    Portrait.objects.update(sent_at=timezone.now() - timedelta(minutes=6))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tick()
    row = Portrait.objects.get()
    assert (row.sent, row.problem, bool(row.made)) == ("", "", True)


class _FullDisk:
    """Names the file that stands on a disk without room."""

    @staticmethod
    def token_hex(size: int) -> str:
        return "full"


@pytest.fixture
def meanwhile(monkeypatch, django_capture_on_commit_callbacks):
    """`meanwhile(act, error)`: the worker makes its round, and while it is at a picture somebody does something."""

    def made(act, error: HeardError | None = None) -> None:
        def slow(*given, **how):
            size = remake(*given, **how)
            act()
            if error:
                raise error
            return size

        with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
            patch.setattr(tasks, "remake", slow)
            tasks.tick()

    return made


FAILURES = [None, BadInput("No.", code="no"), HeardError("Not now.", code="no")]


@pytest.mark.parametrize("error", FAILURES)
def test_a_picture_that_is_taken_away_while_it_is_made_stays_away(browse, ben, meanwhile, error):
    _send(browse(ben), photograph())
    meanwhile(lambda: drop_portrait(ben), error)
    assert not Portrait.objects.exists()
    assert error or not list(place_of("people").rglob("*.jpg"))


@pytest.mark.parametrize("error", FAILURES)
def test_another_picture_sent_while_one_is_made_is_the_one_that_counts(browse, ben, meanwhile, error):
    _send(browse(ben), photograph())
    meanwhile(lambda: send_portrait(ben, SimpleUploadedFile("me.jpg", photograph("png"))), error)
    row = Portrait.objects.get()
    assert (row.made, row.problem, place_of(row.sent).exists()) == ("", "", True)
