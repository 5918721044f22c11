"""Connections to the very addresses that were checked, and none that outlasts its time."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable

import httpcore2 as httpcore

from bot.web.addresses import AllowedHosts, check
from bot.web.faults import Fault, Silent

Resolve = Callable[[str, int], list[str]]
"""The addresses of a host; raises OSError. A port is given since resolvers want one."""


def resolve(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Deadline:
    """When the fetch that is under way must be over; one at a time."""

    def __init__(self) -> None:
        self._end = 0.0
        self._seconds = 0.0

    def start(self, seconds: float) -> None:
        """From now on."""
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def put_off(self, seconds: float) -> None:
        """Do not count a pause that was made out of politeness."""
        self._end += seconds

    def left(self) -> float:
        """Seconds that are left. Silent if none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise Silent(f"it was not here whole after {self._seconds:g} seconds")
        return left


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name once, checks every address, and connects to one of those.

    So a name that says one address when it is checked and another when it is used gains nothing.
    ``opened`` counts the connections made.
    """

    def __init__(self, allowed: AllowedHosts, deadline: Deadline, resolve: Resolve) -> None:
        self._allowed = allowed
        self._deadline = deadline
        self._resolve = resolve
        self._plain = httpcore.SyncBackend()
        self.opened = 0

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to ``host``. Fault if it is refused, Silent if nobody answers."""
        try:
            addresses = self._resolve(host, port)
        except OSError:
            raise Silent(f"there is no host {host}, or the network is down") from None
        if not addresses:
            raise Silent(f"there is no host {host}")
        check(host, port, addresses, self._allowed)
        fault: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._seconds(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                self.opened += 1
                return _TimedStream(stream, self._seconds)
        raise Silent(f"{host} does not answer on port {port}") from fault

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Never: a URL names no file of this machine."""
        raise Fault("only http and https are fetched")

    def _seconds(self, timeout: float | None) -> float:
        left = self._deadline.left()
        return left if timeout is None else min(timeout, left)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every operation ends when the fetch must, however slowly bytes drip."""

    def __init__(
        self, stream: httpcore.NetworkStream, seconds: Callable[[float | None], float]
    ) -> None:
        self._stream = stream
        self._seconds = seconds

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._seconds(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._seconds(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._seconds(timeout))
        return _TimedStream(stream, self._seconds)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
