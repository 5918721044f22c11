"""A URL in, articles out: a page, or every page of a feed or sitemap."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.article import Article
from bot.errors import LoadError
from bot.loaders.media import Load
from bot.web.faults import Fault, Gone
from bot.web.fetching import Fetched, Fetcher, Limits
from bot.web.items import GonePage, PassedOver, Unchanged
from bot.web.listings import Listed, Listing, listing_of
from bot.web.memory import Memory, Remembered
from bot.web.pages import article_in
from bot.web.unpacking import gunzipped
from bot.web.urls import joined, target_of, without_password

logger = logging.getLogger(__name__)

Item = Article | LoadError | Unchanged | PassedOver

MAX_PAGES = 10_000
"""Pages of one feed or sitemap that are taken in one run; the newest, if it has more."""
_MAX_LISTS = 1_000


class WebReader:
    """Reads URLs one after another; nothing is raised but StoreError, for the memory.

    load: reads a file, for what a page is made of once it is fetched.
    holds: whether the article of that id is stored with that digest.
    expecting: told how many pages more have been found.
    since: what a list dates before that day is not fetched.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        memory: Memory,
        load: Load,
        holds: Callable[[str, str], bool],
        *,
        limits: Limits,
        expecting: Callable[[int], None],
        since: dt.date | None = None,
    ) -> None:
        self._fetcher = fetcher
        self._memory = memory
        self._load = load
        self._holds = holds
        self._limits = limits
        self._expecting = expecting
        self._since = since
        self._met: set[str] = set()

    def load(self, url: str) -> Iterator[Item]:
        """Every article at ``url``, or the reason why there is none."""
        try:
            asked = target_of(url).url
            found = self._fetched(asked)
        except Fault as fault:
            yield _error(without_password(url), fault)
            return
        yield from self._items(asked, found, within=())

    def _items(
        self, asked: str, found: Fetched | Unchanged, within: Sequence[str]
    ) -> Iterator[Item]:
        """What was found at ``asked``, which the index ``within`` may have named."""
        if isinstance(found, Unchanged):
            self._met.add(asked)
            yield found
            return
        try:
            body = gunzipped(found.body or b"", self._limits.size)
            listing = listing_of(found, body)
        except Fault as fault:
            yield _error(asked, fault)
        except LoadError as error:
            yield LoadError(asked, error.reason)
        except Exception as error:
            # A parser that trips over one hostile page must cost that page, not the run.
            logger.exception("%s: the parser failed", asked)
            yield _tripped(asked, error)
        else:
            if listing is None:
                self._met.add(asked)
                wrong = LoadError(asked, "its index says that it is a sitemap, but it is none")
                yield wrong if within else self._article(asked, found, body, None)
            else:
                self._memory.listing(asked, found, body)
                yield from self._listed(asked, found.url, listing, within)

    def _listed(
        self, asked: str, base: str, listing: Listing, within: Sequence[str]
    ) -> Iterator[Item]:
        if not listing.pages:
            yield LoadError(asked, "there is nothing in this list")
            return
        if listing.is_index:
            yield from self._indexed(asked, base, listing.pages, within)
            return
        pages: Sequence[Listed] = listing.pages
        if len(pages) > MAX_PAGES:
            pages = sorted(pages, key=lambda p: p.told.day or dt.date.min, reverse=True)[:MAX_PAGES]
            left = len(listing.pages) - MAX_PAGES
            yield LoadError(asked, f"it lists {left:,} pages more than are taken at once")
        self._expecting(len(pages) - 1)
        for page in pages:
            yield self._page(base, page)

    def _indexed(
        self, asked: str, base: str, lists: Sequence[Listed], within: Sequence[str]
    ) -> Iterator[Item]:
        """The pages of the sitemaps that an index names, the newest first."""
        if within:
            yield LoadError(asked, "an index of sitemaps inside another is not followed")
            return
        self._expecting(-1)
        lists = sorted(lists, key=lambda each: each.told.day or dt.date.max, reverse=True)
        if len(lists) > _MAX_LISTS:
            yield LoadError(asked, f"of its {len(lists):,} sitemaps {_MAX_LISTS:,} are read")
        for each in lists[:_MAX_LISTS]:
            if self._is_older(each):
                continue
            self._expecting(1)
            try:
                inner = target_of(joined(base, each.told.url or "")).url
                found = self._fetched(inner)
            except Fault as fault:
                yield _error(without_password(each.told.url or asked), fault)
                continue
            yield from self._items(inner, found, within=(asked,))

    def _page(self, base: str, page: Listed) -> Item:
        """One page of a list; the list's own text where the page cannot be had."""
        if page.told.url is None:
            return _carried(page, base, LoadError(base, "an entry has neither a page nor a text"))
        try:
            asked = target_of(joined(base, page.told.url)).url
        except Fault as fault:
            return _error(without_password(page.told.url), fault)
        if asked in self._met:
            return PassedOver(asked, "duplicate")
        self._met.add(asked)
        if self._is_older(page):
            return PassedOver(asked, "older")
        held = self._held(self._memory.recall(asked))
        if held and page.told.stamp and held.stamp == page.told.stamp:
            return Unchanged(asked, held.article or "")
        item = self._page_fetched(asked, page)
        if isinstance(item, LoadError) and not held:
            return _carried(page, asked, item)
        return item

    def _page_fetched(self, asked: str, page: Listed) -> Item:
        try:
            found = self._fetched(asked, page.told.stamp)
            if isinstance(found, Unchanged):
                return found
            body = gunzipped(found.body or b"", self._limits.size)
            return self._article(asked, found, body, page)
        except Fault as fault:
            return _error(asked, fault)

    def _fetched(self, asked: str, stamp: str | None = None) -> Fetched | Unchanged:
        """What is at ``asked``; a list that has not changed comes from the memory."""
        known = self._memory.recall(asked)
        usable = known if known and (known.body or self._held(known)) else None
        found = self._fetcher.fetch(asked, usable.validators if usable else None)
        if found.body is not None:
            return found
        if usable is None:
            raise Fault("the server says that nothing changed, but was not asked that")
        self._memory.met(asked, stamp)
        if usable.body is None:
            return Unchanged(asked, usable.article or "")
        return replace(found, body=usable.body, media_type=usable.media_type)

    def _article(self, asked: str, found: Fetched, body: bytes, page: Listed | None) -> Item:
        try:
            article = article_in(found, body, asked, page, self._load)
        except LoadError as error:
            return error
        except Exception as error:
            logger.exception("%s: the parser failed", asked)
            return _tripped(asked, error)
        stamp = page.told.stamp if page else None
        self._memory.page(asked, found, article.id, article.digest, stamp)
        return article

    def _held(self, known: Remembered | None) -> Remembered | None:
        """``known`` if it is a page whose article is stored just as it was read."""
        if known and known.article and known.digest and self._holds(known.article, known.digest):
            return known
        return None

    def _is_older(self, page: Listed) -> bool:
        return self._since is not None and page.told.day is not None and page.told.day < self._since


def _carried(page: Listed, source: str, error: LoadError) -> Item:
    if page.carried is None:
        return error
    try:
        return page.carried(source)
    except LoadError as other:
        return LoadError(error.source, f"{error.reason}; {other.reason}")
    except Exception as other:
        logger.exception("%s: the parser failed", source)
        return _tripped(source, other)


def _tripped(source: str, error: Exception) -> LoadError:
    return LoadError(source, f"the parser failed on it ({type(error).__name__})")


def _error(source: str, fault: Fault) -> LoadError:
    kind = GonePage if isinstance(fault, Gone) else LoadError
    return kind(source, str(fault))
