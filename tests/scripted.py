"""A scripted chat model, and the real store and search for it to write about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from langchain_core.messages import AIMessageChunk, BaseMessage
from store_fixtures import QuickEncoder, ingest_quick, open_quick

from bot.kept_answers import KeptAnswers
from bot.library import Library
from bot.settings import Settings
from bot.writers.llm import LlmWriter

QUESTION = "Who halted police sales?"
Script = Sequence[str | Exception | Callable[[], None]]


def library_of(data: Path, source: Path, **others: object) -> Library:
    """The real store and search, with a quick encoder: what a model writes is what matters here.

    others: further settings.
    """
    ingest_quick(data, [source])
    settings = Settings(data=data, threshold=0.3, **others)  # type: ignore[arg-type]
    return Library(
        settings,
        open_quick(data),
        QuickEncoder(),  # type: ignore[arg-type]
        kept=KeptAnswers(settings.cache if "cache" in others else 0),
    )


class Scripted:
    """A chat model that writes what it is told to, a word at a time.

    script: given the numbered sentences, what is written; an Exception in it is raised, a callable
    is called where it stands. alone: what a follow-up is made into. last: the end of the stream.
    """

    def __init__(
        self,
        script: Callable[[dict[int, str]], Script],
        *,
        alone: str | Exception = "",
        last: AIMessageChunk | None = None,
    ) -> None:
        self._script = script
        self._alone = alone
        self._last = last
        self.asked: list[str] = []
        self.rules: list[str] = []
        self.rewrote: list[str] = []

    def stream(self, input: Sequence[BaseMessage]) -> Iterator[AIMessageChunk]:
        prompt = str(input[-1].text)
        if "<before>" in prompt:
            self.rewrote.append(prompt)
            if isinstance(self._alone, Exception):
                raise self._alone
            yield AIMessageChunk(content=self._alone)
            return
        self.asked.append(prompt)
        self.rules.append(str(input[0].text))
        for piece in self._script(sentences_in(prompt)):
            if isinstance(piece, Exception):
                raise piece
            if callable(piece):
                piece()
                continue
            for start in range(0, len(piece), 7):
                yield AIMessageChunk(content=piece[start : start + 7])
        if self._last:
            yield self._last


def sentences_in(prompt: str) -> dict[int, str]:
    """The numbered sentences of a prompt, without where they are from."""
    found = {}
    for line in prompt.split("<evidence>\n")[1].split("\n</evidence>")[0].split("\n"):
        number, rest = line.split("] (", 1)
        found[int(number[1:])] = rest.split(") ", 1)[1]
    return found


def number_of(given: dict[int, str], words: str) -> int:
    return next(n for n, text in given.items() if words in text)


def writing(library: Library, model: Scripted, seconds: float = 30) -> Library:
    return replace(library, writer=LlmWriter(model, "scripted-1", seconds=seconds))


def faithful(given: dict[int, str]) -> Script:
    amazon = number_of(given, "Amazon on Wednesday halted")
    ibm = number_of(given, "IBM has stopped selling")
    return [
        "Here is what the coverage says:\n",
        f"- Amazon halted police use of Rekognition for one year [{amazon}].\n",
        f"- IBM stopped selling facial recognition software, and Amazon halted police use of its"
        f" own [{ibm}, {amazon}].\n",
    ]
