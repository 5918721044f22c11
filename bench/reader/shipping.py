"""The learnt reader -> int8 ONNX, as the program runs it."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from bench.reader.model import ReaderModel, tensors_of
from bot.pairs import pairs_of

_ROW = ("A headline", "Some words of a passage.")
_MOST_TOKENS = 512


class _Alone(nn.Module):
    """The reader for one row at a time: nothing is padded, so nothing has to be masked."""

    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self.model = model
        # Its steps are plain ones; those of "sdpa" guard against rows that are wholly masked.
        model.body.set_attn_implementation("eager")

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        """ids, types: (1, tokens) -> judged and spans, as of the reader."""
        body = self.model.body
        states = body.embeddings(input_ids=ids, token_type_ids=types)
        for layer in body.encoder.layer:
            states = layer(states, None)
        return self.model.heads(states)


def ship(model: ReaderModel, weights: Path, card: Path, told: Mapping[str, object]) -> int:
    """Write ``model`` to ``weights``, and ``told`` with its digest to ``card``; bytes written."""
    alone = _Alone(model).eval()
    ids, _, types = tensors_of(pairs_of("What is asked?", [_ROW]))
    shape = {1: torch.export.Dim("tokens", max=_MOST_TOKENS)}
    weights.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            alone,
            (ids, types),
            str(full),
            input_names=["ids", "types"],
            output_names=["judged", "spans"],
            dynamic_shapes={"ids": shape, "types": shape},
            dynamo=True,
            external_data=False,
            opset_version=18,
        )
        quantize_dynamic(full, weights, weight_type=QuantType.QInt8, per_channel=True)
        _strip(weights)
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    card.write_text(json.dumps({"sha256": digest, **told}, indent=2) + "\n", "utf-8")
    return weights.stat().st_size


def _strip(weights: Path) -> None:
    """Take out what the export tells of itself: where in which file each step was called."""
    model = onnx.load(weights)
    graph = model.graph
    parts = (graph.node, graph.value_info, graph.input, graph.output, graph.initializer)
    for part in (model, graph, *chain.from_iterable(parts)):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    onnx.save(model, weights)
