"""The lifecycles of a virtual team 虚拟项目组 and of each person it borrows.

A person is borrowed by the signature of the home department's head, for a share of the working
time and until the team ends. "expiry" runs out by itself: nobody is lent longer than was signed.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.lifecycle import Lifecycle, Move, State

TEAM = Lifecycle(
    name="team",
    label=_("The virtual team"),
    states=(
        State("draft", _("Draft"), _("the charter and the first people"), ball="leader"),
        State("forming", pgettext_lazy("team", "Forming"), _("the signatures of the home departments"), ball="home head", clock="response", tone="amber"),
        State("active", pgettext_lazy("team", "At work"), _("the work itself"), clock="expiry", tone="moss"),
        State("renewing", pgettext_lazy("team", "Being renewed"), _("the signatures for the time after"), ball="home head", clock="expiry", tone="amber"),
        State("ended", pgettext_lazy("team", "Ended"), _("nothing more")),
    ),
    moves=(
        Move("propose", _("Ask the home departments"), ("draft",), ("forming",), "leader", "primary"),
        Move("change", _("Change the charter"), ("draft", "forming"), ("draft", "forming"), "leader"),
        Move("borrow", _("Ask for a person"), ("draft", "forming", "active"), ("draft", "forming", "active"), "leader"),
        Move("release", _("Give a person back"), ("draft", "forming", "active", "renewing"), ("draft", "forming", "active", "renewing"), "leader"),
        Move("start", pgettext_lazy("team", "Begin"), ("forming",), ("active",), "clock"),
        Move("renew", pgettext_lazy("team", "Renew"), ("active",), ("renewing",), "leader"),
        Move("go_on", pgettext_lazy("team", "Go on"), ("renewing",), ("active",), "clock"),
        Move("end", pgettext_lazy("team", "End"), ("draft", "forming", "active", "renewing"), ("ended",), "leader"),
        Move("expire", pgettext_lazy("team", "Expire"), ("forming", "active", "renewing"), ("ended",), "clock"),
    ),
)  # fmt: skip

LOAN = Lifecycle(
    name="loan",
    label=pgettext_lazy("person", "The loan"),
    states=(
        State("planned", _("Planned"), _("the proposal of the team"), ball="leader"),
        State("asked", pgettext_lazy("loan", "Asked"), _("the signature of the home department"), ball="home head", clock="response", tone="amber"),
        State("signed", _("Signed"), _("nothing more"), tone="moss"),
        State("declined", _("Declined"), _("nothing more"), tone="seal"),
        State("released", pgettext_lazy("loan", "Given back"), _("nothing more")),
    ),
    moves=(
        Move("ask", _("Ask the home department"), ("planned", "signed"), ("asked",), "leader"),
        Move("sign", _("Sign"), ("asked",), ("signed",), "home head", "primary"),
        Move("decline", _("Decline"), ("asked",), ("declined",), "home head"),
        Move("release", _("Give back"), ("planned", "asked", "signed", "declined"), ("released",), "leader"),
    ),
)  # fmt: skip

GOING = ("forming", "active", "renewing")
"""Teams in these states hold people."""
