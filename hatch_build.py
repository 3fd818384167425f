"""Builds no wheel that could not start: the packages of npm are not in the repository, and have to be there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NEEDED = (
    "src/heard/web/static/vendor/.collected",
    "src/heard/web/static/built/.of",
    "src/heard/media/engines/vendor/minilm-vocabulary.json",
    "src/heard/locale/.compiled",
)


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install comes first and collects afterwards (`make install`)."""
        if version != "editable" and not all((Path(self.root) / file).exists() for file in NEEDED):
            raise SystemExit(
                "This checkout has no front end yet, and a wheel without it could not start. "
                "Make it first: python tools/collect_vendor.py (it needs npm), then python tools/bundle.py "
                "and python tools/compile_locale.py, or make install."
            )
