"""When an article may be shown: a wire's embargo becomes the moment of its publication.

Nothing is published before its embargo is over, and the coverage shows nothing before it is
published, so an embargoed article is kept, and found from that moment on.
"""

from __future__ import annotations

import datetime as dt
import re

from bot.article import Published
from bot.errors import LoadError
from bot.loaders.dates import read_date

_TIME_WITHOUT_ZONE = re.compile(r".*T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.IGNORECASE)
_LAST_ZONE = dt.timezone(dt.timedelta(hours=-12))


def published_after(published: Published | None, embargo: str, source: str) -> Published | None:
    """``published``, or the end of the ``embargo`` (as written, "" for none) if that is later.

    A time without a zone counts as that of the last zone on Earth, for it must be over.
    LoadError if it cannot be read: then nobody knows when the article may be shown.
    """
    if not embargo:
        return published
    unzoned = _TIME_WITHOUT_ZONE.fullmatch(embargo.strip())
    try:
        over = read_date(f"{embargo.strip()}-12:00" if unzoned else embargo)
    except ValueError:
        over = None
    if over is None:
        raise LoadError(source, f"embargoed: not a date I can read: {embargo[:60]}")
    return over if published is None or _later(over, published) else published


def _later(over: Published, published: Published) -> bool:
    """Whether ``over`` is later; by what the clocks on the wall say, where a zone is missing."""
    if isinstance(over, dt.datetime) and isinstance(published, dt.datetime):
        if over.tzinfo != _LAST_ZONE:
            return over > published
        return over.replace(tzinfo=None) > published.replace(tzinfo=None)
    return _naive(over) > _naive(published)


def _naive(moment: Published) -> dt.datetime:
    if isinstance(moment, dt.datetime):
        return moment.replace(tzinfo=None)
    return dt.datetime(moment.year, moment.month, moment.day)
