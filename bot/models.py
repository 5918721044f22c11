"""The setting COVERAGE_MODEL -> a writer: which provider, what it needs, and where it runs."""

from __future__ import annotations

import importlib.util
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import WriterError
from bot.model_names import KEYS, PROVIDERS, Named
from bot.settings import Settings
from bot.writers.llm import LlmWriter
from bot.writers.streaming import Model

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk, BaseMessage

    from bot.local_server import LocalServer

LOCAL_TOKENS = 500
"""The most that a model on this machine writes: enough for six sentences."""

_lock = threading.Lock()
_servers: dict[Path, LocalServer] = {}
_making = threading.Lock()
_writers: dict[tuple[Settings, str], LlmWriter] = {}


def writer_of(settings: Settings, name: str | None = None) -> LlmWriter:
    """The writer ``name``, by default ``settings.model``, one of which must be set.

    Starts llama.cpp where that is asked; no question is sent. Raises WriterError with one sentence
    that says what to install or check.
    """
    named = Named.read(name or settings.model or "")
    if settings.model_url and not settings.models and named.provider != "openai":
        raise WriterError(
            "COVERAGE_MODEL_URL is for an OpenAI-compatible endpoint: set"
            f" COVERAGE_MODEL=openai:{named.model}, or no URL."
        )
    _require(named)
    model: Model
    if named.provider == "llamacpp":
        model = LocalModel(Path(named.model).expanduser(), settings)
        model.ready()
    elif settings.model_url and named.provider == "openai":
        # Never the key of the environment, which is meant for OpenAI and nobody else.
        key = settings.model_key.get_secret_value() if settings.model_key else "none"
        model = _openai(named.model, settings.model_url, key, settings.model_timeout, local=False)
    else:
        model = _chat_model(named, settings.model_timeout)
    return LlmWriter(model, named.shown, seconds=settings.model_timeout)


def writer_named(settings: Settings, name: str) -> LlmWriter:
    """As ``writer_of``, made once a process. Raises WriterError."""
    with _making:
        key = settings, name
        if key not in _writers:
            _writers[key] = writer_of(settings, name)
        return _writers[key]


class LocalModel:
    """The model in a GGUF file, served by us; a server that has ended is started again."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        self._client: tuple[LocalServer, Model] | None = None

    def ready(self) -> Model:
        """A client of the running server. Raises WriterError."""
        server = _served(self._path, self._settings.threads)
        if self._client is None or self._client[0] is not server:
            seconds = self._settings.model_timeout
            client = _openai(self._path.stem, server.url, server.key, seconds, local=True)
            self._client = server, client
        return self._client[1]

    def stream(self, input: Sequence[BaseMessage]) -> Iterator[AIMessageChunk]:
        """The answer in pieces."""
        return self.ready().stream(input)


def _require(named: Named) -> None:
    provider = named.provider
    needed = ["langchain", PROVIDERS[provider]]
    if provider == "llamacpp":
        needed.append("langchain_openai")
    missing = [m for m in needed if importlib.util.find_spec(m) is None]
    if missing:
        raise WriterError(
            f"The model {named.shown} needs {missing[0].replace('_', '-')}:"
            f" run pip install '.[{_extra(provider)}]'."
        )


def _openai(name: str, url: str, key: str, seconds: float, *, local: bool) -> Model:
    limits: dict[str, object] = {"temperature": 0, "max_tokens": LOCAL_TOKENS} if local else {}
    return _made(
        f"openai:{name}",
        base_url=url,
        api_key=key,
        timeout=seconds,
        max_retries=0,
        stream_usage=True,
        **limits,
    )


def _chat_model(named: Named, seconds: float) -> Model:
    if named.provider == "ollama":
        return _made(
            f"ollama:{named.model}",
            temperature=0,
            num_predict=LOCAL_TOKENS * 4,
            client_kwargs={"timeout": seconds},
        )
    if named.provider == "anthropic" and not _has_key(named.provider):
        raise _needs_key(named)  # it would only be told by Anthropic, with the question
    return _made(f"{named.provider}:{named.model}", timeout=seconds, max_retries=1)


def _made(setting: str, **options: object) -> Model:
    from langchain.chat_models import init_chat_model

    make: Callable[..., Model] = init_chat_model
    named = Named.read(setting)
    try:
        return make(setting, **options)
    except ImportError as error:
        raise WriterError(
            f"What the model {setting} needs cannot be loaded: run"
            f" pip install '.[{_extra(named.provider)}]' again."
        ) from error
    except Exception as error:
        if named.provider in KEYS and "api_key" not in options and not _has_key(named.provider):
            raise _needs_key(named) from error
        # What the provider says of it may hold a part of the key.
        raise WriterError(
            f"The model {setting} cannot be used ({type(error).__name__}): check its name."
        ) from error


def _has_key(provider: str) -> bool:
    return any(os.environ.get(variable) for variable in KEYS[provider])


def _needs_key(named: Named) -> WriterError:
    return WriterError(
        f"The model {named.model} needs a key: set {KEYS[named.provider][0]} in the environment."
    )


def _extra(provider: str) -> str:
    """What is installed for ``provider``: the name of an extra."""
    return provider.replace("_", "-")


def _served(path: Path, threads: int) -> LocalServer:
    """The server of the model in ``path``, one a process."""
    from bot.local_server import LocalServer

    with _lock:
        server = _servers.get(path)
        if server is None or not server.alive:
            server = _servers[path] = LocalServer.start(path, threads)
        return server
