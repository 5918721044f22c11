"""URLs taken apart and checked before anything is done with them."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from bot.hosts import site_of_host
from bot.web.faults import Fault

_PORTS = {"http": 80, "https": 443}
_MAX_URL = 4000
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class Target:
    """An http or https URL, taken apart.

    host: an address, or a name in lower case and ASCII; an IPv6 address without brackets.
    path: what is asked for, percent-encoded, with its query.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the ``Host`` header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole URL in its one form, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"


def is_url(text: str) -> bool:
    """Whether ``text`` is meant as a URL and not as a path."""
    return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", text) is not None


def target_of(url: str) -> Target:
    """``url`` taken apart. Fault if it is none that may be fetched."""
    if len(url) > _MAX_URL:
        raise Fault(f"the URL is longer than {_MAX_URL:,} characters")
    url = url.strip()
    if not url.isprintable() or " " in url or "\\" in url:
        raise Fault("not a URL: there is a space or a control character in it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Fault("not a URL that can be taken apart") from None
    if parts.scheme not in _PORTS:
        raise Fault("only http and https are fetched")
    if "@" in parts.netloc:
        raise Fault("a URL with a user name or password in it is not fetched; take them out")
    query = f"?{_encoded(parts.query)}" if parts.query else ""
    return Target(
        scheme=parts.scheme,
        host=host_of(parts.hostname or ""),
        port=port if port is not None else _PORTS[parts.scheme],
        path=(_encoded(parts.path) or "/") + query,
    )


def without_password(url: str) -> str:
    """``url`` as it may be shown: without a user's name and password, and without controls.

    A URL of a stranger's feed could otherwise bring a terminal's commands.
    """
    bare = re.sub(r"^([a-zA-Z][a-zA-Z0-9+.-]*://|//)[^/?#]*@", r"\1", url[:_MAX_URL])
    return "".join(c if c.isprintable() else "\ufffd" for c in bare)


def joined(base: str, link: str) -> str:
    """``link`` as it stands in the document at ``base``. Fault if it is no URL."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        raise Fault("not a URL that can be taken apart") from None


def host_of(written: str) -> str:
    """A host in its one form. Fault for what is neither a name nor a plain address."""
    host = written.lower()
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    if not host.isascii():
        import idna  # large tables, for few hosts

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            raise Fault("its host is not a valid name") from None
    if not _NAME.fullmatch(host) or ".." in host or len(host) > 253:
        raise Fault("its host is not a valid name")
    # Resolvers read 2130706433, 0177.1 and 0x7f.1 as addresses, and not all alike.
    if _NUMBER.fullmatch(host.rstrip(".").rsplit(".", 1)[-1]):
        raise Fault("its host is a number that is not a plain address")
    return host.removesuffix(".")


def same_site(one: str, other: str) -> bool:
    """Whether two URLs belong to one owner: to the same registered domain.

    Of what has none, an address or a name of a network of its own, every port is a site.
    """
    return _site(one) == _site(other)


def _site(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    return site_of_host(host) or parts.netloc.lower()


def _encoded(text: str) -> str:
    return quote(text, safe="/%:@!$&'()*+,;=-._~?[]|")
