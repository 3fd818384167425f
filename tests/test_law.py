"""What import-linter cannot say: core imports the standard library, rapidfuzz and snowballstemmer, and nothing else."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

CORE = Path(__file__).parents[1] / "src/heard/core"
ALLOWED = {"heard", "rapidfuzz", "snowballstemmer", *sys.stdlib_module_names}


def imported(module: Path) -> set[str]:
    """The packages that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def test_core_imports_the_standard_library_and_two_pure_libraries_only() -> None:
    foreign = {str(module.relative_to(CORE)): imported(module) - ALLOWED for module in CORE.rglob("*.py")}
    assert {name: packages for name, packages in foreign.items() if packages} == {}
