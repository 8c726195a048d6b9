"""An urgent call: whoever made it writes down in a sentence what was agreed."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.channels.taps.offer import Blank, Choice, Offer, Purpose, Typed
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.models import Person
from tongzhou.progress import policy
from tongzhou.progress.actions import calls
from tongzhou.progress.models import UrgentCall
from tongzhou.progress.states import URGENT_CALL
from tongzhou.ui.formats import moment


def offer(person: Person, subject: UUID) -> Offer | None:
    call = _find(person, subject)
    if call is None:
        return None
    case, state = call.collaboration, URGENT_CALL.state(call.state)
    may = call.state == "announced" and policy.minuting(person, call) is not None
    outcome = Blank("outcome", _("What was agreed"), kind="long", is_required=True)
    write = Choice("minute", _("Write down what was agreed"), is_primary=True, blanks=(outcome,))
    return Offer(
        title=call.what, case=f"{case.number} {case.name}", state=state.label, tone=state.tone,
        url=reverse("urgent_call", args=[call.pk]),
        facts=((_("When"), moment(call.called_at)),), choices=(write,) if may else (),
        deadline=call.due_at,
    )  # fmt: skip


def act(person: Person, subject: UUID, choice: str, typed: Typed) -> None:
    call = _find(person, subject)
    if call is None or choice != "minute":
        raise NotPossibleNow(_("This matter is no longer yours to answer."))
    calls.minute(call, outcome=typed.get("outcome", ""), by=person)


def _find(person: Person, subject: UUID) -> UrgentCall | None:
    rows = UrgentCall.objects.visible_to(person)
    return rows.select_related("collaboration", "by__department__head").filter(pk=subject).first()


PURPOSE = Purpose("urgent_call", ("urgent_call.announced",), offer, act)
