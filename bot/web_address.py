"""Whether a browser may follow an address that an article names."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_address(url: str | None) -> str | None:
    """``url`` if a browser may follow it: http or https, with a host."""
    if not url or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
