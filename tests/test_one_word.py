"""One word for one thing: people log in and log out, on every page, in every letter and in every error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEARD = ROOT / "src/heard"
# Text that people read: what is marked for translation, in templates and in code.
TEMPLATE = re.compile(
    r"{%\s*translate\s+(?:\"[^\"]*\"|'[^']*')|{%\s*blocktranslate.*?{%\s*endblocktranslate|_\(\"[^\"]*\"\)", re.S
)
CODE = re.compile(r"(?:gettext_lazy|gettext|ngettext|\b_)\(\s*(?:\"[^\"]*\"\s*,?\s*)+", re.S)
OTHER = re.compile(r"\bsign(?:s|ed|ing)?[ -](?:in|out|ins)\b", re.I)


def told() -> list[tuple[Path, str]]:
    pages = [(path, TEMPLATE) for path in (HEARD / "web/templates").rglob("*.*")]
    code = [(path, CODE) for path in HEARD.rglob("*.py") if "migrations" not in path.parts]
    return [(path, found[0]) for path, text in (*pages, *code) for found in text.finditer(path.read_text("utf-8"))]


def test_people_log_in_and_out_and_nowhere_sign_in():
    found = told()
    assert sum("og in" in text or "ogged in" in text for _path, text in found) > 20
    assert [(path.name, text) for path, text in found if OTHER.search(text)] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs"])
def test_nor_do_they_in_the_docs(page):
    files = [ROOT / page] if page.endswith(".md") else sorted((ROOT / page).rglob("*.md"))
    assert [
        (file.name, OTHER.findall(file.read_text("utf-8"))) for file in files if OTHER.search(file.read_text())
    ] == []
