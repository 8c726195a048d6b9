"""The lifecycle of an uploaded table of people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.lifecycle import Lifecycle, Move, State

ROSTER_IMPORT = Lifecycle(
    name="roster_import",
    label=_("The table of people"),
    states=(
        State("uploaded", _("Uploaded"), _("the confirmation of what changes")),
        State("confirmed", _("Taken over"), _("nothing more"), tone="moss"),
        State("discarded", pgettext_lazy("workbook", "Discarded"), _("nothing more")),
    ),
    moves=(
        Move("confirm", _("Take over"), ("uploaded",), ("confirmed",), "uploader", "primary"),
        Move("discard", pgettext_lazy("workbook", "Discard"), ("uploaded",), ("discarded",), "uploader"),
    ),
)  # fmt: skip
