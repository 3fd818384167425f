"""The web server is killed in the middle of an upload: what was acknowledged is there, and the upload goes on."""

from __future__ import annotations

import http.client
import os
import signal
from base64 import b64encode
from pathlib import Path

import pytest
from django.test import Client

from heard.apps.telling.actions import stories
from heard.apps.telling.actions.recordings import PIECE
from heard.apps.telling.models import Recording, Upload
from heard.apps.telling.queries import place_of
from tests.server.conftest import Network, wait_until
from tests.server.test_running import answers

SOUND = os.urandom(1024) * 10 * 1024  # 10 MiB
TOKEN = "x" * 32


class Sender:
    """Speaks tus as Ada's browser would, byte by byte."""

    def __init__(self, port: int, ada) -> None:
        client = Client()
        client.force_login(ada)
        cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"
        self.headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Tus-Resumable": "1.0.0"}
        self.port = port

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> http.client.HTTPResponse:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        wire.request(method, path, body, {**self.headers, **headers})
        return wire.getresponse()

    def begin(self, slug: str) -> str:
        """The address of a new upload for a story."""
        told = (("story", slug), ("filename", "a.wav"))
        metadata = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in told)
        headers = {"Upload-Length": str(len(SOUND)), "Upload-Metadata": metadata}
        return self.ask("POST", "/uploads/", **headers).headers["Location"]

    def send_half(self, path: str, offset: int, body: bytes, promised: int) -> http.client.HTTPConnection:
        """Promises more than it sends, and leaves the connection open."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        wire.putrequest("PATCH", path)
        told = {"Upload-Offset": str(offset), "Content-Length": str(promised)}
        for name, value in {**self.headers, **told, "Content-Type": "application/offset+octet-stream"}.items():
            wire.putheader(name, value)
        wire.endheaders(body)
        return wire


def serving(network: Network, port: int):
    process = network.start("serve", PORT=str(port), HEARD_WEB_WORKERS="1")
    wait_until(lambda: answers(port), "the site answered")
    return process


def test_an_upload_goes_on_after_the_web_server_was_killed(network, ada, free_port):
    story = stories.begin_story(ada, {"title": "Fourteen nights"})
    server = serving(network, free_port)
    sender = Sender(free_port, ada)
    address = sender.begin(story.slug)

    wire = sender.send_half(address, 0, SOUND[: PIECE + 2 * 1024**2], len(SOUND))
    wait_until(lambda: Upload.objects.get().offset == PIECE, "one piece was acknowledged")
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    wire.close()

    serving(network, free_port)
    head = sender.ask("HEAD", address)
    assert (head.status, head.headers["Upload-Offset"]) == (200, str(PIECE))
    told = {"Upload-Offset": str(PIECE), "Content-Type": "application/offset+octet-stream"}
    done = sender.ask("PATCH", address, SOUND[PIECE:], **told)
    assert (done.status, done.headers["Upload-Offset"]) == (204, str(len(SOUND)))
    assert place_of(Recording.objects.get().path).read_bytes() == SOUND


def test_what_came_before_the_connection_broke_is_kept(network, ada, free_port):
    story = stories.begin_story(ada, {"title": "Fourteen nights"})
    serving(network, free_port)
    sender = Sender(free_port, ada)
    wire = sender.send_half(sender.begin(story.slug), 0, SOUND[:1_000_000], len(SOUND))
    wire.close()
    wait_until(lambda: Upload.objects.get().offset > 0, "the server noticed")
    upload = Upload.objects.get()
    assert place_of(upload.path).read_bytes() == SOUND[: upload.offset]


@pytest.mark.parametrize("answering", [False, True], ids=["at its beginning", "while it answers"])
def test_what_the_web_server_started_ends_with_it_so_that_its_port_is_free(network, free_port, answering):
    server = network.start("serve", PORT=str(free_port), HEARD_WEB_WORKERS="1")
    wait_until(lambda: answers(free_port) if answering else children(server.pid), "it was there")
    os.kill(server.pid, signal.SIGKILL)  # it alone, as the system does that runs out of memory
    server.wait()
    wait_until(lambda: is_gone(server.pid), "nothing that it started is left")


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False
