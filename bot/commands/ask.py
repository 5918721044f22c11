"""``ask``: one question for a person or a program, or a file of questions."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.answer import Answer
from bot.article import Article, in_words
from bot.chat import answer_to
from bot.errors import InputError
from bot.library import Library
from bot.settings import load_settings


def ask(question: str, *, data: Path | None, as_of: dt.date | None, as_json: bool) -> int:
    """Print the answer to one question. Returns the exit status."""
    library = _opened(data)
    answer = answer_to(library, question, as_of=as_of)
    if as_json:
        print(json.dumps(answer.as_json(), ensure_ascii=False))
    else:
        _show(answer, Console(highlight=False))
    return 0


def ask_batch(file: Path, *, data: Path | None) -> int:
    """Answer every line of ``file``, printing a JSON object each, in order, as it goes.

    Raises InputError naming the line that is not a question; what came before it is printed.
    """
    questions = _count(file)  # reads it once, so that a bad line is told before the model loads
    library = _opened(data)
    console = Console(stderr=True)
    columns = (TextColumn("Answering"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("questions", total=questions)
        for number, asked in enumerate(_read(file), start=1):
            answer = answer_to(library, asked.question, as_of=asked.as_of, exclude=asked.exclude)
            print(json.dumps({"id": asked.id, **answer.as_json()}, ensure_ascii=False), flush=True)
            progress.advance(task)
            if not console.is_terminal and number % 100 == 0:
                print(f"{number} of {questions} answered", file=sys.stderr)
    return 0


@dataclass(frozen=True, slots=True)
class _Asked:
    id: object
    question: str
    as_of: dt.date | None
    exclude: tuple[str, ...]


def _opened(data: Path | None) -> Library:
    with contextlib.redirect_stderr(sys.stderr):
        return Library.open(load_settings(data=data))


def _count(file: Path) -> int:
    return sum(1 for _ in _read(file))


def _read(file: Path) -> Iterator[_Asked]:
    try:
        with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _parsed(line, f"{file}:{number}")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}.") from error


def _parsed(line: str, place: str) -> _Asked:
    try:
        row = json.loads(line)
        as_of = row.get("as_of")
        asked = _Asked(
            row["id"],
            str(row["question"]),
            dt.date.fromisoformat(as_of[:10]) if as_of else None,
            tuple(map(str, row.get("exclude") or ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f'{place}: not a question like {{"id": "1", "question": "…", "as_of": "2020-06-12"}}.'
        ) from error
    if not any(c.isalnum() for c in asked.question):
        raise InputError(f"{place}: the question has no words.")
    return asked


def _show(answer: Answer, console: Console) -> None:
    if answer.abstained:
        console.print(Text(answer.text, style="bold"))
        near = answer.nearest()
        if near:
            console.print(Text("\nNearest articles:", style="dim"))
        for article in near:
            console.print(Text(f"  {article.headline}  ").append(_byline(article), style="dim"))
        return
    if answer.short_answer:
        console.print(Text(answer.short_answer, style="bold"), end="\n\n")
    for sentence in answer.sentences:
        console.print(Text(f"{sentence.text} ").append(f"[{sentence.citation}]", style="cyan"))
    console.print()
    for number, citation in enumerate(answer.citations, start=1):
        where = " · ".join(filter(None, (citation.outlet, in_words(citation.published))))
        line = Text(f"[{number}] ", style="cyan").append(citation.title, style="default bold")
        console.print(line.append(f"  {where}", style="dim"))
        if citation.url:
            console.print(Text(f"    {citation.url}", style="dim"), soft_wrap=True)


def _byline(article: Article) -> str:
    return " · ".join(filter(None, (article.outlet, in_words(article.published))))
