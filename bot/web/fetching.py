"""One URL fetched: politely, within limits, following redirects, every step of it checked."""

from __future__ import annotations

import contextlib
import email.message
import email.utils
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpcore2 as httpcore

from bot import __version__
from bot.web.addresses import AllowedHosts
from bot.web.connecting import CheckedBackend, Deadline, Resolve, resolve
from bot.web.faults import Fault, Gone, Silent
from bot.web.pacing import MAX_PAUSE, Pacer
from bot.web.robots import MAX_BYTES as ROBOTS_BYTES
from bot.web.robots import PRODUCT, Robots
from bot.web.unpacking import body_of
from bot.web.urls import Target, joined, target_of

USER_AGENT = f"{PRODUCT}/{__version__} (reads news for its user; obeys robots.txt)"
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/xml;q=0.9,*/*;q=0.5"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_MAX_CONNECTIONS = 8
_KEEP_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost.

    size: bytes, packed and unpacked. seconds: with robots.txt and redirects, but without pauses.
    silence: seconds without a byte. redirects: how many are followed.
    """

    size: int = 50_000_000
    seconds: float = 60.0
    silence: float = 15.0
    redirects: int = 8


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with a page at ``url``, to ask later whether that page has changed."""

    url: str
    etag: str | None
    modified: str | None

    def __bool__(self) -> bool:
        return bool(self.etag or self.modified)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came; ``url`` is the last of the redirects.

    media_type: in lower case, "" if the server does not tell. charset: as the server has it.
    body: None if the server says that nothing has changed.
    """

    url: str
    media_type: str
    charset: str | None
    body: bytes | None
    validators: Validators


class Fetcher:
    """Fetches one URL at a time; to be used as a context manager."""

    def __init__(
        self,
        allowed: AllowedHosts,
        pacer: Pacer,
        limits: Limits,
        resolve: Resolve = resolve,
    ) -> None:
        self._limits = limits
        self._pacer = pacer
        self._deadline = Deadline()
        self._robots = Robots(self._robots_txt, pacer.slow_down)
        self._backend = CheckedBackend(allowed, self._deadline, resolve)
        self._pool = httpcore.ConnectionPool(
            max_connections=_MAX_CONNECTIONS,
            keepalive_expiry=_KEEP_SECONDS,
            network_backend=self._backend,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.close()

    def fetch(self, url: str, validators: Validators | None = None) -> Fetched:
        """What is at ``url``, or the news that it is as it was. Fault if it cannot be had."""
        target = target_of(url)
        self._deadline.start(self._limits.seconds)
        passed: set[str] = set()
        for _ in range(self._limits.redirects + 1):
            if target.url in passed:
                raise Fault("its redirects lead round in a circle")
            passed.add(target.url)
            self._robots.check(target)
            found = self._asked(target, validators)
            if isinstance(found, Fetched):
                return found
            target = found
        raise Fault(f"it redirects more than {self._limits.redirects} times")

    def _asked(self, target: Target, validators: Validators | None) -> Fetched | Target:
        """The answer at ``target``; one that asks for patience is asked for a second time."""
        for patience in (True, False):
            found = self._exchanged(target, validators, self._limits.size)
            if not isinstance(found, float):
                return found
            if not patience or found > MAX_PAUSE:
                break
            self._deadline.put_off(self._pacer.rest(found))
        reason = "its host asks not to be asked so often; try again later"
        self._pacer.leave_alone(target.authority, reason)
        raise Fault(reason)

    def _robots_txt(self, target: Target) -> bytes:
        for _ in range(self._limits.redirects + 1):
            found = self._exchanged(target, None, ROBOTS_BYTES)
            if isinstance(found, Fetched):
                return found.body or b""
            if isinstance(found, float):
                raise Fault("its host asks not to be asked so often; try again later")
            target = found
        raise Fault(f"it redirects more than {self._limits.redirects} times")

    def _exchanged(
        self, target: Target, validators: Validators | None, size: int
    ) -> Fetched | Target | float:
        """One request and its answer: a page, where else to ask, or seconds to wait."""
        self._deadline.put_off(self._pacer.wait(target.authority))
        try:
            found = self._answer(target, validators, size)
        except Fault as fault:
            self._pacer.asked(target.authority, fault)
            raise
        self._pacer.asked(target.authority)
        return found

    def _answer(
        self, target: Target, validators: Validators | None, size: int
    ) -> Fetched | Target | float:
        try:
            with contextlib.closing(self._response(target, validators)) as response:
                return _read(target, response, size)
        except httpcore.TimeoutException:
            self._deadline.left()
            raise Silent(f"nothing came for {self._limits.silence:g} seconds") from None
        except httpcore.RemoteProtocolError as error:
            raise Fault(
                "the connection was cut off before all had come"
                if _is_cut_off(error)
                else "it is not HTTP"
            ) from error
        except httpcore.LocalProtocolError as error:
            raise Fault("it cannot be asked for over HTTP") from error
        except httpcore.NetworkError as error:
            told = str(error).lower()
            if "certificate" in told or "ssl" in told or "tls" in told:
                raise Fault(f"no safe connection to it can be made ({_short(told)})") from error
            raise Silent("the connection broke") from error

    def _response(self, target: Target, validators: Validators | None) -> httpcore.Response:
        """The answer, of which the head has come.

        A server may end a connection that was kept just as it is used again (RFC 9112, 9.3.1):
        then, and only then, the same is asked once more, over a new one.
        """
        request = httpcore.Request(
            "GET",
            httpcore.URL(
                scheme=target.scheme, host=target.host, port=target.port, target=target.path
            ),
            headers=_headers(target, validators),
            extensions={
                "timeout": dict.fromkeys(("connect", "read", "write"), self._limits.silence)
            },
        )
        opened = self._backend.opened
        try:
            return self._pool.handle_request(request)
        except (httpcore.RemoteProtocolError, httpcore.NetworkError) as error:
            if self._backend.opened != opened or not _is_cut_off(error):
                raise
            return self._pool.handle_request(request)


def _read(target: Target, response: httpcore.Response, size: int) -> Fetched | Target | float:
    headers = {name.decode("latin-1").lower(): _text(value) for name, value in response.headers}
    status = response.status
    if status != 200:
        _drain(response, headers.get("content-length", ""))
    if status in _REDIRECTS:
        if not headers.get("location"):
            raise Fault(f"the server says {status}, but not where to go")
        return target_of(joined(target.url, headers["location"]))
    if status in _BUSY and (status == 429 or "retry-after" in headers):
        return _seconds_to_wait(headers.get("retry-after", ""))
    media_type, charset = _content_type(headers)
    validators = Validators(
        target.url, _sendable(headers.get("etag")), _sendable(headers.get("last-modified"))
    )
    if status == 304:
        return Fetched(target.url, media_type, charset, None, validators)
    if status in (404, 410):
        raise Gone(f"there is no such page ({status})")
    if status in (401, 402, 403):
        raise Fault(f"the server does not give it to us ({status})")
    if status != 200:
        raise Fault(f"the server says {status}")
    announced = headers.get("content-length", "")
    if announced.isdecimal() and len(announced) < 20 and int(announced) > size:
        raise Fault(f"it is larger than {size / 1e6:g} MB")
    encoding = headers.get("content-encoding", "").lower()
    body = body_of(response.iter_stream(), encoding, size)
    return Fetched(target.url, media_type, charset, body, validators)


def _is_cut_off(error: httpcore.RemoteProtocolError | httpcore.NetworkError) -> bool:
    """Whether the connection ended, and not what came was no HTTP: only the words tell."""
    if isinstance(error, httpcore.NetworkError):
        return True
    return "closed" in str(error) or "disconnected" in str(error)


def _drain(response: httpcore.Response, length: str) -> None:
    """Read a short body that nobody needs, so that the connection can be kept."""
    bodiless = response.status == 304
    if not bodiless and not (length.isdecimal() and len(length) < 6):
        return
    # What became of the answer is known by its status, whether or not the rest comes.
    broken = (httpcore.ProtocolError, httpcore.NetworkError, httpcore.TimeoutException)
    with contextlib.suppress(*broken):
        for _ in response.iter_stream():
            pass


def _headers(target: Target, validators: Validators | None) -> Mapping[bytes | str, bytes | str]:
    headers: dict[bytes | str, bytes | str] = {
        "Host": target.authority,
        "User-Agent": USER_AGENT,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
    }
    if validators and validators.url == target.url:
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.modified:
            headers["If-Modified-Since"] = validators.modified
    return headers


def _content_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    message = email.message.Message()
    message["Content-Type"] = headers.get("content-type", "")
    charset = message.get_content_charset()
    media_type = message.get_content_type() if headers.get("content-type") else ""
    return media_type, charset


def _seconds_to_wait(retry_after: str) -> float:
    """A Retry-After header in seconds; a while if it says nothing that can be read."""
    if retry_after.isdecimal() and len(retry_after) < 10:
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - time.time())
    except ValueError:
        return MAX_PAUSE / 6


def _text(value: bytes) -> str:
    """A header's value; those of redirects are UTF-8 where they should be percent-encoded."""
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()


def _sendable(value: str | None) -> str | None:
    """``value`` if it may stand in a header of ours, too."""
    return value if value and value.isascii() and value.isprintable() else None


def _short(text: str) -> str:
    return " ".join(text.split())[:120]
