"""Which addresses may be connected to: public ones, and hosts that the user has named."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from bot.web.faults import Fault, Refused
from bot.web.urls import host_of

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_WEB_PORTS = frozenset({80, 443})
_FIRST_FREE_PORT = 1024
# All global unicast addresses of today; what lies outside is local, reserved or a translation.
_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")
# Addresses in which an IPv4 address is wrapped, to be reached through a gateway: 6to4, Teredo.
_WRAPPED = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("2001::/32"))


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """Hosts that may be fetched from though their addresses are not public.

    pairs: a name or address as it stands in URLs, and a port; None for every port.
    """

    pairs: frozenset[tuple[str, int | None]] = frozenset()

    @classmethod
    def parse(cls, text: str) -> AllowedHosts:
        """From "127.0.0.1:8080, [::1]:8080, intranet.example". ValueError names the bad part."""
        return cls(frozenset(_pair(part.strip()) for part in text.split(",") if part.strip()))

    def holds(self, host: str, port: int) -> bool:
        """Whether the user has named this host, for this port or for all."""
        return bool({(host, port), (host, None)} & self.pairs)


def check(host: str, port: int, addresses: Sequence[str], allowed: AllowedHosts) -> None:
    """Fault unless every one of the addresses that ``host`` has may be connected to.

    A name with one public and one private address is refused altogether: no honest public site
    has such, and which of the two would be asked is for its owner to choose.
    """
    named = allowed.holds(host, port)
    if not named and port not in _WEB_PORTS and port < _FIRST_FREE_PORT:
        raise Refused(f"port {port} is not one that web pages are served on")
    for text in addresses:
        address = ipaddress.ip_address(text.split("%")[0])
        if is_public(address) or (named and (text == host or _is_inside(address))):
            continue
        shown = text if text == host else f"{host} is at {text}, which"
        written = f"[{host}]" if ":" in host else host
        trusted = f"; if you trust it, add {written}:{port} to COVERAGE_ALLOW_HOSTS"
        advice = trusted if _is_inside(address) else ""
        raise Refused(f"{shown} is not a public address{advice}")


def is_public(address: Address) -> bool:
    """Whether everyone on the internet means the same machine by ``address``."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address not in _GLOBAL_IPV6 or any(address in network for network in _WRAPPED):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _is_inside(address: Address) -> bool:
    """An address of this machine or of a network inside a house.

    Never one of the link alone, where clouds serve their machines' secrets (169.254.169.254):
    only naming that very address allows it.
    """
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return _is_inside(address.ipv4_mapped)
    return not (address.is_link_local or address.is_multicast or address.is_unspecified)


def _pair(part: str) -> tuple[str, int | None]:
    host, port = part, ""
    if part.startswith("["):
        host, _, port = part[1:].partition("]")
        port = port.removeprefix(":")
    elif part.count(":") == 1:
        host, port = part.split(":")
    try:
        name = host_of(host)
        number = int(port) if port else None
    except (Fault, ValueError):
        raise ValueError(f"{part!r} is not a host, or host:port") from None
    if number is not None and not 0 < number < 65536:
        raise ValueError(f"{part!r} has no valid port")
    return name, number
