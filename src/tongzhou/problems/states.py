"""The lifecycle of a problem and the routes that lead up.

Resource conflicts may be escalated at once; responsibility disputes go back to the division table
first; conflicting goals first meet in a special meeting with both sides' data.
"""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.lifecycle import Lifecycle, Move, State

PROBLEM = Lifecycle(
    name="problem",
    label=_("The problem"),
    states=(
        State("open", _("Open"), _("the other side's facts, or a way both agree on"), ball="other_side", clock="two_days", tone="amber"),
        State("settled", _("Settled"), _("nothing more"), tone="moss"),
        State("escalated", _("With the common superior"), _("a ruling"), ball="superior", clock="two_days", tone="seal"),
        State("ruled", _("Ruled"), _("the change that carries out the ruling"), ball="initiator", tone="river"),
        State("closed", _("Closed"), _("nothing more"), tone="moss"),
    ),
    moves=(
        Move("add_side", _("Add our side"), ("open",), ("open",), "other_side"),
        Move("judge_facts", _("Tick the facts"), ("open", "escalated"), ("open", "escalated"), "both_sides"),
        Move("check_table", _("Check the division table"), ("open",), ("open",), "both_sides"),
        Move("call_meeting", _("Call a special meeting"), ("open",), ("open",), "both_sides"),
        Move("propose", _("Propose an option"), ("open", "escalated"), ("open", "escalated"), "both_sides"),
        Move("agree", _("Agree to this option"), ("open",), ("settled",), "both_sides", "primary"),
        Move("escalate", _("Take it to the common superior"), ("open",), ("escalated",), "both_sides"),
        Move("rule", _("Rule"), ("escalated",), ("ruled", "closed"), "superior", "primary"),
        Move("close", _("Close"), ("ruled",), ("closed",), "clock"),
        Move("reopen", _("Take it up again"), ("ruled", "settled"), ("escalated", "open"), "superior"),
    ),
)  # fmt: skip
