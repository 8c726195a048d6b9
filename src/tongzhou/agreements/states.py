"""The lifecycles of a version of the agreement and of a change request.

A version comes into being when the division table is circulated; before that the table itself is
the draft. Clocks: "signing" is three working days, "emergency" 48 elapsed hours.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.lifecycle import Lifecycle, Move, State

VERSION = Lifecycle(
    name="version",
    label=_("The agreement"),
    states=(
        State("draft", _("Draft"), _("the division table, ready to circulate"), ball="initiator"),
        State("circulating", _("Being signed"), _("the signature of the department head"), ball="head", clock="signing", tone="amber"),
        State("in_force", _("In force"), _("nothing more"), tone="moss"),
        State("superseded", _("Superseded"), _("nothing more")),
        State("withdrawn", _("Withdrawn"), _("nothing more")),
    ),
    moves=(
        Move("circulate", _("Circulate for signature"), ("draft",), ("circulating",), "initiator", "primary"),
        Move("sign", _("Sign"), ("circulating",), ("circulating", "in_force"), "head", "seal"),
        Move("object", _("Object"), ("circulating",), ("withdrawn",), "head"),
        Move("withdraw", _("Take back"), ("circulating",), ("withdrawn",), "initiator"),
        Move("supersede", _("Replace by the next version"), ("in_force",), ("superseded",), "head"),
    ),
)  # fmt: skip

CHANGE = Lifecycle(
    name="change",
    label=_("The change request"),
    states=(
        State("draft", _("Draft"), _("to be finished and submitted"), ball="author"),
        State("reviewing", _("In review"), _("the initiator's review"), ball="initiator", clock="response", tone="amber"),
        State("signing", _("Being signed"), _("the signature of the department head"), ball="head", clock="signing", tone="amber"),
        State("provisional", _("In force for now"), _("the signature of the department head"), ball="head", clock="emergency", tone="seal"),
        State("applied", _("Applied"), _("nothing more"), tone="moss"),
        State("reverted", _("Undone"), _("nothing more"), tone="amber"),
        State("rejected", _("Rejected"), _("nothing more"), tone="seal"),
        State("withdrawn", _("Withdrawn"), _("nothing more")),
    ),
    moves=(
        Move("revise", _("Revise"), ("draft",), ("draft",), "author"),
        Move("rebase", _("Bring up to date"), ("draft", "reviewing"), ("draft",), "author"),
        Move("submit", _("Submit"), ("draft",), ("reviewing", "signing"), "author", "primary"),
        Move("declare", _("Declare an emergency"), ("draft",), ("provisional",), "initiator"),
        Move("apply_at_once", _("Apply at once"), ("draft",), ("applied",), "author", "primary"),
        Move("take_up", _("Pass on for signature"), ("reviewing",), ("signing",), "initiator", "primary"),
        Move("sign", _("Sign"), ("signing", "provisional"), ("signing", "provisional", "applied"), "head", "seal"),
        Move("revert", _("Undo the emergency"), ("provisional",), ("reverted",), "head"),
        Move("reject", _("Reject"), ("reviewing", "signing"), ("rejected",), "reviewer"),
        Move("withdraw", pgettext_lazy("change", "Withdraw"), ("draft", "reviewing", "signing"), ("withdrawn",), "author"),
    ),
)  # fmt: skip
