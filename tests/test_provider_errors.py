"""What a provider answers instead of an answer is one sentence, without the key or what it said.

Through LangChain's OpenAI client where it is spoken to; the errors of the packages that are not
here, as those raise them when a server answers so (langchain-anthropic 1.7.7,
langchain-google-genai 3.2.0 and 4.4.3, langchain-ollama 1.1.0).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from langchain_core.messages import HumanMessage

from bot.models import writer_of
from bot.settings import Settings, load_settings
from bot.writers.failures import INSTEAD, described, sentence_for
from bot.writers.streaming import Model, pieces

KEY = "sk-secret-0123"
BUSY = "too busy, or not ready yet (error {})"


@dataclass
class Reply:
    """What the stand-in answers. whole: False where it hangs up before the end."""

    status: int = 200
    body: str = ""
    whole: bool = True
    wait: threading.Event | None = None


class StandIn:
    """A provider on loopback that refuses."""

    def __init__(self) -> None:
        self.reply = Reply()
        own = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                reply = own.reply
                if reply.wait:
                    reply.wait.wait(60)
                body = reply.body.encode()
                stream = reply.status == 200
                self.send_response(reply.status)
                self.send_header(
                    "Content-Type", "text/event-stream" if stream else "application/json"
                )
                self.send_header("Content-Length", str(len(body) + (not reply.whole)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def provider() -> Iterator[StandIn]:
    server = StandIn()
    yield server
    server.close()


def model_at(url: str, seconds: float = 30) -> Model:
    key = load_settings(model_key=KEY).model_key
    settings = Settings(model="openai:some-model", model_url=url, model_key=key)
    return writer_of(settings.model_copy(update={"model_timeout": seconds}))._model


def told_of(model: Model, seconds: float = 30) -> str:
    with pytest.raises(Exception) as failed:
        list(pieces(model, [HumanMessage("Who halted police sales?")], seconds=seconds))
    assert isinstance(failed.value, Exception)
    return told(failed.value, "some-model")


def told(error: Exception, model: str) -> str:
    sentence = sentence_for(error, model)
    for text in (sentence, described(error)):
        assert KEY not in text
        assert "halted" not in text
    assert sentence.endswith(f". {INSTEAD}")
    return sentence.removesuffix(f" {INSTEAD}")


def refusal(code: str, message: str) -> str:
    """As OpenAI words it."""
    return json.dumps({"error": {"message": f"{message} {KEY}", "type": "x", "code": code}})


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, refusal("invalid_api_key", "Incorrect API key"), "refused the key: check it"),
        (403, refusal("", "Project has no access"), "may not be used with this key"),
        (404, refusal("model_not_found", "No such model"), "There is no model some-model"),
        (400, refusal("", "x is not a valid model ID"), "There is no model some-model"),
        (404, "<html>nothing here</html>", "There is no model some-model"),
        (429, refusal("rate_limit_exceeded", "Slow down"), "(rate limit)"),
        (429, refusal("insufficient_quota", "Quota exceeded"), "has no credit left"),
        (402, refusal("", "Insufficient credits"), "has no credit left"),
        (408, refusal("", "Timed out"), "did not answer in time"),
        (400, refusal("context_length_exceeded", "Too long"), "does not take what it was asked"),
        (413, "", "does not take what it was asked (error 413)"),
        (500, refusal("", "Oops"), "has a fault (error 500)"),
        (502, "<html>Bad gateway</html>", "has a fault (error 502)"),
        (503, refusal("", "Loading model"), BUSY.format(503)),
        (200, f"data: {refusal('rate_limit_exceeded', 'Slow')}\n\n", "(rate limit)"),
        (200, 'data: {"error": {"message": "x", "type": "server_error"}}\n\n', "has a fault"),
    ],
)
def test_a_refusal_is_told_by_what_it_is(
    provider: StandIn, status: int, body: str, words: str
) -> None:
    provider.reply = Reply(status, body)
    assert words in told_of(model_at(provider.url))


def test_a_server_that_hangs_up_in_mid_answer_cannot_be_reached(provider: StandIn) -> None:
    chunk = {"index": 0, "delta": {"content": "Amazon"}, "finish_reason": None}
    said = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    body = f"data: {json.dumps({**said, 'choices': [chunk]})}\n\n"
    provider.reply = Reply(200, body, whole=False)
    assert "cannot be reached" in told_of(model_at(provider.url))


def test_a_server_that_is_gone_cannot_be_reached(provider: StandIn) -> None:
    provider.close()
    assert "cannot be reached" in told_of(model_at(provider.url))


@pytest.mark.parametrize(("client", "ours"), [(0.2, 30), (30, 0.2)])
def test_a_server_that_is_silent_does_not_answer_in_time(
    provider: StandIn, client: float, ours: float
) -> None:
    provider.reply = Reply(wait=threading.Event())
    assert "did not answer in time" in told_of(model_at(provider.url, client), ours)
    assert provider.reply.wait
    provider.reply.wait.set()


def kind(name: str, *above: type[Exception], module: str = "provider") -> type[Exception]:
    return type(name, above or (Exception,), {"__module__": module})


def raised(error: Exception, *, cause: Exception | None = None, **told: object) -> Exception:
    for name, value in told.items():
        setattr(error, name, value)
    error.__cause__ = cause
    return error


def anthropic(name: str, status: int, body: dict[str, str]) -> Exception:
    api = kind(name, kind("APIStatusError"))
    text = f"Error code: {status} - {body} {KEY}"
    return raised(kind(f"Anthropic{name}", api)(text), status_code=status, body={"error": body})


def google(name: str, code: int, status: str, message: str, *, old: bool) -> Exception:
    """old: as langchain-google-genai 3 raises it, through another client."""
    if old:
        text = f"{code} POST http://host/v1beta/models/x:streamGenerateContent {message} {KEY}"
        above = kind("ClientError", kind("GoogleAPICallError"))
        return raised(kind(HTTPStatus(code).name.title(), above)(text), code=HTTPStatus(code))
    text = f"{code} {status}. {{'error': {{'message': '{message}', 'key': '{KEY}'}}}}"
    cause = raised(kind("ClientError", kind("APIError"))(text), code=code, status=status)
    return raised(kind(name)(f"Error calling model 'x' ({status}): {text}"), cause=cause)


INVALID = "API key not valid. Please pass a valid API key."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (anthropic("AuthenticationError", 401, {"type": "authentication_error"}), "refused the"),
        (anthropic("PermissionDeniedError", 403, {"type": "permission_error"}), "may not be used"),
        (anthropic("NotFoundError", 404, {"type": "not_found_error"}), "There is no model x"),
        (anthropic("RateLimitError", 429, {"type": "rate_limit_error"}), "(rate limit)"),
        (anthropic("OverloadedError", 529, {"type": "overloaded_error"}), BUSY.format(529)),
        (anthropic("StatusError", 200, {"type": "overloaded_error"}), BUSY.format(529)),
        (
            anthropic("BadRequestError", 400, {"message": "Your credit balance is too low to use"}),
            "has no credit left",
        ),
        (TypeError("Could not resolve authentication method."), "needs a key, and none is set"),
        *(
            (google(name, code, status, message, old=old), words)
            for old in (False, True)
            for name, code, status, message, words in (
                ("GoogleInvalidRequestError", 400, "INVALID_ARGUMENT", INVALID, "refused the key"),
                ("GoogleInvalidRequestError", 400, "X", "API key expired.", "refused the key"),
                ("GoogleInvalidRequestError", 400, "X", "Too long", "does not take what"),
                ("GooglePermissionDeniedError", 403, "PERMISSION_DENIED", "x", "may not be used"),
                ("GoogleModelNotFoundError", 404, "NOT_FOUND", "x", "There is no model x"),
                ("GoogleRateLimitError", 429, "RESOURCE_EXHAUSTED", "x", "(rate limit)"),
                ("GoogleAPIError", 503, "UNAVAILABLE", "x", BUSY.format(503)),
            )
        ),
        (
            raised(kind("ServiceUnavailable")("503 failed to connect to all addresses"), code=503),
            "cannot be reached",
        ),
        (kind("DeadlineExceeded", kind("GatewayTimeout"))("504"), "did not answer in time"),
        (
            raised(kind("ResponseError", module="ollama._types")(KEY), status_code=404),
            "Ollama has no model x: run ollama pull x",
        ),
        (ConnectionError("Failed to connect to Ollama."), "cannot be reached"),
        (kind("Odd")(KEY), "failed; the server’s log says more"),
    ],
)
def test_the_errors_of_other_providers_are_told_by_what_they_are(
    error: Exception, words: str
) -> None:
    assert words in told(error, "x")


def test_the_log_names_the_kinds_of_an_error_and_its_status() -> None:
    error = google("GoogleRateLimitError", 429, "RESOURCE_EXHAUSTED", "x", old=False)
    assert described(error) == "GoogleRateLimitError, from ClientError (status 429)"
