"""Recordings that come piece by piece: the tus protocol 1.0, for their owner alone."""

from __future__ import annotations

import io
import os
from base64 import b64encode
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from heard.apps.telling.actions import recordings, stories
from heard.apps.telling.models import Recording, Upload
from heard.apps.telling.queries import place_of
from heard.core.errors import OutOfRoom, WrongState
from heard.server.parts import Recordings
from tests.apps.telling.conftest import full_after

SOUND = bytes(range(256)) * 40  # 10,240 bytes


def b64(text: str) -> str:
    return b64encode(text.encode()).decode()


def create(client, story, size=10_240, filename="chat.mp3", **headers):
    metadata = f"story {b64(story.slug)},filename {b64(filename)}"
    given = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": metadata, **headers}
    return client.post(reverse("uploads"), headers={"Accept": "application/json", **given})


def patch(client, address, offset, body, **headers):
    given = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), "Accept": "application/json", **headers}
    return client.patch(address, body, content_type="application/offset+octet-stream", headers=given)


def head(client, address):
    return client.head(address, headers={"Tus-Resumable": "1.0.0"})


def code_of(response):
    return response.status_code, response.json()["error"]["code"]


@pytest.fixture
def address(browse, ada, draft):
    """Where Ada's upload is, of which nothing has come yet."""
    return create(browse(ada), draft)["Location"]


def test_the_server_says_what_it_speaks_and_how_much_it_takes(browse, settings):
    response = browse(None).options(reverse("uploads"))
    assert response.status_code == 204
    assert response["Tus-Version"] == "1.0.0"
    assert response["Tus-Extension"] == "creation,termination,expiration"
    assert response["Tus-Max-Size"] == str(settings.HEARD["HEARD_RECORDINGS"].bytes)


def test_an_upload_begins_empty_and_says_when_it_expires(browse, ada, draft):
    response = create(browse(ada), draft)
    assert response.status_code == 201
    assert response["Upload-Offset"] == "0"
    assert response["Upload-Expires"].endswith(" GMT")
    assert response["Tus-Resumable"] == "1.0.0"


def test_pieces_make_up_the_recording(browse, ada, draft, address):
    ada_sends = browse(ada)
    first = patch(ada_sends, address, 0, SOUND[:6000])
    assert (first.status_code, first["Upload-Offset"]) == (204, "6000")
    assert not Recording.objects.exists()
    last = patch(ada_sends, address, 6000, SOUND[6000:])
    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(SOUND)))
    recording = Recording.objects.get()
    assert (recording.story, recording.filename, recording.size) == (draft, "chat.mp3", len(SOUND))
    assert place_of(recording.path).read_bytes() == SOUND


def test_the_last_answer_may_be_lost(browse, ada, address):
    patch(browse(ada), address, 0, SOUND)
    response = head(browse(ada), address)
    assert (response.status_code, response["Upload-Offset"]) == (200, str(len(SOUND)))


def test_the_offset_is_told_after_a_broken_connection(browse, ada, address):
    patch(browse(ada), address, 0, SOUND[:6000])
    response = head(browse(ada), address)
    assert (response["Upload-Offset"], response["Upload-Length"]) == ("6000", str(len(SOUND)))
    assert "no-store" in response["Cache-Control"]


def test_a_piece_for_another_place_is_refused_and_changes_nothing(browse, ada, address):
    patch(browse(ada), address, 0, SOUND[:6000])
    assert code_of(patch(browse(ada), address, 5000, SOUND[5000:])) == (409, "offset-mismatch")
    assert code_of(patch(browse(ada), address, 7000, SOUND[7000:])) == (409, "offset-mismatch")
    assert code_of(patch(browse(ada), address, len(SOUND) + 1, b"x")) == (409, "offset-mismatch")
    assert place_of(Upload.objects.get().path).read_bytes() == SOUND[:6000]


def test_more_than_was_announced_is_not_taken(browse, ada, address):
    patch(browse(ada), address, 0, SOUND + b"and more")
    assert place_of(Recording.objects.get().path).read_bytes() == SOUND


def test_a_connection_that_breaks_keeps_what_came(draft, ada):
    class Breaks(io.BytesIO):
        def read(self, size=-1, /):
            if self.tell() >= 6000:
                raise OSError("connection reset")
            return super().read(min(size, 1000))

    upload = recordings.begin_upload(draft, "chat.mp3", len(SOUND), by=ada)
    upload = recordings.take_piece(upload, 0, Breaks(SOUND))
    assert upload.offset == 6000
    assert place_of(upload.path).read_bytes() == SOUND[:6000]


def test_of_two_senders_at_once_the_later_is_told_to_look_again(draft, ada):
    """The first has read its piece when the second comes in between."""
    upload = recordings.begin_upload(draft, "chat.mp3", len(SOUND), by=ada)

    class Slow(io.BytesIO):
        def read(self, size=-1, /):
            if self.tell() == 0:
                recordings.take_piece(Upload.objects.get(), 0, io.BytesIO(SOUND[:2000]))
            return super().read(size)

    with pytest.raises(WrongState):
        recordings.take_piece(upload, 0, Slow(b"x" * 4000))
    assert place_of(upload.path).read_bytes() == SOUND[:2000]


def test_bytes_that_were_never_acknowledged_are_written_over(browse, ada, address):
    """As after a crash between the disk and the database."""
    patch(browse(ada), address, 0, SOUND[:6000])
    with place_of(Upload.objects.get().path).open("ab") as file:
        file.write(b"half a piece")
    patch(browse(ada), address, 6000, SOUND[6000:])
    assert place_of(Recording.objects.get().path).read_bytes() == SOUND


def test_a_disk_that_was_put_back_tells_its_own_length(browse, ada, address):
    patch(browse(ada), address, 0, SOUND[:6000])
    os.truncate(place_of(Upload.objects.get().path), 4000)
    assert head(browse(ada), address)["Upload-Offset"] == "4000"
    patch(browse(ada), address, 4000, SOUND[4000:])
    assert place_of(Recording.objects.get().path).read_bytes() == SOUND


def test_an_upload_can_be_ended_and_its_bytes_go(browse, ada, address):
    patch(browse(ada), address, 0, SOUND[:6000])
    place = place_of(Upload.objects.get().path)
    response = browse(ada).delete(address, headers={"Tus-Resumable": "1.0.0"})
    assert response.status_code == 204
    assert not place.parent.exists()
    assert head(browse(ada), address).status_code == 404


def test_uploads_that_nobody_touches_are_forgotten(browse, ada, address, settings):
    patch(browse(ada), address, 0, SOUND[:6000])
    days = settings.HEARD["HEARD_KEEP_DAYS"].uploads
    Upload.objects.update(touched_at=timezone.now() - timedelta(days=days - 1))
    assert recordings.drop_old_uploads() == 0
    Upload.objects.update(touched_at=timezone.now() - timedelta(days=days + 1))
    assert recordings.drop_old_uploads() == 1
    assert not list(settings.MEDIA_ROOT.iterdir())


def test_forgetting_a_finished_upload_keeps_the_recording(browse, ada, address, settings):
    patch(browse(ada), address, 0, SOUND)
    Upload.objects.update(touched_at=timezone.now() - timedelta(days=365))
    assert recordings.drop_old_uploads() == 1
    assert place_of(Recording.objects.get().path).read_bytes() == SOUND


def test_another_version_of_the_protocol_is_not_spoken(browse, ada, draft):
    response = create(browse(ada), draft, **{"Tus-Resumable": "0.2.2"})
    assert (response.status_code, response["Tus-Version"]) == (412, "1.0.0")


def test_a_body_of_another_type_is_not_taken(browse, ada, address):
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
    response = browse(ada).patch(address, SOUND, content_type="audio/mpeg", headers=headers)
    assert response.status_code == 415


@pytest.mark.parametrize("headers", [{"Upload-Length": "many"}, {"Upload-Length": ""}, {"Upload-Metadata": "story ?"}])
def test_headers_that_cannot_be_read_are_said_so(browse, ada, draft, headers):
    assert code_of(create(browse(ada), draft, **headers)) == (400, "bad-header")


@pytest.mark.parametrize(
    ("filename", "size", "code"),
    [("notes.txt", 100, "wrong-kind"), ("chat", 100, "wrong-kind"), ("chat.mp3", 0, "empty-file")],
)
def test_what_cannot_be_a_recording_is_refused_before_it_is_sent(browse, ada, draft, filename, size, code):
    assert code_of(create(browse(ada), draft, size, filename)) == (400, code)
    assert not Upload.objects.exists()


def test_what_is_too_big_is_refused_before_it_is_sent(browse, ada, draft, settings):
    response = create(browse(ada), draft, settings.HEARD["HEARD_RECORDINGS"].bytes + 1)
    assert code_of(response) == (413, "too-big")
    assert response.json()["error"]["sentence"] == (
        "This recording is too big: 2 GB. The most that is taken here is 2 GB."
    )


def test_what_does_not_fit_on_the_disk_is_refused_before_it_is_sent(browse, ada, draft, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_RECORDINGS": Recordings(bytes=2**60)}
    assert code_of(create(browse(ada), draft, 2**59)) == (507, "disk-full")


def test_a_disk_that_fills_up_half_way_keeps_what_came(browse, ada, address):
    patch(browse(ada), address, 0, SOUND[:6000])
    with full_after(8000), pytest.raises(OutOfRoom):
        recordings.take_piece(Upload.objects.get(), 6000, io.BytesIO(SOUND[6000:]))
    assert head(browse(ada), address)["Upload-Offset"] == "6000"
    patch(browse(ada), address, 6000, SOUND[6000:])
    assert place_of(Recording.objects.get().path).read_bytes() == SOUND


def test_a_new_upload_for_the_same_story_takes_the_place_of_the_old(browse, ada, draft, address):
    place = place_of(Upload.objects.get().path)
    create(browse(ada), draft, filename="other.mp3")
    assert Upload.objects.get().filename == "other.mp3"
    assert not place.exists()


def test_nobody_has_more_than_a_few_unfinished_uploads(browse, ada, settings):
    most = settings.HEARD["HEARD_RECORDINGS"].unfinished
    drafts = [stories.begin_story(ada, {"title": f"Story {number}"}) for number in range(most + 1)]
    assert [create(browse(ada), each).status_code for each in drafts] == [201] * most + [429]


def test_a_story_that_has_its_words_keeps_its_recording(browse, ada, draft, keep_file):
    keep_file(draft)
    assert code_of(create(browse(ada), draft)) == (409, "recording-kept")


def test_an_upload_that_comes_too_late_does_not_replace_words_that_were_written_meanwhile(
    browse, ada, draft, address, keep_file
):
    keep_file(draft)
    assert code_of(patch(browse(ada), address, 0, SOUND)) == (409, "recording-kept")
    assert Recording.objects.get().filename == "My chat.mp3"


def test_uploads_are_there_for_their_owner_alone(browse, ada, ben, cleo, max_, draft, address):
    for stranger in (None, ben, max_, cleo):
        client = browse(stranger)
        assert head(client, address).status_code == 404
        assert patch(client, address, 0, SOUND).status_code == 404
        assert client.delete(address, headers={"Tus-Resumable": "1.0.0"}).status_code == 404
    assert head(browse(ada), address)["Upload-Offset"] == "0"


def test_a_stranger_cannot_send_to_a_draft_and_does_not_learn_of_it(browse, max_, draft):
    for stranger in (None, max_):
        assert create(browse(stranger), draft).status_code == 404
    assert not Upload.objects.exists()


def test_a_stranger_cannot_send_to_a_published_story(browse, max_, story):
    published = story()
    assert create(browse(max_), published).status_code == 403


def test_every_answer_says_which_version_is_spoken(browse, ada, draft, address):
    from django.test import Client

    shut = Client(enforce_csrf_checks=True)
    shut.force_login(ada)
    answers = [
        browse(None).options(address),
        browse(None).get(address),
        browse(None).get("/uploads/nowhere/"),
        browse(ada).put(address),
        create(browse(ada), draft, **{"Tus-Resumable": "0.2.2"}),
        create(browse(ada), draft, **{"Upload-Length": "many"}),
        create(browse(None), draft),
        create(shut, draft),
        head(browse(ada), address),
        patch(browse(ada), address, 5, b"x"),
        patch(browse(ada), address, 0, SOUND[:10]),
        browse(ada).patch(address, SOUND, content_type="audio/mpeg", headers={"Tus-Resumable": "1.0.0"}),
        browse(ada).delete(address, headers={"Tus-Resumable": "1.0.0"}),
        head(browse(ada), address),
    ]
    statuses = [204, 405, 404, 405, 412, 400, 404, 403, 200, 409, 204, 415, 204, 404]
    assert [answer.status_code for answer in answers] == statuses
    assert [answer.get("Tus-Resumable") for answer in answers] == ["1.0.0"] * len(answers)


def test_what_was_said_of_it_comes_back_as_it_was_said(browse, ada, draft):
    given = f"filename {b64('chat.mp3')},is_confidential,story {b64(draft.slug)},colour /wD+"
    created = create(browse(ada), draft, **{"Upload-Metadata": given})
    assert created.status_code == 201
    assert head(browse(ada), created["Location"])["Upload-Metadata"] == given


@pytest.mark.parametrize(
    "name",
    [b"Gespr\xe4ch.mp3", b"\xff\xfe\x00.mp3", b"../../etc/x.mp3", b"C:\\Users\\Ada\\chat.mp3", b"a" * 900 + b".mp3"],
)
def test_a_name_that_is_not_text_or_a_path_is_read_as_well_as_it_can_be(browse, ada, draft, name):
    given = f"story {b64(draft.slug)},filename {b64encode(name).decode()}"
    assert create(browse(ada), draft, **{"Upload-Metadata": given}).status_code == 201
    kept = Upload.objects.get().filename
    assert kept.endswith(".mp3")
    assert "/" not in kept
    assert "\\" not in kept
    assert len(kept) <= 120


@pytest.mark.parametrize(("real", "meant"), [("post", "PATCH"), ("post", "HEAD"), ("post", "DELETE"), ("get", "HEAD")])
def test_where_a_method_does_not_get_through_it_is_said_in_a_header(browse, ada, address, real, meant):
    given = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "X-HTTP-Method-Override": meant}
    how = {"data": SOUND[:6000], "content_type": "application/offset+octet-stream"} if real == "post" else {}
    response = getattr(browse(ada), real)(address, headers=given, **how)
    assert response.status_code == {"PATCH": 204, "HEAD": 200, "DELETE": 204}[meant]
    assert Upload.objects.filter(offset=6000).exists() is (meant == "PATCH")


def test_a_method_in_a_header_is_no_way_around_the_check_for_other_sites(ada, address):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    for real in ("get", "post"):
        given = {"Tus-Resumable": "1.0.0", "X-HTTP-Method-Override": "DELETE"}
        assert getattr(client, real)(address, headers=given).status_code == 403
    assert Upload.objects.exists()


def test_pages_of_other_sites_cannot_send(ada, draft):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    assert create(client, draft).status_code == 403
