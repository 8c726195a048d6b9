"""The certificate as PDF, and the words it shares with the Word document (word.py)."""

from datetime import datetime
from pathlib import Path

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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
        "wording": wording(),
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


def wording() -> str:
    return _(
        "An internal approval record of this organisation. It is not a statutory electronic"
        " signature and not a contract with third parties."
    )
