"""The lifecycles of a collection campaign and of what each respondent hands in."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.lifecycle import Lifecycle, Move, State

CAMPAIGN = Lifecycle(
    name="campaign",
    label=_("Submissions"),
    states=(
        State("draft", _("Draft"), _("the questions, who is asked, and by when"), ball="collector"),
        State("open", pgettext_lazy("campaign", "Open"), _("what the departments hand in"), tone="river"),
        State("closed", pgettext_lazy("campaign", "Closed"), _("nothing more"), tone="moss"),
        State("discarded", _("Discarded"), _("nothing more")),
    ),
    moves=(
        Move("revise", _("Change the draft"), ("draft",), ("draft",), "collector"),
        Move("open", _("Ask everybody"), ("draft",), ("open",), "liaison", "primary"),
        Move("close", _("Close the collection"), ("open",), ("closed",), "collector", "primary"),
        Move("stop", _("Do not repeat it"), ("open", "closed"), ("open", "closed"), "collector"),
        Move("discard", _("Discard the draft"), ("draft",), ("discarded",), "collector"),
    ),
)  # fmt: skip

RESPONDENT = Lifecycle(
    name="respondent",
    label=_("What one department hands in"),
    states=(
        State("pending", _("Not handed in yet"), _("what was asked for"), ball="respondent", clock="deadline", tone="amber"),
        State("handed_in", _("Handed in"), _("a look by the asking department"), ball="collector", tone="river"),
        State("returned", _("Returned"), _("the corrected version"), ball="respondent", clock="deadline", tone="amber"),
        State("accepted", pgettext_lazy("submission", "Accepted"), _("nothing more"), tone="moss"),
    ),
    moves=(
        Move("hand_in", _("Hand in"), ("pending", "handed_in", "returned"), ("handed_in",), "respondent", "primary"),
        Move("take", _("Take it as it is"), ("handed_in",), ("accepted",), "collector", "primary"),
        Move("give_back", _("Return it with a reason"), ("handed_in",), ("returned",), "collector"),
    ),
)  # fmt: skip
