"""A real OpenID provider library, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tests.channels.sink import free_port


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


class Provider:
    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.place = f"127.0.0.1:{port}"

    def knows(self, subject: str, **claims: object) -> None:
        body = json.dumps(claims).encode()
        asked = Request(f"{self.issuer}/users/{subject}", body, method="PUT")
        asked.add_header("Content-Type", "application/json")
        build_opener().open(asked, timeout=10).close()

    def signs_in(self, there: str, subject: str) -> str:
        """Somebody types who they are; where the provider sends the browser back to."""
        body = urlencode({"sub": subject}).encode()
        try:
            build_opener(_Stay).open(Request(there, body), timeout=10).close()
        except HTTPError as redirect:
            with redirect:
                return str(redirect.headers["Location"])
        raise AssertionError("the provider did not send back")


@contextmanager
def providing() -> Iterator[Provider]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        try:
            next(line for line in process.stdout if "running on" in line)
            yield Provider(port)
        finally:
            process.terminate()
