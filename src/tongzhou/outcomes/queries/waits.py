"""Where the time went: working hours each department was waited for, and what for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min, Value
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.models import RowSignature
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.verdicts import Sentence
from tongzhou.journal.models import Entry
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department
from tongzhou.outcomes.models import Delivery
from tongzhou.problems.events import ProblemEscalated, ProblemReopened, ProblemRuled
from tongzhou.problems.models import Problem
from tongzhou.progress.models import RiskNotice

Span = tuple[UUID, str, datetime, datetime]
"""A department, what it was waited for, from when until when."""

WHAT: dict[str, Sentence] = {
    "answer": _("answers"),
    "signature": _("signatures"),
    "acceptance": _("acceptances"),
    "notice": _("risk notices"),
    "problem": _("problems"),
}


@dataclass(frozen=True, slots=True)
class Wait:
    """`share` is the percentage of the longest wait, for the bar."""

    name: str
    hue: int
    hours: int
    share: int
    parts: tuple[tuple[Sentence, int], ...]


def waits(
    case: Collaboration, notices: Iterable[RiskNotice], deliveries: Iterable[Delivery]
) -> list[Wait]:
    """The longest first; what nobody waited for is left out."""
    spent: dict[UUID, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    days = calendar()
    for department, what, since, until in _spans(case, notices, deliveries):
        spent[department][what] += max(0.0, days.working_hours_between(since, until))
    names = Department.objects.in_bulk(list(spent))
    hours = {key: round(sum(parts.values())) for key, parts in spent.items()}
    longest = max(hours.values(), default=0) or 1
    found = [
        Wait(
            names[key].name, names[key].hue, hours[key], round(100 * hours[key] / longest),
            tuple((WHAT[what], round(spent_on)) for what, spent_on in parts.items() if spent_on >= 1),
        )
        for key, parts in spent.items()
    ]  # fmt: skip
    return sorted((one for one in found if one.hours), key=lambda one: -one.hours)


def _spans(
    case: Collaboration, notices: Iterable[RiskNotice], deliveries: Iterable[Delivery]
) -> Iterator[Span]:
    yield from _answers_and_signatures(case)
    yield from _problems(case)
    for notice in notices:
        if notice.acknowledged_at:
            yield case.department_id, "notice", notice.at, notice.acknowledged_at
    yield from _judged(deliveries)


def _judged(deliveries: Iterable[Delivery]) -> Iterator[Span]:
    """By the accepting side, and by each department that co-signs; a row for each of them."""
    said: dict[tuple[UUID, UUID | None], tuple[datetime, datetime | None]] = {}
    for one in deliveries:
        said[one.pk, getattr(one, "cosigner", None)] = one.at, getattr(one, "cosigned_at", None)
        if given := getattr(one, "acceptance", None):
            said[one.pk, given.department_id] = one.at, given.at
    for (_delivery, department), (since, until) in said.items():
        if department and until:
            yield department, "acceptance", since, until


def _answers_and_signatures(case: Collaboration) -> Iterator[Span]:
    """Until the first answer; from circulating a version to a department's last signature: one question."""
    asks = Ask.objects.filter(collaboration=case, sent_at__isnull=False, answers__isnull=False)
    answers = asks.values_list("department", Value("answer"), "sent_at", Min("answers__at"))
    given = RowSignature.objects.filter(
        seat__row__version__collaboration=case, carried_from=None,
        seat__row__version__circulated_at__isnull=False,
    )  # fmt: skip
    since = "seat__row__version__circulated_at"
    signatures = given.values_list("seat__department", Value("signature"), since, Max("at"))
    yield from answers.order_by().union(signatures.order_by(), all=True)


def _problems(case: Collaboration) -> Iterator[Span]:
    """The other side until it has spoken, the common superior until each ruling."""
    rows = Problem.objects.filter(collaboration=case).values_list(
        "pk", "raised_at", "superior__department", "sides__department", "sides__at", "sides__raised_it"
    )  # fmt: skip
    above: dict[UUID, UUID] = {}
    for pk, raised, superior, department, at, raised_it in rows:
        if not raised_it and at:
            yield department, "problem", raised, at
        if superior:
            above[pk] = superior
    if above:
        for pk, since, until in _before_rulings(case):
            yield above[pk], "problem", since, until


def _before_rulings(case: Collaboration) -> Iterator[tuple[UUID, datetime, datetime]]:
    """Of a ruling that was taken back as well: the journal alone still tells since when it waited."""
    moves = Entry.objects.filter(
        collaboration=case.pk, kind__in=[one.kind for one in (ProblemEscalated, ProblemRuled, ProblemReopened)]
    )  # fmt: skip
    since: dict[UUID, datetime] = {}
    ruled: set[UUID] = set()
    for pk, kind, at in moves.order_by("seq").values_list("subject", "kind", "at"):
        if kind == ProblemRuled.kind:
            ruled.add(pk)
            if pk in since:
                yield pk, since.pop(pk), at
        elif kind == ProblemEscalated.kind or pk in ruled:
            since[pk] = at
