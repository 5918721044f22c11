"""The site that a host belongs to, as the list of public endings has it."""

from __future__ import annotations


def site_of_host(host: str) -> str | None:
    """The registrable part of ``host`` ("bbc.co.uk" of "news.bbc.co.uk"); None if it has none."""
    from tld import get_fld  # which takes its time, and is not needed to see that nothing changed

    site: str | None = get_fld(f"https://{host}/", fail_silently=True)
    return site
