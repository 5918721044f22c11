"""Why a URL could not be fetched, as a clause that the URL is put before."""

from __future__ import annotations


class Fault(Exception):
    """Its text is a clause without a full stop, such as "the server says 500"."""


class Gone(Fault):
    """The server says that there is no such page (404, 410)."""


class Refused(Fault):
    """It may not be asked at all: its address is not public, its port serves other things."""


class Silent(Fault):
    """The host could not be reached, or did not answer in time."""
