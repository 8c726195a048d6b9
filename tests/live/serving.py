"""The server of the house in a thread of the test, on the test's database: pages and open streams."""

import asyncio
import http.client
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread

from django.conf import settings
from django.db import connections
from granian.constants import Interfaces
from granian.server.embed import Server

from tongzhou.live import streams


@contextmanager
def serving() -> Iterator[str]:
    """The address."""
    settings.LIVE = True
    port, stop = _free_port(), Event()
    thread = Thread(target=lambda: asyncio.run(_serve(port, stop)))
    thread.start()
    try:
        _await(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        stop.set()
        thread.join(10)
        settings.LIVE = False


async def _serve(port: int, stop: Event) -> None:
    from tongzhou.config import asgi

    server = Server(asgi.application, port=port, interface=Interfaces.ASGINL, log_enabled=False)
    running = asyncio.create_task(server.serve())
    while not stop.is_set():
        await asyncio.sleep(0.02)
    await asyncio.to_thread(streams.close)
    for _each in range(8):
        asgi.rendered.threads.submit(connections.close_all).result(5)
    server.stop()
    await running


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _await(port: int) -> None:
    for _attempt in range(500):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        Event().wait(0.02)
    raise AssertionError("the server did not begin")


@dataclass
class Said:
    event: str
    data: str
    id: str


class Stream:
    """An open stream as a browser reads it."""

    def __init__(self, address: str, cookie: str, path: str = "/events", last: str = "") -> None:
        host = address.removeprefix("http://")
        self.connection = http.client.HTTPConnection(host, timeout=6)
        headers = {"Cookie": f"session={cookie}"} | ({"Last-Event-ID": last} if last else {})
        self.connection.request("GET", path, headers=headers)
        self.answer = self.connection.getresponse()
        self.status = self.answer.status

    def next(self) -> Said:
        """The next event; signs of life are passed over."""
        said: dict[str, str] = {}
        while line := self.answer.readline().decode():
            name, _colon, value = line.rstrip("\n").partition(":")
            if name:
                said[name] = value.strip()
            elif line == "\n" and "event" in said:
                return Said(said["event"], said.get("data", ""), said.get("id", ""))
        raise AssertionError("the stream ended without a word")

    def close(self) -> None:
        self.answer.close()
        self.connection.close()
