"""Opening a stored file: always as a download, or inline where its kind can carry no script."""

from uuid import UUID

from csp.constants import HEADER
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.files import kinds
from tongzhou.files.models import StoredFile
from tongzhou.org.request import PersonRequest

SANDBOX = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
)
PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""A browser's own reader of PDF does not start inside a sandbox; the document runs nothing of ours."""
ALWAYS = (
    ("Cache-Control", "private, no-cache"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)


@require_GET
def stored_file(request: PersonRequest, stored_file: UUID) -> HttpResponseBase:
    file = _file(request, stored_file)
    return _sent(request, file, kind=kinds.UNKNOWN, inline=False)


@require_GET
def preview(request: PersonRequest, stored_file: UUID) -> HttpResponseBase:
    """Pictures and PDF, by their content; for everything else there is no such page."""
    file = _file(request, stored_file)
    if not file.is_shown_inline:
        raise Http404
    return _sent(request, file, kind=file.media_type, inline=True)


def _file(request: PersonRequest, pk: UUID) -> StoredFile:
    return get_object_or_404(StoredFile.objects.visible_to(request.user), pk=pk)


def _sent(request: PersonRequest, file: StoredFile, *, kind: str, inline: bool) -> HttpResponseBase:
    """May be kept by the browser, which asks every time whether it is still allowed to show it."""
    tag = f'"{file.sha256}"'
    known = get_conditional_response(request, etag=tag)
    response: HttpResponseBase = (
        known if known and known.status_code == 304 else _body(file, kind, inline=inline)
    )
    policy = PDF if inline and kind == "application/pdf" else SANDBOX
    for name, value in (("ETag", tag), *ALWAYS, (HEADER, policy)):
        response.headers[name] = value
    return response


def _body(file: StoredFile, kind: str, *, inline: bool) -> HttpResponseBase:
    try:
        stream = file.path.open("rb")
    except OSError as error:
        raise NotPossibleNow(
            _("The content of this file is missing on the server. Please tell your administrator.")
        ) from error
    response = FileResponse(stream, content_type=kind, as_attachment=not inline, filename=file.name)
    response.headers["Content-Encoding"] = "identity"
    return response
