"""The folder that the documentation shows comes in whole."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from heard.apps.telling.models import Story
from heard.core.moving.layout import TABLES

EXAMPLE = Path(__file__).parents[3] / "docs/hosts/moving-example"


def test_all_of_the_example_is_taken(take_in):
    report = take_in(EXAMPLE)
    assert {row["outcome"] for row in report} == {"taken"}
    assert set(Story.objects.values_list("slug", "state")) == {
        ("fourteen-nights", "published"),
        ("the-bus-that-never-came", "published"),
        ("nobody-was-asked-yet", "draft"),
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_its_tables_name_every_column(table):
    place = EXAMPLE / table.file
    if place.exists():
        with place.open(newline="") as file:
            assert next(csv.reader(file)) == list(table.columns)
