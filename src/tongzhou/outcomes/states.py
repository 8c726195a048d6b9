"""The lifecycles of a delivery, its co-signatures, a retrospective and an improvement."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.lifecycle import Lifecycle, Move, State

DELIVERY = Lifecycle(
    name="delivery",
    label=_("The delivery"),
    states=(
        State("delivered", _("Delivered"), _("the acceptance"), ball="acceptor", clock="three_days", tone="amber"),
        State("co_signing", _("Accepted, being co-signed"), _("the co-signatures of the departments concerned"), tone="amber"),
        State("accepted", _("Accepted"), _("nothing more"), tone="moss"),
        State("accepted_with_remains", _("Accepted with remains"), _("the remaining points"), ball="deliverer", clock="remains", tone="moss"),
        State("remains_handed_in", _("Remains handed in"), _("the word that nothing remains"), ball="acceptor", clock="three_days", tone="amber"),
        State("returned", _("Returned"), _("a new delivery"), tone="seal"),
    ),
    moves=(
        Move("accept_delivery", _("Accept the delivery"), ("delivered",), ("accepted", "co_signing"), "acceptor", "primary"),
        Move("accept_with_remains", _("Accept with remains"), ("delivered",), ("accepted_with_remains", "co_signing"), "acceptor"),
        Move("return", _("Return"), ("delivered",), ("returned",), "acceptor"),
        Move("object", _("Object"), ("delivered", "co_signing"), ("returned",), "concerned"),
        Move("complete", _("Complete the acceptance"), ("co_signing",), ("accepted", "accepted_with_remains"), "concerned"),
        Move("confirm", _("Confirm the criterion"), ("delivered",), ("delivered",), "named"),
        Move("hand_in_remains", _("Hand in the remains"), ("accepted_with_remains",), ("remains_handed_in",), "deliverer", "primary"),
        Move("return_remains", _("Something remains"), ("remains_handed_in",), ("accepted_with_remains",), "acceptor"),
        Move("finish_remains", _("Finish the remains"), ("accepted_with_remains", "remains_handed_in"), ("accepted",), "acceptor"),
    ),
)  # fmt: skip

COSIGNATURE = Lifecycle(
    name="cosignature",
    label=_("The co-signature"),
    states=(
        State("awaited", _("To be co-signed"), _("the co-signature"), ball="concerned", clock="three_days", tone="amber"),
        State("signed", _("Co-signed"), _("nothing more"), tone="moss"),
        State("objected", _("Objected"), _("a new delivery"), tone="seal"),
        State("lapsed", _("No longer asked for"), _("nothing more")),
    ),
    moves=(
        Move("co_sign", _("Co-sign"), ("awaited",), ("signed",), "concerned", "primary"),
        Move("object", _("Object"), ("awaited",), ("objected",), "concerned"),
        Move("lapse", _("Ask no longer"), ("awaited",), ("lapsed",), "acceptor"),
    ),
)  # fmt: skip

RETROSPECTIVE = Lifecycle(
    name="retrospective",
    label=_("The retrospective"),
    states=(
        State("silent", _("Collecting silently"), _("everybody's own view, unseen by the others"), ball="initiator", clock="seven_days", tone="amber"),
        State("shared", _("Shared"), _("the conclusions"), ball="initiator", clock="seven_days", tone="river"),
        State("decided", _("Decided"), _("the archive"), ball="initiator", clock="seven_days", tone="river"),
        State("closed", _("Closed"), _("nothing more"), tone="moss"),
    ),
    moves=(
        Move("write", _("Write my view"), ("silent",), ("silent",), "party"),
        Move("share", _("Share all views"), ("silent",), ("shared",), "initiator", "primary"),
        Move("decide", _("Record the conclusions"), ("shared", "decided"), ("decided",), "initiator", "primary"),
        Move("close", _("Close and archive"), ("decided",), ("closed",), "initiator", "primary"),
    ),
)  # fmt: skip

IMPROVEMENT = Lifecycle(
    name="improvement",
    label=_("The improvement"),
    states=(
        State("open", _("Open"), _("the improvement"), ball="owner", clock="due", tone="amber"),
        State("done", _("Finished"), _("nothing more"), tone="moss"),
    ),
    moves=(Move("finish", _("Finish the improvement"), ("open",), ("done",), "owner", "primary"),),
)
