"""The setting COVERAGE_MODEL -> a writer: which provider, what it needs, and where it runs."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import WriterError
from bot.settings import Settings
from bot.writers.llm import LlmWriter
from bot.writers.streaming import Model

if TYPE_CHECKING:
    from bot.local_server import LocalServer

PROVIDERS = {
    "openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
    "google_genai": "langchain_google_genai",
    "ollama": "langchain_ollama",
    "llamacpp": "xllamacpp",
}
"""What can be set before the colon, and the module that it needs beside LangChain."""
LOCAL_TOKENS = 500
"""The most that a model on this machine writes: enough for six sentences."""

_lock = threading.Lock()
_servers: dict[Path, LocalServer] = {}


@dataclass(frozen=True, slots=True)
class Named:
    """A model as it is set: "ollama:qwen3:8b" is ``qwen3:8b`` of ``ollama``."""

    provider: str
    model: str

    @classmethod
    def read(cls, setting: str) -> Named:
        """Raises WriterError for a provider that is not known."""
        provider, _, model = setting.partition(":")
        if provider not in PROVIDERS or not model:
            raise WriterError(
                f"COVERAGE_MODEL={setting} is not one of {', '.join(PROVIDERS)} with a model’s"
                " name after a colon, such as ollama:qwen3:8b."
            )
        return cls(provider, model)

    @property
    def shown(self) -> str:
        """What users know it by: a path is shown by the name of its file."""
        return Path(self.model).stem if self.provider == "llamacpp" else self.model


def writer_of(settings: Settings) -> LlmWriter:
    """The writer for ``settings.model``, which must be set; starts llama.cpp where that is asked.

    No question is sent. Raises WriterError with one sentence that says what to install or check.
    """
    named = Named.read(settings.model or "")
    if settings.model_url and named.provider != "openai":
        raise WriterError(
            "COVERAGE_MODEL_URL is for an OpenAI-compatible endpoint: set"
            f" COVERAGE_MODEL=openai:{named.model}, or no URL."
        )
    _require(named.provider)
    if named.provider == "llamacpp":
        server = _served(Path(named.model).expanduser())
        model = _openai(named.model, server.url, server.key, settings.model_timeout, local=True)
    elif settings.model_url:
        # Never the key of the environment, which is meant for OpenAI and nobody else.
        key = settings.model_key.get_secret_value() if settings.model_key else "none"
        model = _openai(named.model, settings.model_url, key, settings.model_timeout, local=False)
    else:
        model = _chat_model(named, settings.model_timeout)
    return LlmWriter(model, named.shown, seconds=settings.model_timeout)


def _require(provider: str) -> None:
    needed = ["langchain", PROVIDERS[provider]]
    if provider == "llamacpp":
        needed.append("langchain_openai")
    missing = [m for m in needed if importlib.util.find_spec(m) is None]
    if missing:
        raise WriterError(
            f"The model {provider}:… needs {missing[0].replace('_', '-')}:"
            f" run pip install '.[{provider.replace('_', '-')}]'."
        )


def _openai(name: str, url: str, key: str, seconds: float, *, local: bool) -> Model:
    limits: dict[str, object] = {"temperature": 0, "max_tokens": LOCAL_TOKENS} if local else {}
    return _made(
        f"openai:{name}", base_url=url, api_key=key, timeout=seconds, max_retries=0, **limits
    )


def _chat_model(named: Named, seconds: float) -> Model:
    if named.provider == "ollama":
        return _made(
            f"ollama:{named.model}",
            temperature=0,
            num_predict=LOCAL_TOKENS * 4,
            client_kwargs={"timeout": seconds},
        )
    return _made(f"{named.provider}:{named.model}", timeout=seconds, max_retries=1)


def _made(setting: str, **options: object) -> Model:
    from langchain.chat_models import init_chat_model

    make: Callable[..., Model] = init_chat_model
    try:
        return make(setting, **options)
    except Exception as error:
        # Mostly a key that is not set; what the provider says of it may hold parts of one.
        raise WriterError(
            f"The model {setting} cannot be used ({type(error).__name__}): check its name, and that"
            " its provider’s key is set in the environment."
        ) from error


def _served(path: Path) -> LocalServer:
    """The server of the model in ``path``, one a process."""
    from bot.local_server import LocalServer

    with _lock:
        server = _servers.get(path)
        if server is None or not server.alive:
            server = _servers[path] = LocalServer.start(path)
        return server
