"""A page that others can open says so; one that they cannot says nothing."""

from __future__ import annotations

import logging
import tomllib
from pathlib import Path

import pytest

from bot.ui.exposure import OPEN, UNENCRYPTED, is_open, warning

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.8.0.1"])
def test_a_page_for_this_machine_alone_warns_of_nothing(address: str) -> None:
    assert not is_open(address)
    assert warning(address) == ""


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.4", "chat.example"])
def test_a_page_that_others_can_open_warns_the_reader_and_the_log(
    address: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert warning(address) == OPEN
    assert "server.address" in caplog.text


def test_with_accounts_nothing_is_open_but_an_unencrypted_login_is_told_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        for own in ("http://127.0.0.1:8501", "http://localhost:8501", "https://chat.example"):
            assert warning("0.0.0.0", f"{own}/oauth2callback") == ""
        assert caplog.text == ""
        assert warning("0.0.0.0", "http://chat.example/oauth2callback") == ""
    assert UNENCRYPTED in caplog.text


def test_the_page_is_served_to_this_machine_alone_and_to_no_other_site() -> None:
    server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]
    assert not is_open(server["address"])
    assert server["enableCORS"] is True
    assert server["enableXsrfProtection"] is True
    assert server["enableStaticServing"] is False
    assert server["enableAgentApi"] is False
    assert server["maxUploadSize"] <= 50
