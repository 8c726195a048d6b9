"""What the fields of a foreign table are called where people say which column is which."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS: dict[str, Promise] = {
    "name": _("Task"),
    "group": _("Part of"),
    "number": pgettext_lazy("row", "Number"),
    "mark": _("Mark of the row"),
    "department": _("Department"),
    "people": _("Responsible R"),
    "accountable": _("Accountable A"),
    "consulted": _("Consulted C"),
    "informed": _("Informed I"),
    "supports": _("Supporting departments"),
    "dates": _("Start – end"),
    "start": pgettext_lazy("row", "Start"),
    "end": pgettext_lazy("row", "End"),
    "day": _("One day"),
    "duration": _("Duration in days"),
    "status": _("State"),
    "percent": _("Progress"),
    "deliverable": _("Deliverable"),
    "criteria": _("Acceptance criteria"),
    "buffer": _("Buffer (days)"),
    "effort": _("Person-days"),
    "waits": _("Waits for"),
    "risk": _("Risk"),
    "actual_start": _("Real start"),
    "actual_end": _("Real end"),
    "note": _("Remark"),
    "updated": _("Updated"),
}
"""In the order of the menu; a column that means none of these is left out."""
