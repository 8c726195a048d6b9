"""What the fields of a signed row are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.plans.cells import COLUMNS

LABELS: dict[str, Promise] = {
    "id": _("Identity"),
    "number": _("Number"),
    "dependencies": COLUMNS["waits_for"].label,
    "row": _("Row"),
    "what": _("What exactly"),
    "by_date": _("By when"),
    "give_back": _("What we give in return"),
    "goal": _("Measurable goal"),
    "wanted_date": _("Wanted date"),
    "milestones": _("Milestones"),
    "asks": _("Agreed requests"),
    "clauses": _("Clauses"),
    "leeways": _("Leeway"),
    "definitions": _("What words mean"),
}


def label_of(field: str) -> Promise | str:
    """A field that is no field of ours was put in by somebody: it is shown as it is."""
    known = COLUMNS[field].label if field in COLUMNS else LABELS.get(field)
    return known or field
