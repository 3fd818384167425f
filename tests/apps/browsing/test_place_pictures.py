"""The picture of a place: described, agreed to, made anew, and for those alone who may see a story from there."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from heard.apps.browsing import actions, tasks
from heard.apps.browsing.models import PlacePicture
from heard.apps.hosting.queries.files import files_with_a_row, files_without_a_row
from heard.apps.joining.queries import place_of
from heard.apps.leaving.actions import Stories, leave
from heard.apps.telling import tasks as making
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.pictures import About
from heard.apps.telling.actions.withdrawing import erase, take_back
from heard.apps.telling.models import Story
from heard.core.errors import NotAllowed
from heard.core.people.consent import Reach
from heard.media.pictures import remake
from tests.apps.joining.test_picture import photograph, with_place

ABOUT = {"described": "Terraces on a hill.", "shows": "nobody"}


@pytest.fixture
def salford(story) -> Story:
    return story("The bus", place="Salford")


@pytest.fixture
def send(browse, cleo, django_capture_on_commit_callbacks):
    """`send(data)`: Cleo, an editor, sends it for Salford, with what is said of it."""

    def sent(data: bytes, by=cleo, slug: str = "salford", **about: str):
        file = {"picture": SimpleUploadedFile("hill.jpg", data)} if data else {}
        with django_capture_on_commit_callbacks(execute=True):
            return browse(by).post(reverse("place-picture", args=[slug]), {**ABOUT, **about, **file})

    return sent


@pytest.fixture
def make(django_capture_on_commit_callbacks):
    def made() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            tasks.tick()

    return made


def copy(client, side: int = 320, slug: str = "salford"):
    return client.get(reverse("place-picture-copy", args=[slug, side]))


def files() -> list[str]:
    return [path.suffix for path in place_of("pictures-of-places").rglob("*.*")]


def test_it_stands_on_the_page_of_the_place_and_in_the_list_in_words_and_smaller_without_where_it_was_taken(
    salford, send, make, browse
):
    assert send(with_place(photograph(width=1600, height=1200))).status_code == 302
    assert copy(browse(None)).status_code == 404  # not what was sent
    make()
    copies = [copy(browse(None), side) for side in (320, 640, 1280)]
    assert [(one.status_code, one["Content-Type"]) for one in copies] == [(200, "image/jpeg")] * 3
    assert not any(b"Exif" in one.getvalue() or b"GPS" in one.getvalue() for one in copies)
    assert copy(browse(None), 5000).status_code == 404
    for path in ("/places/salford/", "/places/"):
        page = browse(None).get(path).content.decode()
        assert ('alt="Terraces on a hill."' in page, "/places/salford/picture/320.jpg 240w" in page) == (True, True)
    assert files_without_a_row() == []
    assert len([path for path in files_with_a_row() if path.startswith("pictures-of-places/")]) == 3


def test_only_editors_and_those_above_them_give_it_one(salford, send, browse, ada, hana):
    assert send(photograph(), by=ada).status_code == 403
    assert browse(None).post(reverse("place-picture", args=["salford"])).status_code == 302
    assert browse(ada).post(reverse("drop-place-picture", args=["salford"])).status_code == 403
    assert not PlacePicture.objects.exists()
    assert send(photograph(), by=hana).status_code == 302
    assert PlacePicture.objects.get().by == hana
    with pytest.raises(NotAllowed):
        actions.drop_place_picture("salford", by=ada)


@pytest.mark.parametrize(
    "closed",
    [{"state": "draft"}, {"reach": Reach.NAMED}, {"held_at": timezone.now()}, {"closes_on": date(2020, 1, 1)}],
    ids=["draft", "named", "held", "past"],
)
def test_of_a_place_that_only_a_closed_story_names_nobody_else_sees_anything(
    story, send, make, browse, ada, max_, closed
):
    told = story("A secret", place="Nowhere")
    send(photograph(), slug="nowhere", described="A secret house.")
    make()
    assert copy(browse(None), slug="nowhere").status_code == 200
    Story.objects.filter(pk=told.pk).update(**closed)
    for person in (None, max_):
        pages = [copy(browse(person), side, slug="nowhere").status_code for side in (320, 640, 1280)]
        assert [*pages, browse(person).get("/places/nowhere/").status_code] == [404] * 4
        assert "A secret house." not in browse(person).get("/places/").content.decode()
    assert copy(browse(ada), slug="nowhere").status_code == 200


@pytest.mark.parametrize(
    ("data", "about", "said"),
    [
        (b"", {}, "Choose a picture first."),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, {}, "as some phones keep them (HEIC)"),
        (b"<svg onload=alert(1)>", {}, "can hold a program (SVG)"),
        (b"\xff\xd8\xff" + b"\0" * 8 * 1024**2, {}, "This picture is too large. Up to 8 MB, please."),
        (photograph(), {"described": ""}, "This field is required."),
        (photograph(), {"shows": "people", "agreed": "on"}, "Say who is in it."),
        (photograph(), {"shows": "people", "people": "Pauline"}, "Ask everybody who can be recognised first."),
    ],
    ids=["none", "heic", "svg", "large", "no words", "nobody named", "nobody asked"],
)
def test_what_is_no_picture_or_lacks_words_or_a_yes_is_refused_in_a_sentence(salford, send, data, about, said):
    response = send(data, **about)
    page = response.content.decode()
    assert (response.status_code, said in page, ABOUT["described"] in page or "described" in about) == (400, True, True)
    assert (PlacePicture.objects.exists(), files()) == (False, [])


def test_who_is_in_it_is_for_editors_alone(salford, send, make, browse, cleo):
    send(photograph(), shows="people", people="Pauline Ogden", agreed="on")
    make()
    assert "Pauline Ogden" in browse(cleo).get(reverse("place-picture", args=["salford"])).content.decode()
    page = browse(None).get("/places/salford/").content.decode()
    assert ("Pauline Ogden" in page, reverse("raise-concern") in page) == (False, True)


def test_another_one_takes_its_place_at_once_and_it_is_put_off_with_every_file(
    salford, send, make, browse, cleo, django_capture_on_commit_callbacks
):
    send(photograph())
    make()
    send(photograph("png"), described="A canal.")
    assert (copy(browse(None)).status_code, files()) == (404, [".sent"])
    make()
    assert (PlacePicture.objects.get().described, files()) == ("A canal.", [".jpg"] * 3)
    with django_capture_on_commit_callbacks(execute=True):
        browse(cleo).post(reverse("drop-place-picture", args=["salford"]))
    assert (PlacePicture.objects.exists(), files()) == (False, [])


def test_one_that_is_put_off_while_it_is_made_stays_away(salford, send, make, cleo, monkeypatch):
    send(photograph())

    def slow(*given, **how):
        actions.drop_place_picture("salford", by=cleo)
        return remake(*given, **how)

    monkeypatch.setattr(making, "remake", slow)
    make()
    assert (PlacePicture.objects.exists(), files()) == (False, [])


def test_what_the_worker_cannot_read_is_told_to_editors(salford, send, make, browse, cleo):
    send(photograph()[:200])
    make()
    page = browse(cleo).get(reverse("place-picture", args=["salford"])).content.decode()
    assert ("This file cannot be read as a picture. Please try another one." in page, files()) == (True, [])


def test_it_goes_with_the_last_story_that_tells_of_the_place(
    salford, story, send, make, browse, ada, django_capture_on_commit_callbacks
):
    other = story("The train", place="salford")
    send(photograph())
    make()

    def goes(told: Story, *, erased: bool) -> tuple[int, bool]:
        with django_capture_on_commit_callbacks(execute=True):
            if erased:
                erase(Story.objects.get(pk=told.pk))
            else:
                take_back(told, hand=Hand(ada))
            tasks.forget()
        return copy(browse(None)).status_code, PlacePicture.objects.exists()

    assert (goes(salford, erased=False), goes(salford, erased=True)) == ((200, True), (200, True))
    assert (goes(other, erased=False), goes(other, erased=True)) == ((404, True), (404, False))
    assert files() == []


def test_who_sent_it_is_nobody_once_they_left(salford, send, make, cleo, browse):
    send(photograph())
    make()
    leave(cleo, Stories.LEAVE)
    cleo.refresh_from_db()
    assert (copy(browse(None)).status_code, str(PlacePicture.objects.get().by)) == (200, str(cleo))
    assert str(cleo) != "Cleo Marsh"


def test_with_little_to_be_loaded_there_is_none(salford, send, make, browse):
    send(photograph())
    make()
    client = browse(None)
    client.cookies["looks"] = "loading-little"
    assert "picture/320.jpg" not in client.get("/places/salford/").content.decode()
    assert "picture/320.jpg" not in client.get("/places/").content.decode()


def test_words_without_a_picture_reach_no_row_by_another_way(salford, cleo):
    file = SimpleUploadedFile("hill.jpg", photograph())
    with pytest.raises(Exception, match="required"):
        actions.send_place_picture("salford", file, About("", "nobody"), by=cleo)
    assert not PlacePicture.objects.exists()
