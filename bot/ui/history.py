"""An article's earlier versions -> what each change took away and what it put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypedDict

from bot.article import Article
from bot.coverage.records import Version
from bot.sentences import sentences_of
from bot.ui.wording import day_words


class Change(TypedDict):
    """A sentence that was "Removed" or "Added"."""

    kind: str
    text: str


class ChangeSet(TypedDict):
    """What changed at once, in the order of reading."""

    when: str
    changes: list[Change]


def history(article: Article, versions: Sequence[Version]) -> list[ChangeSet]:
    """What changed, the latest first. versions: the latest first."""
    sets: list[ChangeSet] = []
    title, text = article.title, article.text
    for version in versions:
        when = f"{day_words(version.replaced)}, {version.replaced:%H:%M} UTC"
        sets.append(ChangeSet(when=when, changes=list(_changes(version, title, text))))
        title, text = version.title, version.text
    return sets


def _changes(before: Version, title: str, text: str) -> Iterator[Change]:
    if before.title != title:
        yield Change(kind="Removed", text=f"Headline: {before.title or 'none'}")
        yield Change(kind="Added", text=f"Headline: {title or 'none'}")
    old, new = _sentences(before.text), _sentences(text)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag != "equal":
            yield from (Change(kind="Removed", text=s) for s in old[first:last])
            yield from (Change(kind="Added", text=s) for s in new[begin:end])


def _sentences(text: str) -> list[str]:
    return [" ".join(text[s.start : s.end].split()) for s in sentences_of(text)]
