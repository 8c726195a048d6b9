"""The server's entry point: open streams in the event loop, pages in threads.

`pages` alone is what `--role web` serves through WSGI, `streams` what `--role stream` serves.
"""

import asyncio
import os
import signal
from threading import current_thread, main_thread
from typing import Any

from tongzhou.config.bridge import Pages, Receive, Send
from tongzhou.config.environment import number
from tongzhou.config.wsgi import application as pages
from tongzhou.live.streams import PATH, close, events, watch

rendered = Pages(pages, threads=number("TONGZHOU_THREADS", 4, low=1, high=64))


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http" and scope["path"] == PATH:
        await events(scope, receive, send)
    else:
        await rendered(scope, receive, send)


async def streams(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Beside nodes that render pages: the proxy sends only the address of streams here."""
    if scope["type"] != "http" or scope["path"] in (PATH, "/healthz", "/readyz"):
        await application(scope, receive, send)
    else:
        headers = [(b"content-length", b"0")]
        await send({"type": "http.response.start", "status": 404, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


async def _live(receive: Receive, send: Send) -> None:
    await receive()
    if current_thread() is main_thread():
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _end)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    close()
    await send({"type": "lifespan.shutdown.complete"})


def _end() -> None:
    """The server waits for every open connection before it ends, and streams would stay for ever.

    SIGINT is what it listens to as well.
    """
    watch.say_goodbye()
    os.kill(os.getpid(), signal.SIGINT)
