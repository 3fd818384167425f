"""Two hundred listeners who stop reading hold nothing that others need: without a proxy, in the real web server."""

from __future__ import annotations

import socket
import time
import urllib.request
from pathlib import Path

import pytest

from heard.apps.telling.models import Recording, Rendition
from heard.web.streams import AT_A_TIME, PIECE
from tests.server.conftest import wait_until
from tests.server.test_running import answers, parts_of

SIZE = 12 * 1024**2  # more than the system and the web server keep for a reader who does not read
SOON = 20.0  # seconds, on a machine with other things to do: a held thread would never answer
WORKERS = 2


@pytest.fixture
def film(story, settings) -> Path:
    """A published story's film."""
    told = story("Fourteen nights")
    folder = settings.MEDIA_ROOT / "film"
    folder.mkdir(parents=True)
    (folder / "video.mp4").write_bytes(bytes(SIZE))
    recording = Recording.objects.create(
        story=told, path="film/video.mp4", filename="film.mp4", size=SIZE, duration=60.0, kind="video"
    )
    how = {"path": "film/video.mp4", "media_type": "video/mp4", "size": SIZE}
    Rendition.objects.create(recording=recording, name="video.mp4", **how)
    return folder / "video.mp4"


def listener(port: int, *headers: str) -> tuple[socket.socket, str]:
    """Somebody who begins to listen and then reads no more: their line, and the head of the answer."""
    line = socket.create_connection(("127.0.0.1", port), timeout=60)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    asked = ["GET /stories/fourteen-nights/media/video.mp4 HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers]
    line.sendall("\r\n".join([*asked, "", ""]).encode())
    head = b""
    while b"\r\n\r\n" not in head:
        head += line.recv(1)
    return line, head.decode()


def seconds_for_home(port: int) -> float:
    began = time.monotonic()
    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60).read()
    return time.monotonic() - began


def holds(pid: int, film: Path) -> int:
    """How often the web server and its children have the film open."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    links = [link for one in [str(pid), *children] for link in Path(f"/proc/{one}/fd").iterdir()]
    return sum(link.exists() and link.resolve() == film.resolve() for link in links)


def test_two_hundred_listeners_who_stop_reading_do_not_hold_the_site(network, film, free_port):
    start = network.start("start", PORT=str(free_port), HEARD_WEB_WORKERS=str(WORKERS))
    wait_until(lambda: answers(free_port), "the site answered")
    playing = [listener(free_port, "Range: bytes=0-") for _ in range(100)]
    assert {head.split()[1] for _, head in playing} == {"206"}
    assert all(f"content-range: bytes 0-{PIECE - 1}/{SIZE}" in head.lower() for _, head in playing)
    loading = [listener(free_port) for _ in range(100)]
    statuses = [head.split()[1] for _, head in loading]
    assert set(statuses) == {"200", "503"}
    assert AT_A_TIME <= statuses.count("200") <= AT_A_TIME * WORKERS
    assert all("retry-after" in head.lower() for _, head in loading if head.split()[1] == "503")
    assert max(seconds_for_home(free_port) for _ in range(10)) < SOON

    web = parts_of(start.pid)["serve"]
    assert holds(web, film) == statuses.count("200")
    for line, _ in [*playing, *loading]:
        line.close()
    wait_until(lambda: holds(web, film) == 0, "nothing was held for those who left")
    line, head = listener(free_port)
    line.close()
    assert head.split()[1] == "200"
