"""The lifecycle of a gain: due until the department that gained has said what became of it.

Clock: "five_days" forty working hours, because a gain is measured, not felt.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.lifecycle import Lifecycle, Move, State

GAIN = Lifecycle(
    name="gain",
    label=_("The gain"),
    states=(
        State("due", _("Delivered: did the gain come?"), _("your word whether the gain came"), ball="receiver", clock="five_days", tone="amber"),
        State("confirmed", pgettext_lazy("gain", "It came"), _("nothing more"), tone="moss"),
        State("partly", pgettext_lazy("gain", "Partly"), _("nothing more"), tone="amber"),
        State("not", pgettext_lazy("gain", "Not so far"), _("nothing more"), tone="amber"),
        State("withdrawn", pgettext_lazy("gain", "Taken back"), _("nothing more")),
    ),
    moves=(
        Move("receive", _("Say what became of it"), ("due",), ("confirmed", "partly", "not"), "receiver", "primary"),
        Move("withdraw", _("Take it back"), ("due",), ("withdrawn",), "initiator"),
    ),
)  # fmt: skip
