"""The unit for systemd in the docs is one that systemd takes."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

UNIT = Path(__file__).parents[2] / "docs/hosts/heard.service"


class _Unit(configparser.ConfigParser):
    def optionxform(self, optionstr: str) -> str:
        return optionstr


def test_it_is_written_as_units_are_and_never_gives_up():
    unit = _Unit(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    unit.read(UNIT)
    assert unit.sections() == ["Unit", "Service", "Install"]
    service = unit["Service"]
    assert service["ExecStart"].split()[1:] == ["start"]
    assert (service["Restart"], unit["Unit"]["StartLimitIntervalSec"]) == ("always", "0")
    assert (service["UMask"], service["StateDirectoryMode"]) == ("0077", "0700")
    assert service["Environment"] == f"HEARD_DATA=/var/lib/{service['StateDirectory']}"


def test_systemd_finds_nothing_wrong_with_it(tmp_path):
    """With programs and a user that are on this machine. Where systemd is not, the test above is what there is."""
    if (verify := shutil.which("systemd-analyze")) is None:
        return
    text = UNIT.read_text().replace("/opt/heard/.venv/bin/heard", sys.executable).replace("/opt/heard", "/tmp")
    unit = tmp_path / "heard.service"
    unit.write_text(text.replace("User=heard", "User=daemon").replace("Group=heard", "Group=daemon"))
    done = subprocess.run([verify, "verify", unit], capture_output=True, text=True)
    about_ours = [line for line in done.stderr.splitlines() if "heard.service" in line]
    assert (done.returncode, about_ours) == (0, []), done.stderr
