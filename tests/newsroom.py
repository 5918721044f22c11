"""``python ingest.py`` on one data folder, and what a site's pages and feeds look like to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from news_site import Answer, story
from store_fixtures import open_quick, text_of, word

from bot.article import Article, canonical_url
from bot.coverage import Coverage, Scope
from bot.ingest.command import main
from bot.words import terms

Told = tuple[int, dict[str, int], dict[str, str]]
"""Exit status, counts that are not 0, and the reason of each failure by its source."""


class Newsroom:
    """The command, run on one data folder; ``told`` is what it last said of itself."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys

    def ingest(self, *arguments: str | Path) -> Told:
        self._capsys.readouterr()
        status = main([*map(str, arguments), "--data", str(self.data), "--json"])
        outcome = json.loads(self._capsys.readouterr().out)
        names = ("new", "updated", "unchanged", "duplicates", "older", "forgotten")
        counts = {name: outcome[name] for name in names if outcome[name]}
        return status, counts, {f["source"]: f["reason"] for f in outcome["failed"]}

    @property
    def coverage(self) -> Coverage:
        return open_quick(self.data)

    def article(self, url: str) -> Article | None:
        return self.coverage.article(Article.new(text="", source="", url=canonical_url(url)).id)

    def finds(self, number: int, version: int = 1) -> bool:
        return bool(self.coverage.search_words(terms(word(number, version)), 1, Scope()))


def page(number: int, version: int = 1, head: str = "", etag: bool = True) -> Answer:
    title = f"The {word(number, version)} affair"
    headers = {"ETag": f'"{number}-{version}"'} if etag else {}
    return Answer(story(title, text_of(number, version), head), headers=headers)


def item(link: str, more: str = "") -> str:
    return f"<item><title>Of the feed</title><link>{link}</link>{more}</item>"


def carried(number: int) -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in text_of(number).split("\n\n"))
    return f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded>"
