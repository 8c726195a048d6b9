"""The lifecycles of a collaboration, an ask and a meeting.

Roles that may hold the ball: initiator (person in charge, deputy: the initiating department's
liaison) and receiver (the asked department's liaison, deputy: its head).
Clocks: "response" is the asked department's response promise, "wanted" the wanted date.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.core.lifecycle import Lifecycle, Move, State

COLLABORATION = Lifecycle(
    name="collaboration",
    label=_("The collaboration"),
    states=(
        State("draft", _("Draft"), _("to be finished and sent"), ball="initiator"),
        State("asking", _("Asking"), _("requests to the departments, or going on"), tone="river"),
        State("dividing", _("Dividing the work"), _("the division table, ready to circulate"), ball="initiator", clock="wanted", tone="river"),
        State("signing", _("Signing"), _("signatures of the department heads"), tone="seal"),
        State("delivering", _("Delivering"), _("the work and its weekly updates"), tone="river"),
        State("accepting", _("Accepting"), _("acceptance of what was delivered"), tone="river"),
        State("reviewing", _("Retrospective"), _("the retrospective"), ball="initiator", clock="seven_days", tone="amber"),
        State("archived", _("Archived"), _("nothing more; improvements stay with their owners"), tone="moss"),
        State("paused", _("Paused"), _("to be resumed"), ball="initiator", tone="amber"),
        State("cancelled", _("Cancelled"), _("a short retrospective"), ball="initiator"),
        State("discarded", _("Discarded"), _("nothing more")),
    ),
    moves=(
        Move("send", pgettext_lazy("collaboration", "Send"), ("draft",), ("asking",), "initiator", "primary"),
        Move("discard", _("Discard"), ("draft",), ("discarded",), "initiator"),
        Move("revise", _("Revise"), ("draft", "asking", "dividing"), ("draft", "asking", "dividing"), "initiator"),
        Move("divide", _("Go on to dividing"), ("asking",), ("dividing",), "initiator", "primary"),
        Move("circulate", _("Circulate for signature"), ("dividing",), ("signing",), "initiator", "primary"),
        Move("reopen", _("Back to dividing"), ("signing",), ("dividing",), "head", by_itself=True),
        Move("come_into_force", _("Come into force"), ("signing",), ("delivering",), "head", by_itself=True),
        Move("finish_delivery", _("Everything delivered"), ("delivering",), ("accepting",), "responsible", by_itself=True),
        Move("take_back", _("Back to delivering"), ("accepting",), ("delivering",), "acceptor", by_itself=True),
        Move("finish_acceptance", _("Everything accepted"), ("accepting", "delivering"), ("reviewing",), "acceptor", by_itself=True),
        Move("archive", _("Archive"), ("reviewing", "cancelled"), ("archived",), "initiator", "primary"),
        Move("pause", _("Pause"), ("asking", "dividing", "delivering", "accepting"), ("paused",), "initiator"),
        Move("resume", _("Resume"), ("paused",), ("asking", "dividing", "delivering", "accepting"), "initiator", "primary"),
        Move("cancel", _("Cancel the collaboration"), ("asking", "dividing", "signing", "delivering", "accepting", "paused"), ("cancelled",), "initiator"),
    ),
)  # fmt: skip

STAGES = (
    ("initiate", _("Initiate · shared goal"), ("draft", "asking")),
    ("align", _("Align · sign"), ("dividing", "signing")),
    ("deliver", _("Deliver"), ("delivering",)),
    ("accept", _("Hand over · accept"), ("accepting",)),
    ("review", _("Retrospective · archive"), ("reviewing", "archived")),
)
"""The five stages of the stage bar and the states inside each."""

ASK = Lifecycle(
    name="ask",
    label=_("The request"),
    states=(
        State("draft", _("Draft"), _("to be sent"), ball="initiator"),
        State("sent", _("Waiting for an answer"), _("an answer"), ball="receiver", clock="response", tone="amber"),
        State("asked_back", _("Question asked"), _("a reply to the question"), ball="initiator", clock="response", tone="amber"),
        State("awaiting_head", _("Waiting for the head"), _("the head's confirmation"), ball="head", clock="response", tone="amber"),
        State("conditional", _("Accepted with conditions"), _("agreement to the conditions"), ball="initiator", clock="response", tone="river"),
        State("countered", _("Counter-proposal"), _("an answer to the counter-proposal"), ball="initiator", clock="response", tone="river"),
        State("optioned", _("Options offered"), _("a choice between the options"), ball="initiator", clock="response", tone="river"),
        State("declined", _("Declined"), _("a revision, a problem or a withdrawal"), ball="initiator", clock="response", tone="seal"),
        State("snoozed", _("Snoozed"), _("the date the receiver named"), ball="receiver", clock="snooze"),
        State("agreed", _("Agreed"), _("nothing more"), tone="moss"),
        State("left_open", _("Left open"), _("nothing more; the initiator decided to go on")),
        State("withdrawn", _("Withdrawn"), _("nothing more")),
    ),
    moves=(
        Move("send", pgettext_lazy("ask", "Send"), ("draft",), ("sent",), "initiator", "primary"),
        Move("accept", _("Accept"), ("sent", "snoozed"), ("agreed", "awaiting_head"), "receiver", "primary"),
        Move("choose", _("Choose an option"), ("sent", "snoozed"), ("agreed", "awaiting_head"), "receiver", "primary"),
        Move("accept_with_conditions", _("Accept with conditions"), ("sent", "snoozed"), ("conditional",), "receiver"),
        Move("counter", _("Counter"), ("sent", "snoozed"), ("countered",), "receiver"),
        Move("offer_options", _("Offer options"), ("sent", "snoozed"), ("optioned",), "receiver"),
        Move("ask_back", _("Ask back"), ("sent", "snoozed"), ("asked_back",), "receiver"),
        Move("decline", _("Decline"), ("sent", "snoozed"), ("declined",), "receiver"),
        Move("forward", _("Forward"), ("sent", "snoozed"), ("sent",), "receiver"),
        Move("snooze", _("Snooze"), ("sent",), ("snoozed",), "receiver"),
        Move("wake", _("Wake up"), ("snoozed",), ("sent",), "clock"),
        Move("reply", _("Reply"), ("asked_back",), ("sent",), "initiator", "primary"),
        Move("confirm", _("Confirm as head"), ("awaiting_head",), ("agreed",), "head", "primary"),
        Move("send_back", _("Send back to the liaison"), ("awaiting_head",), ("sent",), "head"),
        Move("agree", _("Agree"), ("conditional", "countered"), ("agreed", "awaiting_head"), "initiator", "primary"),
        Move("choose_offered", _("Choose this option"), ("optioned",), ("agreed", "awaiting_head"), "initiator", "primary"),
        Move("none_fits", _("None fits"), ("optioned",), ("sent",), "initiator"),
        Move("revise", _("Revise and ask again"), ("declined", "conditional", "countered", "optioned", "sent", "asked_back"), ("sent",), "initiator"),
        Move("leave_open", _("Go on without an agreement"), ("sent", "asked_back", "awaiting_head", "conditional", "countered", "optioned", "declined", "snoozed"), ("left_open",), "initiator"),
        Move("withdraw", _("Withdraw"), ("draft", "sent", "asked_back", "awaiting_head", "conditional", "countered", "optioned", "declined", "snoozed"), ("withdrawn",), "initiator"),
    ),
)  # fmt: skip

SETTLED = ("agreed", "left_open", "withdrawn")
"""Asks in these states no longer hold the collaboration back."""

PAUSES = {
    "asked_back": _("waiting for the other side's reply"),
    "snoozed": _("snoozed until the date the receiver named"),
    "case_paused": _("the collaboration is paused"),
}
"""Why a clock stands still; keys of Ball.paused_because."""

MEETING = Lifecycle(
    name="meeting",
    label=_("The meeting"),
    states=(
        State(
            "planned",
            _("Planned"),
            _("the meeting and its minutes"),
            ball="initiator",
            tone="river",
        ),
        State("held", _("Held"), _("nothing more"), tone="moss"),
        State("cancelled", _("Cancelled"), _("nothing more")),
    ),
    moves=(
        Move("hold", _("Record the minutes"), ("planned",), ("held",), "initiator", "primary"),
        Move("cancel", _("Cancel the meeting"), ("planned",), ("cancelled",), "initiator"),
    ),
)
