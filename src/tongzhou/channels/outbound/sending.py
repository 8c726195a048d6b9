"""One request to a judged address: no redirects, an end after 15 seconds, no more than 100 kB read."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Timer

from tongzhou.channels.outbound.addresses import Place, judge

CONNECT = 3.0
READ = 7.0
TOTAL = 15.0
LONGEST_REPLY = 100_000
NAME = "Tongzhou"


class Unanswered(Exception):
    """The other side did not answer, or not in time: worth another try."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    """Raises `NotAllowed` or `Unanswered`; whatever status comes back is the caller's to read."""
    return _ask(judge(url), "POST", body, headers)


def fetch(url: str, headers: Mapping[str, str]) -> Reply:
    return _ask(judge(url), "GET", None, headers)


def call(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str],
    *, most: int = LONGEST_REPLY,
) -> Reply:  # fmt: skip
    """Where the other side asks for PUT or PATCH, or has more to say."""
    return _ask(judge(url), method, body, headers, most)


def trusted() -> ssl.SSLContext:
    """For other ways out: the certificate has to fit the name."""
    return ssl.create_default_context()


def _ask(
    place: Place, method: str, body: bytes | None, headers: Mapping[str, str],
    most: int = LONGEST_REPLY,
) -> Reply:  # fmt: skip
    connection = _connection(place)
    end = Timer(TOTAL, _cut, [connection])
    end.daemon = True
    end.start()
    try:
        connection.request(method, place.path, body, {"User-Agent": NAME, **headers})
        answer = connection.getresponse()
        content = answer.read(most)
        return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, content)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unanswered(f"{type(error).__name__}: {error}") from None
    finally:
        end.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    """A server that sends a byte now and then would keep the reader for hours."""
    if connection.sock:
        connection.sock.shutdown(socket.SHUT_RDWR)


def _connection(place: Place) -> http.client.HTTPConnection:
    if place.scheme == "http":
        return _Pinned(place)
    return _PinnedWithin(place)


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was judged, whatever the name means a moment later."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.host, place.port, timeout=READ)
        self.place = place

    def connect(self) -> None:
        self.sock = _opened(self.place)


class _PinnedWithin(http.client.HTTPSConnection):
    """As above, with the certificate asked for the name."""

    def __init__(self, place: Place) -> None:
        self.within = trusted()
        super().__init__(place.host, place.port, timeout=READ, context=self.within)
        self.place = place

    def connect(self) -> None:
        opened = _opened(self.place)
        try:
            self.sock = self.within.wrap_socket(opened, server_hostname=self.place.host)
        except BaseException:
            opened.close()
            raise


def _opened(place: Place) -> socket.socket:
    opened = socket.create_connection((place.address, place.port), timeout=CONNECT)
    opened.settimeout(READ)
    return opened
