"""The lifecycle of a recurring duty: until one department owns it, somebody above looks for one."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.lifecycle import Lifecycle, Move, State

DUTY = Lifecycle(
    name="duty",
    label=_("The duty"),
    states=(
        State("gap", _("Nobody owns it"), _("a department that takes it on"), ball="superior", clock="ten_days", tone="seal"),
        State("contested", _("Several departments"), _("one owner: the others give it up, or the superior decides"), ball="superior", clock="ten_days", tone="amber"),
        State("owned", _("Owned"), _("nothing more"), tone="moss"),
        State("retired", _("No longer done"), _("nothing more")),
    ),
    moves=(
        Move("claim", _("Our department takes it on"), ("gap", "contested", "owned"), ("owned", "contested"), "head", "primary"),
        Move("give_up", _("Our department gives it up"), ("contested", "owned"), ("owned", "contested", "gap"), "head"),
        Move("assign", _("Decide who owns it"), ("gap", "contested"), ("owned",), "superior", "primary"),
        Move("revise", _("Say it more clearly"), ("gap", "contested", "owned"), ("gap", "contested", "owned"), "owner or reporter"),
        Move("retire", _("No longer needed"), ("gap", "contested", "owned"), ("retired",), "owner or superior"),
    ),
)  # fmt: skip
