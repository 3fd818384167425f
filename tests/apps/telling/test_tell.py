"""The page “Tell a story”: a title is enough, and a plain form may bring the recording along."""

from __future__ import annotations

import io

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from heard.apps.telling.actions.recordings import keep_recording
from heard.apps.telling.models import Recording, Story, Upload
from heard.apps.telling.queries import place_of
from heard.core.errors import OutOfRoom
from heard.core.files.recordings import listed
from heard.server.parts import Recordings
from tests.apps.telling.conftest import full_after

SOUND = bytes(range(256))


def sent(client: Client, **given: object):
    return client.post(reverse("tell"), {"title": "Fourteen nights", "language": "en", **given})


def chat(name: str = "chat.mp3", content: bytes = SOUND) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def errors_of(response) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def test_a_title_is_enough(browse, ada):
    response = sent(browse(ada))
    story = Story.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/stories/fourteen-nights/edit/")
    assert (story.title, story.state, story.reporter, story.language, story.voices) == (
        "Fourteen nights",
        "draft",
        ada,
        "en",
        None,
    )


def test_what_helps_the_machine_to_listen_is_kept(browse, ada):
    sent(browse(ada), language="cy", voices="2")
    story = Story.objects.get()
    assert (story.language, story.voices) == ("cy", 2)


def test_the_recording_may_come_with_the_form(browse, ada):
    sent(browse(ada), recording=chat())
    recording = Recording.objects.get()
    assert (recording.filename, recording.size, recording.kind) == ("chat.mp3", 256, "")
    assert place_of(recording.path).read_bytes() == SOUND


def test_scripts_get_the_address_of_the_draft(browse, ada):
    response = browse(ada).post(
        reverse("tell"), {"title": "Fourteen nights", "language": "en"}, headers={"Accept": "application/json"}
    )
    assert response.status_code == 201
    assert response.json() == {
        "story": "fourteen-nights",
        "page": "/stories/fourteen-nights/edit/",
        "names": "/stories/fourteen-nights/names/",
    }


def test_scripts_are_told_what_is_wrong(browse, ada):
    response = browse(ada).post(reverse("tell"), {"language": "en"}, headers={"Accept": "application/json"})
    assert (response.status_code, response.json()) == (400, {"errors": {"title": ["This field is required."]}})


def test_without_a_title_nothing_begins(browse, ada):
    response = sent(browse(ada), title="")
    assert response.status_code == 400
    assert errors_of(response) == {"title": ["This field is required."]}
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (chat("empty.mp3", b""), "This file is empty."),
        (
            chat("notes.txt"),
            f"“notes.txt” is not a kind of recording that can be used here. Use one of: {listed()}.",
        ),
    ],
)
def test_a_file_that_cannot_be_a_recording(browse, ada, file, sentence):
    response = sent(browse(ada), recording=file)
    assert errors_of(response) == {"recording": [sentence]}
    assert not Story.objects.exists()


def test_a_file_that_is_too_big(browse, ada, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_RECORDINGS": Recordings(bytes=3 * 1024**2)}
    response = sent(browse(ada), recording=chat(content=bytes(3 * 1024**2 + 1)))
    assert errors_of(response) == {
        "recording": ["This recording is too big: 3 MB. The most that is taken here is 3 MB."]
    }


def test_the_draft_stays_when_the_disk_is_full(browse, ada, draft):
    """All the room that there is was promised to somebody else."""
    Upload.objects.create(story=draft, owner=ada, filename="huge.mp4", size=2**59, path="x/original.mp4")
    response = sent(browse(ada), title="Another", recording=chat())
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == [
        "There is no room on this machine for the recording. What is here stays: ask the host to make room."
    ]
    assert response["Location"] == "/stories/another/edit/"
    assert not Recording.objects.exists()


def test_a_disk_that_fills_up_while_a_recording_is_copied_leaves_no_half_of_it(ada, draft, settings):
    with full_after(100), pytest.raises(OutOfRoom):
        keep_recording(draft, io.BytesIO(SOUND), "chat.mp3", by=ada)
    assert not list(settings.MEDIA_ROOT.iterdir())


def test_a_title_with_markup_is_shown_as_it_was_written(browse, ada):
    sent(browse(ada), title="<script>alert(1)</script> & co")
    page = browse(ada).get(reverse("my-stories")).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page
    assert "<script>alert" not in page


def test_two_stories_may_have_one_title(browse, ada):
    sent(browse(ada))
    assert sent(browse(ada))["Location"] == "/stories/fourteen-nights-2/edit/"


def test_a_title_in_any_script_has_an_address(browse, ada):
    assert sent(browse(ada), title="چودہ راتیں")["Location"] == "/stories/story/edit/"


def test_others_read_how_to_become_a_reporter(browse, ben):
    for visitor in (None, ben):
        response = browse(visitor).get(reverse("tell"))
        assert response.status_code == 403
        assert "Stories are added by community reporters" in response.content.decode()
        assert sent(browse(visitor)).status_code == 403
    assert not Story.objects.exists()


def test_a_file_of_a_stranger_is_not_even_written_down(browse, ben, settings, tmp_path):
    """Whoever may not send a recording cannot fill the disk by trying."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    seen: list[object] = []
    response = browse(ben).post(reverse("tell"), {"title": "x", "recording": chat()})
    seen.extend(response.wsgi_request.FILES)
    assert (response.status_code, seen) == (403, [])


def test_a_recording_can_be_sent_to_a_draft_later(browse, ada, draft):
    response = browse(ada).post(reverse("send-recording", args=[draft.slug]), {"recording": chat()})
    assert response["Location"] == "/stories/fourteen-nights/edit/"
    assert Recording.objects.get().story == draft


def test_another_recording_takes_the_place_of_one_that_was_not_written_down(
    browse, ada, draft, django_capture_on_commit_callbacks
):
    address = reverse("send-recording", args=[draft.slug])
    browse(ada).post(address, {"recording": chat("wrong.mp3")})
    earlier = place_of(Recording.objects.get().path)
    with django_capture_on_commit_callbacks(execute=True):
        browse(ada).post(address, {"recording": chat("right.mp3")})
    assert Recording.objects.get().filename == "right.mp3"
    assert not earlier.exists()


def test_a_stranger_cannot_send_a_recording_to_a_draft(browse, max_, draft):
    response = browse(max_).post(reverse("send-recording", args=[draft.slug]), {"recording": chat()})
    assert response.status_code == 404
    assert not Recording.objects.exists()
