"""`heard export-site`: one command, one line of what left, and a line for each thing that did not."""

from __future__ import annotations

import pytest

from heard.apps.telling.actions.consent import Hand, record_consent
from heard.cli import main
from heard.core.people.consent import Use

pytestmark = pytest.mark.django_db


def test_the_network_leaves_by_one_command_that_says_what_stays(story, hana, tmp_path, capsys):
    story("Fourteen nights")
    stays = story("It stays")
    record_consent(stays.people.get(), {Use.EXPORT: False}, hand=Hand(stays.reporter))
    assert main(["export-site", str(tmp_path / "gone")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{tmp_path / 'gone'}: stories 1, comments 0"
    assert "  left out: story /stories/it-stays/ The people in it do not want its words to be downloaded." in said


def test_a_folder_with_something_in_it_is_refused_in_a_sentence(hana, tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["export-site", str(tmp_path)]) == 2
    assert "holds something already" in capsys.readouterr().err
