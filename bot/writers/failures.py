"""What went wrong with a model -> one sentence for the user, which holds no key and no prompt."""

from __future__ import annotations

import re

from bot.writers.streaming import TooSlow
from bot.writers.told import INSTEAD

_INVALID_KEY = re.compile(r"(?i)api.?key.?(?:is.?)?(?:not.?valid|invalid)")
"""As Google says it, with status 400. Only looked for, since the rest may hold the key."""
_REFUSED = ("authentication", "unauthenticated", "permissiondenied")
_GONE = ("unavailable", "connect", "protocolerror", "readerror")

__all__ = ["INSTEAD", "sentence_for"]


def sentence_for(error: Exception, model: str) -> str:
    """Why ``model`` wrote nothing, and what stands here instead.

    By status code and kind, since each provider has errors of its own.
    """
    return f"{_reason(error, model)} {INSTEAD}"


def _reason(error: Exception, model: str) -> str:
    chain = _chain(error)
    status = next((s for e in chain if (s := _status(e)) is not None), None)
    kinds = " ".join(c.__name__ for e in chain for c in type(e).__mro__).lower()
    invalid = any(_INVALID_KEY.search(str(e)) for e in chain)
    if isinstance(error, TooSlow) or "timeout" in kinds or "timedout" in kinds:
        return f"The model {model} did not answer in time."
    if status in (401, 403) or invalid or any(k in kinds for k in _REFUSED):
        return f"The model {model} refused the key: check it."
    if status == 404 or "notfound" in kinds:
        return f"There is no model {model} where it was asked for: check COVERAGE_MODEL."
    if status == 429 or "ratelimit" in kinds or "resourceexhausted" in kinds:
        return f"The model {model} takes no more questions for now (rate limit)."
    if status in (400, 413, 422):
        return f"The model {model} does not take what it was asked (error {status})."
    if status is not None and status >= 500 and "unavailable" not in kinds:
        return f"The server of the model {model} has a fault (error {status})."
    if (
        "unavailable" in kinds
        or "connect" in kinds
        or "protocolerror" in kinds
        or "readerror" in kinds
    ):
        return f"The model {model} cannot be reached."
    return f"The model {model} failed; the server’s log says more."


def _status(error: BaseException) -> int | None:
    """The HTTP status that an error of a provider tells."""
    for name in ("status_code", "code"):
        value = getattr(error, name, None)
        if isinstance(value, int):
            return int(value)
    return None


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
