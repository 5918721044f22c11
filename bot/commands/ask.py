"""``ask``: one question for a person or a program, or a file of questions."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.answer import Answer
from bot.article import Article, in_words
from bot.chat import answer_to
from bot.errors import InputError
from bot.library import Library
from bot.narrowing import Filters
from bot.settings import load_settings
from bot.styles import Style
from bot.terminal import printable


def ask(
    question: str,
    *,
    data: Path | None,
    as_of: dt.date | None,
    as_json: bool,
    style: Style | None = None,
    model: str | None = None,
) -> int:
    """Print the answer to one question. Returns the exit status.

    style: where the question asks for none. model: as it is set, or "none"; None: as usual.
    """
    library = _opened(data, model)
    answer = answer_to(library, question, as_of=as_of, filters=Filters(style=style))
    if as_json:
        print(json.dumps(answer.as_json(), ensure_ascii=False))
    else:
        _show(answer, Console(highlight=False))
    return 0


def ask_batch(
    file: Path, *, data: Path | None, style: Style | None = None, model: str | None = None
) -> int:
    """Answer every line of ``file``, printing a JSON object each, in order, as it goes.

    style, model: as for ``ask``. Raises InputError naming the first line that is not a question,
    before any is answered.
    """
    questions = list(_read(file))  # all of it, so that a bad line is told before the model loads
    library = _opened(data, model)
    filters = Filters(style=style)
    console = Console(stderr=True)
    columns = (TextColumn("Answering"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("questions", total=len(questions))
        for number, asked in enumerate(questions, start=1):
            answer = answer_to(
                library,
                asked.question,
                as_of=asked.as_of,
                exclude=asked.exclude,
                filters=filters,
            )
            print(json.dumps({"id": asked.id, **answer.as_json()}, ensure_ascii=False), flush=True)
            progress.advance(task)
            if not console.is_terminal and number % 100 == 0:
                print(f"{number} of {len(questions)} answered", file=sys.stderr)
    return 0


@dataclass(frozen=True, slots=True)
class _Asked:
    id: object
    question: str
    as_of: dt.date | None
    exclude: tuple[str, ...]


def _opened(data: Path | None, model: str | None) -> Library:
    # What a library says while it loads must not end up among the answers.
    with contextlib.redirect_stdout(sys.stderr):
        return Library.open(load_settings(data=data, model=model))


def _read(file: Path) -> Iterator[_Asked]:
    try:
        with _open_text(file) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _parsed(line, f"{file}:{number}")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        # Not as Python tells it, with a number and the name once more.
        told = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{file} cannot be read: {told[:1].lower()}{told[1:]}.") from error


def _open_text(file: Path) -> IO[str]:
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8-sig")
    return file.open(encoding="utf-8-sig")


def _parsed(line: str, place: str) -> _Asked:
    try:
        row = json.loads(line)
        as_of, exclude = row.get("as_of"), row.get("exclude") or []
        if not isinstance(row["question"], str) or not isinstance(exclude, list):
            raise TypeError
        asked = _Asked(
            row["id"],
            row["question"],
            dt.date.fromisoformat(as_of[:10]) if as_of else None,
            tuple(map(str, exclude)),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f'{place}: not a question like {{"id": "1", "question": "…", "as_of": "2020-06-12"}}.'
        ) from error
    if not any(c.isalnum() for c in asked.question):
        raise InputError(f"{place}: the question has no words.")
    return asked


def _show(answer: Answer, console: Console) -> None:
    if answer.narrowings:
        told = ", ".join(n.label for n in answer.narrowings)
        _print(console, Text(f"Narrowed to: {told}\n", style="dim"))
    if answer.note:
        _print(console, Text(f"{answer.note}\n", style="dim"))
    if answer.reply:
        _print(console, Text(answer.text))
        if answer.reply.questions:
            _print(console, Text("\nSuch as:", style="dim"))
        for question in answer.reply.questions:
            _print(console, Text(f"  {question}"))
        return
    if answer.abstained:
        _print(console, Text(answer.text, style="bold"))
        near = answer.nearest()
        if near:
            _print(console, Text("\nNearest articles:", style="dim"))
        for article in near:
            _print(console, Text(f"  {article.headline}  ").append(_byline(article), style="dim"))
        return
    if answer.short_answer:
        _print(console, Text(answer.short_answer, style="bold"), end="\n\n")
    listed = answer.style is not Style.BRIEF
    for sentence in answer.sentences:
        line = Text("• " if listed else "")
        if sentence.lead:
            line.append(f"{sentence.lead}: ", style="bold")
        _print(console, line.append(f"{sentence.text} ").append(sentence.marks, style="cyan"))
    if answer.writing and answer.writing.own:
        count = len(answer.sentences)
        checked = f"{count} sentence{'' if count == 1 else 's'} checked"
        _print(console, Text(f"Written by {answer.writing.model}, {checked}", style="dim"))
    if answer.writing:
        _print(console, Text(f"It took {answer.writing.spent}", style="dim"))
    console.print()
    for number, citation in enumerate(answer.citations, start=1):
        where = " · ".join(
            filter(None, (citation.outlet, in_words(citation.published), citation.beside))
        )
        line = Text(f"[{number}] ", style="cyan").append(citation.title, style="default bold")
        _print(console, line.append(f"  {where}", style="dim"))
        if citation.url:
            _print(console, Text(f"    {citation.url}", style="dim"), soft_wrap=True)


def _print(console: Console, text: Text, *, end: str = "\n", soft_wrap: bool = False) -> None:
    """Print ``text``, in which articles may have a say."""
    text.plain = printable(text.plain, lines=True)
    console.print(text, end=end, soft_wrap=soft_wrap)


def _byline(article: Article) -> str:
    return " · ".join(filter(None, (article.outlet, in_words(article.published))))
