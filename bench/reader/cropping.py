"""Long passages cut to a window around what they answer: twice the questions read in the time."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from bench.reader.groups import Group, Text

_WORDS = 75


def cropped(group: Group, limit: int, rng: random.Random) -> Group:
    """``group`` with its first ``limit`` texts, each of at most 75 words."""
    return replace(group, texts=tuple(_window(t, rng) for t in group.texts[:limit]))


def _window(text: Text, rng: random.Random) -> Text:
    words = [m.span() for m in re.finditer(r"\S+", text.text)]
    if len(words) <= _WORDS:
        return text
    first, last = 0, len(words) - _WORDS
    if text.spans:
        start, end = rng.choice(text.spans)
        held = [i for i, (s, e) in enumerate(words) if s < end and start < e]
        first, last = max(0, held[-1] - _WORDS + 1), min(last, held[0])
    at = rng.randint(min(first, last), max(first, last))
    begin, stop = words[at][0], words[min(at + _WORDS, len(words)) - 1][1]
    spans = tuple((s - begin, e - begin) for s, e in text.spans if begin <= s and e <= stop)
    return Text(text.title, text.text[begin:stop], spans)
