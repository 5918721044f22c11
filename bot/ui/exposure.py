"""Whether others than the user of this machine can open the page, and the sentence that says so."""

from __future__ import annotations

import ipaddress
import logging

OPEN = (
    "This page is open to the network and knows no accounts: whoever can open it can read what is"
    " asked here, and add articles."
)

logger = logging.getLogger(__name__)


def is_open(address: str | None) -> bool:
    """Whether a server bound to ``address`` is reached from other machines; None is all of them."""
    if address == "localhost":
        return False
    try:
        return not ipaddress.ip_address(address or "0.0.0.0").is_loopback
    except ValueError:
        return True  # a name, which may mean anything


def warning(address: str | None) -> str:
    """The sentence to show, "" where nobody else gets in; the server's log has it, too."""
    if not is_open(address):
        return ""
    logger.warning("%s Set server.address to 127.0.0.1 to close it.", OPEN)
    return OPEN
