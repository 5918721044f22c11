"""Names that are told together: "A and B", where in what is cited A stands beside C."""

from __future__ import annotations

import re

from bot.checking.grounds import Grounds
from bot.checking.names import names_in

_BESIDE = re.compile(
    r",?\sand\s(?:to\s|by\s|from\s)?(?:the\s(?:[a-z]+\s){0,2})?|,\s(?:and\s)?(?:the\s)?|\s(?:of|in|for)\s(?:the\s)?"
    r"|,\s(?:an?|the)\s(?:[a-z]+\s){1,3}(?:of|from|at|in|for)\s(?:the\s)?"
)
_AND = re.compile(r",?\sand\s")

_List = frozenset[str]


def wrong_company(sentence: str, grounds: Grounds) -> str | None:
    """The two names of ``sentence`` that stand in two lists of what is cited, not in one."""
    cited = [names for g in grounds.each for names in _lists(g.text, grounds)]
    runs = names_in(sentence, grounds)
    for one, other in zip(runs, runs[1:], strict=False):
        if not _AND.fullmatch(sentence, one[-1].end, other[0].start):
            continue
        first, second = one[-1].stem, other[-1].stem
        holding = [names for names in cited if first in names or second in names]
        both = any(first in n and second in n for n in holding)
        apart = any(first in n for n in holding) and any(second in n for n in holding)
        if apart and not both and any(len(n) > 1 for n in holding):
            return f"{one[-1].text} and {other[-1].text}"
    return None


def _lists(text: str, grounds: Grounds) -> list[_List]:
    """The names of ``text`` that stand beside each other, each list as stems of last words."""
    lists: list[set[str]] = []
    end = -1
    for run in names_in(text, grounds):
        joined = end >= 0 and _BESIDE.fullmatch(text, end, run[0].start)
        if not joined:
            lists.append(set())
        lists[-1] |= {w.stem for w in run}
        end = run[-1].end
    return [frozenset(names) for names in lists]
