"""A dossier as a PDF for people who keep paper."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tongzhou.outcomes.models import Dossier
from tongzhou.outcomes.queries.dossiers import Reading
from tongzhou.ui.printing import press

STYLE = Path(__file__).parent / "templates/outcomes/print.css"


def printed(dossier: Dossier) -> bytes:
    """In the language of the installation; takes seconds, so never within a transaction."""
    return press(page_of(dossier), STYLE)


def page_of(dossier: Dossier) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "dossier": dossier,
            "reading": Reading(dossier),
            "language": settings.LANGUAGE_CODE,
        }
        return render_to_string("outcomes/print.html", context)
