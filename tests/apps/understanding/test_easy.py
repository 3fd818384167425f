"""Easy Read: short sentences with pictures, written by people; as open as its story and gone with it."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from heard.apps.hosting.queries.files import files_with_a_row
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import erase, take_back
from heard.apps.telling.queries import pictures_of, place_of
from heard.apps.understanding import tasks
from heard.apps.understanding.actions.easy import add_line, change_line, drop_line, drop_picture, move_line
from heard.apps.understanding.models import EasyLine
from heard.apps.understanding.tasks import tick
from heard.core.errors import BadInput, HeardError, NotAllowed
from heard.media.pictures import remake
from heard.web import looks
from tests.apps.joining.test_picture import photograph

pytestmark = pytest.mark.django_db(transaction=True)


def picture():
    return SimpleUploadedFile("bus.jpg", photograph(), "image/jpeg")


@pytest.fixture
def told(story, ada):
    told = story("The bus")
    add_line(told, "The bus was late.", alt="A red bus.", picture=picture(), by=ada)
    add_line(told, "I missed the doctor.", by=ada)
    tick()
    return told


def read(client, told, name="easy", *rest):
    response = client.get(reverse(name, args=[told.slug, *rest]))
    assert response.status_code == 200
    return response


def test_readers_see_each_sentence_with_its_picture_told_in_words(told):
    html = read(Client(), told).content.decode()
    row = told.easy_lines.get(position=1)
    assert re.findall(r'<img\s+src="([^"]+)" alt="([^"]+)"', html) == [
        (reverse("easy-picture", args=[told.slug, row.pk]), "A red bus.")
    ]
    assert re.findall(r'<p dir="auto">([^<]+)</p>', html) == ["The bus was late.", "I missed the doctor."]
    assert reverse("easy", args=[told.slug]) in Client().get(told.get_absolute_url()).content.decode()


def test_a_story_without_it_has_no_such_page_and_no_way_to_it(story):
    told = story("Plain")
    assert Client().get(reverse("easy", args=[told.slug])).status_code == 404
    assert reverse("easy", args=[told.slug]) not in Client().get(told.get_absolute_url()).content.decode()


def test_what_was_sent_is_made_small_and_thrown_away(told):
    row = told.easy_lines.get(position=1)
    assert (row.sent, row.problem) == ("", "")
    answer = read(Client(), told, "easy-picture", row.pk)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert content.startswith(b"\xff\xd8\xff")
    assert [path.name for path in place_of(pictures_of(told.pk)).iterdir()] == [row.made.rpartition("/")[2]]
    assert row.made in files_with_a_row()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<svg onload=alert(1)>", "can hold a program (SVG)"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "as some phones keep them (HEIC)"),
        (b"\xff\xd8\xff" + b"\0" * 8 * 1024**2, "This picture is too large. Up to 8 MB, please."),
    ],
    ids=["svg", "heic", "too many bytes"],
)
def test_what_is_no_picture_is_refused_at_the_form_and_no_word_is_lost(story, browse, ada, data, said):
    told, sent = story("The bus"), SimpleUploadedFile("bus.jpg", data)
    answer = browse(ada).post(
        reverse("edit-easy", args=[told.slug]), {"text": "The bus was late.", "alt": "A red bus.", "picture": sent}
    )
    page = answer.content.decode()
    assert (answer.status_code, said in page, "The bus was late." in page, "A red bus." in page) == (400, *[True] * 3)
    sent.seek(0)
    with pytest.raises(BadInput):
        add_line(told, "The bus was late.", alt="A red bus.", picture=sent, by=ada)
    assert not told.easy_lines.exists()


def test_what_is_no_picture_inside_is_refused_by_the_worker(story, ada):
    told = story("The bus")
    sent = SimpleUploadedFile("bus.jpg", photograph()[:200], "image/jpeg")
    row = add_line(told, "The bus was late.", alt="A bus.", picture=sent, by=ada)
    tick()
    row.refresh_from_db()
    assert (row.sent, row.made, bool(row.problem)) == ("", "", True)
    assert Client().get(reverse("easy-picture", args=[told.slug, row.pk])).status_code == 404


def test_it_is_as_open_as_its_story(told, story, ada, ben, browse):
    row = told.easy_lines.get(position=1)
    told.state = "draft"
    told.save()
    for who, status in ((ada, 200), (ben, 404), (None, 404)):
        for name, rest in (("easy", []), ("easy-picture", [row.pk])):
            assert browse(who).get(reverse(name, args=[told.slug, *rest])).status_code == status
    other = story("Another")
    assert Client().get(reverse("easy-picture", args=[other.slug, row.pk])).status_code == 404


def test_taken_back_it_is_gone_at_once_and_erased_with_its_pictures(told, ada):
    row = told.easy_lines.get(position=1)
    take_back(told, hand=Hand(ada))
    for name, rest in (("easy", []), ("easy-picture", [row.pk])):
        assert Client().get(reverse(name, args=[told.slug, *rest])).status_code == 410
    told.refresh_from_db()
    erase(told)
    assert not EasyLine.objects.exists()
    assert not place_of(pictures_of(told.pk)).exists()


def test_a_content_note_is_met_before_it(told):
    told.content_note = "It tells of a fall."
    told.save()
    html = read(Client(), told).content.decode()
    assert "Before you begin: It tells of a fall." in html
    assert "The bus was late." not in html
    assert reverse("easy-picture", args=[told.slug, told.easy_lines.get(position=1).pk]) not in html


def test_with_little_to_load_a_picture_is_its_words(told):
    client = Client()
    client.cookies[looks.COOKIE] = "loading-little"
    html = read(client, told).content.decode()
    assert "<img" not in html
    assert "A red bus." in html


def test_who_looks_after_the_story_writes_it_and_nobody_else(told, browse, ada, cleo, ben, max_):
    for who, status in ((ada, 302), (cleo, 302), (ben, 404), (max_, 404), (None, 404)):
        answer = browse(who).post(reverse("edit-easy", args=[told.slug]), {"text": "It rained.", "alt": ""})
        assert answer.status_code == status
    row = told.easy_lines.last()
    for name in ("easy-line", "move-easy"):
        for who in (ben, None):
            sent = browse(who).post(reverse(name, args=[told.slug, row.pk]), {"do": "delete", "text": "x"})
            assert sent.status_code == 404
    with pytest.raises(NotAllowed):
        add_line(told, "Mine.", by=ben)
    assert told.easy_lines.count() == 4


def test_a_picture_needs_words_and_a_sentence_too(told, browse, ada):
    desk = reverse("edit-easy", args=[told.slug])
    assert browse(ada).post(desk, {"text": "Rain.", "alt": "", "picture": picture()}).status_code == 400
    assert browse(ada).post(desk, {"text": "", "alt": ""}).status_code == 400
    with pytest.raises(BadInput):
        add_line(told, "Rain.", picture=picture(), by=ada)
    assert told.easy_lines.count() == 2


def test_a_long_sentence_gets_advice_and_stays(told, browse, ada):
    add_line(told, "And then " * 10, by=ada)
    html = read(browse(ada), told, "edit-easy").content.decode()
    assert html.count("This is a long sentence.") == 1


def test_sentences_move_change_and_go_with_their_pictures(told, browse, ada):
    first, second = told.easy_lines.all()
    move_line(second, -1, by=ada)
    assert [line.pk for line in told.easy_lines.all()] == [second.pk, first.pk]
    sent = browse(ada).post(
        reverse("easy-line", args=[told.slug, first.pk]), {"text": "The bus never came.", "alt": "A bus."}
    )
    assert sent.status_code == 302
    first.refresh_from_db()
    assert (first.text, first.alt, bool(first.made)) == ("The bus never came.", "A bus.", True)
    drop_picture(first, by=ada)
    assert not list(place_of(pictures_of(told.pk)).iterdir())
    drop_line(first, by=ada)
    assert [line.pk for line in told.easy_lines.all()] == [second.pk]


@pytest.fixture
def meanwhile(monkeypatch):
    """`meanwhile(act, error)`: the worker makes its round, and while it is at a picture somebody does something."""

    def made(act, error: HeardError | None = None) -> None:
        def slow(*given, **how):
            size = remake(*given, **how)
            act()
            if error:
                raise error
            return size

        with monkeypatch.context() as patch:
            patch.setattr(tasks, "remake", slow)
            tick()

    return made


def test_what_is_changed_while_its_picture_is_made_stays(story, ada, meanwhile):
    told = story("The bus")
    row = add_line(told, "The bus was late.", alt="A red bus.", picture=picture(), by=ada)
    meanwhile(lambda: change_line(row, "The bus never came.", alt="A bus.", by=ada))
    row.refresh_from_db()
    assert (row.text, row.alt, row.sent, bool(row.made)) == ("The bus never came.", "A bus.", "", True)


@pytest.mark.parametrize("error", [None, BadInput("No.", code="no"), HeardError("Not now.", code="no")])
def test_what_is_taken_away_while_its_picture_is_made_stays_away_with_every_file(story, ada, meanwhile, error):
    told = story("The bus")
    row = add_line(told, "The bus was late.", alt="A red bus.", picture=picture(), by=ada)
    meanwhile(lambda: drop_line(row, by=ada), error)
    assert not told.easy_lines.exists()
    assert error or not list(place_of(pictures_of(told.pk)).iterdir())


@pytest.mark.parametrize("error", [None, BadInput("No.", code="no"), HeardError("Not now.", code="no")])
def test_another_picture_sent_while_one_is_made_is_the_one_that_counts(story, ada, meanwhile, error):
    told = story("The bus")
    row = add_line(told, "The bus was late.", alt="A red bus.", picture=picture(), by=ada)
    meanwhile(lambda: change_line(row, "The bus was late.", alt="Another.", picture=picture(), by=ada), error)
    row.refresh_from_db()
    assert (row.made, row.problem, place_of(row.sent).exists()) == ("", "", True)
    tick()
    row.refresh_from_db()
    assert (bool(row.made), row.sent) == (True, "")


def test_who_read_a_sentence_before_its_picture_was_made_does_not_undo_it(story, ada):
    told = story("The bus")
    row = add_line(told, "The bus was late.", alt="A red bus.", picture=picture(), by=ada)
    tick()
    change_line(row, "The bus never came.", alt="A bus.", by=ada)
    now = told.easy_lines.get()
    assert (now.text, now.sent, bool(now.made)) == ("The bus never came.", "", True)
    drop_picture(row, by=ada)
    assert not list(place_of(pictures_of(told.pk)).iterdir())


def test_to_move_a_sentence_that_was_taken_away_a_moment_ago_moves_nothing(told, ada):
    first, second = told.easy_lines.all()
    drop_line(EasyLine.objects.get(pk=first.pk), by=ada)
    move_line(first, 1, by=ada)
    assert [(line.pk, line.position) for line in told.easy_lines.all()] == [(second.pk, second.position)]
