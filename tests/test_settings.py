"""What a user sets holds, from wherever it is set, and what is misspelt is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import SettingsError
from bot.settings import load_settings


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for variable in os.environ:
        if variable.upper().startswith("COVERAGE_"):
            monkeypatch.delenv(variable)
    return tmp_path


def test_with_nothing_set_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings.data == Path(".coverage")
    assert settings.threshold is None
    assert settings.precision == "auto"
    assert settings.threads == 0


def test_each_source_is_read_and_the_nearer_one_wins(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "coverage.toml").write_text('data = "toml"\nthreshold = 0.1\nthreads = 1\n')
    assert load_settings().data == Path("toml")
    (here / ".env").write_text("COVERAGE_DATA=dotenv\nCOVERAGE_THRESHOLD=0.2\n")
    assert load_settings().data == Path("dotenv")
    monkeypatch.setenv("COVERAGE_DATA", "environment")
    assert load_settings().data == Path("environment")
    settings = load_settings(data=Path("given"))
    assert (settings.data, settings.threshold, settings.threads) == (Path("given"), 0.2, 1)


def test_the_users_home_is_understood_where_no_shell_does_it(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(here))
    (here / ".env").write_text("COVERAGE_DATA=~/news\n")
    assert load_settings().data == here / "news"
    monkeypatch.setenv("COVERAGE_DATA", "~nobody-of-that-name/news")
    with pytest.raises(SettingsError, match=r"The setting data: .*in nobody's home"):
        load_settings()


def test_what_is_given_as_none_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COVERAGE_DATA", "environment")
    assert load_settings(data=None).data == Path("environment")


@pytest.mark.parametrize("name", ["COVERAGE_PRECISION", "coverage_precision", "Coverage_Precision"])
def test_capitals_in_a_name_make_no_difference(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "float32")
    assert load_settings().precision == "float32"


def test_settings_do_not_change_once_loaded() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError):
        settings.threads = 3  # type: ignore[misc]


@pytest.mark.parametrize("name", ["COVERAGE_TRESHOLD", "coverage_treshold"])
def test_a_misspelt_variable_is_an_error_with_a_hint(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "0.3")
    with pytest.raises(SettingsError, match=r"no setting treshold: did you mean threshold\?"):
        load_settings()


def test_a_misspelt_line_of_dotenv_is_an_error_with_a_hint(here: Path) -> None:
    (here / ".env").write_text("COVERAGE_PRECISON=float32\n")
    with pytest.raises(SettingsError, match=r"no setting precison: did you mean precision\?"):
        load_settings()


def test_a_misspelt_key_of_coverage_toml_is_an_error_with_a_hint(here: Path) -> None:
    (here / "coverage.toml").write_text("thread = 1\n")
    with pytest.raises(SettingsError, match=r"no setting thread: did you mean threads\?"):
        load_settings()


def test_a_name_like_no_other_is_an_error_that_lists_those_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COVERAGE_XYZZY", "1")
    with pytest.raises(SettingsError, match="known are data, threshold, precision, "):
        load_settings()


def test_an_unknown_override_is_an_error(here: Path) -> None:
    with pytest.raises(SettingsError, match="no setting treshold"):
        load_settings(treshold=0.3)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("threshold", "2"),
        ("threshold", "-0.1"),
        ("threshold", "high"),
        ("precision", "float16"),
        ("threads", "-1"),
        ("threads", "1.5"),
    ],
)
def test_a_bad_value_is_an_error_that_names_its_setting_wherever_it_is_set(
    name: str, value: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = rf"^The setting {name}: [a-z].*\.$"
    with pytest.raises(SettingsError, match=expected):
        load_settings(**{name: value})
    (here / "coverage.toml").write_text(f'{name} = "{value}"\n')
    with pytest.raises(SettingsError, match=expected):
        load_settings()
    (here / "coverage.toml").unlink()
    (here / ".env").write_text(f"COVERAGE_{name.upper()}={value}\n")
    with pytest.raises(SettingsError, match=expected):
        load_settings()
    (here / ".env").unlink()
    monkeypatch.setenv(f"COVERAGE_{name.upper()}", value)
    with pytest.raises(SettingsError, match=expected):
        load_settings()


def test_other_programs_may_keep_their_keys_in_the_same_dotenv(here: Path) -> None:
    (here / ".env").write_text("OPENAI_API_KEY=sk-1\nMY_COVERAGE_X=1\nexport COVERAGE_THREADS=2\n")
    assert load_settings().threads == 2


@pytest.mark.parametrize(
    "name",
    [
        "COVERAGE_FILE",
        "COVERAGE_RCFILE",
        "COVERAGE_PROCESS_START",
        "COVERAGE_PROCESS_CONFIG",
        "COVERAGE_CORE",
    ],
)
def test_the_variables_of_coverage_py_are_not_taken_for_settings(
    name: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "/tmp/measured")
    (here / ".env").write_text(f"{name}=/tmp/measured\n")
    assert load_settings().data == Path(".coverage")


@pytest.mark.parametrize("content", [b"threshold =\n", b"= 1", b"\xff\xfe\x00"])
def test_a_coverage_toml_that_is_none_is_an_error_that_names_it(here: Path, content: bytes) -> None:
    (here / "coverage.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"coverage\.toml cannot be read"):
        load_settings()


def test_a_dotenv_that_is_no_text_is_an_error_that_names_it(here: Path) -> None:
    (here / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"\.env .*cannot be read"):
        load_settings()


@pytest.mark.parametrize("hosts", ["http://a.example", "a b", "10.0.0.0/8", "a.example:0"])
def test_a_host_that_is_none_is_named(hosts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COVERAGE_ALLOW_HOSTS", f"127.0.0.1:8080, {hosts}")
    with pytest.raises(SettingsError, match=r"^The setting allow_hosts: '") as caught:
        load_settings()
    assert hosts in str(caught.value)
