"""A stand-in for OpenAI's API on loopback that says, word by word, what a test has it say."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from scripted import sentences_in

Said = Callable[[dict[int, str]], str]
_PATIENCE = 300


class SpokenModel:
    """Serves while it is entered; url: the base of its API."""

    def __init__(self) -> None:
        self._lines: queue.Queue[Said | None] = queue.Queue()
        self._questions: queue.Queue[str] = queue.Queue()
        spoken = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                try:
                    spoken._answer(asked["messages"][-1]["content"], self._send)
                except (BrokenPipeError, ConnectionResetError):
                    return  # who asked has hung up

            def _send(self, chunk: dict[str, object]) -> None:
                self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                self.wfile.flush()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> SpokenModel:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nobody answers at ``url`` any more."""
        self._server.shutdown()
        self._server.server_close()

    def say(self, line: Said) -> None:
        """Have the answer under way go on with ``line``, given the numbered sentences."""
        self._lines.put(line)

    def end(self) -> None:
        """Have the answer under way end."""
        self._lines.put(None)

    def rewrite(self, question: str) -> None:
        """Have the follow-up that waits be made into ``question``."""
        self._questions.put(question)

    def _answer(self, prompt: str, send: Callable[[dict[str, object]], None]) -> None:
        if "<before>" in prompt:
            send(_chunk(self._questions.get(timeout=_PATIENCE)))
        else:
            given = sentences_in(prompt)
            while (line := self._lines.get(timeout=_PATIENCE)) is not None:
                send(_chunk(line(given)))
        used = {"prompt_tokens": 900, "completion_tokens": 40, "total_tokens": 940}
        send({**_chunk(""), "choices": [], "usage": used})


def _chunk(text: str) -> dict[str, object]:
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
    return {
        "id": "spoken",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "spoken",
        "choices": [choice],
    }
