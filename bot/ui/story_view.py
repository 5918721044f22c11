"""A story -> what the page shows of it: day by day, and each outlet's account beside the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TypedDict

from bot.article import Article
from bot.coverage.stories import Story
from bot.sentences import sentences_of
from bot.timing import span_label
from bot.ui.components import Item
from bot.ui.present import about
from bot.ui.shelf_address import Shelf
from bot.ui.wording import count_words, day_words

_NO_OUTLET = "Outlet unknown"
_SENTENCES, _CHARACTERS = 2, 420
_WORDS = 7
"""What is shorter at the beginning is a byline, or where it was written."""
_SHOWN = 3


class Telling(TypedDict):
    """An article of a story; opening: its first sentences, "" where only its headline is shown."""

    outlet: str
    title: str
    about: str
    opening: str
    article: str
    href: str
    current: bool


class Day(TypedDict):
    """What was published on one day."""

    day: str
    told: list[Telling]


class Account(TypedDict):
    """What one outlet told; more: how many further articles of it there are, in words, or ""."""

    outlet: str
    told: list[Telling]
    more: str


class StoryView(TypedDict):
    """A story by day, the first day first, and by outlet, the one that told most first."""

    days: list[Day]
    accounts: list[Account]


def story_view(articles: Sequence[Article], shelf: Shelf) -> StoryView:
    """``articles``, in order, as the page at ``shelf`` shows them."""
    days: dict[str, list[Telling]] = {}
    outlets: dict[str, list[Telling]] = {}
    for article in articles:
        days.setdefault(day_words(article.published_day), []).append(_telling(article, shelf))
        outlet = article.outlet or _NO_OUTLET
        shown = len(outlets.get(outlet, ())) < _SHOWN
        outlets.setdefault(outlet, []).append(_telling(article, shelf, opening=shown))
    by_size = sorted(outlets.items(), key=lambda item: -len(item[1]))
    return StoryView(
        days=[Day(day=day, told=told) for day, told in days.items()],
        accounts=[
            Account(outlet=outlet, told=told[:_SHOWN], more=_more(len(told) - _SHOWN))
            for outlet, told in by_size
        ],
    )


def told_by(story: Story) -> str:
    """Such as "3 articles by 2 outlets"."""
    articles = count_words(len(story.articles), "article")
    return f"{articles} by {count_words(story.outlets, 'outlet')}" if story.outlets else articles


def when(story: Story) -> str:
    """Such as "10–12 June 2020"."""
    return span_label(story.since, story.until)


def story_item(story: Story, articles: Mapping[str, Article], shelf: Shelf) -> Item:
    """A story in a list; ``articles``: its own, by id, as far as they are still in."""
    centre = articles.get(story.centre) or next(iter(articles.values()))
    outlets = dict.fromkeys(a.outlet for a in articles.values() if a.outlet)
    return Item(
        title=[(centre.headline, False)],
        about=about(told_by(story), when(story)),
        snippet=[(", ".join(outlets), False)] if len(outlets) > 1 else [],
        tag="",
        tone="",
        href=shelf.told(story.centre).href(),
        article=story.centre,
        span="",
        current=False,
    )


def _telling(article: Article, shelf: Shelf, *, opening: bool = False) -> Telling:
    return Telling(
        outlet=article.outlet or _NO_OUTLET,
        title=article.headline,
        about=day_words(article.published_day),
        opening=_opening(article.text) if opening else "",
        article=article.id,
        href=shelf.at(article.id, "").href(),
        current=article.id == shelf.article,
    )


def _opening(text: str) -> str:
    """The first sentences, bylines aside, cut where they grow too long to be read beside others."""
    sentences = (" ".join(text[s.start : s.end].split()) for s in sentences_of(text))
    told = " ".join(islice((s for s in sentences if len(s.split()) >= _WORDS), _SENTENCES))
    if len(told) <= _CHARACTERS:
        return told
    return told[:_CHARACTERS].rsplit(" ", 1)[0] + " …"


def _more(count: int) -> str:
    return f"{count_words(count, 'article')} more, above" if count > 0 else ""
