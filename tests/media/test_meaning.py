"""The model of meaning that comes as packages: whole, and near where people mean the same."""

from __future__ import annotations

import json

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from heard.core.errors import HeardError
from heard.media.engines import reader_for, reads, weights

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def english():
    return reader_for("english")


def test_what_means_the_same_is_more_alike_than_what_does_not(english):
    asked, near, far = english.meanings(
        ["how people travel to hospital", "We take two buses to see the doctor.", "She painted the fence green."]
    )
    assert asked @ near > asked @ far + 0.2


def test_a_meaning_has_length_one_and_is_the_same_beside_others(english):
    alone = english.meanings(["Nobody asked us."])
    among = english.meanings(["Nobody asked us."] + ["We were never asked what we wanted to do about it."] * 20)
    assert np.allclose(np.linalg.norm(among, axis=1), 1, atol=1e-5)
    assert alone[0] @ among[0] > 0.98  # of the eight-bit arithmetic something depends on what is read together


def test_a_damaged_model_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(weights, "VOCABULARY", tmp_path / "vocabulary.json")
    (tmp_path / "vocabulary.json").write_text("[]")
    with pytest.raises(HeardError) as refused:
        reader_for("english")
    assert refused.value.code == "model-damaged"


def test_another_model_is_read_from_a_folder(tmp_path, english):
    model, vocabulary = weights.meaning_files()
    pieces = {word[1:] if word[0] == "▁" else word: at for at, word in enumerate(json.loads(vocabulary.read_text()))}
    Tokenizer(WordPiece(pieces, unk_token="[UNK]")).save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "model.onnx").symlink_to(model)
    assert reads(str(tmp_path))
    assert reader_for(str(tmp_path)).meanings(["a", "b"]).shape == english.meanings(["a", "b"]).shape


def test_a_folder_that_holds_no_model_is_refused_with_its_name(tmp_path):
    with pytest.raises(HeardError, match=str(tmp_path)):
        reader_for(str(tmp_path))


def test_where_a_part_is_missing_nothing_is_read(monkeypatch, tmp_path):
    assert reads("english")
    assert not reads("")
    assert not reads(str(tmp_path / "nothing"))
    monkeypatch.setattr(weights, "VOCABULARY", tmp_path / "vocabulary.json")
    assert not reads("english")
