"""Addresses of agreements and change requests."""

from django.urls import URLPattern, path

from tongzhou.agreements.views import changes, definitions, papers, provisions, versions
from tongzhou.agreements.views.imported import import_changes

urlpatterns: list[URLPattern] = [
    path("collaborations/<uuid:collaboration>/agreement", versions.agreement, name="agreement"),
    path("collaborations/<uuid:collaboration>/agreements", versions.agreements, name="agreements"),
    path("agreements/<uuid:version>", versions.version, name="version"),
    path("agreements/<uuid:version>/signatures", versions.signatures, name="signatures"),
    path("agreements/<uuid:version>/objections", versions.objections, name="objections"),
    path("agreements/<uuid:version>/withdrawals", versions.withdrawals, name="withdrawals"),
    path("agreements/<uuid:version>/certificate.pdf", papers.certificate_pdf, name="certificate"),
    path(
        "agreements/<uuid:version>/certificate.docx",
        papers.certificate_docx,
        name="certificate-docx",
    ),
    path("agreements/<uuid:version>/evidence.zip", papers.evidence_zip, name="evidence"),
    path(
        "collaborations/<uuid:collaboration>/provisions", provisions.provisions, name="provisions"
    ),
    path(
        "collaborations/<uuid:collaboration>/provisions/preview",
        provisions.preview,
        name="provision-preview",
    ),
    path(
        "collaborations/<uuid:collaboration>/definitions",
        definitions.definitions,
        name="definitions",
    ),
    path("collaborations/<uuid:collaboration>/leeways", provisions.leeways, name="leeways"),
    path("provisions/<uuid:provision>/removals", provisions.removals, name="provision-removals"),
    path("collaborations/<uuid:collaboration>/changes", changes.changes, name="changes"),
    path("collaborations/<uuid:collaboration>/changes/new", changes.new, name="new-change"),
    path("imports/<uuid:plan_import>/changes", import_changes, name="import-changes"),
    path("changes/<uuid:change>", changes.change, name="change"),
    path("changes/<uuid:change>/lines", changes.lines, name="change-lines"),
    path("changes/<uuid:change>/drops", changes.drops, name="change-drops"),
    path("changes/<uuid:change>/submissions", changes.submissions, name="change-submissions"),
    path("changes/<uuid:change>/applications", changes.applications, name="change-applications"),
    path("changes/<uuid:change>/emergencies", changes.emergencies, name="change-emergencies"),
    path("changes/<uuid:change>/take-ups", changes.take_ups, name="change-take-ups"),
    path("changes/<uuid:change>/objections", changes.objections, name="change-objections"),
    path("changes/<uuid:change>/ripples", changes.ripples, name="change-ripples"),
    path("changes/<uuid:change>/rebases", changes.rebases, name="change-rebases"),
    path("changes/<uuid:change>/rejections", changes.rejections, name="change-rejections"),
    path("changes/<uuid:change>/withdrawals", changes.withdrawals, name="change-withdrawals"),
]
