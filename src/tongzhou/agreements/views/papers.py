"""A version to take along: certificate on paper, evidence to check elsewhere."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from tongzhou.agreements import offline, paper, word
from tongzhou.agreements.models import Version
from tongzhou.agreements.queries.certificates import certificate
from tongzhou.agreements.queries.evidence import evidence
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.request import PersonRequest
from tongzhou.ui.printing import CannotPrint
from tongzhou.ui.turns import FILES, in_turn

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
VERIFIER = Path(offline.__path__[0]) / "verify.py"


@require_GET
@in_turn(FILES)
def certificate_pdf(request: PersonRequest, version: UUID) -> HttpResponse:
    found = _version(request, version)
    try:
        return _file(found, paper.as_pdf(certificate(found)), PDF, "pdf")
    except CannotPrint as failed:
        raise NotPossibleNow(paper.no_press()) from failed


@require_GET
@in_turn(FILES)
def certificate_docx(request: PersonRequest, version: UUID) -> HttpResponse:
    found = _version(request, version)
    return _file(found, word.as_docx(certificate(found)), DOCX, "docx")


@require_GET
@in_turn(FILES)
def evidence_zip(request: PersonRequest, version: UUID) -> HttpResponse:
    """The evidence and the program that checks it, in one file."""
    found = _version(request, version)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        told = json.dumps(evidence(found), ensure_ascii=False, indent=1)
        archive.writestr("evidence.json", told)
        archive.write(VERIFIER, "verify.py")
    return _file(found, packed.getvalue(), "application/zip", "zip")


def _version(request: PersonRequest, pk: UUID) -> Version:
    rows = Version.objects.visible_to(request.user)
    rows = rows.select_related("collaboration", "circulated_by", "change__base")
    found: Version = get_object_or_404(rows, pk=pk)
    return found


def _file(version: Version, content: bytes, kind: str, suffix: str) -> HttpResponse:
    name = f"tongzhou-{version.collaboration_id}-v{version.number}.{suffix}"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
