"""Whether others than the user of this machine can open the page, and the sentence that says so."""

from __future__ import annotations

import ipaddress
import logging
from urllib.parse import urlsplit

OPEN = (
    "This page is open to the network and knows no accounts: whoever can open it can read what is"
    " asked here, and add articles."
)
UNENCRYPTED = "Logins, questions and answers go over the network unencrypted."

logger = logging.getLogger(__name__)


def is_open(address: str | None) -> bool:
    """Whether a server bound to ``address`` is reached from other machines; None is all of them."""
    if address == "localhost":
        return False
    try:
        return not ipaddress.ip_address(address or "0.0.0.0").is_loopback
    except ValueError:
        return True  # a name, which may mean anything


def warning(address: str | None, redirect_uri: str | None = None) -> str:
    """The sentence to show, "" where nobody gets in who should not; the log has it, too.

    redirect_uri: where a provider sends back those who have logged in; None without accounts.
    """
    if redirect_uri is not None:
        told = urlsplit(redirect_uri)
        if told.scheme != "https" and is_open(told.hostname):
            logger.warning("%s Serve it by https, and set redirect_uri in [auth].", UNENCRYPTED)
        return ""
    if not is_open(address):
        return ""
    logger.warning("%s Set server.address to 127.0.0.1 to close it.", OPEN)
    return OPEN
