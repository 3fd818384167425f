"""A sentence that stands for many faults says on the next line what it was this time."""

from __future__ import annotations

import argparse

import pytest

from heard import cli
from heard.core.errors import BadInput


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (KeyError("words"), "heard: It is damaged. [damaged]\nheard: it came of KeyError: 'words'\n"),
        (None, "heard: It is damaged. [damaged]\n"),
    ],
)
def test_what_an_error_came_of(monkeypatch, capsys, cause, told):
    def run(chosen):
        raise BadInput("It is damaged.", code="damaged") from cause

    parser = argparse.ArgumentParser()
    parser.set_defaults(run=run)
    monkeypatch.setattr(cli, "parser", lambda: parser)
    assert cli.main([]) == 2
    assert capsys.readouterr().err == told


def test_a_sentence_that_says_it_itself_stays_alone(monkeypatch, capsys):
    def run(chosen):
        raise BadInput("There is no file “x”.", code="no-file") from FileNotFoundError(2, "No such file")

    parser = argparse.ArgumentParser()
    parser.set_defaults(run=run)
    monkeypatch.setattr(cli, "parser", lambda: parser)
    assert cli.main([]) == 2
    assert capsys.readouterr().err == "heard: There is no file “x”. [no-file]\n"
