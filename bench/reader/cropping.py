"""Long passages cut to a window around what they answer: twice the questions read in the time."""

from __future__ import annotations

import random
import re

from bench.reader.groups import Text


def cropped(text: Text, limit: int, rng: random.Random) -> Text:
    """A window of at most ``limit`` words of ``text``, with one of its spans if it has any."""
    words = [m.span() for m in re.finditer(r"\S+", text.text)]
    if len(words) <= limit:
        return text
    first, last = 0, len(words) - limit
    if text.spans:
        start, end = rng.choice(text.spans)
        held = [i for i, (s, e) in enumerate(words) if s < end and start < e]
        first, last = max(0, held[-1] - limit + 1), min(last, held[0])
    at = rng.randint(min(first, last), max(first, last))
    begin, stop = words[at][0], words[at + limit - 1][1]
    spans = tuple((s - begin, e - begin) for s, e in text.spans if begin <= s and e <= stop)
    return Text(text.title, text.text[begin:stop], spans)
