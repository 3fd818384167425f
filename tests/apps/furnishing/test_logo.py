"""The logo: pictures alone, made anew from their pixels, with what is clear in them, for pages in the light and in the
dark."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin

from heard.apps.furnishing import tasks
from heard.apps.furnishing.models import Logo
from heard.apps.hosting.queries.files import files_without_a_row
from heard.web.network import network

WRONG = [
    (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "can hold a program (SVG)"),
    (b"nothing", "cannot be read as a picture"),
]


def drawing(width: int = 800, height: int = 200) -> bytes:
    """A PNG with a clear ground, a yellow square, and words about where it was made."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    image.paste((255, 198, 41, 255), (0, 0, height, height))
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "made at 1 High Street")
    kept = io.BytesIO()
    image.save(kept, "PNG", pnginfo=said)
    return kept.getvalue()


@pytest.fixture
def make(django_capture_on_commit_callbacks):
    def made() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            tasks.tick()

    return made


@pytest.fixture
def send(browse, hana, django_capture_on_commit_callbacks):
    def sent(data: bytes, shade: str = "light"):
        file = SimpleUploadedFile("logo.png", data)
        with django_capture_on_commit_callbacks(execute=True):
            return browse(hana).post(reverse("send-logo"), {"shade": shade, "picture": file})

    return sent


def test_it_stands_at_the_head_of_every_page_once_the_worker_made_it(browse, send, make, settings):
    assert send(drawing()).status_code == 302
    assert 'class="logo' not in browse(None).get("/").content.decode()
    make()
    page = browse(None).get("/").content.decode()
    [address] = re.findall(r'<img class="logo"\s+src="(/logo/\w+\.png)" width="512" height="128"\s+alt="">', page)
    answer = browse(None).get(address)
    image = Image.open(io.BytesIO(answer.content))
    assert (answer["Content-Type"], image.size, image.mode) == ("image/png", (512, 128), "RGBA")
    assert (image.getpixel((500, 60))[3], image.getpixel((20, 60))[3]) == (0, 255)
    assert b"High Street" not in answer.content
    assert [path.suffix for path in (settings.MEDIA_ROOT / "network").iterdir()] == [".png"]
    assert files_without_a_row() == []


def test_another_one_for_the_dark_and_a_logo_that_says_the_name(browse, send, make, furnish):
    send(drawing()), send(drawing(200, 200), "dark")
    make()
    furnish(name="Lesster Voices", is_logo_name=True)
    page = browse(None).get("/").content.decode()
    assert len(re.findall(r'alt="Lesster Voices"', page.partition("</header>")[0])) == 2
    assert "logo-in-the-light" in page
    assert "logo-in-the-dark" in page


@pytest.mark.parametrize(("data", "why"), WRONG)
def test_what_is_no_picture_is_refused_with_a_sentence(send, data, why):
    answer = send(data)
    assert (answer.status_code, why in answer.content.decode(), Logo.objects.exists()) == (400, True, False)


def test_what_only_begins_like_a_picture_is_turned_down_by_the_worker(browse, hana, send, make):
    send(b"\x89PNG\r\n\x1a\nnothing")
    make()
    assert network().logo is None
    assert "This file cannot be read as a picture." in browse(hana).get("/moderate/network/").content.decode()


def test_it_can_be_taken_away(browse, hana, send, make, settings, django_capture_on_commit_callbacks):
    send(drawing())
    make()
    with django_capture_on_commit_callbacks(execute=True):
        browse(hana).post(reverse("drop-logo", args=["light"]))
    assert (network().logo, list((settings.MEDIA_ROOT / "network").iterdir())) == (None, [])


def test_nobody_else_sends_or_takes_it_away(browse, rae):
    doors = (reverse("send-logo"), reverse("drop-logo", args=["light"]))
    assert [browse(rae).post(door).status_code for door in doors] == [403, 403]
