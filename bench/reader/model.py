"""The reader as it learns: MiniLM-L6 with three heads over question, headline and passage."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from transformers import AutoModel

from bot.model_files import check_weights
from bot.pairs import Pair


class ReaderModel(nn.Module):
    """Rows of tokens -> relevance, whether it answers, and where: all logits."""

    def __init__(self) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(
            check_weights(),
            add_pooling_layer=False,
            attn_implementation="sdpa",
            attention_probs_dropout_prob=0.0,  # drawing it costs a fifth of the time
        )
        width = int(self.body.config.hidden_size)
        self.dense = nn.Linear(width, width)
        self.judge = nn.Linear(width, 2)
        self.span = nn.Linear(width, 2)
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        """ids, mask, types: (rows, tokens) -> judged (rows, 2), spans (rows, tokens, 2).

        judged: relevance, and whether the passage answers. spans: start and end of the answer.
        """
        states = self.body(input_ids=ids, attention_mask=mask, token_type_ids=types)[0]
        return self.heads(states)

    def heads(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """states: (rows, tokens, width), what the body makes of them -> judged and spans."""
        judged = self.judge(self.drop(torch.tanh(self.dense(states[:, 0]))))
        return judged, self.span(states)


def tensors_of(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """ids, mask and types, each (rows, tokens), padded to the longest."""
    width = max(len(p.ids) for p in pairs)
    ids = torch.zeros((len(pairs), width), dtype=torch.long)
    mask = torch.zeros_like(ids)
    types = torch.zeros_like(ids)
    for row, pair in enumerate(pairs):
        size = len(pair.ids)
        ids[row, :size] = torch.tensor(pair.ids)
        mask[row, :size] = 1
        types[row, pair.asked : size] = 1
    return ids, mask, types
