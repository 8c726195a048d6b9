"""The journal of what did not go as planned."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from tongzhou.demo.scale.cases import Case, Trouble
from tongzhou.demo.scale.pasts import past
from tongzhou.discussions.events import CommentWritten
from tongzhou.journal.actions.past import Past
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.problems import events as problems
from tongzhou.progress import events as progress

HOUR = timedelta(hours=1)


def of(case: Case) -> Iterator[Past]:
    for one in case.troubles.comments:
        yield past(case, one.at, one.by_id, CommentWritten, one.pk, matter=one.kind, about=one.about)  # fmt: skip
    yield from _warned(case)
    for trouble in case.troubles.problems:
        yield from _raised(case, trouble)
        yield from _decided(case, trouble)


def _warned(case: Case) -> Iterator[Past]:
    for notice in case.troubles.notices:
        told, name = partial(past, case), notice.task.name
        yield told(
            notice.at, notice.by_id, progress.NoticeGiven, notice.pk, task=name, fact=notice.fact,
            lead_days=max(0, notice.lead_days),
        )  # fmt: skip
        reader = notice.acknowledged_by_id
        if notice.acknowledged_at:
            yield told(notice.acknowledged_at, reader, progress.NoticeAcknowledged, notice.pk, task=name)  # fmt: skip
        if notice.settled_at:
            yield told(
                notice.settled_at, reader, progress.NoticeSettled, notice.pk, task=name,
                outcome=notice.outcome, became=notice.state,
            )  # fmt: skip


def _raised(case: Case, trouble: Trouble) -> Iterator[Past]:
    row, (raised, other) = trouble.row, trouble.sides
    told, theirs = partial(past, case), DepartmentId(other.department_id)
    yield told(row.raised_at, row.raised_by_id, problems.ProblemRaised, row.pk, other=theirs, fact=raised.fact)  # fmt: skip
    if other.at is None or trouble.option is None:
        return
    yield told(other.at, other.by_id, problems.SideAdded, row.pk, department=theirs, fact=other.fact)  # fmt: skip
    for side in (other, raised):
        yield told(
            other.at + HOUR, side.by_id, problems.FactsJudged, row.pk,
            department=DepartmentId(side.department_id), agreed=1, disputed=0,
        )  # fmt: skip
    yield told(
        other.at + 2 * HOUR, trouble.option.by_id, problems.OptionProposed, row.pk,
        option=trouble.option.text,
    )  # fmt: skip


def _decided(case: Case, trouble: Trouble) -> Iterator[Past]:
    row, ruling, told = trouble.row, trouble.ruling, partial(past, case)
    if row.escalated_at and row.superior_id:
        superior = PersonId(row.superior_id)
        yield told(row.escalated_at, row.raised_by_id, problems.ProblemEscalated, row.pk, superior=superior)  # fmt: skip
    if ruling and ruling.by_agreement:
        ours = DepartmentId(case.initiator.pk)
        yield told(ruling.at, ruling.by_id, problems.ProblemSettled, row.pk, department=ours, option=ruling.sentence)  # fmt: skip
    elif ruling:
        yield told(ruling.at, ruling.by_id, problems.ProblemRuled, row.pk, ruling=ruling.sentence)
