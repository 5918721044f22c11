"""The page's websocket by hand: what a client sends that is no browser."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any

from page_server import Server
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

_XSRF = "_streamlit_xsrf"
_SECONDS = 120


class PageSocket:
    """A session at ``server`` with those cookies, as Playwright tells them.

    origin: whether it says, as browsers do, that it comes from the server's own page.
    """

    def __init__(self, server: Server, cookies: Sequence[Any] = (), *, origin: bool = True) -> None:
        named = {c["name"]: c["value"] for c in cookies if c["domain"] == "127.0.0.1"}
        protocols = [Subprotocol("streamlit")]
        if _XSRF in named:
            protocols.append(Subprotocol(named[_XSRF]))
        self._connecting = connect(
            f"ws://127.0.0.1:{server.port}/_stcore/stream",
            subprotocols=protocols,
            origin=Origin(server.url.rstrip("/")) if origin else None,
            additional_headers={"Cookie": "; ".join(f"{n}={v}" for n, v in named.items())},
            max_size=None,
        )
        self._deltas: list[Delta] = []

    def __enter__(self) -> PageSocket:
        self._socket = self._connecting.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connecting.__exit__(kind, error, trace)

    def run(
        self,
        page: str,
        query: str = "",
        *,
        text: tuple[str, str] | None = None,
        pressed: str = "",
        fragment: str = "",
    ) -> str:
        """Have a page run; everything that the server sends for it.

        text: id of a field and what is in it. pressed: id of a button. fragment: one that is to be
        run first; of one that is not this session's nothing is heard.
        """
        if fragment:
            self._send(page, query, text, pressed, fragment)
        self._send(page, query, text, pressed)
        told = ""
        while True:
            message = ForwardMsg()
            message.ParseFromString(self._socket.recv(_SECONDS, decode=False))
            told += str(message)
            if message.WhichOneof("type") == "delta":
                self._deltas.append(message.delta)
            if message.WhichOneof("type") == "script_finished":
                return told

    def _send(
        self, page: str, query: str, text: tuple[str, str] | None, pressed: str, fragment: str = ""
    ) -> None:
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        asked.rerun_script.fragment_id = fragment
        if text:
            state = asked.rerun_script.widget_states.widgets.add(id=text[0])
            state.string_value = text[1]
        if pressed:
            state = asked.rerun_script.widget_states.widgets.add(id=pressed)
            state.trigger_value = True
        self._socket.send(asked.SerializeToString())

    def button(self, label: str) -> str:
        """The id of a button that was sent."""
        return next(
            d.new_element.button.id
            for d in self._deltas
            if d.WhichOneof("type") == "new_element" and d.new_element.button.label == label
        )

    def field(self, label: str) -> str:
        """The id of a field of several lines that was sent."""
        return next(
            d.new_element.text_area.id
            for d in self._deltas
            if d.WhichOneof("type") == "new_element" and d.new_element.text_area.label == label
        )

    def fragment(self) -> str:
        """The id of a fragment that was sent."""
        return next(d.fragment_id for d in self._deltas if d.fragment_id)
