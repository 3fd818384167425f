"""The documentation keeps its promises."""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from heard.cli import parser
from heard.core.formats import FORMATS
from heard.core.people import permissions
from heard.core.people.states import STATES, mermaid

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("kind", STATES)
def test_the_states_page_draws_the_table_of_the_code(kind: str) -> None:
    assert f"```mermaid\n{mermaid(kind)}```" in (ROOT / "docs/states.md").read_text()


def test_the_roles_page_shows_the_table_of_the_code() -> None:
    assert f"\n{permissions.as_table()}\n" in (ROOT / "docs/roles.md").read_text()


@pytest.mark.parametrize("page", ["docs/command-line.md", "docs/transcript-format.md"])
def test_every_format_is_named(page: str) -> None:
    assert [suffix for suffix in FORMATS if f"`.{suffix}`" not in (ROOT / page).read_text()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("package", ["core", "media", "apps"])
def test_the_architecture_page_names_every_room(package: str) -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text()
    places = (ROOT / "src/heard" / package).iterdir()
    rooms = {place.stem for place in places if place.suffix == ".py" or (place / "__init__.py").exists()}
    assert {room for room in rooms - {"__init__"} if not re.search(rf"\b{room}\b", page)} == set()


def test_the_security_page_names_tests_that_are_there() -> None:
    named = set(re.findall(r"`(tests/[\w/.]+)`", (ROOT / "docs/security.md").read_text()))
    assert len(named) > 10
    assert {name for name in named if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("life-of-*.md")), ids=lambda page: page.stem)
def test_a_life_names_files_and_functions_that_exist(page: Path) -> None:
    """What stands in code marks is a file, or a name in the source."""
    source = "\n".join(
        place.read_text()
        for pattern in ("*.py", "*.js")
        for place in (ROOT / "src/heard").rglob(pattern)
        if "vendor" not in place.parts
    )
    files = {str(place.relative_to(ROOT / "src/heard")) for place in (ROOT / "src/heard").rglob("*")}
    named = re.findall(r"`([a-z_/.-]+)`", page.read_text())
    lost = [
        name
        for name in named
        if name not in source and not any(file.endswith(name.removeprefix("js/")) for file in files)
    ]
    assert lost == []


def _commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


@pytest.mark.parametrize("name", dict(_commands()))
def test_the_command_line_page_tells_every_command_and_option(name: str) -> None:
    command = dict(_commands())[name]
    page = (ROOT / "docs/command-line.md").read_text()
    options = {option for action in command._actions for option in action.option_strings if option.startswith("--")}
    untold = {option for option in options - {"--help"} if f"`{option}`" not in page}
    assert (f"`heard {name}" in page, untold) == (True, set())


def test_each_word_of_the_code_is_a_class_and_those_that_meant_four_things_mean_one():
    source = "\n".join(path.read_text() for path in (ROOT / "src/heard").rglob("*.py"))
    classes = Counter(re.findall(r"^class (\w+)", source, re.M))
    named = re.findall(r"`(\w+)`", (ROOT / "docs/words-of-the-code.md").read_text())
    assert [name for name in named if name not in classes and name != "core"] == []
    assert [classes[name] for name in ("Place", "Rule", "Standing")] == [1, 1, 1]
