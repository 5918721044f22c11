"""A reader's browser as far as the server can tell: the page's messages, a question typed in."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from bot.errors import InputError

_PROTOCOL = Subprotocol("streamlit")
_THREAD = "coverage_thread"
_KEPT_MESSAGES = 60
_OPEN_SECONDS = 120.0

Turn = Mapping[str, Any]
"""A turn as the page shows it: ``bot.ui.present.TurnView``."""


class LostError(InputError):
    """The server closed the connection, or nothing came in time."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a question was dealt with.

    seen, seconds: from asking until the question stood on the page, and until its answer did.
    steps: what was said meanwhile. turns: all that the page shows then.
    """

    question: str
    seen: float
    seconds: float
    steps: tuple[str, ...]
    turns: tuple[Turn, ...]

    @property
    def turn(self) -> Turn:
        """The turn of this question."""
        return self.turns[-1]


class Asker:
    """One session of the page; open with ``Asker.at``."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._query = self._page = self._input = ""
        self._turns: tuple[Turn, ...] = ()
        self._kept: OrderedDict[str, ForwardMsg] = OrderedDict()
        self._polls: dict[str, asyncio.Task[None]] = {}
        self._news = asyncio.Event()
        self._lost = False

    @classmethod
    @asynccontextmanager
    async def at(cls, port: int) -> AsyncIterator[Asker]:
        """The page as it is when it has just been opened. Raises LostError."""
        url = f"ws://127.0.0.1:{port}/_stcore/stream"
        try:
            async with connect(
                url, subprotocols=[_PROTOCOL], max_size=None, open_timeout=_OPEN_SECONDS
            ) as socket:
                asker = cls(socket)
                listening = asyncio.create_task(asker._listen())
                try:
                    await asker._rerun()
                    async with asyncio.timeout(_OPEN_SECONDS):
                        while not asker._input:
                            await asker._something_new()
                    yield asker
                finally:
                    asker._stop_polling()
                    listening.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await listening
        except (OSError, ConnectionClosed, TimeoutError) as error:
            raise LostError(str(error) or type(error).__name__) from error

    async def ask(self, question: str, patience: float) -> Shown:
        """Type ``question`` and wait for its answer, ``patience`` seconds at most. LostError."""
        before = len(self._turns)
        started = time.perf_counter()
        await self._rerun(typed=question)
        seen, steps = 0.0, dict[str, None]()
        try:
            async with asyncio.timeout(patience):
                while True:
                    await self._something_new()
                    if len(self._turns) <= before:
                        continue
                    seen = seen or time.perf_counter() - started
                    last = self._turns[-1]
                    told = last["sentences"] or last["declined"] or last["error"]
                    if told and not last["step"]:
                        taken = time.perf_counter() - started
                        return Shown(question, seen, taken, tuple(steps), self._turns)
                    steps[str(last["step"])] = None
        except TimeoutError as error:
            raise LostError(f"no answer in {patience:.0f} s, last: {list(steps)[-1:]}") from error

    async def _something_new(self) -> None:
        if self._lost:
            raise LostError("the server closed the connection")
        await self._news.wait()
        self._news.clear()

    async def _listen(self) -> None:
        try:
            async for data in self._socket:
                message = ForwardMsg()
                message.ParseFromString(data if isinstance(data, bytes) else data.encode())
                self._hear(message)
        except ConnectionClosed:
            pass
        finally:
            self._lost = True
            self._news.set()

    def _hear(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self._kept[message.hash] = message
            while len(self._kept) > _KEPT_MESSAGES:
                self._kept.popitem(last=False)
        if kind == "ref_hash":
            self._hear(self._kept[message.ref_hash])
        elif kind == "new_session":
            self._page = message.new_session.page_script_hash
            if not message.metadata.run.fragment_ids:
                self._stop_polling()
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            told = message.auto_rerun
            self._stop_polling(told.fragment_id)
            self._polls[told.fragment_id] = asyncio.create_task(
                self._poll(told.fragment_id, told.interval)
            )
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                self._stop_polling(fragment)
        elif kind == "delta":
            self._draw(message)

    def _draw(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "chat_input":
            self._input = element.chat_input.id
            self._news.set()
        elif kind == "bidi_component":
            part = element.bidi_component
            if part.component_name.endswith(_THREAD):
                told = part.json or part.mixed.json
                self._turns = tuple(json.loads(told)["turns"])
                self._news.set()

    async def _poll(self, fragment: str, interval: float) -> None:
        """As browsers do: at a fixed rate, whatever has become of the time before."""
        due = time.monotonic()
        with contextlib.suppress(ConnectionClosed):
            while True:
                due += interval
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                await self._rerun(fragment=fragment)

    def _stop_polling(self, fragment: str | None = None) -> None:
        chosen: Sequence[str] = list(self._polls) if fragment is None else [fragment]
        for name in chosen:
            if task := self._polls.pop(name, None):
                task.cancel()

    async def _rerun(self, *, typed: str = "", fragment: str = "") -> None:
        asked = BackMsg()
        rerun = asked.rerun_script
        rerun.query_string = self._query
        rerun.page_script_hash = self._page
        rerun.cached_message_hashes.extend(self._kept)
        if fragment:
            rerun.fragment_id = fragment
            rerun.is_auto_rerun = True
        if typed:
            state = rerun.widget_states.widgets.add()
            state.id = self._input
            state.chat_input_value.data = typed
        await self._socket.send(asked.SerializeToString())
