"""Which addresses the server may call: public ones over https, and those the operator allows by name.

A URL that somebody typed must never reach the inside of the house, whatever way it is written.
"""

import ipaddress
import logging
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Sentence

log = logging.getLogger(__name__)
IP = ipaddress.IPv4Address | ipaddress.IPv6Address
PORTS = {443, 8443}
LONGEST = 2000
PLAIN = re.compile(r"[\x21-\x7e]+")
NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
NUMBERS = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa")
"""Last words of names that never mean a public server."""
SHARED = ipaddress.ip_network("100.64.0.0/10")


class NotAllowed(Exception):
    """The address may not be called; the sentence is for whoever typed it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect: the name goes into Host and certificate, the connection to the address."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def judge(url: str) -> Place:
    """Judge the URL and every address its name has now; the first of them is the one to use."""
    scheme, host, port, path = _read(url)
    allowed = f"{host}:{port}" in settings.OUTBOUND_ALLOW
    if not allowed:
        _refuse_unless_public(scheme, host, port)
    addresses = list(_resolved(host, port))
    if not all(is_public(one) for one in addresses):
        if not allowed:
            raise NotAllowed(_("This address leads into the internal network."))
        log.info("calling the inner server %s:%s, which TONGZHOU_OUTBOUND_ALLOW names", host, port)
    return Place(scheme, host, port, path, str(addresses[0]))


def is_public(address: IP) -> bool:
    """Also what an address wraps is judged; mapped and translated ones (::/8) are all reserved."""
    return all(
        one.is_global
        and not (one.is_multicast or one.is_reserved or one.is_unspecified)
        and one not in SHARED
        for one in (address, *_embedded(address))
    )


def _embedded(address: IP) -> Iterator[IP]:
    if isinstance(address, ipaddress.IPv6Address):
        if address.sixtofour:
            yield address.sixtofour
        if address.teredo:
            yield from address.teredo


def _read(url: str) -> tuple[str, str, int, str]:
    """The parts of a URL in which nothing hides: no spaces, no user, no second spelling."""
    wrong = NotAllowed(_("This is no address that can be called."))
    if len(url) > LONGEST or not PLAIN.fullmatch(url) or "\\" in url:
        raise wrong
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or parts.username or parts.password:
        raise wrong
    host = host.removesuffix(".")
    if not (_is_address(host) or (NAME.fullmatch(host) and not _is_number(host))):
        raise wrong
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path


def _refuse_unless_public(scheme: str, host: str, port: int) -> None:
    if scheme != "https":
        raise NotAllowed(_("Only https addresses are called."))
    if port not in PORTS:
        raise NotAllowed(_("Only the ports 443 and 8443 are called."))
    if host.rsplit(".", 1)[-1] in INSIDE:
        raise NotAllowed(_("This address leads into the internal network."))


def _resolved(host: str, port: int) -> Iterator[IP]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotAllowed(_("There is no server of this name.")) from None
    for *_rest, place in found:
        yield ipaddress.ip_address(str(place[0]).partition("%")[0])


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return "%" not in host


def _is_number(host: str) -> bool:
    """Names that end in a number are addresses in disguise: 2130706433, 0x7f.1, 0177.0.0.1."""
    return bool(NUMBERS.fullmatch(host.rsplit(".", 1)[-1]))
