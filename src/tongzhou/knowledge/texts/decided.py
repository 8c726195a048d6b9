"""What a collaboration decided and handed over on its way, for many of them in a few queries."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.utils.translation import override

from tongzhou.agreements.models import ChangeRequest, Provision
from tongzhou.agreements.provisions.vocabulary import Said, people_in
from tongzhou.agreements.provisions.wording import clause_text
from tongzhou.agreements.reading import Names
from tongzhou.collaborations.models import Collaboration
from tongzhou.interests.models import Deal, OptionTable, SharedInterest, TableDecision
from tongzhou.knowledge.texts.text import Kind, Text, first_line, lines
from tongzhou.org.models import Person
from tongzhou.outcomes.models import Acceptance, Delivery, Retrospective
from tongzhou.plans.models import Task
from tongzhou.progress.models import UrgentCall

Cases = Mapping[UUID, Collaboration]


def changes(cases: Cases) -> Iterator[Text]:
    for change in ChangeRequest.objects.filter(collaboration__in=cases):
        yield Text(
            Kind.CHANGE, change.pk, first_line(change.reason),
            lines(change.reason, change.ended_because), change.ended_at or change.at,
            case=cases[change.collaboration_id], department=change.department_id,
        )  # fmt: skip


def deliveries(cases: Cases) -> Iterator[Text]:
    found = Delivery.objects.filter(task__collaboration__in=cases).select_related("task")
    judged = Acceptance.objects.filter(delivery__in=found).prefetch_related("remains")
    said = {
        one.delivery_id: (one.sentence, *(remain.text for remain in one.remains.all()))
        for one in judged
    }
    for one in found.prefetch_related("figures", "results"):
        figures = (f"{figure.what} {figure.source}" for figure in one.figures.all())
        sources = (result.source for result in one.results.all())
        body = lines(one.evidence, one.link, *figures, *sources, *said.get(one.pk, ()))
        yield Text(
            Kind.DELIVERY, one.pk, one.task.name, body, one.at,
            case=cases[one.task.collaboration_id], department=one.task.department_id,
        )  # fmt: skip


def retrospectives(cases: Cases) -> Iterator[Text]:
    """What was concluded; nobody's own view before, and once archived the dossier says it."""
    open_ones = Retrospective.objects.filter(
        collaboration__in=cases, collaboration__dossier__isnull=True
    )
    for one in open_ones.prefetch_related("improvements"):
        case = cases[one.collaboration_id]
        improvements = (improvement.text for improvement in one.improvements.all())
        body = lines(one.goal_result, one.highlights, one.shortfalls, *improvements)
        if body:
            yield Text(
                Kind.RETROSPECTIVE, one.pk, case.name, body, case.changed_at,
                case=case, department=case.department_id,
            )  # fmt: skip


def option_tables(cases: Cases) -> Iterator[Text]:
    """The question, the options and why one was chosen: no scores, no floors."""
    rows = TableDecision.objects.filter(table__collaboration__in=cases)
    reasons = dict(rows.values_list("table", "rationale"))
    tables = OptionTable.objects.filter(collaboration__in=cases)
    for table in tables.prefetch_related("options"):
        case = cases[table.collaboration_id]
        options = [
            line
            for one in table.options.all()
            for line in (one.name, one.scope, one.quality, one.give_back)
        ]
        yield Text(
            Kind.OPTION_TABLE, table.pk, table.question,
            lines(*options, reasons.get(table.pk, "")), table.since,
            case=case, department=case.department_id,
        )  # fmt: skip


def urgent_calls(cases: Cases) -> Iterator[Text]:
    for call in UrgentCall.objects.filter(collaboration__in=cases):
        case = cases[call.collaboration_id]
        yield Text(
            Kind.URGENT_CALL, call.pk, first_line(call.what), lines(call.what, call.outcome),
            call.minuted_at or call.called_at, case=case, department=case.department_id,
        )  # fmt: skip


def deals(cases: Cases) -> Iterator[Text]:
    """The open points and the ways to settle them: no points, no scores, no package."""
    found = Deal.objects.filter(collaboration__in=cases)
    for deal in found.prefetch_related("terms__choices"):
        case = cases[deal.collaboration_id]
        points = [
            line
            for term in deal.terms.all()
            for line in (term.name, *(choice.name for choice in term.choices.all()))
        ]
        yield Text(
            Kind.DEAL, deal.pk, deal.question, lines(*points), deal.since,
            case=case, department=case.department_id,
        )  # fmt: skip


def clauses(cases: Cases) -> Iterator[Text]:
    """Clauses and chosen definitions that stand, in the house's first language."""
    standing = Provision.objects.filter(
        collaboration__in=cases, removed_at=None, kind__in=("clause", "term")
    )
    found = list(standing)
    names = _names(cases, [one.content for one in found if one.kind == "clause"])
    with override(settings.LANGUAGE_CODE):
        for one in found:
            case = cases[one.collaboration_id]
            title, body = (
                _clause(one.content, names) if one.kind == "clause" else _word(one.content)
            )
            yield Text(
                Kind.CLAUSE, one.pk, title, body, one.at, case=case, department=case.department_id
            )


def _names(cases: Cases, clauses: Sequence[Said]) -> Names:
    if not clauses:
        return Names()
    people = Person.objects.filter(pk__in=people_in(clauses)).values_list("pk", "name")
    tasks = Task.objects.filter(collaboration__in=cases).values_list("pk", "name")
    return Names(
        people={str(key): name for key, name in people},
        titles={str(key): name for key, name in tasks},
    )


def _clause(content: Said, names: Names) -> tuple[str, str]:
    text = clause_text(content, names)
    return first_line(text), text


def _word(content: Said) -> tuple[str, str]:
    said = (content["text"], content["example"], content["unlike"])
    return content["name"], lines(content["name"], *said)


def shared_interests(cases: Cases) -> dict[UUID, list[str]]:
    """What all parties read of the interest map; what a department keeps to itself is left out."""
    found: dict[UUID, list[str]] = {}
    rows = SharedInterest.objects.filter(collaboration__in=cases)
    for key, sentence in rows.values_list("collaboration", "sentence"):
        found.setdefault(key, []).append(sentence)
    return found
