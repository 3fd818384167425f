"""A wheel holds all that a network needs, or is not built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.server.conftest import wait_until
from tests.server.test_running import answers

ROOT = Path(__file__).parents[2]
WHEEL = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
_OWN = ("pyproject.toml", "README.md", "LICENSE", "hatch_build.py")


def checkout(folder: Path, *, front_end: bool) -> Path:
    """The project as it is built from, with the front end's packages or without."""
    folder.mkdir()
    for name in _OWN:
        shutil.copy(ROOT / name, folder / name)
    left_out = shutil.ignore_patterns("__pycache__", *([] if front_end else ["vendor"]))
    shutil.copytree(ROOT / "src/heard", folder / "src/heard", ignore=left_out)
    return folder


def build(source: Path, into: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *WHEEL, "-w", into, source], capture_output=True, text=True, timeout=300)


def test_without_the_front_end_none_is_built_and_it_is_said_why(tmp_path):
    done = build(checkout(tmp_path / "clean", front_end=False), tmp_path / "out")
    assert done.returncode != 0
    assert "Make it first: python tools/collect_vendor.py" in done.stderr + done.stdout
    assert not list((tmp_path / "out").glob("*.whl"))


def test_a_network_runs_from_the_wheel_alone(tmp_path, free_port):
    done = build(checkout(tmp_path / "whole", front_end=True), tmp_path / "out")
    assert done.returncode == 0, done.stderr
    [wheel] = (tmp_path / "out").glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "installed", "zip")
    shutil.rmtree(tmp_path / "whole")
    ours = {"PYTHONPATH": str(tmp_path / "installed"), "HEARD_DATA": str(tmp_path / "data"), "PORT": str(free_port)}
    code = "import heard, sys; from heard.cli import main; print(heard.__file__, flush=True); sys.exit(main(['start']))"
    started = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "DATABASE_URL": "", "HEARD_WEB_WORKERS": "1", **ours},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: answers(free_port), "the site answered", patience=600)  # it makes its database anew
        page = urllib.request.urlopen(f"http://127.0.0.1:{free_port}/", timeout=60).read().decode()
        for asked in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
            assert urllib.request.urlopen(f"http://127.0.0.1:{free_port}{asked}", timeout=60).status == 200
    finally:
        started.terminate()
        said, _ = started.communicate(timeout=60)
    assert said.startswith(str(tmp_path / "installed"))
