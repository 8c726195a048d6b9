"""Pages are WSGI and run in threads; this hands them requests of the event loop and takes their answers.

A page is one hop to a thread and back. Only what is long (a file, an export) goes piece by piece,
as quickly as the reader takes it; only what is long to send is read piece by piece as well.
"""

import asyncio
import io
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote_to_bytes

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

AT_ONCE = 1024 * 1024
"""An answer up to this size is handed over whole."""
READ_FIRST = 64 * 1024
"""A form up to this size is read before a thread is taken."""
PLAIN = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


class Pages:
    def __init__(self, application: Callable[..., Iterable[bytes]], *, threads: int) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, "page")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        loop = asyncio.get_running_loop()
        body = await _body(scope, receive, loop)
        answer = await loop.run_in_executor(self.threads, self._begin, _environ(scope, body))
        await send(
            {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        )
        if answer.rest is None:
            await send({"type": "http.response.body", "body": answer.first})
        else:
            await self._send_rest(answer, send, loop)

    def _begin(self, environ: Message) -> "Answer":
        answer = Answer()
        answer.take(self.application(environ, answer.start))
        return answer

    async def _send_rest(
        self, answer: "Answer", send: Send, loop: asyncio.AbstractEventLoop
    ) -> None:
        try:
            piece: bytes | None = answer.first
            while piece is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = await loop.run_in_executor(self.threads, answer.piece)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            await loop.run_in_executor(self.threads, answer.close)


class Answer:
    """What a page said; `rest` is None when `first` is all of it."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []
        self.first = b""
        self.rest: Iterator[bytes] | None = None
        self.source: Any = None

    def start(self, status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(a.lower().encode("latin-1"), b.encode("latin-1")) for a, b in headers]

    def take(self, source: Iterable[bytes]) -> None:
        self.source = source
        pieces, size = [], 0
        self.rest = iter(source)
        for piece in self.rest:
            pieces.append(piece)
            size += len(piece)
            if size > AT_ONCE:
                break
        else:
            self.rest = None
            self.close()
        self.first = b"".join(pieces)

    def piece(self) -> bytes | None:
        assert self.rest is not None
        return next(self.rest, None)

    def close(self) -> None:
        close = getattr(self.source, "close", None)
        if close:
            close()


class Incoming(io.RawIOBase):
    """The body of a long request, asked of the loop by the thread that reads it."""

    def __init__(self, receive: Receive, loop: asyncio.AbstractEventLoop) -> None:
        self.receive, self.loop = receive, loop
        self.left, self.more = b"", True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.left and self.more:
            message = asyncio.run_coroutine_threadsafe(_await(self.receive), self.loop).result()
            self.left = message.get("body", b"")
            self.more = message["type"] != "http.disconnect" and message.get("more_body", False)
        size = min(len(buffer), len(self.left))
        buffer[:size], self.left = self.left[:size], self.left[size:]
        return size


async def _await(receive: Receive) -> Message:
    return await receive()


async def _body(scope: Message, receive: Receive, loop: asyncio.AbstractEventLoop) -> io.IOBase:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if not length.isdigit() or int(length) > READ_FIRST:
        return io.BufferedReader(Incoming(receive, loop), READ_FIRST)
    read, more = b"", int(length) > 0
    while more:
        message = await receive()
        read += message.get("body", b"")
        more = message["type"] != "http.disconnect" and message.get("more_body", False)
    return io.BytesIO(read)


def _environ(scope: Message, body: io.IOBase) -> Message:
    host, port = scope.get("server") or ("localhost", 80)
    environ: Message = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": _path(scope),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": str(host),
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add_header(environ, name, value.decode("latin-1"))
    return environ


def _path(scope: Message) -> str:
    raw = scope.get("raw_path") or scope["path"].encode()
    return unquote_to_bytes(raw.partition(b"?")[0]).decode("latin-1")


def _add_header(environ: Message, name: bytes, value: str) -> None:
    """A name with an underscore could pass for another header and is left out."""
    if b"_" in name:
        return
    key = PLAIN.get(name.lower()) or f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"
    if key in environ:
        value = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
    environ[key] = value
