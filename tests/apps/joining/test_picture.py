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
from tests.page import Page

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


ABOUT = {"described": "A red wall.", "agreed": "on"}


def _send(client, data: bytes, name: str = "me.jpg", **about: str):
    file = {"picture": SimpleUploadedFile(name, data)} if data else {}
    return client.post("/account/picture/send/", {**ABOUT, **about, **file})


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
    [b"\xff\xd8\xff" + b"nonsense" * 20, b"\x89PNG\r\n\x1a\n" + b"\0" * 100],
    ids=["half a jpeg", "half a png"],
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


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "can hold a program (SVG)"),
        (b"GIF89a" + b"\0" * 50, "a picture that moves"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "as some phones keep them (HEIC)"),
        (b"RIFF\0\0\0\0WAVE" + b"\0" * 100, "This file cannot be read as a picture. Please try another one."),
        (b"\xff\xd8\xff" + b"\0" * 8 * 1024**2, "This picture is too large. Up to 8 MB, please."),
    ],
    ids=["svg", "gif", "heic", "sound", "too many bytes"],
)
def test_what_is_no_picture_is_refused_at_the_form_and_its_words_stay(browse, ben, data, said):
    page = _send(browse(ben), data).content.decode()
    assert (said in page, "A red wall." in page) == (True, True)
    with pytest.raises(BadInput):
        send_portrait(ben, SimpleUploadedFile("me.jpg", data), "A red wall.", agreed=True)
    assert (Portrait.objects.exists(), list(place_of("people").rglob("*.sent"))) == (False, [])


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"described": ""}, "This field is required."),
        ({"described": " \u200b "}, "This field is required."),
        ({"described": "x" * 301}, "Please use no more than 300 letters."),
        ({"agreed": ""}, "Ask everybody who can be recognised first."),
    ],
)
def test_without_words_or_a_yes_it_is_not_taken(browse, ben, about, said):
    assert said in _send(browse(ben), photograph(), **about).content.decode()
    assert not Portrait.objects.exists()


@pytest.fixture
def pictured(browse, ada, story, django_capture_on_commit_callbacks):
    """Ada, who told a story and whose picture is made."""
    story("The value of co-production")
    with django_capture_on_commit_callbacks(execute=True):
        _send(browse(ada), photograph())
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tick()
    return ada


def _told_of(browse, person=None) -> list[str]:
    seen = Page(browse(person).get("/account/you/" if person else "/reporters/ada-okafor/"))
    return [one.attributes["alt"] for one in seen.elements if one.attributes.get("class") == "portrait"]


def test_it_is_told_in_words_on_their_page_and_beside_their_name_it_says_nothing(pictured, browse):
    assert (_told_of(browse), _told_of(browse, pictured)) == (["A red wall."], ["A red wall."])
    assert 'alt=""' in browse(None).get("/reporters/").content.decode()


def test_one_that_was_sent_before_words_were_asked_for_is_told_by_the_name_and_can_be_described(pictured, browse):
    Portrait.objects.update(described="")
    assert (_told_of(browse), _told_of(browse, pictured)) == (["Ada Okafor"], ["Ada Okafor"])
    before = Portrait.objects.get()
    assert _send(browse(pictured), b"", described="A red wall, and no Ada.", agreed="").status_code == 302
    after = Portrait.objects.get()
    assert (after.described, after.made, after.sent) == ("A red wall, and no Ada.", before.made, "")
    assert _told_of(browse) == ["A red wall, and no Ada."]


def test_another_one_takes_the_old_one_away_at_once_for_the_words_are_of_the_new_one(
    pictured, browse, django_capture_on_commit_callbacks
):
    made = place_of(Portrait.objects.get().made)
    with django_capture_on_commit_callbacks(execute=True):
        _send(browse(pictured), photograph("png"), described="A blue wall.")
    assert (made.exists(), _told_of(browse)) == (False, [])
    with django_capture_on_commit_callbacks(execute=True):
        tasks.tick()
    assert _told_of(browse) == ["A blue wall."]


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
    another = SimpleUploadedFile("me.jpg", photograph("png"))
    _send(browse(ben), photograph())
    meanwhile(lambda: send_portrait(ben, another, "Another wall.", agreed=True), error)
    row = Portrait.objects.get()
    assert (row.made, row.problem, row.described, place_of(row.sent).exists()) == ("", "", "Another wall.", True)
