"""Who somebody is, and what he may do: from the claims of his login and the settings."""

from __future__ import annotations

import enum
import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation_store import LOCAL
from bot.errors import SettingsError
from bot.settings import Settings

_GROUP, _SUBJECT = "group:", "sub:"


class Role(enum.IntEnum):
    """What somebody may do; each may do what those before him may."""

    NOBODY = 0
    READER = 1
    EDITOR = 2
    ADMIN = 3

    @property
    def shown(self) -> str:
        """For a person."""
        return {0: "may not read here", 1: "reader", 2: "editor", 3: "administrator"}[self]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who is at the page.

    id: by which what he keeps is his. name: for a person. known_as: for the log of who did what:
    a verified e-mail address, else the name and the provider's own key. login: when he logged in,
    in seconds since 1970; None for the local user, who never has to.
    """

    id: str
    name: str
    known_as: str
    role: Role
    login: int | None = None

    @property
    def is_local(self) -> bool:
        """Whether there are no accounts, so that it is whoever is at this machine."""
        return self.login is None


def system_user() -> str:
    """The name of the user of this process."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # one without a name, as in some containers
        return f"user {os.getuid()}"


def local_account() -> Account:
    """The user of this machine, who may do all."""
    return Account(LOCAL, system_user(), system_user(), Role.ADMIN)


@dataclass(frozen=True, slots=True)
class _Listed:
    """Who a setting names: e-mail addresses, domains of these, groups, keys of the provider."""

    mails: frozenset[str]
    domains: frozenset[str]
    groups: frozenset[str]
    subjects: frozenset[str]

    @classmethod
    def read(cls, setting: str, text: str) -> _Listed:
        kinds: dict[str, set[str]] = {
            "mail": set(),
            "domain": set(),
            _GROUP: set(),
            _SUBJECT: set(),
        }
        for entry in filter(None, (entry.strip() for entry in text.split(","))):
            prefix = next((p for p in (_GROUP, _SUBJECT) if entry.lower().startswith(p)), None)
            if prefix:
                kinds[prefix].add(entry[len(prefix) :].strip())
            elif entry.startswith("@") and "." in entry:
                kinds["domain"].add(entry[1:].lower())
            elif entry.count("@") == 1 and not entry.startswith("@") and not entry.endswith("@"):
                kinds["mail"].add(entry.lower())
            else:
                raise SettingsError(
                    f"The setting {setting}: {entry} is none of anna@example.org, @example.org,"
                    " group:NAME and sub:KEY."
                )
        return cls(*(frozenset(found) for found in kinds.values()))

    def holds(self, mail: str, subject: str, groups: frozenset[str]) -> bool:
        return (
            (bool(mail) and (mail in self.mails or mail.rpartition("@")[2] in self.domains))
            or subject in self.subjects
            or bool(groups & self.groups)
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """Who has which role. readers: None for everybody whom the provider lets in."""

    readers: _Listed | None
    editors: _Listed
    admins: _Listed
    group_claim: str

    @classmethod
    def of(cls, settings: Settings) -> Rules:
        """As the settings say. Raises SettingsError that names the entry."""
        return cls(
            _Listed.read("readers", settings.readers) if settings.readers.strip() else None,
            _Listed.read("editors", settings.editors),
            _Listed.read("admins", settings.admins),
            settings.group_claim,
        )

    def account(self, claims: Mapping[str, object]) -> Account | None:
        """Who logged in with ``claims``, those of an ID token; None if they name nobody.

        An e-mail address counts only if the provider says that it has verified it: at some
        providers users enter what they like.
        """
        issuer, subject, login = (claims.get(name) for name in ("iss", "sub", "iat"))
        if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
            return None
        if isinstance(login, bool) or not isinstance(login, int | float):
            return None
        told = str(claims.get("email") or "").strip()
        # Some providers tell it as a word.
        verified = claims.get("email_verified") is True or claims.get("email_verified") == "true"
        mail = told.lower() if verified and told.count("@") == 1 else ""
        name = str(claims.get("name") or claims.get("preferred_username") or told or subject)
        role = self._role(mail, subject, _groups(claims, self.group_claim))
        known_as = mail or (name if name == subject else f"{name} ({subject})")
        return Account(f"{issuer}|{subject}", _line(name), _line(known_as), role, int(login))

    def _role(self, mail: str, subject: str, groups: frozenset[str]) -> Role:
        if self.admins.holds(mail, subject, groups):
            return Role.ADMIN
        if self.editors.holds(mail, subject, groups):
            return Role.EDITOR
        if self.readers is None or self.readers.holds(mail, subject, groups):
            return Role.READER
        return Role.NOBODY


def _groups(claims: Mapping[str, object], path: str) -> frozenset[str]:
    """The groups that a claim lists; ``path`` may lead into it, such as "realm_access.roles"."""
    found: object = claims.get(path)
    if found is None:
        found = claims
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return frozenset({found})
    return (
        frozenset(g for g in found if isinstance(g, str))
        if isinstance(found, list)
        else frozenset()
    )


def _line(text: str) -> str:
    """``text`` on one line, of what can be printed, not endless."""
    return "".join(c if c.isprintable() else " " for c in text)[:100].strip()
