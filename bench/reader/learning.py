"""How the reader learns: groups of passages against each other, weak labels taken as weak."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from bench.reader.cropping import cropped
from bench.reader.groups import Group, Text
from bench.reader.model import ReaderModel, tensors_of
from bot.pairs import Pair, pairs_of

_ROWS_AT_ONCE = 8
_ANSWERS_WEIGHT = 0.5
_WARM = 0.06
_POSITIVES, _NEAREST, _FURTHER = 2, 2, 1
_NEAR = 12
_UNANSWERED = 2
_QUIZ_WORDS, _WORDS = 110, 75
"""Windows of at most so many words are learnt from: twice the questions in the time."""
_UNANSWERABLE = 0.5
"""So many of SQuAD's questions without an answer are taken, each pass others."""
_OTHERS = {"squad": 1, "newsqa": 2, "cloze": 2}


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast: groups a step, peak of the learning rate.

    passes: by the first word of their source, how often the groups of it are seen.
    """

    passes: Mapping[str, float]
    groups_a_step: int
    rate: float
    seed: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A pair, and the tokens (indices into it) where answers start and end."""

    pair: Pair
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def learn(model: ReaderModel, groups: Sequence[Group], course: Course) -> None:
    """Train ``model`` in place; tells its progress on stderr."""
    torch.manual_seed(course.seed)
    rng = random.Random(course.seed)
    model.train()
    model.body.embeddings.word_embeddings.weight.requires_grad_(False)
    decayed = [p for n, p in model.named_parameters() if p.requires_grad and p.ndim > 1]
    plain = [p for n, p in model.named_parameters() if p.requires_grad and p.ndim < 2]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
        lr=course.rate,
    )
    batches = list(_batches(groups, course, rng))
    warm = max(1, int(_WARM * len(batches)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda n: min((n + 1) / warm, (len(batches) - n) / max(1, len(batches) - warm)),
    )
    started, rows, told = time.monotonic(), 0, 0.0
    running = 0.0
    for step, batch in enumerate(batches, start=1):
        rows_of = [_rows(g.question, texts) for g in batch if (texts := sample(g, rng))]
        if not rows_of:
            continue
        loss, count = _loss(model, rows_of)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(decayed + plain, 1.0)
        optimizer.step()
        schedule.step()
        rows += count
        now = float(loss.detach())
        running = 0.98 * running + 0.02 * now if step > 1 else now
        if time.monotonic() - told > 20:
            told = time.monotonic()
            speed = rows / (told - started)
            left = (told - started) / step * (len(batches) - step) / 60
            print(
                f"step {step} of {len(batches)}, loss {running:.3f}, {speed:.1f} passages/s,"
                f" {left:.1f} min left",
                file=sys.stderr,
                flush=True,
            )
    model.eval()


def _batches(
    groups: Sequence[Group], course: Course, rng: random.Random
) -> Iterator[Sequence[Group]]:
    order: list[int] = []
    for source, passes in course.passes.items():
        mine = [i for i, g in enumerate(groups) if g.kind == source]
        total = round(passes * len(mine))
        seen: list[int] = []
        while len(seen) < total:
            rng.shuffle(mine)
            seen += mine
        order += seen[:total]
    rng.shuffle(order)
    for i in range(0, len(order), course.groups_a_step):
        yield [groups[k] for k in order[i : i + course.groups_a_step]]


def sample(group: Group, rng: random.Random) -> tuple[Text, ...]:
    """Of a question's passages some that hold the answer and some that do not, cropped."""
    limit = _QUIZ_WORDS if group.kind == "quiz" else _WORDS
    return tuple(cropped(t, limit, rng) for t in _chosen(group, rng))


def _chosen(group: Group, rng: random.Random) -> tuple[Text, ...]:
    if group.kind != "quiz":
        own, *others = group.texts
        if not own.spans:
            return (own,) if rng.random() < _UNANSWERABLE else ()
        return (own, *rng.sample(others, min(_OTHERS[group.kind], len(others))))
    wrong = [t for t in group.texts if not t.spans]
    if group.source.endswith("removed"):
        return tuple(rng.sample(wrong[:_NEAR], min(_UNANSWERED, len(wrong[:_NEAR]))))
    right = [t for t in group.texts if t.spans][: 2 * _POSITIVES]
    near, far = wrong[:_NEAR], wrong[_NEAR:]
    return (
        *rng.sample(right, min(_POSITIVES, len(right))),
        *rng.sample(near, min(_NEAREST, len(near))),
        *rng.sample(far, min(_FURTHER, len(far))),
    )


def _rows(question: str, texts: Sequence[Text]) -> list[_Row]:
    pairs = pairs_of(question, [(t.title, t.text) for t in texts])
    return [_row(pair, text) for pair, text in zip(pairs, texts, strict=True)]


def _row(pair: Pair, text: Text) -> _Row:
    starts, ends = [], []
    for start, end in text.spans:
        inside = [i for i, (s, e) in enumerate(pair.offsets) if s < end and start < e]
        if inside and pair.offsets[inside[-1]][1] >= end:
            starts.append(pair.first + inside[0])
            ends.append(pair.first + inside[-1])
    return _Row(pair, tuple(starts), tuple(ends))


def _loss(model: ReaderModel, batch: Sequence[Sequence[_Row]]) -> tuple[Tensor, int]:
    """The mean loss of a batch of groups, and how many passages it read."""
    flat = [row for group in batch for row in group]
    order = sorted(range(len(flat)), key=lambda i: len(flat[i].pair.ids))
    judged: list[Tensor] = [torch.empty(0)] * len(flat)
    spans: list[Tensor] = [torch.empty(0)] * len(flat)
    for i in range(0, len(order), _ROWS_AT_ONCE):
        chosen = order[i : i + _ROWS_AT_ONCE]
        j, s = model(*tensors_of([flat[k].pair for k in chosen]))
        for row, k in enumerate(chosen):
            judged[k] = j[row]
            spans[k] = s[row]
    total = torch.zeros(())
    at = 0
    for group in batch:
        size = len(group)
        total = total + _group_loss(group, judged[at : at + size], spans[at : at + size])
        at += size
    return total / len(batch), len(flat)


def _group_loss(group: Sequence[_Row], judged: Sequence[Tensor], spans: Sequence[Tensor]) -> Tensor:
    """Ranking, answering and span; of several passages that hold the answer any may say it."""
    both = torch.stack(list(judged))
    relevance, answers = both[:, 0], both[:, 1]
    right = [i for i, row in enumerate(group) if row.starts]
    wrong = [i for i in range(len(group)) if i not in right]
    loss = torch.zeros(())
    if wrong:
        loss = loss + _ANSWERS_WEIGHT * nn.functional.softplus(answers[wrong]).mean()
    if not right:
        return loss
    if wrong:
        loss = loss + torch.logsumexp(relevance, 0) - torch.logsumexp(relevance[right], 0)
    believed = torch.softmax(relevance[right].detach(), 0)
    loss = loss + _ANSWERS_WEIGHT * (believed * nn.functional.softplus(-answers[right])).sum()
    for belief, i in zip(believed, right, strict=True):
        row, logits = group[i], spans[i]
        inside = slice(row.pair.first, row.pair.first + len(row.pair.offsets))
        for places, column in ((row.starts, 0), (row.ends, 1)):
            odds = logits[inside, column]
            at = logits[list(set(places)), column]
            loss = loss + 0.5 * belief * (torch.logsumexp(odds, 0) - torch.logsumexp(at, 0))
    return loss
