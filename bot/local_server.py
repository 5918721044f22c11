"""A llama.cpp server of our own on loopback: a child process that ends when this one does."""

from __future__ import annotations

import atexit
import json
import os
import queue
import secrets
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from bot.errors import WriterError

START_SECONDS = 180
CONTEXT_TOKENS = 8192
_READY = "serving "
_GGUF = b"GGUF"


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A running server. url: its OpenAI-compatible API; key: what it wants to be asked with."""

    url: str
    key: str
    _process: subprocess.Popen[str]

    @classmethod
    def start(cls, model: Path, threads: int = 0) -> LocalServer:
        """Serve the GGUF file ``model``; returns once it answers, some seconds.

        threads: 0 for all cores.

        Raises WriterError when the file is none, or the server does not come up.
        """
        _check(model)
        key = secrets.token_urlsafe(24)
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.local_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=Path(__file__).parent.parent,
        )
        assert process.stdin
        asked = {"model": str(model.resolve()), "key": key, "threads": threads}
        # By the pipe, not the command line, which every user of the machine can read. That it
        # stays open is what keeps the server alive.
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        address = _address(process)
        if address is None:
            process.kill()
            process.communicate()  # which closes its pipes, too
            raise WriterError(
                f"llama.cpp cannot serve {model}: it may be no chat model, or too big."
            )
        server = cls(f"{address}/v1", key, process)
        atexit.register(server.stop)
        return server

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it; returns once it has."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()


def _check(model: Path) -> None:
    try:
        with model.open("rb") as file:
            if file.read(len(_GGUF)) != _GGUF:
                raise WriterError(
                    f"{model} is not a GGUF file: COVERAGE_MODEL=llamacpp: needs one."
                )
    except OSError as error:
        raise WriterError(
            f"The model {model} cannot be read ({error.strerror}): check COVERAGE_MODEL."
        ) from error


def _address(process: subprocess.Popen[str]) -> str | None:
    """The address that the child tells once it serves; None if it ends or takes too long."""
    told: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            if line.startswith(_READY):
                told.put(line.removeprefix(_READY).strip())
                return
        told.put(None)

    threading.Thread(target=read, name="llama.cpp", daemon=True).start()
    try:
        return told.get(timeout=START_SECONDS)
    except queue.Empty:
        return None


def main() -> None:
    """Serve until standard input ends."""
    from xllamacpp import CommonParams, Server

    asked = json.loads(sys.stdin.readline())
    parameters = CommonParams()
    parameters.model.path = asked["model"]
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.api_keys = [asked["key"]]
    parameters.offline = True
    parameters.ui = False
    parameters.n_ctx = CONTEXT_TOKENS
    parameters.n_parallel = 1
    if asked["threads"]:
        parameters.cpuparams.n_threads = asked["threads"]
        parameters.cpuparams_batch.n_threads = asked["threads"]
    server = Server(parameters)
    print(f"{_READY}{server.listening_address}", flush=True)
    sys.stdin.read()
    # What it is in the middle of need not be finished.
    os._exit(0)


if __name__ == "__main__":
    main()
