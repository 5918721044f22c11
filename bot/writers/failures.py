"""What went wrong with a model -> one sentence for the user, which holds no key and no prompt."""

from __future__ import annotations

import re

from bot.writers.streaming import TooSlow
from bot.writers.told import INSTEAD

__all__ = ["INSTEAD", "described", "sentence_for"]

# Only looked for: the rest of what a provider says may hold a part of the key or of the question.
_INVALID_KEY = re.compile(r"(?i)api.?key.?(?:is.?)?(?:not.?valid|invalid|expired)")
"""As Google says it, with status 400."""
_NO_KEY = re.compile(r"(?i)no api.?key|api.?key required|could not resolve authentication method")
_NO_CREDIT = re.compile(r"(?i)insufficient_quota|credit balance is too low")
"""As OpenAI says it with status 429, where waiting does not help, and Anthropic with 400."""
_NO_MODEL = re.compile(r"(?i)model_not_found|not a valid model|invalid model")
_IN_STREAM = {
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "rate_limit": 429,
    "overloaded": 529,
    "server_error": 500,
    "api_error": 500,
}
"""What is told in mid-stream, which began with status 200, and the status it has elsewhere."""
_GONE = re.compile("failed to connect to all addresses")
"""As gRPC says it, with status 503."""
_SLOW = ("timeout", "timedout", "deadlineexceeded")
_UNREACHED = ("connect", "protocolerror", "readerror", "unavailable")


def sentence_for(error: Exception, model: str) -> str:
    """Why ``model`` wrote nothing, and what stands here instead.

    By status code and kind, since each provider has errors of its own.
    """
    return f"{_reason(error, model)} {INSTEAD}"


def described(error: Exception) -> str:
    """For the log: the kinds of the error and of what it comes from, and its status; no message."""
    chain = _chain(error)
    kinds = ", from ".join(type(e).__name__ for e in chain)
    status = _status(chain)
    return kinds if status is None else f"{kinds} (status {status})"


def _reason(error: Exception, model: str) -> str:
    chain = _chain(error)
    status = _status(chain)
    kinds = " ".join(c.__name__ for e in chain for c in type(e).__mro__).lower()

    def says(pattern: re.Pattern[str]) -> bool:
        return any(pattern.search(f"{_code(e)} {e}") for e in chain)

    if isinstance(error, TooSlow) or status == 408 or any(k in kinds for k in _SLOW):
        return f"The model {model} did not answer in time."
    if status == 402 or says(_NO_CREDIT):
        return f"The account that pays for the model {model} has no credit left."
    if says(_NO_KEY):
        return f"The model {model} needs a key, and none is set."
    if status == 401 or says(_INVALID_KEY) or "authentic" in kinds:
        return f"The model {model} refused the key: check it."
    if status == 403 or "permissiondenied" in kinds:
        return f"The model {model} may not be used with this key: check what the key is for."
    if status == 404 or "notfound" in kinds or says(_NO_MODEL):
        if any(type(e).__module__.startswith("ollama") for e in chain):
            return f"Ollama has no model {model}: run ollama pull {model}."
        return f"There is no model {model} where it was asked for: check COVERAGE_MODEL."
    if status == 429 or "ratelimit" in kinds or "resourceexhausted" in kinds:
        return f"The model {model} takes no more questions for now (rate limit)."
    if status in (503, 529) and not says(_GONE):
        return (
            f"The server of the model {model} is too busy, or not ready yet (error {status}):"
            " try again in a minute."
        )
    if status is not None and status < 500:
        return f"The model {model} does not take what it was asked (error {status})."
    if status is not None and not says(_GONE):
        return f"The server of the model {model} has a fault (error {status})."
    if any(k in kinds for k in _UNREACHED):
        return f"The model {model} cannot be reached: check that its server runs, or the network."
    return f"The model {model} failed; the server’s log says more."


def _status(chain: list[BaseException]) -> int | None:
    """The HTTP status of a failure that the errors tell."""
    for error in chain:
        for name in ("status_code", "code"):
            value = getattr(error, name, None)
            if isinstance(value, int) and 400 <= value < 600:
                return int(value)
    codes = " ".join(map(_code, chain))
    return next((status for kind, status in _IN_STREAM.items() if kind in codes), None)


def _code(error: BaseException) -> str:
    """The kind of a failure in a provider's own words, such as "overloaded_error"; "" for none."""
    # OpenAI's are attributes of the error, Anthropic's stand in the body.
    body = getattr(error, "body", None)
    inner = body.get("error", body) if isinstance(body, dict) else None
    told = inner if isinstance(inner, dict) else {}
    parts = (
        getattr(error, "type", ""),
        getattr(error, "code", ""),
        told.get("type"),
        told.get("code"),
    )
    return " ".join(p for p in parts if isinstance(p, str))


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
