"""One layout for what moves in and out: the page about it says every column, and no row leads out of the folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from heard.core.errors import BadInput
from heard.core.moving import bag
from heard.core.moving.layout import TABLES, inside

PAGE = (Path(__file__).parents[3] / "docs/hosts/moving.md").read_text()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_page_tells_every_column(table):
    assert f"| `{table.name}` | {', '.join(table.columns)} |" in PAGE


@pytest.mark.parametrize("path", ["media/chat.mp3", "a b/ü.txt", "media\\chat.mp3", "./media/chat.mp3"])
def test_a_path_inside_the_folder_is_taken(path):
    assert ".." not in inside(path).parts


@pytest.mark.parametrize(
    "path", ["../secret", "media/../../secret", "/etc/passwd", "C:\\secret", "..\\secret", "a\0b", " "]
)
def test_a_path_that_leads_out_of_it_is_refused(path):
    with pytest.raises(BadInput, match="leads out of the folder"):
        inside(path)


def test_names_with_line_ends_are_one_line_of_a_manifest():
    line = bag.line("a1", "data/two\nlines 100%.txt")
    assert line == "a1  data/two%0Alines 100%25.txt\n"
    assert list(bag.named([line])) == [("data/two\nlines 100%.txt", "a1")]


def test_a_long_name_of_a_network_is_folded_as_the_standard_has_it():
    assert bag.info("One\nTwo", date(2026, 3, 1), 9, 2).startswith("Source-Organization: One\n    Two\nBagging-Date:")
