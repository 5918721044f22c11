"""How one logs in, where accounts are configured: ``[auth]`` in Streamlit's secrets."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from bot.accounts import Account, Rules
from bot.errors import SettingsError
from bot.settings import Settings

_DEFAULT = "default"
_WANTED = ("client_id", "client_secret", "server_metadata_url")
_SECRET_CHARS = 32


@dataclass(frozen=True, slots=True)
class Login:
    """providers: by which one can log in, as ``st.login`` takes them. redirect_uri: back to us."""

    rules: Rules
    providers: tuple[str, ...]
    redirect_uri: str


def login_of(settings: Settings) -> Login | None:
    """How one logs in; None where no accounts are configured.

    Raises SettingsError where they are, but wrongly: then nobody gets in.
    """
    auth = _secrets().get("auth")
    if auth is None:
        for name in ("readers", "editors", "admins"):
            if getattr(settings, name).strip():
                raise SettingsError(
                    f"The setting {name}: there are no accounts yet; configure them as"
                    " docs/accounts.md says, or unset it."
                )
        return None
    redirect_uri = _checked(auth)
    return Login(Rules.of(settings), _providers(auth), redirect_uri)


def logged_in(login: Login) -> Account | None:
    """Who is logged in by the cookie of this session; None for nobody.

    A cookie that we have not signed names nobody; whether a login is over, the gate knows.
    """
    claims = st.user.to_dict()
    return login.rules.account(claims) if claims.get("is_logged_in") is True else None


def _secrets() -> Mapping[str, Any]:
    try:
        return st.secrets.to_dict()
    except FileNotFoundError as error:  # also of files that are there and cannot be read
        places = [Path(place) for place in st.get_option("secrets.files")]
        if found := next((place for place in places if place.exists()), None):
            raise SettingsError(f"{found} cannot be read: {error}") from error
        return {}


def _checked(auth: object) -> str:
    if not isinstance(auth, Mapping):
        raise SettingsError("[auth] in secrets.toml is no table: see docs/accounts.md.")
    redirect_uri = auth.get("redirect_uri")
    if not isinstance(redirect_uri, str) or not redirect_uri.endswith("/oauth2callback"):
        raise SettingsError(
            "[auth] in secrets.toml: redirect_uri is to be this page’s address and"
            " /oauth2callback, such as https://chat.example.org/oauth2callback."
        )
    secret = auth.get("cookie_secret")
    if not isinstance(secret, str) or len(secret) < _SECRET_CHARS:
        raise SettingsError(
            f"[auth] in secrets.toml: cookie_secret is to have {_SECRET_CHARS} characters or more"
            " that nobody guesses: python -c 'import secrets; print(secrets.token_hex())'."
        )
    if importlib.util.find_spec("authlib") is None:
        raise SettingsError(
            "Accounts need Authlib, which is not installed: pip install -r extras/accounts.in."
        )
    return redirect_uri


def _providers(auth: Mapping[str, Any]) -> tuple[str, ...]:
    named = {name: value for name, value in auth.items() if isinstance(value, Mapping)}
    named.pop("client_kwargs", None)
    if "client_id" in auth:
        named = {_DEFAULT: auth, **named}
    for name, section in named.items():
        where = "[auth]" if section is auth else f"[auth.{name}]"
        if missing := [key for key in _WANTED if not section.get(key)]:
            raise SettingsError(f"{where} in secrets.toml: {' and '.join(missing)} must be set.")
        if "_" in name:
            raise SettingsError(f"{where} in secrets.toml: a provider’s name may have no “_”.")
    if not named:
        raise SettingsError(f"[auth] in secrets.toml: {' and '.join(_WANTED)} must be set.")
    return tuple(named)
