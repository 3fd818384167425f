"""Uploads as other people's programs send them: tuspy, and bodies whose length nobody told, to the real web server."""

from __future__ import annotations

import http.client
import io

import pytest
from tusclient.client import TusClient

from heard.apps.telling.actions import stories
from heard.apps.telling.models import Recording, Upload
from heard.apps.telling.queries import place_of
from tests.server.test_web_killed import SOUND, Sender, serving


@pytest.fixture
def sender(network, free_port, ada) -> Sender:
    serving(network, free_port)
    return Sender(free_port, ada)


def whole() -> bytes:
    return place_of(Recording.objects.get().path).read_bytes()


def test_tuspy_sends_a_recording_breaks_off_and_carries_on(sender, ada):
    story = stories.begin_story(ada, {"title": "Fourteen nights"})
    client = TusClient(f"http://127.0.0.1:{sender.port}/uploads/", headers=sender.headers)
    about = {"metadata": {"story": story.slug, "filename": "chat.wav"}, "chunk_size": 3 * 1024**2}
    first = client.uploader(file_stream=io.BytesIO(SOUND), **about)
    first.upload_chunk()
    again = client.uploader(file_stream=io.BytesIO(SOUND), url=first.url, **about)
    assert again.get_offset() == 3 * 1024**2
    again.upload()
    assert whole() == SOUND


def test_a_body_whose_length_nobody_told_is_taken(sender, ada):
    story = stories.begin_story(ada, {"title": "Fourteen nights"})
    path = sender.begin(story.slug)
    wire = http.client.HTTPConnection("127.0.0.1", sender.port, timeout=60)
    headers = {**sender.headers, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    pieces = (SOUND[at : at + 700_000] for at in range(0, len(SOUND), 700_000))
    wire.request("PATCH", path, pieces, {**headers, "Transfer-Encoding": "chunked"}, encode_chunked=True)
    answer = wire.getresponse()
    assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(len(SOUND)))
    assert whole() == SOUND


def test_a_body_that_is_chunked_and_cut_off_keeps_what_came(sender, ada):
    story = stories.begin_story(ada, {"title": "Fourteen nights"})
    path = sender.begin(story.slug)
    wire = http.client.HTTPConnection("127.0.0.1", sender.port, timeout=60)
    wire.putrequest("PATCH", path)
    told = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", "Transfer-Encoding": "chunked"}
    for name, value in {**sender.headers, **told}.items():
        wire.putheader(name, value)
    wire.endheaders()
    wire.send(b"%x\r\n" % (6 * 1024**2) + SOUND[: 6 * 1024**2] + b"\r\n")
    wire.sock.close()
    from tests.server.conftest import wait_until

    wait_until(lambda: Upload.objects.get().offset > 0, "what came was kept")
    offset = Upload.objects.get().offset
    assert place_of(Upload.objects.get().path).read_bytes()[:offset] == SOUND[:offset]
