"""Whatever Heard writes in its folder is its owner's alone, also for whoever starts it with everything open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from heard.demo import stories

HEARD = Path(sys.executable).with_name("heard")


@pytest.fixture
def heard(tmp_path):
    """A command in the shell, started by somebody whose files are open to everybody."""

    def run(*command: object, data: str = "data") -> None:
        environment = {**os.environ, "HEARD_DATA": str(tmp_path / data), "DATABASE_URL": ""}
        done = subprocess.run(
            [HEARD, *map(str, command)], env=environment, capture_output=True, text=True, preexec_fn=lambda: os.umask(0)
        )
        assert done.returncode == 0, done.stderr

    return run


def _open_to_others(folder: Path) -> list[str]:
    return [
        f"{path.relative_to(folder)} {path.stat().st_mode & 0o777:o}"
        for path in [folder, *folder.rglob("*")]
        if path.stat().st_mode & 0o077
    ]


def test_nothing_is_open_to_others(heard, tmp_path):
    heard("manage", "migrate", "-v0")
    recording = stories()[0].recording
    made = "User.objects.create_user('ada@example.org', 'a-long-password', name='Ada', role='reporter')"
    heard("manage", "shell", "-c", f"from heard.apps.joining.models import User; {made}")
    heard("import", recording, "--title", "Told", "--reporter", "ada@example.org")
    heard("manage", "shell", "-c", "from heard.server import register; register.keep()")
    heard("manage", "sendtestemail", "ada@example.org")
    heard("manage", "shell", "-c", "from heard.apps.mailing.actions import send_due; send_due()")
    heard("backup-key", tmp_path / "data" / "host.key")
    heard("backup", tmp_path / "data" / "one.backup")
    heard("restore", tmp_path / "data" / "one.backup", "--without-register", data="new")
    written = {path.name for path in (tmp_path / "data").rglob("*")}
    assert {"heard.sqlite3", "register.jsonl", "outbox", "one.backup", "secret-key", "host.key"} <= written
    assert any(path.suffix == recording.suffix for path in (tmp_path / "new" / "media").rglob("*"))
    assert _open_to_others(tmp_path / "data") == []
    assert _open_to_others(tmp_path / "new") == []
