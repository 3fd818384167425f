"""The figures in the texts are those that the benches measured, and every bench can be asked what it does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench import figures, told

ROOT = Path(__file__).parent.parent
KEPT = json.loads((ROOT / "bench/figures.json").read_text())
BENCHES = sorted(path.stem for path in (ROOT / "bench").glob("*.py") if "__main__" in path.read_text())
MARK = re.compile(r"<!-- (\w+)\.(\w+) -->")


@pytest.mark.parametrize("text", figures.TEXTS)
def test_a_text_says_what_was_measured(text):
    said = (ROOT / text).read_text()
    assert figures.written(said, KEPT) == said, "make figures ONLY=text writes it anew"


@pytest.mark.parametrize("text", figures.TEXTS)
def test_no_mark_breaks_a_paragraph(text):
    """Markdown ends the paragraph at a line that begins with a comment; a table stands between two such lines."""
    assert re.findall(r"^ *<!-- [\w.]+ -->.*\S.*$", (ROOT / text).read_text(), re.MULTILINE) == []


def test_everything_that_is_kept_stands_in_a_text_with_its_date():
    shown = {tuple(found) for text in figures.TEXTS for found in MARK.findall((ROOT / text).read_text())}
    unseen = {(name, key) for name, one in KEPT.items() for key in [*one["figures"], "taken"]} - shown
    assert unseen - {("kills", "used")} == set()


def test_every_bench_that_the_page_names_is_there_and_keeps_its_figures():
    heads = re.findall(r"^## .*?`python -m bench\.(\w+)", (ROOT / "bench/README.md").read_text(), re.MULTILINE)
    assert [name for name in heads if name not in BENCHES] == []
    assert [name for name in heads if name not in KEPT] == ["reading"]  # whose figures a test asks for
    assert [name for name, one in KEPT.items() if f"bench.{name}" not in one["command"]] == []


@pytest.mark.parametrize("bench", BENCHES)
def test_every_bench_says_what_it_does(bench):
    done = subprocess.run([sys.executable, "-m", f"bench.{bench}", "--help"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("usage: ")


@pytest.fixture
def film():
    head = {"corner": {"size": ""}}
    return {"command": "", "needs": [], "data": "a film", "date": "2026-11-01", "machine": "a machine",
            "figures": {"films": head | {"30 s": {"size": "5 MB"}}, "cost": "1.1"}}  # fmt: skip


def test_what_a_bench_tells_is_kept_with_its_day_and_machine(film):
    assert figures._kept("film", film, [["films", "30 s", "size", "4 MB"], ["cost", "1.0"], ["more", "9"]])
    assert film["figures"] == {"films": {"corner": {"size": ""}, "30 s": {"size": "4 MB"}}, "cost": "1.0"}
    assert film["date"] > "2026-11-01"
    assert film["machine"] != "a machine"


def test_half_of_the_figures_are_not_kept(film, capsys):
    before = json.dumps(film)
    assert not figures._kept("film", film, [["cost", "1.0"]])
    assert capsys.readouterr().err == "film: it did not say films / 30 s / size. Its figures of 2026-11-01 stay.\n"
    assert json.dumps(film) == before


@pytest.mark.parametrize(("need", "sentence"), [("data", "there is no folder"), ("postgres", "it needs PostgreSQL")])
def test_a_bench_without_what_it_needs_is_passed_over_with_a_sentence(
    film, need, sentence, monkeypatch, tmp_path, capsys
):
    monkeypatch.setattr(figures, "DATA", tmp_path / "nowhere")
    before = json.dumps(film | {"needs": [need]})
    film["needs"] = [need]
    assert figures._measured("film", film, postgres="")
    said = capsys.readouterr().out
    assert said.startswith(f"film: {sentence}")
    assert said.endswith("Its figures of 2026-11-01 stay.\n")
    assert json.dumps(film) == before


def test_a_bench_by_hand_keeps_nothing(monkeypatch, tmp_path):
    monkeypatch.delenv(told.WHERE, raising=False)
    told.figure("cost", 1)
    monkeypatch.setenv(told.WHERE, str(tmp_path / "told"))
    told.cell("films", "30 s", "size", "4 MB")
    assert (tmp_path / "told").read_text() == '["films", "30 s", "size", "4 MB"]\n'
