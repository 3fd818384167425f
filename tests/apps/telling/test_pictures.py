"""The picture of a story: described, agreed to, made anew, and for those alone who may see the story."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from heard.apps.hosting.queries.files import files_without_a_row
from heard.apps.telling import tasks
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.pictures import About, drop_picture, send_picture
from heard.apps.telling.actions.withdrawing import erase, take_back
from heard.apps.telling.models import Picture, Story
from heard.apps.telling.models.pictures import SIDES
from heard.apps.telling.queries import place_of
from heard.core.errors import BadInput, HeardError
from heard.core.people.consent import Reach
from heard.media.pictures import remake
from tests.apps.joining.test_picture import photograph, with_place
from tests.page import Page

ABOUT = {"described": "A room with a table.", "shows": "nobody"}


@pytest.fixture
def send(browse, ada):
    """`send(story, data)`: Ada sends it, with what is said of it."""

    def sent(story: Story, data: bytes, **about: str):
        file = {"picture": SimpleUploadedFile("room.jpg", data)} if data else {}
        return browse(ada).post(f"{story.get_absolute_url()}picture/", {**ABOUT, **about, **file})

    return sent


@pytest.fixture
def pictured(story, send, django_capture_on_commit_callbacks):
    """`pictured(reach="members")` is a story whose picture the worker has made."""

    def made(**how: object) -> Story:
        told = story(**how)
        with django_capture_on_commit_callbacks(execute=True):
            assert send(told, with_place(photograph(width=1600, height=1200))).status_code == 302
            tasks.tick()
        return told

    return made


def copy(client, story: Story, side: int = 320):
    return client.get(f"{story.get_absolute_url()}picture/{side}.jpg")


def test_readers_get_smaller_copies_without_place_or_device(pictured, browse):
    told = pictured()
    copies = [copy(browse(None), told, side) for side in (320, 640, 1280)]
    assert [(one.status_code, one["Content-Type"]) for one in copies] == [(200, "image/jpeg")] * 3
    assert not any(b"Exif" in one.getvalue() or b"GPS" in one.getvalue() for one in copies)
    row = Picture.objects.get()
    assert (max(row.width, row.height), row.sent) == (1280, "")
    assert copy(browse(None), told, 5000).status_code == 404


def test_it_stands_on_the_page_and_on_cards_with_its_description_and_its_size(pictured, browse):
    told = pictured()
    for path in (told.get_absolute_url(), "/explore/"):
        shown = browse(None).get(path).content.decode()
        assert 'alt="A room with a table."' in shown
        assert f"{told.get_absolute_url()}picture/320.jpg 320w" in shown or "picture/320.jpg" in shown
        assert 'loading="lazy"' in shown


def test_only_whoever_may_see_the_story_sees_it(pictured, browse, ada, max_):
    told = pictured(reach=Reach.NAMED)
    assert [copy(browse(person), told).status_code for person in (ada, max_, None)] == [200, 404, 404]


def test_a_story_that_is_taken_back_shows_none_and_erased_leaves_no_file(
    pictured, browse, ada, django_capture_on_commit_callbacks
):
    told = pictured()
    place = place_of(Picture.objects.get().path_of(320))
    take_back(told, hand=Hand(ada))
    assert (copy(browse(None), told).status_code, place.exists()) == (410, True)
    with django_capture_on_commit_callbacks(execute=True):
        erase(Story.objects.get())
    assert (place.parent.exists(), Picture.objects.exists()) == (False, False)


def test_whoever_looks_after_the_story_takes_it_away(pictured, browse, cleo, ben, django_capture_on_commit_callbacks):
    told = pictured()
    drop = f"{told.get_absolute_url()}picture/drop/"
    assert browse(ben).post(drop).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        assert browse(cleo).post(drop).status_code == 302
    assert copy(browse(None), told).status_code == 404
    assert not list(place_of("pictures-of-stories").rglob("*.jpg"))


def test_another_one_takes_its_place(pictured, send, django_capture_on_commit_callbacks):
    told = pictured()
    before = Picture.objects.get().made
    with django_capture_on_commit_callbacks(execute=True):
        send(told, photograph("png"), described="A garden.")
        tasks.tick()
    row = Picture.objects.get()
    assert (row.described, row.made != before) == ("A garden.", True)
    assert len(list(place_of("pictures-of-stories").rglob("*.*"))) == 3
    assert files_without_a_row() == []


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"described": ""}, "This field is required."),
        ({"shows": ""}, "This field is required."),
        ({"shows": "people", "agreed": "on"}, "Say who is in it."),
        ({"shows": "people", "people": "Pauline"}, "Ask everybody who can be recognised first."),
    ],
)
def test_without_a_description_or_a_yes_it_is_not_taken(story, send, about, said):
    response = send(story(), photograph(), **about)
    assert (response.status_code, said in response.content.decode()) == (400, True)
    assert not Picture.objects.exists()


def test_who_is_in_it_is_for_those_alone_who_look_after_the_story(story, send, browse, ada):
    told = story()
    send(told, photograph(), shows="people", people="Pauline Ogden", agreed="on")
    tasks.tick()
    assert "Pauline Ogden" in browse(ada).get(f"{told.get_absolute_url()}picture/").content.decode()
    assert "Pauline Ogden" not in browse(None).get(told.get_absolute_url()).content.decode()
    assert Picture.objects.get().by == ada


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Choose a picture first."),
        (b"just words", "cannot be read as a picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "can hold a program (SVG)"),
        (b"GIF89a" + b"\0" * 50, "a picture that moves"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "as some phones keep them (HEIC)"),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 14 + b"ANIM", "a picture that moves"),
        (b"\xff\xd8\xff" + b"\0" * 8 * 1024**2, "This picture is too large. Up to 8 MB, please."),
    ],
    ids=["nothing", "words", "svg", "gif", "heic", "moving webp", "too many bytes"],
)
def test_what_is_no_picture_is_refused_in_a_sentence(story, send, data, said):
    response = send(story(), data)
    assert response.status_code == 400
    assert said in " ".join(Page(response).texts("a")) + response.content.decode()
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (photograph()[:200], "This file cannot be read as a picture. Please try another one."),
        (photograph("png", width=12_000, height=8_000), "This picture is too large for us."),
    ],
    ids=["cut short", "96 megapixels"],
)
def test_what_the_worker_cannot_make_smaller_is_told(story, send, browse, ada, data, said):
    told = story()
    send(told, data)
    tasks.tick()
    assert said in browse(ada).get(f"{told.get_absolute_url()}picture/").content.decode()
    assert (Picture.objects.get().sent, Picture.objects.get().made) == ("", "")


def test_with_little_to_be_loaded_there_is_none(pictured, browse):
    told, client = pictured(), browse(None)
    client.cookies["looks"] = "loading-little"
    assert "story-photo" not in client.get(told.get_absolute_url()).content.decode()


def files() -> list[str]:
    return [path.suffix for path in place_of("pictures-of-stories").rglob("*.*")]


def test_until_another_one_is_made_neither_stands_with_words_that_are_of_the_other(
    pictured, send, browse, django_capture_on_commit_callbacks
):
    told = pictured()
    with django_capture_on_commit_callbacks(execute=True):
        send(told, photograph("png"), described="A garden.")
    assert copy(browse(None), told).status_code == 404
    assert "A garden." not in browse(None).get(told.get_absolute_url()).content.decode()
    assert files() == [".sent"]


@pytest.fixture
def meanwhile(monkeypatch, django_capture_on_commit_callbacks):
    """`meanwhile(act, error)`: the worker makes its round, and while it is at a picture somebody does something."""

    def made(act, error: HeardError | None = None) -> None:
        acts = [act]

        def slow(*given, **how):
            size = remake(*given, **how)
            while acts:
                acts.pop()()
            if error:
                raise error
            return size

        with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
            patch.setattr(tasks, "remake", slow)
            tasks.tick()

    return made


REFUSED, LATER = BadInput("No.", code="no"), HeardError("Not just now.", code="stopped")


@pytest.mark.parametrize("error", [None, REFUSED, LATER])
def test_one_that_is_taken_away_while_it_is_made_stays_away(story, send, meanwhile, ada, error):
    told = story()
    send(told, photograph())
    meanwhile(lambda: drop_picture(told, by=ada), error)
    assert not Picture.objects.exists()
    assert files() == []


@pytest.mark.parametrize("error", [None, REFUSED, LATER])
def test_another_one_sent_while_one_is_made_is_the_one_that_counts(story, send, meanwhile, ada, error):
    told = story()
    send(told, photograph())
    meanwhile(lambda: send(told, photograph("png"), described="A garden."), error)
    row = Picture.objects.get()
    assert (row.made, row.problem, row.described, place_of(row.sent).exists()) == ("", "", "A garden.", True)


@pytest.mark.django_db(transaction=True)
def test_two_sent_at_once_are_one_after_the_other(story, ada, monkeypatch):
    told, both, failed, save = story(), Barrier(2), [], Picture.save

    def saved_together(row, *given, **how):
        with suppress(BrokenBarrierError):  # whoever waits for the other's end is not met here
            both.wait(timeout=1)
        save(row, *given, **how)

    def sent() -> None:
        try:
            file = SimpleUploadedFile("room.jpg", photograph())
            send_picture(told, file, About("A room.", "nobody"), by=ada)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    monkeypatch.setattr(Picture, "save", saved_together)
    threads = [Thread(target=sent) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert (Picture.objects.count(), files()) == (1, [".sent"])


@pytest.mark.parametrize("gone", [False, True], ids=["not just now", "what was sent is gone"])
def test_one_that_cannot_be_made_just_now_is_tried_again_after_a_while(
    story, send, browse, ada, monkeypatch, gone, django_capture_on_commit_callbacks
):
    told = story()
    with django_capture_on_commit_callbacks(execute=True):
        send(told, photograph())
    row, tried = Picture.objects.get(), []

    def fails(sent, made, *, side):
        tried.append(side)
        if gone:
            sent.unlink(missing_ok=True)
        elif side == SIDES[1]:
            raise LATER
        return remake(sent, made, side=side)

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "remake", fails)
        tasks.tick()
        tasks.tick()  # not at once
    after = Picture.objects.get()
    assert tried == list(SIDES[:1] if gone else SIDES[:2])
    assert (after.sent, after.at, files()) == (row.sent, row.at, [] if gone else [".sent"])
    assert after.problem in browse(ada).get(f"{told.get_absolute_url()}picture/").content.decode()
    assert "just now" in after.problem
    if not gone:
        Picture.objects.update(tried_at=timezone.now() - timedelta(minutes=6))
        tasks.tick()
        assert Picture.objects.get().made
