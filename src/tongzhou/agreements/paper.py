"""The certificate as PDF and as a Word document: what both say is written here once."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from markupsafe import Markup

from tongzhou.agreements.labels import label_of
from tongzhou.agreements.queries.certificates import COLUMNS, Certificate, Signer
from tongzhou.core import clock
from tongzhou.ui.printing import press

STYLE = Path(__file__).parent / "templates/agreements/certificate.css"
HOW: dict[str, Promise] = {
    "password": gettext_lazy("password"),
    "totp": gettext_lazy("one-time code"),
    "passkey": gettext_lazy("passkey"),
    "oidc": gettext_lazy("the company's sign-in"),
    "recovery": gettext_lazy("recovery code"),
}
"""How a person proved who they are, by the name the signature keeps."""
WIDTHS = (10, 26, 17, 15, 22, 22, 12, 24, 22, 10)
"""In millimetres, of the columns of the agreed rows in Word."""


def as_pdf(certificate: Certificate) -> bytes:
    """Takes a second or two, in a process of its own."""
    return press(page_of(certificate), STYLE)


def page_of(certificate: Certificate) -> str:
    context = {
        "certificate": certificate,
        "columns": [(name, label_of(name)) for name in COLUMNS],
        "language": translation.get_language(),
        "how": how,
        "page_words": page_words(),
        "moment": moment,
        "code": _drawn(certificate.address),
        "printed_at": moment(clock.now()),
    }
    return render_to_string("agreements/certificate.html", context)


def _drawn(address: str) -> Markup:
    picture = segno.make(address, error="m").svg_inline(scale=3, border=0)
    return Markup(picture)  # noqa: S704 — drawn here, of squares alone


def moment(at: datetime | None) -> str:
    """With its year and seconds, in the time of the organisation, so that it stands on paper."""
    return at.astimezone(clock.zone()).strftime("%Y-%m-%d %H:%M:%S") if at else "—"


def page_words() -> list[str]:
    """What stands before, between and after the number of the page and that of all pages."""
    said = _("Page %(page)s of %(pages)s") % {"page": "\0", "pages": "\0"}
    return said.split("\0")


def how(signer: Signer) -> str:
    return str(HOW.get(signer.how, signer.how))


def no_press() -> str:
    return _(
        "The PDF cannot be made on this server. Take the Word document, or ask the administrator."
    )


def title(certificate: Certificate) -> str:
    return _("Internal approval record: %(name)s") % {
        "name": certificate.version.collaboration.name
    }


def as_docx(certificate: Certificate) -> bytes:
    from docx import Document
    from docx.shared import Mm, Pt

    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(15)
    paper.styles["Normal"].font.size = Pt(9)
    page.header.paragraphs[0].text = certificate.company
    _number_pages(page.footer.paragraphs[0])
    paper.add_heading(title(certificate), level=1)
    paper.add_paragraph(_about(certificate))
    for fact in certificate.terms:
        line = paper.add_paragraph()
        line.add_run(f"{fact.label}  ").bold = True
        line.add_run(fact.text)
    _rows(paper, certificate)
    _signers(paper, certificate)
    _history(paper, certificate)
    paper.add_picture(_code(certificate.address), width=Mm(26))
    paper.add_paragraph(f"{certificate.address}\n{_wording()}")
    made = BytesIO()
    paper.save(made)
    return made.getvalue()


def _about(certificate: Certificate) -> str:
    version = certificate.version
    return "\n".join(
        [
            f"{version.collaboration.number} · "
            + _("Version %(number)s") % {"number": version.number}
            + f" · {certificate.label}",
            f"{_('Circulated')} {moment(version.circulated_at)} · "
            f"{_('In force')} {moment(version.in_force_at)}",
            f"{_('Fingerprint')} {version.root}",
        ]
    )


def _wording() -> str:
    return _(
        "An internal approval record of this organisation. It is not a statutory electronic"
        " signature and not a contract with third parties."
    )


def _rows(paper: Any, certificate: Certificate) -> None:
    paper.add_heading(_("What was agreed"), level=2)
    heads = ["#", _("Task"), _("Department"), *(str(label_of(name)) for name in COLUMNS)]
    table = _table(paper, heads)
    for row in certificate.rows:
        cells = [str(row.number), row.name, row.department, *row.cells.values()]
        _fill(table.add_row(), cells)
    _lay_out(table)


def _signers(paper: Any, certificate: Certificate) -> None:
    paper.add_heading(_("Signatures in their order"), level=2)
    heads = [
        "#", _("Department"), _("Seal"), _("Signed by"), _("Time"), _("Proof of identity"),
        _("Rows"), _("Fingerprint"),
    ]  # fmt: skip
    table = _table(paper, heads)
    for place, one in enumerate(certificate.signers, start=1):
        person = (
            f"{one.person}（{_('for %(name)s') % {'name': one.on_behalf_of}}）"
            if one.on_behalf_of
            else one.person
        )
        _fill(
            table.add_row(),
            [str(place), one.department, one.seal, person, moment(one.at), how(one),
             str(one.rows), one.fingerprint],
        )  # fmt: skip
    if certificate.missing:
        paper.add_paragraph(
            _("Not signed yet: %(names)s") % {"names": "、".join(certificate.missing)}
        )


def _history(paper: Any, certificate: Certificate) -> None:
    if len(certificate.history) < 2:
        return
    paper.add_heading(_("How it came to this version"), level=2)
    heads = [
        pgettext("of an agreement", "Version"), _("State"), _("Circulated"), _("In force"), _("Why"),
        _("Fingerprint"),
    ]  # fmt: skip
    table = _table(paper, heads)
    for one in certificate.history:
        _fill(
            table.add_row(),
            [str(one.number), str(one.label), moment(one.circulated_at), moment(one.in_force_at),
             one.why, one.fingerprint],
        )  # fmt: skip


def _table(paper: Any, heads: list[str]) -> Any:
    table = paper.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    _fill(table.rows[0], heads)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    return table


def _lay_out(table: Any) -> None:
    """Days stand on one line each, and a long table repeats its heading on every page."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        for cell in column.cells:
            cell.width = Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill(row: Any, texts: list[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def _number_pages(paragraph: Any) -> None:
    """Word counts the pages itself."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for field, words in zip(("PAGE", "NUMPAGES", ""), page_words(), strict=True):
        run = paragraph.add_run(words)
        if field:
            element = OxmlElement("w:fldSimple")
            element.set(qn("w:instr"), field)
            run._r.addnext(element)


def _code(address: str) -> BytesIO:
    picture = BytesIO()
    code = segno.make(address, error="m")
    code.save(picture, kind="png", scale=6, border=0)
    picture.seek(0)
    return picture
