"""What can happen to an ask; every turn of the conversation leaves one entry."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import DepartmentId, Event, PersonId


@dataclass(frozen=True, kw_only=True)
class AskTurn(Event):
    """`what` is the asker's own wording, `number` the turn; the terms are those put on the table.

    `before` and `after` are states of the lifecycle; days are text because hashes know no floats.
    """

    kind = "ask.turned"
    sentence = _("%(actor)s went on with the request “%(what)s”.")
    verb: ClassVar[str] = ""

    department: DepartmentId
    what: str
    number: int
    version: int
    before: str
    after: str
    said: str = ""
    terms: str = ""
    by_date: date | None = None
    effort_days: str | None = None
    give_back: str = ""
    options: tuple[str, ...] = ()
    intake: tuple[str, ...] = ()
    to_department: DepartmentId | None = None
    to_person: PersonId | None = None


class AskDrafted(AskTurn):
    kind = "ask.drafted"
    verb = "draft"
    sentence = _("%(actor)s drafted a request to %(department)s: “%(what)s”.")


class AskEdited(AskTurn):
    kind = "ask.edited"
    verb = "edit"
    sentence = _("%(actor)s edited the draft of a request to %(department)s: “%(what)s”.")


class AskRemoved(AskTurn):
    kind = "ask.removed"
    verb = "remove"
    sentence = _("%(actor)s removed the draft of a request to %(department)s: “%(what)s”.")


class AskSent(AskTurn):
    kind = "ask.sent"
    verb = "send"
    sentence = _("%(actor)s asked %(department)s: “%(what)s”.")
    mail = True


class AskRevised(AskTurn):
    kind = "ask.revised"
    verb = "revise"
    sentence = _("%(actor)s revised the request “%(what)s” and asks %(department)s again.")
    mail = True


class AskAccepted(AskTurn):
    kind = "ask.accepted"
    verb = "accept"
    sentence = _("%(actor)s accepted the request “%(what)s”.")
    mail = True


class AskOptionChosen(AskTurn):
    kind = "ask.chosen"
    verb = "choose"
    sentence = _("%(actor)s chose one of the ready options for “%(what)s”.")
    mail = True


class AskAcceptedWithConditions(AskTurn):
    kind = "ask.accepted_with_conditions"
    verb = "accept_with_conditions"
    sentence = _("%(actor)s accepted “%(what)s” with conditions: %(said)s")
    mail = True


class AskCountered(AskTurn):
    kind = "ask.countered"
    verb = "counter"
    sentence = _("%(actor)s proposed other terms for “%(what)s”.")
    mail = True


class AskOptionsOffered(AskTurn):
    kind = "ask.options_offered"
    verb = "offer_options"
    sentence = _("%(actor)s offered options for “%(what)s”.")
    mail = True


class AskAskedBack(AskTurn):
    kind = "ask.asked_back"
    verb = "ask_back"
    sentence = _("%(actor)s asked about “%(what)s”: %(said)s")
    mail = True


class AskReplied(AskTurn):
    kind = "ask.replied"
    verb = "reply"
    sentence = _("%(actor)s replied about “%(what)s”: %(said)s")
    mail = True


class AskDeclined(AskTurn):
    kind = "ask.declined"
    verb = "decline"
    sentence = _("%(actor)s declined “%(what)s”: %(said)s")
    mail = True


class AskForwarded(AskTurn):
    kind = "ask.forwarded"
    verb = "forward"
    sentence = _("%(actor)s forwarded “%(what)s” to %(to_department)s.")
    mail = True


class AskHandedOn(AskTurn):
    kind = "ask.handed_on"
    verb = "hand_on"
    sentence = _("%(actor)s handed “%(what)s” on to %(to_person)s.")
    mail = True


class AskSnoozed(AskTurn):
    kind = "ask.snoozed"
    verb = "snooze"
    sentence = _("%(actor)s will come back to “%(what)s” on %(by_date)s: %(said)s")


class AskWoken(AskTurn):
    kind = "ask.woken"
    verb = "wake"
    sentence = _("“%(what)s” is back with %(department)s.")
    mail = True


class AskConfirmed(AskTurn):
    kind = "ask.confirmed"
    verb = "confirm"
    sentence = _("%(actor)s confirmed for %(department)s: “%(what)s”.")
    mail = True


class AskSentBack(AskTurn):
    kind = "ask.sent_back"
    verb = "send_back"
    sentence = _("%(actor)s sent “%(what)s” back to the liaison: %(said)s")
    mail = True


class AskAgreed(AskTurn):
    kind = "ask.agreed"
    verb = "agree"
    sentence = _("%(actor)s agreed to the terms of %(department)s for “%(what)s”.")
    mail = True


class AskOfferChosen(AskTurn):
    kind = "ask.offer_chosen"
    verb = "choose_offered"
    sentence = _("%(actor)s chose one of the options %(department)s offered for “%(what)s”.")
    mail = True


class AskNoneFitted(AskTurn):
    kind = "ask.none_fitted"
    verb = "none_fits"
    sentence = _("None of the options for “%(what)s” fits, says %(actor)s: %(said)s")
    mail = True


class AskLeftOpen(AskTurn):
    kind = "ask.left_open"
    verb = "leave_open"
    sentence = _("%(actor)s goes on without an agreement on “%(what)s”: %(said)s")
    mail = True


class AskWithdrawn(AskTurn):
    kind = "ask.withdrawn"
    verb = "withdraw"
    sentence = _("%(actor)s withdrew the request “%(what)s”.")
    mail = True


TURNED = {made.verb: made for made in AskTurn.__subclasses__()}
"""The kind of entry each verb leaves."""
