"""The whole network in one command, its parts, and what happens when one of them dies."""

from __future__ import annotations

import os
import signal
import socket
import urllib.error
import urllib.request
from pathlib import Path

from heard.apps.telling.models import Recording, Story
from heard.apps.telling.queries.consent import uses_permitted
from heard.apps.transcribing.queries.readiness import gaps_in
from heard.core.people.consent import Use
from tests.server.conftest import wait_until
from tests.sounds import SPEECH


def answers(port: int) -> bool:
    """Whether anything is answered, a mistake included."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/my-stories/", timeout=30).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def parts_of(pid: int) -> dict[str, int]:
    """The processes that `heard start` runs, by their command."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    named = {Path(f"/proc/{child}/cmdline").read_text(): int(child) for child in children}
    return {"worker" if "worker" in name.split("\0") else "serve": child for name, child in named.items()}


def test_start_serves_keeps_its_parts_alive_and_stops_cleanly(network, free_port):
    start = network.start("start", PORT=str(free_port))
    said = iter(start.stdout.readline, "")
    assert f"Heard is at http://127.0.0.1:{free_port}/  (Ctrl-C stops it)\n" in said
    assert answers(free_port)
    first = parts_of(start.pid)
    assert set(first) == {"serve", "worker"}

    for part in first.values():
        os.kill(part, signal.SIGKILL)
    wait_until(lambda: len(set(parts_of(start.pid).values()) - set(first.values())) == 2, "both were started anew")
    wait_until(lambda: answers(free_port), "the site answered again")
    second = parts_of(start.pid)

    start.send_signal(signal.SIGINT)
    assert start.wait(30) == 0
    assert not answers(free_port)
    assert [Path(f"/proc/{pid}").exists() for pid in second.values()] == [False, False]


def test_a_port_that_is_taken_is_said_so(network):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in ("start", "serve"):
            done = network.run(command, PORT=str(port))
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr == (
                f"heard: Port {port} is in use by another program. "
                f"Choose another one, as in: PORT={port + 1} heard start [port-busy]\n"
            )


def test_a_recording_is_taken_in_from_the_shell(network, ada):
    done = network.run(
        *("import", str(SPEECH), "--title", "Fourteen nights", "--reporter", ada.email, "--voices", "2"),
        *("--place", "Glenfield", "--date", "2026-03-12", "--themes", "Carers, Respite", "--agreed"),
        "Hamid",
    )
    story = Story.objects.get()
    assert (done.returncode, done.stdout, done.stderr) == (0, "/stories/fourteen-nights/\n", "")
    assert (story.reporter, story.state, story.voices, story.place, str(story.told_on)) == (
        ada,
        "draft",
        2,
        "Glenfield",
        "2026-03-12",
    )
    assert [theme.name for theme in story.themes.all()] == ["Carers", "Respite"]
    assert Recording.objects.get().filename == "two_voices.opus"
    assert uses_permitted(story) == set(Use)
    assert [gap.sentence for gap in gaps_in(story)] == [
        "Its words are not written down yet.",
        "Hamid has to hear and read it, and sign it off.",
    ]


def test_nothing_is_published_from_the_shell_that_nobody_can_have_read(network, ada):
    done = network.run("import", str(SPEECH), "--title", "Fourteen nights", "--reporter", ada.email, "--publish")
    assert (done.returncode, "unrecognized arguments: --publish" in done.stderr) == (2, True)
    assert not Story.objects.exists()


def test_without_a_reporter_the_story_is_the_hosts_and_private(network, ada, hana):
    network.run("import", str(SPEECH), "--title", "Fourteen nights")
    assert (Story.objects.get().reporter, Story.objects.get().state) == (hana, "draft")


def test_what_cannot_be_taken_in_is_said_and_leaves_nothing(network, ada, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("notes")
    wrong_file = network.run("import", str(notes), "--title", "Notes", "--reporter", ada.email)
    no_file = network.run("import", "nowhere.mp3", "--title", "Nowhere")
    nobody = network.run("import", str(SPEECH), "--title", "Nobody's", "--reporter", "nobody@example.org")
    no_host = network.run("import", str(SPEECH), "--title", "Nobody's")
    assert [done.returncode for done in (wrong_file, no_file, nobody, no_host)] == [2, 2, 2, 2]
    assert no_file.stderr == "heard: There is no file “nowhere.mp3”. [no-file]\n"
    assert nobody.stderr == "heard: Nobody here has the e-mail address “nobody@example.org”. [no-reporter]\n"
    assert "is not a kind of recording that can be used here" in wrong_file.stderr
    assert "This network has no host yet" in no_host.stderr
    assert not Story.objects.exists()


def test_djangos_own_commands_are_there(network):
    done = network.run("manage", "showmigrations", "--plan", "telling")
    assert done.returncode == 0
    assert "telling.0001_initial" in done.stdout
