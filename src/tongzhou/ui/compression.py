"""Pages squeezed at the level where a page costs least: a fifth of the time, a fifth more bytes."""

import gzip
import secrets

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_vary_headers

LEVEL = 1
LEAST = 200
MOST_NOISE = 100
HEADER = 10
"""Octets of a gzip header without a file name."""


class CompressionMiddleware(GZipMiddleware):
    """Django's own for streams; for pages the same at `LEVEL`."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not isinstance(response, HttpResponse) or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        if len(response.content) < LEAST:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            response.content = squeezed(response.content)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response


def squeezed(content: bytes) -> bytes:
    """With a file name of random length, so that the size tells nothing of a secret (BREACH)."""
    plain = gzip.compress(content, LEVEL, mtime=0)
    noise = b"a" * (1 + secrets.randbelow(MOST_NOISE)) + b"\0"
    return plain[:3] + b"\x08" + plain[4:HEADER] + noise + plain[HEADER:]
