"""The certificate as a Word document: what the PDF says, in the same order and look."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import segno
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongzhou.agreements import ooxml
from tongzhou.agreements.labels import label_of
from tongzhou.agreements.paper import how, moment, page_words, wording
from tongzhou.agreements.queries.certificates import COLUMNS, Certificate, Signer
from tongzhou.core import clock
from tongzhou.ui.formats import joined

INSIDE = 184
"""Millimetres between the margins of A4."""
FACTS = (30, 154)
HEAD = (158, 26)
ROWS = (7, 22, 14, 12, 18, 18, 12, 20, 31, 14, 16)
SIGNERS = (8, 18, 22, 26, 42, 22, 12, 34)
HISTORY = (12, 22, 34, 34, 48, 34)
"""Widths of the columns, in millimetres."""
GREY, RED = "666666", "B8352A"


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a cell, and how: plain, code (a fingerprint), stamp (a seal) or label."""

    text: str
    kind: str = "plain"


def as_docx(certificate: Certificate) -> bytes:
    from docx import Document

    paper = Document()
    ooxml.plain_page(paper, chinese=ooxml.FACES.get(translation.get_language() or "", ooxml.FACE))
    paper.core_properties.title = certificate.version.collaboration.name
    paper.core_properties.author = certificate.company
    _frame(paper.sections[0], certificate)
    _head(paper, certificate)
    _facts(paper, certificate)
    _rows(paper, certificate)
    _signers(paper, certificate)
    _history(paper, certificate)
    _end(paper, certificate)
    made = BytesIO()
    paper.save(made)
    return made.getvalue()


def _frame(section: Any, certificate: Certificate) -> None:
    """On every page: the company above, what this is and the number of the page below."""
    head = section.header.paragraphs[0]
    ooxml.underlined(head)
    ooxml.right_tab(head, INSIDE)
    ooxml.said(head, certificate.company, bold=True, size=11)
    ooxml.said(head, f"\t{_kind(certificate)}", size=7.5, colour=GREY)
    foot = section.footer.paragraphs[0]
    ooxml.right_tab(foot, INSIDE)
    ooxml.said(foot, f"{_kind(certificate)}\t", size=7.5, colour=GREY)
    for words, field in zip(page_words(), ("PAGE", "NUMPAGES", ""), strict=True):
        ooxml.said(foot, words, size=7.5, colour=GREY)
        if field:
            ooxml.field(foot, field, size=7.5, colour=GREY)


def _kind(certificate: Certificate) -> str:
    version = certificate.version
    number = _("Version %(number)s") % {"number": version.number}
    return f"{_('Internal approval record')} · {version.collaboration.number} · {number}"


def _head(paper: Any, certificate: Certificate) -> None:
    """The name of the collaboration, and beside it the code that leads to the live page."""
    left, right = ooxml.table(paper, 1, HEAD, ruled=False)[0]
    title = left.paragraphs[0]
    title.style = paper.styles["Title"]
    ooxml.said(title, certificate.version.collaboration.name)
    ooxml.picture(right.paragraphs[0], _code(certificate.address), width=22)


def _facts(paper: Any, certificate: Certificate) -> None:
    version = certificate.version
    by = f"{moment(version.circulated_at)} · {version.circulated_by.name}"
    told = [(_("State"), str(certificate.label), "plain"), (_("Circulated"), by, "plain")]
    if version.in_force_at:
        told.append((_("In force"), moment(version.in_force_at), "plain"))
    told += [(fact.label, fact.text, "plain") for fact in certificate.terms]
    told.append((_("Fingerprint"), version.root, "code"))
    lines = [(Said(label, "label"), Said(text, kind)) for label, text, kind in told]
    _written(ooxml.table(paper, len(lines), FACTS, ruled=False), lines)


def _rows(paper: Any, certificate: Certificate) -> None:
    heads = ["#", _("Task"), _("Department"), *(str(label_of(name)) for name in COLUMNS)]
    lines = [
        (
            Said(str(row.number)), Said(row.name), Said(row.department),
            *(Said(text) for text in row.cells.values()), Said(row.fingerprint, "code"),
        )
        for row in certificate.rows
    ]  # fmt: skip
    _table(paper, _("What was agreed"), [*heads, _("Fingerprint")], lines, ROWS)


def _signers(paper: Any, certificate: Certificate) -> None:
    heads = [
        "#", _("Seal"), _("Department"), _("Signed by"), _("Time"), _("Proof of identity"),
        _("Rows"), _("Fingerprint"),
    ]  # fmt: skip
    lines = [
        (
            Said(str(place)), Said(one.seal, "stamp"), Said(one.department), Said(_person(one)),
            Said(_when(one, certificate)), Said(how(one)), Said(str(one.rows)),
            Said(one.fingerprint, "code"),
        )
        for place, one in enumerate(certificate.signers, start=1)
    ]  # fmt: skip
    _table(paper, _("Signatures in their order"), heads, lines, SIGNERS)


def _person(one: Signer) -> str:
    absent = _("for %(name)s") % {"name": one.on_behalf_of} if one.on_behalf_of else ""
    return f"{one.person}\n{absent}".strip()


def _when(one: Signer, certificate: Certificate) -> str:
    """Where it was given to an earlier version, that is said."""
    if one.given_in == certificate.version.number:
        return moment(one.at)
    carried = _("given to version %(number)s, still holds") % {"number": one.given_in}
    return f"{moment(one.at)}\n{carried}"


def _history(paper: Any, certificate: Certificate) -> None:
    if len(certificate.history) < 2:
        return
    heads = [
        pgettext("of an agreement", "Version"), _("State"), _("Circulated"), _("In force"), _("Why"),
        _("Fingerprint"),
    ]  # fmt: skip
    lines = [
        (
            Said(str(one.number)), Said(str(one.label)), Said(moment(one.circulated_at)),
            Said(moment(one.in_force_at)), Said(one.why), Said(one.fingerprint, "code"),
        )
        for one in certificate.history
    ]  # fmt: skip
    _table(paper, _("How it came to this version"), heads, lines, HISTORY)


def _end(paper: Any, certificate: Certificate) -> None:
    if certificate.missing:
        names = joined(certificate.missing)
        line = ooxml.apart(paper)
        ooxml.said(line, _("Not signed yet: %(names)s") % {"names": names}, colour=RED)
    facts = {"address": certificate.address, "at": moment(clock.now())}
    live = _("The live page: %(address)s · printed %(at)s") % facts
    ooxml.said(ooxml.apart(paper), f"{wording()}\n{live}", size=7.5, colour=GREY)


def _table(
    paper: Any,
    title: str,
    heads: Sequence[str],
    lines: Sequence[Sequence[Said]],
    widths: Sequence[float],
) -> None:
    paper.add_heading(title, level=2)
    cells = ooxml.table(paper, len(lines) + 1, widths, ruled=True)
    _written(cells, [[Said(head, "label") for head in heads], *lines], size=7.5)


def _written(
    cells: Sequence[Sequence[Any]], lines: Sequence[Sequence[Said]], *, size: float = 9
) -> None:
    for row, line in zip(cells, lines, strict=True):
        for cell, one in zip(row, line, strict=True):
            place = cell.paragraphs[0]
            match one.kind:
                case "code":
                    ooxml.said(place, one.text, size=6.5, face=ooxml.EVEN)
                case "stamp":
                    ooxml.said(place, one.text, size=size, bold=True, colour=RED, framed=True)
                case "label":
                    ooxml.said(place, one.text, size=size, colour=GREY)
                case _:
                    ooxml.said(place, one.text, size=size)


def _code(address: str) -> BytesIO:
    picture = BytesIO()
    code = segno.make(address, error="m")
    code.save(picture, kind="png", scale=6, border=0)
    picture.seek(0)
    return picture
