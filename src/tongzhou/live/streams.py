"""GET /events: server-sent events, in the event loop of the server.

An event carries the number of the last journal entry and whether the collaboration on the page
(«case») or what waits for the person («day») moved; never content.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.db import connection

from tongzhou.journal.models import Entry
from tongzhou.live.listeners import CASE, CROWDED, DAY, REVOKED, SIGNED_OUT, Listener, Listeners
from tongzhou.live.rights import listener_for
from tongzhou.live.watching import Watch

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PATH = "/events"
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
AGAIN = 3000
"""Milliseconds until a browser opens a broken stream again."""
FAR_BEHIND = 500
GONE = "gone"

listeners = Listeners()
watch = Watch(listeners)
door = ThreadPoolExecutor(2, "door of live")


async def events(scope: Message, receive: Receive, send: Send) -> None:
    if scope["method"] != "GET":
        return await _refuse(send, 405)
    loop = asyncio.get_running_loop()
    cookies, case, after = _asked(scope)
    found, missed = await loop.run_in_executor(door, _enter, cookies, case, after, loop)
    if isinstance(found, str):
        # 204 is what tells a browser not to come again.
        return await _refuse(send, {SIGNED_OUT: 204, CROWDED: 503}.get(found, 404))
    found.hear(missed)
    gone = asyncio.ensure_future(_until_gone(found, receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _say(found, send)
    finally:
        gone.cancel()
        listeners.leave(found)


def close() -> None:
    """Every stream ends with a word, and the thread that watches ends."""
    watch.stop()


async def _say(listener: Listener, send: Send) -> None:
    await _write(send, f"retry: {AGAIN}\nid: {listener.seq}\nevent: open\ndata:\n\n")
    while not listener.ended:
        await listener.news()
        moved, listener.moved = listener.moved, set()
        if moved:
            words = " ".join(sorted(moved))
            await _write(send, f"id: {listener.seq}\nevent: moved\ndata: {words}\n\n")
        elif not listener.ended:
            await _write(send, ":\n\n")
    await _write(send, f"event: bye\ndata: {listener.ended}\n\n")
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(listener: Listener, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.ended = GONE
    listener.hear(())


async def _write(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _enter(
    cookies: str, case: str, after: int | None, loop: asyncio.AbstractEventLoop
) -> tuple[Listener | str, list[str]]:
    """In a thread that may ask the database: who is it, may they, and what did they miss."""
    try:
        found = listener_for(cookies, UUID(case) if case else None)
        if isinstance(found, str):
            return found, []
        watch.ensure()
        found.loop, found.seq = loop, watch.seq
        if not listeners.enter(found):
            return CROWDED, []
        return found, [] if after is None else list(_missed(found, after))
    except ValueError:
        return REVOKED, []
    finally:
        connection.close()


def _missed(listener: Listener, after: int) -> Iterator[str]:
    """Between the page that was read and the stream, or while the connection was gone."""
    news = Entry.objects.filter(seq__gt=after).order_by("seq")
    cases = news.values_list("collaboration", flat=True)[:FAR_BEHIND]
    found = set(cases)
    if listener.case in found or len(cases) == FAR_BEHIND:
        yield CASE
    if found & listener.cases or len(cases) == FAR_BEHIND:
        yield DAY


def _asked(scope: Message) -> tuple[str, str, int | None]:
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    after = headers.get(b"last-event-id") or asked.get("after", [""])[0]
    number = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else None
    return headers.get(b"cookie", ""), asked.get("case", [""])[0], number
