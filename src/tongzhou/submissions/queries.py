"""What the pages of submissions show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Prefetch, Q, QuerySet

from tongzhou.core import clock
from tongzhou.journal import queries as journal
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.org.queries import names_of
from tongzhou.org.reading import counted_by, read_by
from tongzhou.submissions import policy
from tongzhou.submissions.models import Campaign, Handing, Question, Respondent
from tongzhou.submissions.states import CAMPAIGN

PAGE = 20
OWING = ("pending", "returned")
HANDED = Count("respondents", filter=Q(respondents__first_at__isnull=False))
ON_TIME = Count("respondents", filter=Q(respondents__first_at__lte=F("due_at")))


@dataclass(frozen=True)
class Sum:
    """What a column of numbers adds up to."""

    label: str
    total: Decimal
    count: int


def _owed_by(person: Person) -> QuerySet[Respondent]:
    """Materials this person, or whom this person stands in for, has to hand in."""
    rows = Respondent.objects.filter(state__in=OWING, campaign__state="open")
    return rows.filter(person__in=stands_for(person)).order_by("due_at", "pk")


@read_by
def owed_by(person: Person) -> QuerySet[Respondent]:
    return _owed_by(person).select_related("campaign__department", "department")


@counted_by
def owed_count(person: Person) -> QuerySet[Respondent, Any]:
    return _owed_by(person).order_by().values_list("pk")


def listing(person: Person, *, tab: str, page: str) -> Page[Campaign]:
    """«open», «draft» or «closed», each with how many handed in and how many on time."""
    rows = Campaign.objects.visible_to(person).filter(state=tab).select_related("department", "by")
    counted = rows.annotate(asked=Count("respondents"), handed=HANDED, on_time=ON_TIME)
    order = ("due_at", "pk") if tab == "open" else ("-due_at", "pk")
    return Paginator(counted.order_by(*order), PAGE).get_page(page)


def counts(person: Person) -> dict[str, int]:
    rows = Campaign.objects.visible_to(person).order_by().values_list("state")
    return dict(rows.annotate(Count("pk")))


def page(campaign: Campaign, person: Person) -> dict[str, Any]:
    collects = policy.may_collect(person, campaign).allowed or person.is_auditor
    asked = list(respondents_of(campaign))
    questions = list(campaign.questions.all())
    return {
        "campaign": campaign,
        "state": CAMPAIGN.state(campaign.state),
        "questions": questions,
        "respondents": asked,
        "missing": [one for one in asked if one.is_owing],
        "late": [one for one in asked if one.is_owing and one.due_at < clock.now()],
        "own": [one for one in asked if policy.may_hand_in(person, one)],
        "rate": rate(asked),
        "collects": collects,
        "may_open": policy.may_open(person, campaign).allowed,
        "table": table_of(asked) if collects else [],
        "sums": sums_of(questions, asked) if collects else [],
        "history": list(history_of(campaign, person)),
        "lines": journal.of_subject(campaign.pk, names=names_of) if collects else [],
    }


def respondents_of(campaign: Campaign) -> QuerySet[Respondent]:
    """With what each handed in last, in four questions for any number."""
    newest = Handing.objects.select_related("by", "on_behalf_of", "look")
    related = ("department__head", "department__deputy", "person__department", "campaign")
    rows = Respondent.objects.filter(campaign=campaign).select_related(*related)
    return rows.prefetch_related(Prefetch("handings", newest))


def newest(respondent: Respondent) -> Handing | None:
    """Prefetched; the newest comes first."""
    return next(iter(respondent.handings.all()), None)


def table_of(asked: Iterable[Respondent]) -> list[tuple[Respondent, dict[str, str]]]:
    """Every line of every respondent, as it was handed in last."""
    found = [(one, newest(one)) for one in asked]
    return [(one, row) for one, handing in found if handing for row in handing.rows]


def sums_of(questions: Sequence[Question], asked: Iterable[Respondent]) -> list[Sum]:
    rows = [row for _one, row in table_of(asked)]
    found = []
    for question in questions:
        values = [row[str(question.key)] for row in rows if row.get(str(question.key))]
        if question.kind == Question.Kind.NUMBER and values:
            found.append(Sum(question.label, sum(map(Decimal, values), Decimal(0)), len(values)))
    return found


def rate(asked: Sequence[Respondent]) -> int | None:
    """On time, in percent of those whose deadline has passed or who handed in."""
    judged = [one for one in asked if one.first_at or one.campaign.due_at <= clock.now()]
    on_time = sum(one.was_on_time is True for one in judged)
    return round(100 * on_time / len(judged)) if judged else None


def history_of(campaign: Campaign, person: Person) -> list[Campaign]:
    """The same collection before, back to five times."""
    found: list[Campaign] = []
    before = campaign.previous_id
    while before and len(found) < 5:
        rows = Campaign.objects.visible_to(person).filter(pk=before)
        row = rows.annotate(asked=Count("respondents"), on_time=ON_TIME).first()
        if row is None:
            break
        found.append(row)
        before = row.previous_id
    return found
