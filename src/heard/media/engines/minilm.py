"""What texts mean, as numbers: all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019) in eight-bit arithmetic.

A text's meaning is the mean of the network's last layer over its pieces of words. 12 ms of CPU for 25 words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from heard.core.errors import HeardError
from heard.media.engines.weights import meaning_files

_LONGEST = 128  # pieces of words: what stands behind is not read
_AT_ONCE = 8  # texts: more would take memory, not time


class MiniLM:
    """The English model, or another one of its kind from a folder: sentence-transformers of which the mean is taken."""

    def __init__(self, model: str) -> None:
        network, words = _english() if model == "english" else _of_folder(Path(model))
        words.enable_truncation(_LONGEST)
        words.enable_padding()
        self._words, self._network = words, _loaded(network)
        self._inputs = {one.name for one in self._network.get_inputs()}

    def meanings(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [self._some(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(rows)

    def _some(self, texts: Sequence[str]) -> NDArray[np.float32]:
        found = self._words.encode_batch(list(texts))
        pieces = np.array([one.ids for one in found], np.int64)
        there = np.array([one.attention_mask for one in found], np.int64)
        given = {"input_ids": pieces, "attention_mask": there, "token_type_ids": np.zeros_like(pieces)}
        [last, *_] = self._network.run(None, {name: given[name] for name in self._inputs})
        mean = (last * there[:, :, None]).sum(axis=1) / there.sum(axis=1)[:, None]
        return np.asarray(mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _english() -> tuple[Path, Tokenizer]:
    network, vocabulary = meaning_files()
    words = Tokenizer(WordPiece(_pieces(vocabulary), unk_token="[UNK]"))  # noqa: S106 (no password)
    words.normalizer = BertNormalizer(lowercase=True)
    words.pre_tokenizer = BertPreTokenizer()
    ends = [(name, words.token_to_id(name)) for name in ("[CLS]", "[SEP]")]
    words.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    return network, words


def _pieces(vocabulary: Path) -> dict[str, int]:
    """The list has “▁” before what begins a word; the tokenizer wants “##” before what does not. Entry 1 is none."""
    listed = json.loads(vocabulary.read_text("utf-8"))
    return {_piece(text) if number != 1 else "[unused0]": number for number, text in enumerate(listed)}


def _piece(text: str) -> str:
    if text.startswith("[") and text.endswith("]"):
        return text
    return text[1:] if text.startswith("▁") else f"##{text}"


def _of_folder(folder: Path) -> tuple[Path, Tokenizer]:
    try:
        return folder / "model.onnx", Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the library raises nothing narrower
        raise _damaged(folder) from error


def _loaded(network: Path) -> onnxruntime.InferenceSession:
    """One thread, and no memory kept for later: a web process has other things to do."""
    how = onnxruntime.SessionOptions()
    how.intra_op_num_threads = how.inter_op_num_threads = 1
    how.enable_cpu_mem_arena = False
    try:
        return onnxruntime.InferenceSession(str(network), how, providers=["CPUExecutionProvider"])
    except Exception as error:  # one of its own for each kind of damage
        raise _damaged(network.parent) from error


def _damaged(folder: Path) -> HeardError:
    return HeardError(
        "The model of meaning in %(folder)s cannot be opened. It may be damaged, or of another kind.",
        code="model-damaged",
        folder=folder,
    )
