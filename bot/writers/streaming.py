"""A model's words as they come, given up when they take too long or nobody wants them any more."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk, BaseMessage

_POLL = 0.05
_WHOLE = 4
"""The whole answer may take that many times as long as the model may be silent."""


class Model(Protocol):
    """What is needed of a LangChain chat model."""

    def stream(self, input: Sequence[BaseMessage]) -> Iterator[AIMessageChunk]:
        """The answer in pieces."""
        ...


@dataclass(slots=True)
class Usage:
    """What the provider tells that an answer took. cost: in US dollars, None if it does not."""

    read: int = 0
    written: int = 0
    cost: float | None = None

    @property
    def tokens(self) -> tuple[int, int] | None:
        """Read and written; None where the provider does not tell."""
        return (self.read, self.written) if self.read or self.written else None

    def count(self, chunk: AIMessageChunk) -> None:
        """Add what ``chunk`` tells."""
        if chunk.usage_metadata:
            self.read += chunk.usage_metadata["input_tokens"]
            self.written += chunk.usage_metadata["output_tokens"]
        # Routers to several providers tell the price, by itself or beside the tokens.
        told = chunk.response_metadata
        usage = told.get("token_usage") or {}
        cost = told.get("cost", usage.get("cost"))
        if isinstance(cost, int | float):
            self.cost = (self.cost or 0.0) + cost


class TooSlow(Exception):
    """The model was silent for longer than we wait."""


def pieces(
    model: Model,
    messages: Sequence[BaseMessage],
    *,
    seconds: float,
    stop: threading.Event | None = None,
) -> Generator[AIMessageChunk]:
    """The pieces of the answer; none any more once ``stop`` is set.

    seconds: how long the model may be silent. Raises TooSlow, and whatever the model raises.
    Closing the generator ends the request at the model's next word.
    """
    told: queue.SimpleQueue[AIMessageChunk | Exception | None] = queue.SimpleQueue()
    unwanted = threading.Event()

    def read() -> None:
        try:
            for chunk in model.stream(messages):
                if unwanted.is_set():
                    return
                told.put(chunk)
            told.put(None)
        except Exception as error:  # noqa: BLE001 - raised again where the answer is awaited
            told.put(error)

    threading.Thread(target=read, name="model", daemon=True).start()
    last = begun = time.monotonic()
    try:
        while not (stop and stop.is_set()):
            now = time.monotonic()
            if now - last > seconds or now - begun > _WHOLE * seconds:
                raise TooSlow
            try:
                item = told.get(timeout=_POLL)
            except queue.Empty:
                continue
            if item is None:
                return
            if isinstance(item, Exception):
                raise item
            last = time.monotonic()
            yield item
    finally:
        unwanted.set()
