"""A risk was said: whoever is in charge lets it be known that they have seen it."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.channels.taps.offer import Choice, Offer, Purpose, Typed
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.models import Person
from tongzhou.progress import policy
from tongzhou.progress.actions import notices
from tongzhou.progress.models import RiskNotice
from tongzhou.progress.states import RISK_NOTICE
from tongzhou.ui.formats import day


def offer(person: Person, subject: UUID) -> Offer | None:
    notice = _find(person, subject)
    if notice is None:
        return None
    case, state = notice.task.collaboration, RISK_NOTICE.state(notice.state)
    may = notice.state == "open" and policy.may_acknowledge(person, notice).allowed
    facts = [(_("Fact"), notice.fact), (_("Need"), notice.need), (_("Proposal"), notice.proposal)]
    facts.append((_("Date at risk"), day(notice.date_at_risk)))
    return Offer(
        title=notice.task.name, case=f"{case.number} {case.name}", state=state.label,
        tone=state.tone, url=reverse("risk_notice", args=[notice.pk]),
        facts=tuple((label, text) for label, text in facts if text),
        choices=(Choice("acknowledge", _("Acknowledge"), is_primary=True),) if may else (),
    )  # fmt: skip


def act(person: Person, subject: UUID, choice: str, typed: Typed) -> None:
    notice = _find(person, subject)
    if notice is None or choice != "acknowledge":
        raise NotPossibleNow(_("This matter is no longer yours to answer."))
    notices.acknowledge(notice, by=person)


def _find(person: Person, subject: UUID) -> RiskNotice | None:
    rows = RiskNotice.objects.visible_to(person).select_related(
        "task__collaboration__department__head", "task__collaboration__person_in_charge"
    )
    return rows.filter(pk=subject).first()


PURPOSE = Purpose("risk_notice", ("risk_notice.given",), offer, act)
