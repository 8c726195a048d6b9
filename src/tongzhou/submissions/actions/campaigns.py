"""A department says what it needs from whom, by when, and what follows; then everybody is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.intakes import Question as Asked
from tongzhou.collaborations.actions.intakes import fault_in, possibilities
from tongzhou.core import clock
from tongzhou.core.ids import new_id
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence, Stale
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person
from tongzhou.submissions import policy
from tongzhou.submissions.actions.asking import ask_everybody
from tongzhou.submissions.events import (
    CampaignClosed,
    CampaignDiscarded,
    CampaignDrafted,
    CampaignOpened,
    CampaignRevised,
    CampaignStopped,
)
from tongzhou.submissions.models import Campaign, Question, Respondent
from tongzhou.submissions.rhythms import follows_at
from tongzhou.submissions.states import CAMPAIGN

BY_CLOCK = time(17, 30)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is collected and why; who is asked: departments through their liaisons, and people."""

    name: str
    purpose: str
    due_on: date
    where: str = ""
    example: str = ""
    reward: str = ""
    consequence: str = ""
    agreed: str = ""
    rhythm: str = Campaign.Rhythm.ONCE
    is_table: bool = False
    questions: Sequence[Asked] = ()
    departments: Sequence[Department] = ()
    people: Sequence[Person] = field(default=())


def draft(plan: Plan, *, department: Department, by: Person) -> Campaign:
    policy.may_draft(by, department).require()
    _check(plan)
    with transaction.atomic():
        campaign = Campaign.objects.create(
            department=department, by=by, made_at=clock.now(), due_at=_due(plan.due_on),
            **_words(plan),
        )  # fmt: skip
        _write(campaign, plan)
        event = CampaignDrafted(
            subject=campaign.pk, name=campaign.name, department=DepartmentId(department.pk)
        )
        record(event, by=by)
        return campaign


def revise(campaign: Campaign, plan: Plan, *, seen: int, by: Person) -> Campaign:
    """A draft only: what people were asked stays as they were asked it."""
    _check(plan)
    with transaction.atomic():
        campaign = locked(campaign)
        policy.may_collect(by, campaign).require()
        CAMPAIGN.check(campaign.state, "revise")
        if campaign.version != seen:
            raise Stale(_("Somebody changed this draft meanwhile. Your text is kept."))
        for name, value in _words(plan).items():
            setattr(campaign, name, value)
        campaign.due_at, campaign.version = _due(plan.due_on), campaign.version + 1
        campaign.save(update_fields=["due_at", "version", *_words(plan)])
        campaign.questions.all().delete()
        campaign.respondents.all().delete()
        _write(campaign, plan)
        record(CampaignRevised(subject=campaign.pk, name=campaign.name), by=by)
        return campaign


def open_campaign(campaign: Campaign, *, by: Person) -> Campaign:
    with transaction.atomic():
        campaign = locked(campaign)
        policy.may_open(by, campaign).require()
        if campaign.due_at <= clock.now():
            raise NotPossibleNow(_("The day has passed: choose another deadline first."))
        _begin(campaign, by=by)
        return campaign


def close(campaign: Campaign, *, by: Person) -> Campaign:
    """What is missing stays listed; nothing is taken in any more."""
    with transaction.atomic():
        campaign = locked(campaign)
        standing = policy.standing_of_collector(by, campaign)
        campaign.state = CAMPAIGN.after(campaign.state, "close")
        campaign.closed_at = clock.now()
        campaign.save(update_fields=["state", "closed_at"])
        campaign.respondents.update(next_at=None)
        handed = campaign.respondents.exclude(first_at=None).count()
        event = CampaignClosed(
            subject=campaign.pk, name=campaign.name, handed=handed,
            all=campaign.respondents.count(),
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        return campaign


def stop(campaign: Campaign, *, by: Person) -> Campaign:
    """What runs goes on to its end; no further one follows."""
    with transaction.atomic():
        campaign = locked(campaign)
        standing = policy.standing_of_collector(by, campaign)
        CAMPAIGN.check(campaign.state, "stop")
        if campaign.follows_at is None:
            raise NotPossibleNow(_("It is not repeated anyway."))
        campaign.follows_at = None
        campaign.save(update_fields=["follows_at"])
        event = CampaignStopped(subject=campaign.pk, name=campaign.name)
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        return campaign


def discard(campaign: Campaign, *, by: Person) -> None:
    with transaction.atomic():
        campaign = locked(campaign)
        policy.may_collect(by, campaign).require()
        campaign.state = CAMPAIGN.after(campaign.state, "discard")
        campaign.save(update_fields=["state"])
        record(CampaignDiscarded(subject=campaign.pk, name=campaign.name), by=by)


def follow(campaign: Campaign, *, due_at: datetime) -> Campaign | None:
    """The next of a rhythm opens by itself, exactly once; None when it did already or was stopped."""
    with transaction.atomic():
        campaign = locked(campaign)
        if campaign.follows_at is None or campaign.follows_at > clock.now():
            return None
        campaign.follows_at = None
        campaign.save(update_fields=["follows_at"])
        words = {name: getattr(campaign, name) for name in WORDS}
        following = Campaign.objects.create(
            department=campaign.department, by=campaign.by, made_at=clock.now(), due_at=due_at,
            previous=campaign, **words,
        )  # fmt: skip
        _copy(campaign, following)
        _begin(following, by=None)
        return following


def locked(campaign: Campaign) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",))
    found: Campaign = rows.select_related("department", "by").get(pk=campaign.pk)
    return found


WORDS = (
    "name", "purpose", "where", "example", "reward", "consequence", "agreed", "rhythm", "is_table",
)  # fmt: skip


def _begin(campaign: Campaign, *, by: Person | None) -> None:
    campaign.state = CAMPAIGN.after(campaign.state, "open")
    campaign.opened_at = clock.now()
    campaign.follows_at = follows_at(campaign)
    campaign.save(update_fields=["state", "opened_at", "follows_at"])
    ask_everybody(campaign)
    event = CampaignOpened(
        subject=campaign.pk, name=campaign.name, department=DepartmentId(campaign.department_id)
    )
    record(event, by=by)


def _words(plan: Plan) -> dict[str, object]:
    said = {name: getattr(plan, name) for name in WORDS}
    return {name: one.strip() if isinstance(one, str) else one for name, one in said.items()}


def _due(day: date) -> datetime:
    """On a day off it is the working day before."""
    calendar_ = calendar()
    while not calendar_.is_working_day(day):
        day = date.fromordinal(day.toordinal() - 1)
    return datetime.combine(day, BY_CLOCK, clock.zone())


def _check(plan: Plan) -> None:
    errors: dict[str, Sentence] = {}
    if fault := fault_in(plan.questions):
        errors["questions"] = fault
    elif any(one.kind not in Question.Kind.values for one in plan.questions):
        errors["questions"] = _("Choose one of the list.")
    elif plan.is_table and any(one.kind == Question.Kind.FILE for one in plan.questions):
        errors["questions"] = _("A file is asked for once, not line by line.")
    if not plan.departments and not plan.people:
        errors["departments"] = _("Who is asked? At least one department or person.")
    if (plan.reward or plan.consequence) and not plan.agreed.strip():
        errors["agreed"] = _(
            "Where was this agreed? What follows is agreed beforehand or not said."
        )
    if _due(plan.due_on) <= clock.now():
        errors["due_on"] = _("A day that is still to come.")
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)


def _write(campaign: Campaign, plan: Plan) -> None:
    Question.objects.bulk_create(
        Question(
            campaign=campaign, position=position, label=one.label.strip(), kind=one.kind,
            help=one.help.strip(), choices="\n".join(possibilities(one.choices)),
            is_required=one.is_required, key=new_id(),
        )
        for position, one in enumerate(plan.questions, start=1)
    )  # fmt: skip
    units = {one.pk: one for one in plan.departments}.values()
    people = {one.pk: one for one in plan.people}.values()
    Respondent.objects.bulk_create([
        *(Respondent(campaign=campaign, department=one, person=campaign.by, due_at=campaign.due_at)
          for one in units),
        *(Respondent(campaign=campaign, department=one.department, person=one, is_personal=True,
                     due_at=campaign.due_at) for one in people),
    ])  # fmt: skip


def _copy(campaign: Campaign, following: Campaign) -> None:
    """The same questions under the same keys, so that the figures can be compared over time."""
    for question in campaign.questions.all():
        question.pk, question.campaign = new_id(), following
        question.save(force_insert=True)
    asked = campaign.respondents.filter(department__dissolved_at=None, person__is_active=True)
    Respondent.objects.bulk_create(
        Respondent(
            campaign=following, department=one.department, person=one.person,
            is_personal=one.is_personal, due_at=following.due_at,
        )
        for one in asked.select_related("department", "person")
    )  # fmt: skip
