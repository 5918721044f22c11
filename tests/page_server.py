"""The chat served for real on a free port, and Chromium to look at it with."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, Request

ROOT = Path(__file__).parent.parent
_START_SECONDS = 60
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def ingest(*arguments: str | Path, data: Path) -> None:
    """Run ``ingest.py`` as a newsroom does."""
    command = [sys.executable, "ingest.py", *map(str, arguments), "--data", str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


class Server:
    """A running chat; ``restart`` serves the same data on the same port again."""

    def __init__(self, data: Path, log: Path, **variables: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}/"
        self.data = data
        self._log = log
        self.variables = variables
        self.options: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once pages are served."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--server.port", str(self.port), *self.options],
                cwd=ROOT,
                env=os.environ
                | {"COVERAGE_DATA": str(self.data), "HF_HUB_OFFLINE": "1"}
                | self.variables,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + _START_SECONDS
        while not self._healthy():
            assert self._process.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.1)

    def stop(self) -> None:
        """Returns once the process has ended."""
        if self._process:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Meanwhile it does nothing; what is sent waits for it."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def children(self) -> list[int]:
        """The ids of the processes that it has started."""
        assert self._process
        listed = Path(f"/proc/{self._process.pid}/task").glob("*/children")
        return [int(child) for tasks in listed for child in tasks.read_text().split()]

    def restart(self) -> None:
        """Stop and start."""
        self.stop()
        self.start()

    def log(self) -> str:
        """What the server has printed."""
        return self._log.read_text(errors="replace")

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def serving(data: Path, log: Path, **variables: str) -> Iterator[Server]:
    """The chat over ``data``, with ``variables`` in its environment."""
    server = Server(data, log, **variables)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The Chromium of this machine, or the one that the variable CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "Chromium is needed: apt-get install chromium"
    browser = playwright.chromium.launch(executable_path=path, args=_QUIET)
    try:
        yield browser
    finally:
        browser.close()


def strangers(context: BrowserContext, server: Server) -> list[str]:
    """The requests to other hosts, as they happen."""
    found: list[str] = []

    def look(request: Request) -> None:
        own = (server.url, f"ws://127.0.0.1:{server.port}/", "blob:", "data:")
        if not request.url.startswith(own):
            found.append(request.url)

    context.on("request", look)
    return found
