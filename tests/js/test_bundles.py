"""One script and one style sheet a page, made from the source as it is, or the source itself."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from heard.web import built

TEMPLATES = Path(built.__file__).parent / "templates"
SCRIPT = re.compile(r"\{% built 'pages/([\w-]+)\.js' %\}")


@pytest.fixture(autouse=True)
def _looked_at_anew():
    built._is_up_to_date.cache_clear()
    yield
    built._is_up_to_date.cache_clear()


def linked(client):
    html = client.get("/how-it-works/").content.decode()
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script type="module" src="([^"]+)"', html)


@pytest.mark.skipif(not built.MADE_FROM.exists() and not os.environ.get("CI"), reason="make install has not run here")
def test_what_was_installed_was_bundled_from_this_source(client, db):
    assert built.MADE_FROM.read_text() == built.state_of_source()
    assert linked(client) == [("/static/built/site.css", ""), ("", "/static/built/pages/every.js")]


def test_a_bundle_of_another_source_is_not_used(client, db, monkeypatch, tmp_path):
    (tmp_path / ".of").write_text("what it was before somebody edited it")
    monkeypatch.setattr(built, "MADE_FROM", tmp_path / ".of")
    assert linked(client) == [("/static/css/site.css", ""), ("", "/static/js/pages/every.js")]


def test_a_developer_sees_the_source(client, db, monkeypatch, settings, tmp_path):
    (tmp_path / ".of").write_text(built.state_of_source())
    monkeypatch.setattr(built, "MADE_FROM", tmp_path / ".of")
    assert linked(client)[0][0] == "/static/built/site.css"
    settings.DEBUG = True
    assert linked(client)[0][0] == "/static/css/site.css"


def test_every_part_is_in_the_one_style_sheet():
    css = built.STATIC / "css"
    named = set(re.findall(r'@import url\("(?:parts/)?([\w-]+\.css)"\)', "".join(map(_text, css.rglob("*.css")))))
    assert named == {file.name for file in css.rglob("*.css")} - {"site.css"}


def test_a_page_asks_for_one_script_which_brings_what_every_page_has():
    for template in TEMPLATES.rglob("*.html"):
        html = template.read_text("utf-8")
        asked = SCRIPT.findall(html)
        assert len(asked) <= 1, template
        if asked and '{% extends "base.html" %}' in html:
            assert 'import "./every.js";' in _text(built.STATIC / f"js/pages/{asked[0]}.js"), template


def _text(file: Path) -> str:
    return file.read_text("utf-8")
