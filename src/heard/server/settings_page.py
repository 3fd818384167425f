"""The page about settings, made from `config.py` so that it cannot be out of date: `heard manage settings_page`."""

from __future__ import annotations

from heard.server.config import SETTINGS, Setting

_HEAD = """# Settings

Every setting is a variable of the environment. All have a default: a small network needs none of them.
Of a setting in several parts, as `stories=90,invitations=14`, write only those that you want to be different.
This page is made from `src/heard/server/config.py` by `make docs`.

| setting | default | what it is for |
|---|---|---|
"""


def page() -> str:
    return _HEAD + "".join(
        f"| `{name}` | {_default(setting)} | {setting.sentence} |\n" for name, setting in SETTINGS.items()
    )


def _default(setting: Setting) -> str:
    match setting.default:
        case bool():
            return "yes" if setting.default else "no"
        case []:
            return ""
        case list():
            return f"`{','.join(setting.default)}`"
        case "":
            return ""
        case _:
            return f"`{setting.default}`"
