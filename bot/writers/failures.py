"""What went wrong with a model -> one sentence for the user, which holds no key and no prompt."""

from __future__ import annotations

from bot.writers.streaming import TooSlow
from bot.writers.told import INSTEAD

__all__ = ["INSTEAD", "sentence_for"]


def sentence_for(error: Exception, model: str) -> str:
    """Why ``model`` wrote nothing, and what stands here instead.

    By status code and kind, since each provider has errors of its own.
    """
    return f"{_reason(error, model)} {INSTEAD}"


def _reason(error: Exception, model: str) -> str:
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    kinds = " ".join(c.__name__ for e in _chain(error) for c in type(e).__mro__).lower()
    if isinstance(error, TooSlow) or "timeout" in kinds or "timedout" in kinds:
        return f"The model {model} did not answer in time."
    if status in (401, 403) or "authentication" in kinds or "permissiondenied" in kinds:
        return f"The model {model} refused the key: check it."
    if status == 404 or "notfound" in kinds:
        return f"There is no model {model} where it was asked for: check COVERAGE_MODEL."
    if status == 429 or "ratelimit" in kinds or "resourceexhausted" in kinds:
        return f"The model {model} takes no more questions for now (rate limit)."
    if isinstance(status, int) and status in (400, 413, 422):
        return f"The model {model} does not take what it was asked (error {status})."
    if isinstance(status, int) and status >= 500:
        return f"The server of the model {model} has a fault (error {status})."
    if "connect" in kinds or "protocolerror" in kinds or "readerror" in kinds:
        return f"The model {model} cannot be reached."
    return f"The model {model} failed; the server’s log says more."


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
