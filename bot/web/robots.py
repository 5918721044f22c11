"""What a site's robots.txt lets us fetch (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from bot.web.faults import Fault, Gone, Refused, Silent
from bot.web.urls import Target

PRODUCT = "ask-the-coverage"
"""What we are called in a robots.txt."""
MAX_BYTES = 512_000


@dataclass(frozen=True, slots=True)
class _Rules:
    """rules: None where the site has none, and lets everything be fetched.

    fault: why nothing may be fetched, None if something may.
    """

    rules: Protego | None
    fault: Fault | None = None


class Robots:
    """The rules of every site that this run has met.

    fetch: the body of a robots.txt; raises Fault.
    slow_down: told the pause that a site asks for, in seconds.
    """

    def __init__(
        self, fetch: Callable[[Target], bytes], slow_down: Callable[[str, float], None]
    ) -> None:
        self._fetch = fetch
        self._slow_down = slow_down
        self._known: dict[str, _Rules] = {}

    def check(self, target: Target) -> None:
        """Fault if the site does not want us to fetch ``target``."""
        site = f"{target.scheme}://{target.authority}"
        if site not in self._known:
            self._known[site] = self._rules(target)
        known = self._known[site]
        if known.fault:
            raise type(known.fault)(str(known.fault))
        if known.rules is not None and not known.rules.can_fetch(target.url, PRODUCT):
            raise Fault("the site's robots.txt does not allow it")

    def _rules(self, target: Target) -> _Rules:
        try:
            body = self._fetch(Target(target.scheme, target.host, target.port, "/robots.txt"))
        except Gone:
            return _Rules(None)
        except (Refused, Silent) as fault:
            return _Rules(None, fault)
        except Fault as fault:
            # What a site would forbid cannot be known, so it is taken to forbid all.
            return _Rules(None, Fault(f"the site's robots.txt could not be read: {fault}"))
        rules = Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace"))
        if pause := rules.crawl_delay(PRODUCT):
            self._slow_down(target.authority, pause)
        return _Rules(rules)
