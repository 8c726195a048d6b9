"""The lifecycles of a weekly round, a risk notice and an urgent call.

Clocks: "friday" is the last working day 17:30, "one_day" eight working hours, "date_at_risk" the
task's end, "two_hours" elapsed time after the call.
"""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.lifecycle import Lifecycle, Move, State

ROUND = Lifecycle(
    name="round",
    label=_("The weekly round"),
    states=(
        State(
            "coming",
            _("Not open yet"),
            _("the next weekly update"),
            ball="responsible",
            clock="friday",
        ),
        State(
            "open",
            _("Open this week"),
            _("updates of every task"),
            ball="responsible",
            clock="friday",
            tone="river",
        ),
        State("closed", _("Closed"), _("nothing more"), tone="moss"),
    ),
    moves=(
        Move("open", _("Open the round"), ("coming",), ("open",), "clock"),
        Move("close", _("Close the round"), ("open",), ("closed",), "clock"),
    ),
)

RISK_NOTICE = Lifecycle(
    name="risk_notice",
    label=_("The risk notice"),
    states=(
        State("open", _("Open"), _("acknowledgement by the initiator"), ball="initiator", clock="one_day", tone="amber"),
        State("acknowledged", _("Acknowledged"), _("a way to deal with it"), ball="initiator", clock="date_at_risk", tone="river"),
        State("settled", _("Settled"), _("nothing more"), tone="moss"),
        State("became_problem", _("Became a problem"), _("nothing more; the problem goes on")),
        State("became_change", _("Became a change"), _("nothing more; the change goes on")),
    ),
    moves=(
        Move("acknowledge", _("Acknowledge"), ("open",), ("acknowledged",), "initiator", "primary"),
        Move("settle", _("Settle"), ("open", "acknowledged"), ("settled", "became_problem", "became_change"), "initiator"),
    ),
)  # fmt: skip

URGENT_CALL = Lifecycle(
    name="urgent_call",
    label=_("The urgent call"),
    states=(
        State("announced", _("To be written down"), _("the minutes of the urgent call"), ball="caller", clock="two_hours", tone="amber"),
        State("minuted", _("Written down"), _("nothing more"), tone="moss"),
        State("cancelled", _("Did not happen"), _("nothing more")),
    ),
    moves=(
        Move("minute", _("Write the minutes"), ("announced",), ("minuted",), "caller", "primary"),
        Move("cancel", _("It did not happen"), ("announced",), ("cancelled",), "caller"),
    ),
)  # fmt: skip

OWED_IN = ("not_started", "in_progress")
"""Task states in which a weekly update is owed."""
