"""The lifecycle of an option table: written, scored by each side for itself, compared, decided.

Clocks: "three_days" twenty-four working hours, the same promise as for a request.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.lifecycle import Lifecycle, Move, State

OPTION_TABLE = Lifecycle(
    name="option_table",
    label=_("The option table"),
    states=(
        State("draft", pgettext_lazy("option table", "Being written"), _("three to five options that can be compared"), ball="initiator"),
        State("scoring", _("Being scored"), _("each department's own scores"), ball="sides", clock="three_days", tone="river"),
        State("compared", pgettext_lazy("option table", "Compared"), _("a proposal which option to take"), ball="initiator", clock="three_days", tone="amber"),
        State("proposed", pgettext_lazy("option table", "Proposed"), _("each department's yes or no"), ball="sides", clock="three_days", tone="amber"),
        State("decided", pgettext_lazy("option table", "Decided"), _("nothing more"), tone="moss"),
        State("withdrawn", pgettext_lazy("option table", "Withdrawn"), _("nothing more")),
    ),
    moves=(
        Move("write", _("Change the options"), ("draft",), ("draft",), "initiator"),
        Move("open", _("Ask every department to score"), ("draft",), ("scoring",), "initiator", "primary"),
        Move("hand_in", _("Hand in the scores"), ("scoring",), ("scoring", "compared"), "side", "primary"),
        Move("revise", _("Change the options and score again"), ("scoring", "compared"), ("draft",), "initiator"),
        Move("propose", _("Propose this option"), ("compared",), ("proposed",), "initiator", "primary"),
        Move("agree", pgettext_lazy("option table", "Agree"), ("proposed",), ("proposed", "decided"), "side", "primary"),
        Move("object", pgettext_lazy("option table", "Object"), ("proposed",), ("compared",), "side"),
        Move("withdraw", pgettext_lazy("option table", "Withdraw"), ("draft", "scoring", "compared", "proposed"), ("withdrawn",), "initiator"),
    ),
)  # fmt: skip
DEAL = Lifecycle(
    name="deal",
    label=_("The package deal"),
    states=(
        State("draft", pgettext_lazy("package deal", "Being written"), _("open points, each with several ways"), ball="initiator"),
        State("weighing", _("Being weighed"), _("each department's own points"), ball="sides", clock="three_days", tone="river"),
        State("counting", _("Being worked out"), _("the proposal, in a moment"), ball="initiator"),
        State("asked", _("Silently asked"), _("each department's silent yes or no; nobody sees who has answered"), ball="sides", clock="three_days", tone="amber"),
        State("agreed", pgettext_lazy("package deal", "Agreed by all"), _("nothing more"), tone="moss"),
        State("closed", _("Closed without a package"), _("nothing more")),
        State("withdrawn", pgettext_lazy("package deal", "Withdrawn"), _("nothing more")),
    ),
    moves=(
        Move("write", _("Change the open points"), ("draft",), ("draft",), "initiator"),
        Move("open", _("Ask every department to weigh"), ("draft",), ("weighing",), "initiator", "primary"),
        Move("hand_in", _("Hand in the points"), ("weighing",), ("weighing", "counting"), "side", "primary"),
        Move("propose", _("Propose a package"), ("counting",), ("asked", "closed"), "clock"),
        Move("answer", _("Say yes or no"), ("asked",), ("asked", "agreed"), "side", "primary"),
        Move("close", _("Close"), ("asked",), ("closed",), "clock"),
        Move("revise", _("Change the open points and weigh again"), ("weighing",), ("draft",), "initiator"),
        Move("withdraw", pgettext_lazy("package deal", "Withdraw"), ("draft", "weighing", "asked"), ("withdrawn",), "initiator"),
    ),
)  # fmt: skip
