"""A risk is said early, acknowledged, and dealt with."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations import balls
from tongzhou.collaborations.policy import as_initiator
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.plans.actions.locks import locked
from tongzhou.plans.models import Task
from tongzhou.progress import policy
from tongzhou.progress.events import NoticeAcknowledged, NoticeGiven, NoticeSettled
from tongzhou.progress.models import RiskNotice
from tongzhou.progress.sentences import refuse, require_said
from tongzhou.progress.states import RISK_NOTICE
from tongzhou.ui.formats import day

ACKNOWLEDGE_HOURS = 8
LIVING = ("delivering", "accepting", "reviewing")
LONGEST = 2000
OPEN = ("open", "acknowledged")


@dataclass(frozen=True, kw_only=True)
class Risk:
    """What is said early: fact, need, proposal; `proposed_end` is the new date if one is proposed."""

    fact: str
    need: str = ""
    proposal: str = ""
    proposed_end: date | None = None


def give_notice(task: Task, said: Risk, *, by: Person) -> RiskNotice:
    """The date at risk is the task's end; the lead is counted in working days from today."""
    require_said(
        {"fact": said.fact, "need": said.need, "proposal": said.proposal},
        longest=LONGEST,
        needed={"fact": _("Please say what is happening, in one sentence.")},
    )
    with transaction.atomic():
        task = locked(task)
        standing = policy.as_carrier(by, task)
        if task.collaboration.state != "delivering" or task.end is None:
            raise NotPossibleNow(_("Risk notices belong to signed tasks that are being delivered."))
        _require_news(task, said)
        notice = RiskNotice.objects.create(
            task=task,
            fact=said.fact,
            need=said.need,
            proposal=said.proposal,
            proposed_end=said.proposed_end,
            date_at_risk=task.end,
            lead_days=calendar().working_days_between(clock.today(), task.end),
            by=by,
            on_behalf_of=standing.on_behalf_of,
            at=clock.now(),
        )
        _settle_ball(notice)
        record(
            NoticeGiven(
                subject=notice.pk,
                collaboration=task.collaboration_id,
                task=task.name,
                fact=notice.fact,
                lead_days=max(0, notice.lead_days),
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of,
            keeps=[notice],
        )
        return notice


def _require_news(task: Task, said: Risk) -> None:
    """Later than agreed, and not what is said and open already."""
    if said.proposed_end and task.end and said.proposed_end <= task.end:
        sentence = _("The agreed end is %(day)s. Propose a later day, or none.")
        refuse({"proposed_end": sentence % {"day": day(task.end)}})
    if said_and_open(task, said):
        refuse({"fact": _("You have said this already, and it is still open. What is new?")})


def said_and_open(task: Task, said: Risk) -> RiskNotice | None:
    """The same words and the same day, waiting to be dealt with."""
    again = RiskNotice.objects.filter(task=task, fact=said.fact, state__in=OPEN)
    return again.filter(proposed_end=said.proposed_end).order_by("pk").last()


def acknowledge(notice: RiskNotice, *, by: Person) -> RiskNotice:
    with transaction.atomic():
        notice = _locked(notice)
        standing = as_initiator(by, notice.task.collaboration)
        _require_living(notice)
        notice.state = RISK_NOTICE.after(notice.state, "acknowledge")
        notice.acknowledged_by, notice.acknowledged_at = by, clock.now()
        notice.save(update_fields=["state", "acknowledged_by", "acknowledged_at"])
        _settle_ball(notice)
        record(
            NoticeAcknowledged(
                subject=notice.pk,
                collaboration=notice.task.collaboration_id,
                task=notice.task.name,
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of,
        )
        return notice


def settle(notice: RiskNotice, *, outcome: str, became: str = "settled", by: Person) -> RiskNotice:
    """`became` is one of the end states of the lifecycle; `outcome` is one sentence."""
    require_said(
        {"outcome": outcome},
        longest=LONGEST,
        needed={"outcome": _("One sentence on how it was dealt with, please.")},
    )
    with transaction.atomic():
        notice = _locked(notice)
        standing = as_initiator(by, notice.task.collaboration)
        _require_living(notice)
        notice.state = RISK_NOTICE.after(notice.state, "settle", to=became)
        notice.outcome, notice.settled_at = outcome, clock.now()
        notice.save(update_fields=["state", "outcome", "settled_at"])
        _settle_ball(notice)
        record(
            NoticeSettled(
                subject=notice.pk,
                collaboration=notice.task.collaboration_id,
                task=notice.task.name,
                outcome=outcome,
                became=became,
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of,
            keeps=[notice],
        )
        return notice


def _require_living(notice: RiskNotice) -> None:
    if notice.task.collaboration.state not in LIVING:
        raise NotPossibleNow(_("Risk notices are dealt with before the collaboration is archived."))


def _settle_ball(notice: RiskNotice) -> None:
    case = notice.task.collaboration
    if not RISK_NOTICE.state(notice.state).ball:
        balls.rest("risk_notice", notice.pk)
        return
    waits_until = calendar().add_working_hours(notice.at, ACKNOWLEDGE_HOURS)
    balls.settle(
        "risk_notice",
        notice.pk,
        case,
        state=notice.state,
        title=notice.fact,
        holders=[
            balls.Holder(
                department=case.department,
                person=case.person_in_charge,
                deputy=case.department.head,
                waiting=notice.by,
                due_at=waits_until if notice.state == "open" else None,
            )
        ],
    )


def _locked(notice: RiskNotice) -> RiskNotice:
    """After its row: the same order as everywhere, so that nobody waits in a circle."""
    task = locked(notice.task)
    rows = RiskNotice.objects.select_for_update(of=("self",)).select_related("by")
    fresh: RiskNotice = rows.get(pk=notice.pk)
    fresh.task = task
    return fresh
