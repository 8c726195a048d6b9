"""The lifecycles of a task and of an uploaded workbook.

«Late» is derived from dates, never a stored state. Clocks: "end" is the end of the row,
"acceptance" three working days, "remains" the date agreed for the remaining points.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.lifecycle import Lifecycle, Move, State

TASK = Lifecycle(
    name="task",
    label=_("The task"),
    states=(
        State("not_started", _("Not started"), _("the start"), ball="responsible"),
        State("in_progress", _("In progress"), _("the delivery"), ball="responsible", clock="end", tone="river"),
        State("delivered", _("Delivered"), _("the acceptance"), ball="acceptor", clock="acceptance", tone="amber"),
        State("accepted", _("Accepted"), _("nothing more"), tone="moss"),
        State("accepted_with_remains", _("Accepted with remains"), _("the remaining points"), ball="acceptor", clock="remains", tone="moss"),
    ),
    moves=(
        Move("start", _("Start the work"), ("not_started",), ("in_progress",), "responsible"),
        Move("deliver", _("Hand over"), ("not_started", "in_progress"), ("delivered",), "responsible", "primary"),
        Move("accept_delivery", _("Accept the delivery"), ("delivered",), ("accepted",), "acceptor", "primary"),
        Move("accept_with_remains", _("Accept with remains"), ("delivered",), ("accepted_with_remains",), "acceptor"),
        Move("return", _("Return"), ("delivered",), ("in_progress",), "acceptor"),
        Move("finish_remains", _("Finish the remains"), ("accepted_with_remains",), ("accepted",), "acceptor"),
    ),
)  # fmt: skip

PLAN_IMPORT = Lifecycle(
    name="plan_import",
    label=_("The uploaded workbook"),
    states=(
        State("uploaded", _("Uploaded"), _("the confirmation of who is who")),
        State("confirmed", _("Taken over"), _("nothing more"), tone="moss"),
        State("discarded", pgettext_lazy("workbook", "Discarded"), _("nothing more")),
    ),
    moves=(
        Move("map", _("Say who is who"), ("uploaded",), ("uploaded",), "uploader"),
        Move("confirm", _("Take over"), ("uploaded",), ("confirmed",), "uploader", "primary"),
        Move("discard", pgettext_lazy("workbook", "Discard"), ("uploaded",), ("discarded",), "uploader"),
    ),
)  # fmt: skip
