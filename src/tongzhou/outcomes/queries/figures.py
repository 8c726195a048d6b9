"""The figures a retrospective starts from: nobody has to collect them."""

from dataclasses import dataclass

from tongzhou.agreements.models import ChangeRequest
from tongzhou.collaborations.models import Answer, Ask, Collaboration
from tongzhou.org.calendars import calendar
from tongzhou.outcomes.models import Delivery
from tongzhou.progress.models import EARLY_DAYS, RiskNotice, WeeklyRound


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts; `answer_hours` are working hours from sending to the first answer, on average."""

    updates_expected: int
    updates_on_time: int
    notices: int
    notices_early: int
    asks: int
    answer_hours: int | None
    changes: int
    deliveries: int
    first_pass: int


def figures(case: Collaboration) -> Figures:
    rounds = WeeklyRound.objects.filter(collaboration=case, state="closed")
    expected = sum(rounds.values_list("expected", flat=True))
    missing = sum(rounds.values_list("missing", flat=True))
    leads = list(
        RiskNotice.objects.filter(task__collaboration=case).values_list("lead_days", flat=True)
    )
    delivered = list(
        Delivery.objects.filter(task__collaboration=case).values_list("round", "state")
    )
    return Figures(
        updates_expected=expected,
        updates_on_time=expected - missing,
        notices=len(leads),
        notices_early=sum(lead >= EARLY_DAYS for lead in leads),
        asks=Ask.objects.filter(collaboration=case).exclude(state="draft").count(),
        answer_hours=_answer_hours(case),
        changes=ChangeRequest.objects.filter(collaboration=case, state="applied").count(),
        deliveries=sum(round_ == 1 for round_, _state in delivered),
        first_pass=sum(r == 1 and state.startswith("accepted") for r, state in delivered),
    )


def _answer_hours(case: Collaboration) -> int | None:
    firsts: dict[object, float] = {}
    answers = Answer.objects.filter(ask__collaboration=case, ask__sent_at__isnull=False)
    for ask, sent, at in answers.order_by("at").values_list("ask", "ask__sent_at", "at"):
        firsts.setdefault(ask, max(0, calendar().working_hours_between(sent, at)))
    return round(sum(firsts.values()) / len(firsts)) if firsts else None
