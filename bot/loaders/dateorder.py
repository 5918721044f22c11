"""Dates such as 03/04/2023: understood by how their file or outlet writes its others, or not."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from bot.article import Article
from bot.loaders.dates import order_of, read_numbers
from bot.loaders.items import Item, Note, Numbered, Read
from bot.loaders.sources import file_of

_HELD = 1000
"""Articles that may wait for a date that decides; beyond that the first are let go unknown."""


def settled(items: Iterable[Item]) -> Iterator[Read]:
    """The items, each ``Numbered`` one as an article whose dates are understood or unknown.

    An article waits until a date of its file or outlet tells the order; what none tells, or what
    two tell differently, stays unknown, and a note at the end says so.
    """
    orders: defaultdict[str, set[str]] = defaultdict(set)
    held: deque[Numbered] = deque()
    first: Numbered | None = None
    unknown = 0
    for item in items:
        if not isinstance(item, Numbered):
            yield item
            continue
        told = {order_of(w) for w in (item.published, item.updated)} - {"", "either"}
        for key in _keys(item.article):
            orders[key] |= told
        if told:
            waiting, held = held, deque()
            for earlier in (*waiting, item):
                if (order := _order(earlier, orders)) or earlier is item:
                    yield _read(earlier, order)
                else:
                    held.append(earlier)
        elif order := _order(item, orders):
            yield _read(item, order)
        else:
            held.append(item)
            if len(held) > _HELD:
                let_go = held.popleft()
                first, unknown = first or let_go, unknown + 1
                yield let_go.article
    for item in held:
        first, unknown = first or item, unknown + 1
        yield item.article
    if first:
        yield _note(first, unknown)


def _keys(article: Article) -> list[str]:
    """What may tell the order, the nearest first."""
    keys = [f"file {file_of(article.source)}"]
    return [*keys, f"outlet {article.outlet}"] if article.outlet else keys


def _order(item: Numbered, orders: dict[str, set[str]]) -> str:
    for key in _keys(item.article):
        told = orders.get(key, set())
        if told:
            return next(iter(told)) if len(told) == 1 else ""
    return ""


def _read(item: Numbered, order: str) -> Article:
    either = [w for w in (item.published, item.updated) if order_of(w) == "either"]
    if not order or not either:
        return item.article
    published = read_numbers(item.published, order) if item.published else None
    updated = read_numbers(item.updated, order) if item.updated else None
    return item.article.dated(published or item.article.published, updated or item.article.updated)


def _note(first: Numbered, count: int) -> Note:
    written = first.published if order_of(first.published) == "either" else first.updated
    which = "1 article has" if count == 1 else f"{count:,} articles have"
    return Note(
        first.article.source,
        f"{which} a date that can be read in two ways, and nothing else of the outlet tells"
        f" which; it was left unknown (here {written})",
    )
