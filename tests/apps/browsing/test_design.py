"""The page of all parts: everything that the style sheet names, made of the real templates, for everybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import heard

CSS = Path(heard.__file__).parent / "web/static/css"
# Not parts of a page: what shows only on paper or only with a script, and what scripts open.
ELSEWHERE = {"print-only", "no-print", "with-script", "without-script", "field-error", "choices", "prose"} | {
    "dialog",
    "dialog-head",
    "dialog-body",
    "dialog-actions",
}


def _parts() -> set[str]:
    """The names that the head of the style sheet tells of."""
    head = (CSS / "site.css").read_text().split("*/")[0]
    return {name for name in re.findall(r"(?<![\w/])\.([a-z][a-z-]*[a-z])\b(?!-)", head) if name != "css"}


def test_it_shows_every_part_that_the_style_sheet_names(browse):
    shown = set(" ".join(re.findall(r'class="([^"]*)"', browse(None).get("/design/").content.decode())).split())
    assert _parts() - ELSEWHERE - shown == set()


def test_it_asks_nothing_of_the_database(browse, django_assert_num_queries):
    with django_assert_num_queries(0):
        browse(None).get("/design/")


def test_search_engines_leave_it_out(browse):
    assert '<meta name="robots" content="noindex">' in browse(None).get("/design/").content.decode()


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("", 'dir="ltr">'),
        ("?dir=rtl", 'dir="rtl">'),
        ("?colours=dark&contrast=more&dir=rtl", 'dir="rtl" class="look-colours-dark look-contrast-more">'),
        ("?colours=x%22&dir=up&motion=none", 'dir="ltr">'),
    ],
)
def test_its_address_says_how_it_looks(browse, asked, begins):
    page = " ".join(browse(None).get(f"/design/{asked}").content.decode().split())
    assert page.startswith(f'<!doctype html> <html lang="en-gb" {begins}')


@pytest.mark.parametrize(
    ("sheet", "device", "chosen"),
    [
        ("tokens.css", ":root:not(.look-colours-light)", ":root.look-colours-dark"),
        ("looks.css", ".look-contrast-more:not(.look-colours-light)", ".look-contrast-more.look-colours-dark"),
    ],
)
def test_dark_is_the_same_whether_the_device_or_the_reader_says_so(sheet, device, chosen):
    css = (CSS / sheet).read_text()
    blocks = [re.search(rf"{re.escape(rule)} {{(.*?)}}", css, re.DOTALL)[1].split(";") for rule in (device, chosen)]
    theirs, ours = ({line.strip() for line in block} for block in blocks)
    assert ours - {"color-scheme: dark"} == theirs
