"""Every setting: COVERAGE_* variables, then .env, then coverage.toml, then defaults."""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import SettingsError
from bot.model_names import NONE

_PREFIX = "COVERAGE_"
_NOT_OURS = frozenset(
    """COVERAGE_FILE COVERAGE_RCFILE COVERAGE_PROCESS_START COVERAGE_PROCESS_CONFIG COVERAGE_CORE
    COVERAGE_DEBUG COVERAGE_DEBUG_FILE
    """.split()
)
"""What coverage.py, which measures tests, reads under the same prefix."""


class Settings(BaseSettings):
    """What a user may set; unknown names are errors."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=".env",
        toml_file="coverage.toml",
        extra="forbid",
        frozen=True,
    )

    data: Path = Field(Path(".coverage"), description="folder of the index and the conversations")
    threshold: float | None = Field(
        None,
        ge=0,
        le=1,
        description="abstain below this confidence; unset: as measured",
    )
    precision: str = Field(
        "auto",
        pattern="^(auto|float32|bfloat16)$",
        description="arithmetic of the embedding model",
    )
    model: str | None = Field(
        None,
        min_length=1,
        description="language model that writes the answers, provider:name; unset: none",
    )
    models: str = Field(
        "",
        description="further language models to choose from, provider:name, with commas between",
    )
    model_url: str | None = Field(
        None,
        pattern=r"^https?://\S+$",
        description="base URL of an OpenAI-compatible endpoint that serves the model",
    )
    model_key: SecretStr | None = Field(None, description="key for model_url, if it wants one")
    model_timeout: float = Field(
        60, gt=0, le=3600, description="seconds that the language model may be silent"
    )
    cache: int = Field(
        200, ge=0, le=10_000, description="answers that are kept to be given again; 0: none"
    )
    show_work: bool = Field(
        False,
        description="show under an answer what a model took, and what of it was dropped and why",
    )
    threads: int = Field(0, ge=0, description="threads of the models; 0: all cores")
    cross_encoder: str = Field(
        "",
        description="a sentence-transformers CrossEncoder (folder or name) that judges relevance"
        " instead of our reader",
    )

    allow_hosts: str = Field(
        "",
        description="hosts that may be fetched from though they are not public",
    )
    fetch_delay: float = Field(
        1.0, ge=0, le=60, description="seconds between two requests to one host"
    )
    readers: str = Field(
        "",
        description="who may read here, of those who can log in: addresses, @domains, group:NAME or"
        " sub:KEY, with commas between; unset: all of them",
    )
    editors: str = Field("", description="who may add articles and undo that, listed likewise")
    admins: str = Field("", description="who may see usage, too, listed likewise")
    group_claim: str = Field(
        "groups", min_length=1, description="claim of the login that lists somebody's groups"
    )
    session_hours: float = Field(
        12, gt=0, le=720, description="hours after which one has to log in again"
    )
    questions_each: int = Field(
        60, ge=0, description="questions of one account in any hour; 0: no limit"
    )
    questions_all: int = Field(
        600, ge=0, description="questions of all accounts in any hour; 0: no limit"
    )

    @field_validator("data")
    @classmethod
    def _is_at_home(cls, data: Path) -> Path:
        # A shell does it on its command line; nothing does it in .env and coverage.toml.
        try:
            return data.expanduser()
        except RuntimeError as error:
            raise ValueError(f"{data} is in nobody's home") from error

    @field_validator("model")
    @classmethod
    def _none_is_none(cls, name: str | None) -> str | None:
        return None if name == NONE else name

    @property
    def models_listed(self) -> tuple[str, ...]:
        """What ``models`` lists."""
        return tuple(filter(None, (name.strip() for name in self.models.split(","))))

    @field_validator("allow_hosts")
    @classmethod
    def _are_hosts(cls, text: str) -> str:
        if text:
            from bot.web.addresses import AllowedHosts

            AllowedHosts.parse(text)
        return text

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line, environment, .env, coverage.toml: the first that says so wins."""
        toml = TomlConfigSettingsSource(settings_cls)
        return init_settings, env_settings, _OurLines(settings_cls), toml


class _OurLines(DotEnvSettingsSource):
    """The lines of .env that are ours: other programs keep theirs in the same file."""

    def __call__(self) -> dict[str, Any]:
        found = super().__call__()
        return {k: v for k, v in found.items() if k in Settings.model_fields or _is_ours(k)}


def load_settings(**overrides: Path | str | float | None) -> Settings:
    """The settings in force; an override of None counts as not given.

    Raises SettingsError with one sentence that names the setting.
    """
    _refuse_unknown_variables()
    try:
        given: dict[str, Any] = {k: v for k, v in overrides.items() if v is not None}
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        if first["type"] == "extra_forbidden":
            raise _unknown(name) from error
        told = first["msg"].removeprefix("Value error, ")
        reason = told[0].lower() + told[1:]
        raise SettingsError(
            f"The setting {name.removeprefix(_PREFIX.lower())}: {reason}."
        ) from error
    except (ValueError, OSError) as error:
        toml = isinstance(error, tomllib.TOMLDecodeError)
        file = "coverage.toml" if toml else ".env or coverage.toml"
        raise SettingsError(f"{file} cannot be read: {error}.") from error


def _refuse_unknown_variables() -> None:
    # The environment is not covered by extra="forbid": a misspelt variable would be ignored.
    for variable in os.environ:
        if _is_ours(variable):
            name = variable[len(_PREFIX) :].lower()
            if name not in Settings.model_fields:
                raise _unknown(name)


def _is_ours(variable: str) -> bool:
    return variable.upper().startswith(_PREFIX) and variable.upper() not in _NOT_OURS


def _unknown(name: str) -> SettingsError:
    plain = name.lower().removeprefix(_PREFIX.lower())
    near = difflib.get_close_matches(plain, list(Settings.model_fields), n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(Settings.model_fields)}."
    return SettingsError(f"There is no setting {plain}: {hint}")
