"""A speaker's voice as 256 numbers: Resemblyzer's encoder (GE2E, Wan et al. 2018) in numpy, without PyTorch.

The weights are the ones in its package. The mel spectrogram is librosa's (Slaney's scale and norm, power, no log), and
the network three LSTM layers and a linear one. Close to 0.05 CPU seconds per second of sound.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from heard.core.errors import HeardError
from heard.media.engines.weights import voices_file
from heard.media.sound import RATE, Samples

Floats = NDArray[np.float32]

HOP = RATE // 100  # samples between two frames
FRAMES = 160  # frames in one window: 1.6 s
_FFT = 400
_MELS = 40
_LAYERS = 3
_HIDDEN = 256
_AT_ONCE = 64  # windows: more would take memory, not time
_LEVEL = 10 ** (-30 / 20)  # the loudness the encoder was trained at, as a root mean square


def mel_frames(sound: Samples) -> Floats:
    """The spectrogram of a piece of sound: one row of 40 numbers for every 10 ms."""
    padded = np.pad(sound, _FFT // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FFT)[::HOP]
    window = np.hanning(_FFT + 1)[:-1].astype(np.float32)
    power = [np.abs(np.fft.rfft(frames[at : at + 1000] * window)) ** 2 for at in range(0, len(frames), 1000)]
    return np.concatenate([(piece @ _mel_filters().T).astype(np.float32) for piece in power])


def level(sound: Samples) -> float:
    """What to multiply a recording by so that it is as loud as what the encoder learnt from. Never below one."""
    loud = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if len(sound) else 0.0
    return max(1.0, _LEVEL / loud) if loud else 1.0


def voice_vectors(mels: Floats, starts: list[int]) -> Floats:
    """One unit vector of 256 for each window of 1.6 s; `starts` are frame numbers. Shape (windows, 256)."""
    weights = _weights()
    found = [_encode(weights, mels, starts[at : at + _AT_ONCE]) for at in range(0, len(starts), _AT_ONCE)]
    return np.concatenate(found) if found else np.zeros((0, _HIDDEN), np.float32)


def _encode(weights: dict[str, Floats], mels: Floats, starts: list[int]) -> Floats:
    inputs = np.stack([mels[start : start + FRAMES] for start in starts], axis=1)
    for layer in range(_LAYERS):
        inputs = _lstm(weights, layer, inputs)
    raw = np.maximum(inputs[-1] @ weights["linear.weight"].T + weights["linear.bias"], 0)
    return np.asarray(raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _lstm(weights: dict[str, Floats], layer: int, inputs: Floats) -> Floats:
    """One layer over (frames, windows, features). The gates stand in PyTorch's order: in, forget, new, out.

    All gates go through one tanh: sigmoid(x) is tanh(x / 2) / 2 + 1 / 2, and the halves are in the weights.
    """
    scale = np.repeat(np.array([0.5, 0.5, 1.0, 0.5], np.float32), _HIDDEN)
    into = (weights[f"lstm.weight_ih_l{layer}"] * scale[:, None]).T
    again = np.ascontiguousarray((weights[f"lstm.weight_hh_l{layer}"] * scale[:, None]).T)
    bias = (weights[f"lstm.bias_ih_l{layer}"] + weights[f"lstm.bias_hh_l{layer}"]) * scale
    frames, windows, features = inputs.shape
    gates = (inputs.reshape(-1, features) @ into + bias).reshape(frames, windows, -1)
    hidden = np.zeros((windows, _HIDDEN), np.float32)
    cell = np.zeros_like(hidden)
    out = np.empty((frames, windows, _HIDDEN), np.float32)
    for frame in range(frames):
        step = np.tanh(gates[frame] + hidden @ again)
        enter, forget, new, leave = (step[:, at : at + _HIDDEN] for at in range(0, 4 * _HIDDEN, _HIDDEN))
        cell = (cell * (forget + 1) + new * (enter + 1)) / 2
        hidden = out[frame] = np.tanh(cell) * (leave + 1) / 2
    return out


@cache
def _mel_filters() -> Floats:
    """Slaney's triangles, as librosa makes them: linear below 1 kHz, logarithmic above, of equal area."""
    edges = _to_hertz(np.linspace(0, _to_mel(RATE / 2), _MELS + 2))
    bins = np.linspace(0, RATE / 2, _FFT // 2 + 1)
    rising = (bins[None] - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins[None]) / np.diff(edges)[1:, None]
    area = 2.0 / (edges[2:] - edges[:-2])
    return np.asarray(np.maximum(0, np.minimum(rising, falling)) * area[:, None], dtype=np.float32)


def _to_mel(hertz: float) -> float:
    return 15 + 27 * float(np.log(hertz / 1000) / np.log(6.4))


def _to_hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(mels < 15, mels * 200 / 3, 1000 * np.exp((mels - 15) * np.log(6.4) / 27))


@cache
def _weights() -> dict[str, Floats]:
    return read_weights(voices_file())


def read_weights(path: Path) -> dict[str, Floats]:
    """The tensors in a file that `torch.save` wrote before 1.6, without PyTorch and without running what is in it."""
    with path.open("rb") as file:
        for _ in range(3):  # magic number, version, machine
            _Reader(file).load()
        reader = _Reader(file)
        stored: dict[str, _Tensor] = reader.load()["model_state"]
        storages = {key: _numbers(file, reader.kinds[key]) for key in _Reader(file).load()}
    return {name: tensor.of(storages) for name, tensor in stored.items() if name.startswith(("lstm.", "linear."))}


def _numbers(file: BinaryIO, kind: str) -> NDArray[Any]:
    count = int.from_bytes(file.read(8), "little")
    numbers = np.dtype({"FloatStorage": "<f4", "LongStorage": "<i8"}[kind])
    return np.frombuffer(file.read(count * numbers.itemsize), numbers)


class _Tensor:
    """Where the numbers of a tensor lie."""

    def __init__(self, storage: str, offset: int, shape: tuple[int, ...], *rest: object) -> None:
        self.storage, self.offset, self.shape = storage, offset, shape

    def of(self, storages: dict[str, NDArray[Any]]) -> Floats:
        size = int(np.prod(self.shape))
        return np.asarray(storages[self.storage][self.offset : self.offset + size].reshape(self.shape), np.float32)


class _Reader(pickle.Unpickler):
    """Reads plain values, ordered dictionaries and tensors. Anything else in the file is refused."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.kinds: dict[str, str] = {}

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _Tensor
        if module == "torch" and name in ("FloatStorage", "LongStorage"):
            return name
        raise HeardError(
            "The speaker model holds something unexpected: %(module)s.%(name)s.",
            code="model-damaged",
            module=module,
            name=name,
        )

    def persistent_load(self, given: Any) -> str:
        _, kind, key, *_ = given
        self.kinds[key] = kind
        return str(key)
