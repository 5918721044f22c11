"""The setting of a model leads to it, or to one sentence that says what to do."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import langchain.chat_models
import pytest

from bot.errors import SettingsError, WriterError
from bot.local_server import LocalServer
from bot.model_names import KEYS, PROVIDERS, Named
from bot.models import LocalModel, writer_of
from bot.settings import Settings, load_settings

ROOT = Path(__file__).parent.parent


def test_a_model_is_named_by_its_provider_and_its_name() -> None:
    assert Named.read("ollama:qwen3:8b") == Named("ollama", "qwen3:8b")
    assert Named.read("ollama:qwen3:8b").shown == "qwen3:8b"
    assert Named.read("llamacpp:/models/small.Q4.gguf").shown == "small.Q4"


@pytest.mark.parametrize("setting", ["gpt", "openai:", "bard:x", ":x", "OPENAI:x"])
def test_a_provider_that_is_not_known_is_told_with_those_that_are(setting: str) -> None:
    with pytest.raises(WriterError, match="ollama:qwen3:8b") as told:
        writer_of(Settings(model=setting))
    assert all(provider in str(told.value) for provider in PROVIDERS)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_is_missing_is_told_with_the_command_that_installs_it(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == PROVIDERS[provider] else object()
    )
    with pytest.raises(WriterError) as told:
        writer_of(Settings(model=f"{provider}:x"))
    extra = provider.replace("_", "-")
    assert f"pip install '.[{extra}]'" in str(told.value)
    assert f'optional-dependencies.{extra}.file = "extras/{extra}.in"' in (
        ROOT / "pyproject.toml"
    ).read_text("utf-8")
    assert (ROOT / "extras" / f"{extra}.in").is_file()


def test_a_key_that_is_not_set_is_told_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(WriterError, match="needs a key: set OPENAI_API_KEY in the environment"):
        writer_of(Settings(model="openai:some-model"))


@pytest.mark.parametrize(
    ("provider", "error"),
    [
        ("anthropic", None),  # is made without a key, and would send the question
        ("google_genai", ValueError("API key required for Gemini Developer API.")),
    ],
)
def test_a_key_is_missed_before_any_question_is_sent(
    provider: str, error: Exception | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def init_chat_model(setting: str, **options: object) -> object:
        made.append(setting)
        if error:
            raise error
        return object()

    for variable in KEYS[provider]:
        monkeypatch.delenv(variable, raising=False)
    # The packages of these providers are not here.
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(langchain.chat_models, "init_chat_model", init_chat_model)
    variable, *_ = KEYS[provider]
    with pytest.raises(WriterError, match=f"needs a key: set {variable} in the environment"):
        writer_of(Settings(model=f"{provider}:x"))
    made.clear()
    monkeypatch.setenv(KEYS[provider][-1], "secret")
    if error is None:
        writer_of(Settings(model=f"{provider}:x"))
    else:
        with pytest.raises(WriterError, match="check its name") as told:
            writer_of(Settings(model=f"{provider}:x"))
        assert "secret" not in str(told.value)
    assert made == [f"{provider}:x"]


def test_a_package_that_is_broken_is_told_with_the_command_that_mends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def init_chat_model(setting: str, **options: object) -> object:
        raise ImportError("libssl")

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    monkeypatch.setattr(langchain.chat_models, "init_chat_model", init_chat_model)
    with pytest.raises(WriterError, match=r"pip install '.\[ollama\]' again"):
        writer_of(Settings(model="ollama:x"))


def test_the_key_of_openai_is_never_sent_to_another_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-openai")
    settings = Settings(model="openai:some-model", model_url="http://127.0.0.1:9/v1")
    model = writer_of(settings)._model
    assert model.openai_api_key.get_secret_value() == "none"  # type: ignore[attr-defined]
    keyed = settings.model_copy(update={"model_key": load_settings(model_key="mine").model_key})
    model = writer_of(keyed)._model
    assert model.openai_api_key.get_secret_value() == "mine"  # type: ignore[attr-defined]
    assert "mine" not in repr(keyed)


def test_an_address_is_only_for_what_speaks_as_openai_does() -> None:
    with pytest.raises(WriterError, match="COVERAGE_MODEL=openai:x"):
        writer_of(Settings(model="ollama:x", model_url="http://127.0.0.1:9/v1"))


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://x", "http://a b"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="model_url"):
        load_settings(model_url=url)


def test_a_file_that_is_no_model_is_told_before_anything_is_started(tmp_path: Path) -> None:
    with pytest.raises(WriterError, match="cannot be read"):
        LocalServer.start(tmp_path / "missing.gguf")
    (tmp_path / "text.gguf").write_text("GGU, but no F")
    with pytest.raises(WriterError, match="not a GGUF file"):
        LocalServer.start(tmp_path / "text.gguf")


def test_without_the_setting_nothing_of_it_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys, bot.chat, bot.ui.desk, bot.library, bot.settings, bot.commands.ask\n"
        "from store_fixtures import ROOT, QuickEncoder, ingest_quick, open_quick\n"
        "from pathlib import Path\n"
        f"data = Path({str(tmp_path / 'data')!r})\n"
        "ingest_quick(data, [sorted((ROOT / 'corpus').glob('2020-06-1*'))[0]])\n"
        "settings = bot.settings.Settings(data=data, threshold=0)\n"
        "library = bot.library.Library(settings, open_quick(data), QuickEncoder())\n"
        "told = bot.chat.answer_to(library, 'Who sued Seattle?')\n"
        "assert told.sentences and told.writing is None, told\n"
        "bad = {'langchain', 'langchain_openai', 'openai', 'xllamacpp', 'bot.models',"
        " 'bot.writers.llm', 'bot.writers.rewriting', 'bot.writers.prompt', 'bot.checking.check',"
        " 'bot.local_server'} & set(sys.modules)\n"
        "assert not bad, bad\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "tests",
        capture_output=True,
        text=True,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_server_of_ours_that_has_ended_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Server:
        url, key, alive = "http://127.0.0.1:9/v1", "key", True

    started: list[Server] = []

    def start(path: Path, threads: int) -> Server:
        started.append(Server())
        return started[-1]

    monkeypatch.setattr(LocalServer, "start", start)
    model = LocalModel(tmp_path / "small.gguf", Settings())
    first = model.ready()
    assert model.ready() is first
    started[0].alive = False
    assert model.ready() is not first
    assert len(started) == 2
