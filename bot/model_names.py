"""What language models are called in settings, on the command line and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import WriterError

if TYPE_CHECKING:
    from bot.settings import Settings

PROVIDERS = {
    "openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
    "google_genai": "langchain_google_genai",
    "ollama": "langchain_ollama",
    "llamacpp": "xllamacpp",
}
"""What can be set before the colon, and the module that it needs beside LangChain."""
KEYS = {
    "openai": ("OPENAI_API_KEY",),
    "anthropic": ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
    "google_genai": ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
}
"""The variables that may hold the key of a provider, the one to name first."""
NONE = "none"
"""The name of no model: the answer is taken from the articles."""


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


@dataclass(frozen=True, slots=True)
class Choice:
    """A model to choose: as it is set, NONE for none, and as it is shown."""

    setting: str
    shown: str


def choices(settings: Settings) -> tuple[Choice, ...]:
    """The models that may be chosen, the default first, no model always among them.

    Raises WriterError for a setting that names none.
    """
    listed = [settings.model or NONE, *settings.models_listed, NONE]
    return tuple(
        Choice(s, "No model" if s == NONE else Named.read(s).shown) for s in dict.fromkeys(listed)
    )
