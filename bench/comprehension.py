"""The reader by itself on SQuAD and NewsQA: which words answer, and whether any do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.figures import Figures
from bench.reader.groups import Group
from bench.reader.public import newsqa_groups, squad_groups
from bench.readers import Readers
from bot.reading_model import Reader, load_reading_model

_ARTICLES = frozenset({"a", "an", "the"})


def comprehend(public: Path, readers: Path | None, limit: int) -> list[Figures]:
    """A row for each set; each question is read by a model that has not seen its text.

    Of questions with an answer: "F1" and "exact" of the likeliest words, and "found", the share
    that is held to have one. "declined": the share of those without one that is held to have none.
    readers: a folder of ``bench.train_reader``; limit: at most so many questions a set.
    """
    trained = Readers(readers, load_reading_model(0))
    sets = {
        "SQuAD 2.0": squad_groups(public / "squad-dev-v2.0.json.gz"),
        "NewsQA": newsqa_groups(public / "newsqa.json.gz"),
    }
    return [{"set": name, **_figures(groups, trained, limit)} for name, groups in sets.items()]


def _figures(groups: Iterator[Group], trained: Readers, limit: int) -> Figures:
    scores: list[tuple[float, float, float]] = []
    declined: list[bool] = []
    readable = [(g, model) for g in groups if (model := trained.of_unit(g.unit))]
    for group, model in readable[:: max(1, len(readable) // limit)][:limit]:
        words, answers = _read(group, model)
        if group.texts[0].spans:
            scores.append((*_agreement(words, group), float(answers > 0)))
        else:
            declined.append(answers <= 0)
    exact, f1, found = np.mean(scores, axis=0)
    return {
        "questions": len(scores) + len(declined),
        "exact": round(float(exact), 3),
        "F1": round(float(f1), 3),
        "found": round(float(found), 3),
        "declined": round(float(np.mean(declined)), 3) if declined else "",
    }


def _read(group: Group, model: Reader) -> tuple[str, float]:
    """The likeliest words, and the logit that they answer; of a story, in its best passage."""
    texts = group.texts if group.kind == "newsqa" else group.texts[:1]
    reads = model.read(group.question, [(t.title, t.text) for t in texts])
    best = max(range(len(texts)), key=lambda i: reads[i].answers)
    spans = reads[best].spans
    words = texts[best].text[spans[0].start : spans[0].end] if spans else ""
    return words, reads[best].answers


def _agreement(words: str, group: Group) -> tuple[float, float]:
    """Exact match and F1 with the nearest of the gold answers."""
    own = group.texts[0]
    golds = [own.text[s:e] for s, e in own.spans]
    return (
        float(any(_plain(words) == _plain(gold) for gold in golds)),
        max(_f1(_plain(words), _plain(gold)) for gold in golds),
    )


def _f1(one: list[str], other: list[str]) -> float:
    same = (Counter(one) & Counter(other)).total()
    return 2 * same / (len(one) + len(other)) if same else 0.0


def _plain(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W_]+", text.lower()) if w not in _ARTICLES]
