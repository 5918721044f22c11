"""A news site on loopback that keeps a record of who asked it for what."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent; ``raw`` sends bytes of its own making in the place of all the rest."""

    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Headers = field(default_factory=dict)
    raw: Callable[[Callable[[bytes], None]], None] | None = None
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came, and the status that it was answered with."""

    path: str
    headers: Headers
    status: int


class Site:
    """``pages`` says what is at a path; a page with an ETag answers 304 to one who has it."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.port = int(server.server_address[1])
        self.pages: dict[str, Answer | Callable[[Headers], Answer]] = {}
        self.asked: list[Asked] = []
        self.connections = 0
        self.server_names: list[str] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.pages[path] = Answer(status=status, headers={"Location": to})

    def answer(self, path: str, headers: Headers) -> Answer:
        page = self.pages.get(path)
        if page is None:
            return Answer(b"<h1>Not found</h1>", status=404)
        answer = page if isinstance(page, Answer) else page(headers)
        etag = answer.headers.get("ETag")
        if etag and headers.get("If-None-Match") == etag:
            return Answer(status=304, headers={"ETag": etag})
        return answer


@contextmanager
def serving(certificate: str | None = None) -> Iterator[Site]:
    """A site of its own on a free port of 127.0.0.1, over TLS if a certificate is given."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = dict(self.headers.items())
            answer = site.answer(self.path, headers)
            site.asked.append(Asked(self.path, headers, answer.status))
            time.sleep(answer.delay)
            if answer.raw:
                self.close_connection = True
                try:
                    answer.raw(self._send)
                except OSError:  # the other side has had enough, as it should
                    return
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.body:
                self.send_header("Content-Type", answer.media_type)
            if answer.status != 304:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self._send(answer.body)

        def _send(self, data: bytes) -> None:
            self.wfile.write(data)
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the screen."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
            connection, address = super().get_request()
            site.connections += 1
            return connection, address

        def handle_error(self, request: object, client_address: object) -> None:
            """A connection that breaks is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(server)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.sni_callback = lambda _, name, __: site.server_names.append(name or "")
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def story(title: str, text: str, head: str = "") -> bytes:
    """An article's page as news sites have them."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


def rss(items: list[str], title: str = "The Example") -> Answer:
    body = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>/</link>{''.join(items)}</channel></rss>"
    ).encode()
    etag = f'"{hash(body):x}"'
    return Answer(body, "application/rss+xml", headers={"ETag": etag})


def zipped(answer: Answer) -> Answer:
    return Answer(
        gzip.compress(answer.body),
        answer.media_type,
        headers={**answer.headers, "Content-Encoding": "gzip"},
    )
