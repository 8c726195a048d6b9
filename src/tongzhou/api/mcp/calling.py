"""A call of the API without a network: the same middleware, the same door."""

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from tongzhou.api.effects import DRY_RUN

LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Told:
    status: int
    body: Any

    @property
    def is_done(self) -> bool:
        return self.status < 400


class Api:
    def __init__(self, token: str, *, host: str) -> None:
        self.token = token
        self.host = host
        self.handler = WSGIHandler()

    def read(self, path: str, **query: Any) -> Told:
        asked = {name: value for name, value in query.items() if value not in (None, "")}
        return self._call("GET", path, urlencode(asked), b"", {})

    def change(
        self, path: str, body: dict[str, Any], *, key: UUID | None = None, is_dry: bool = False
    ) -> Told:
        headers = {"HTTP_IDEMPOTENCY_KEY": str(key)} if key else {}
        if is_dry:
            headers[f"HTTP_{DRY_RUN.upper().replace('-', '_')}"] = "1"
        return self._call("POST", path, "", json.dumps(body).encode(), headers)

    def _call(
        self, method: str, path: str, query: str, body: bytes, headers: dict[str, str]
    ) -> Told:
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": f"/api/v1/{path.strip('/').removeprefix('api/v1/')}",
            "QUERY_STRING": query,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": self.host,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self.host,
            "HTTP_AUTHORIZATION": f"Bearer {self.token}",
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(body),
            **headers,
        }
        response = self.handler.get_response(WSGIRequest(environ))
        try:
            return _told(response)
        finally:
            response.close()


def _told(response: Any) -> Told:
    if response.streaming or "json" not in response.get("Content-Type", ""):
        return Told(response.status_code, {"file": response.get("Content-Type", "")})
    if len(response.content) > LONGEST:
        return Told(413, {"detail": "This answer is too long; ask for a part of it."})
    return Told(response.status_code, json.loads(response.content))
