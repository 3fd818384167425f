"""Bundle each page's script, and the one style sheet, into web/static/built with esbuild, from the readable source.

Run by `make install` after the front end's packages were collected, and again when the source has changed. The folder
is ignored by git and carried by a built wheel. What comes from other packages stays in files of its own, which only
the pages that need it fetch.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from collect_vendor import PACKAGES, node

from heard.web.built import BUILT, MADE_FROM, STATIC, state_of_source

_HOW = ("--bundle", "--minify", "--charset=utf8", "--log-level=warning")
_APART = ("--external:../../vendor/*", "--external:../vendor/*")


def main() -> None:
    shutil.rmtree(BUILT, ignore_errors=True)
    _bundle(sorted((STATIC / "js/pages").glob("*.js")), "--format=esm", f"--outdir={BUILT / 'pages'}")
    _bundle([STATIC / "css/site.css"], f"--outdir={BUILT}")
    MADE_FROM.write_text(state_of_source())


def _bundle(entries: list[Path], *how: str) -> None:
    command = [*node(), str(PACKAGES / "esbuild/bin/esbuild"), *map(str, entries), *_HOW, *_APART, *how]
    if subprocess.run(command, check=False).returncode:
        sys.exit("The scripts and styles could not be bundled. The lines above say why.")


if __name__ == "__main__":
    main()
