"""One option is proposed; all sides say yes, or it goes back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.interests import policy
from tongzhou.interests.actions.maps import require_party, speak_for_any
from tongzhou.interests.actions.said import refuse, require_living, require_words
from tongzhou.interests.actions.tables import forget_scores
from tongzhou.interests.actions.turns import locked_row, moved, settle
from tongzhou.interests.events.aligning import (
    OptionAgreed,
    OptionDecided,
    OptionObjected,
    OptionProposed,
    RemedyPromised,
)
from tongzhou.interests.models import (
    OptionTable,
    TableDecision,
    TableOption,
    TableRemedy,
    TableSide,
)
from tongzhou.interests.states import OPTION_TABLE
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person

LONGEST_RATIONALE = 600
LONGEST_REASON = LONGEST_REMEDY = 300


def propose(table: OptionTable, *, option: TableOption, rationale: str, by: Person) -> OptionTable:
    said = require_words(
        "rationale", rationale, LONGEST_RATIONALE, _("Say in a sentence or two why this one.")
    )
    with transaction.atomic():
        row = locked_row(table)
        standing = policy.leader(by, row.collaboration)
        OPTION_TABLE.check(row.state, "propose")
        if option.table_id != row.pk:
            refuse("option", _("Choose an option of this table."))
        moved(row, "propose")
        row.proposed, row.rationale = option, said
        row.save(update_fields=["state", "since", "proposed", "rationale"])
        row.sides.update(agreed_at=None, agreed_by=None)
        event = OptionProposed(
            subject=row.pk, collaboration=row.collaboration_id, question=row.question,
            option=option.name, rationale=said,
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        settle(row)
    return row


def agree(side: TableSide, *, by: Person) -> OptionTable:
    """The last yes decides."""
    with transaction.atomic():
        table = locked_row(side.table)
        row = TableSide.objects.select_related("department__head").get(pk=side.pk)
        standing = policy.voice(by, row.department)
        OPTION_TABLE.check(table.state, "agree")
        if row.agreed_at:
            raise NotPossibleNow(
                _("%(department)s has agreed already.") % {"department": row.department.name}
            )
        row.agreed_at, row.agreed_by = clock.now(), by
        row.save(update_fields=["agreed_at", "agreed_by"])
        option = _proposed(table)
        event = OptionAgreed(
            subject=table.pk, collaboration=table.collaboration_id, question=table.question,
            option=option.name, department=DepartmentId(row.department_id),
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        if not table.sides.filter(agreed_at=None).exists():
            _decide(table, option, by=by)
        settle(table)
    return table


def object_to(side: TableSide, *, reason: str, by: Person) -> OptionTable:
    said = require_words("reason", reason, LONGEST_REASON, _("Say in a sentence what is missing."))
    with transaction.atomic():
        table = locked_row(side.table)
        row = TableSide.objects.select_related("department__head").get(pk=side.pk)
        standing = policy.voice(by, row.department)
        OPTION_TABLE.check(table.state, "object")
        option = _proposed(table)
        moved(table, "object")
        table.proposed, table.rationale = None, ""
        table.save(update_fields=["state", "since", "proposed", "rationale"])
        table.sides.update(agreed_at=None, agreed_by=None)
        event = OptionObjected(
            subject=table.pk, collaboration=table.collaboration_id, question=table.question,
            option=option.name, department=DepartmentId(row.department_id), reason=said,
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        settle(table)
    return table


def promise_remedy(
    table: OptionTable, *, department: Department, sentence: str, by: Person
) -> TableRemedy:
    """What a department that gives way gets for it; said openly, never worked out from scores."""
    said = require_words(
        "sentence", sentence, LONGEST_REMEDY, _("Say in a sentence what it gets, and by when.")
    )
    with transaction.atomic():
        row = locked_row(table)
        require_living(row.collaboration)
        speak_for_any(row.collaboration, by)
        require_party(row.collaboration, department)
        if row.state not in ("compared", "proposed", "decided"):
            raise NotPossibleNow(_("First all departments score; then it shows who gives way."))
        remedy = TableRemedy(table=row, department=department, sentence=said, by=by, at=clock.now())
        remedy.save(force_insert=True)
        event = RemedyPromised(
            subject=row.pk, collaboration=row.collaboration_id, said=said,
            department=DepartmentId(department.pk),
        )  # fmt: skip
        record(event, by=by)
    return remedy


def _proposed(table: OptionTable) -> TableOption:
    assert table.proposed_id is not None
    option: TableOption = TableOption.objects.get(pk=table.proposed_id)
    return option


def _decide(table: OptionTable, option: TableOption, *, by: Person) -> None:
    """The scores have done their work and are deleted."""
    moved(table, "agree", to="decided")
    table.save(update_fields=["state", "since"])
    decision = TableDecision.objects.create(
        table=table, option=option, rationale=table.rationale, by=by, at=clock.now()
    )
    forget_scores(table)
    event = OptionDecided(
        subject=table.pk, collaboration=table.collaboration_id, question=table.question,
        option=option.name, rationale=table.rationale,
    )  # fmt: skip
    record(event, by=None, keeps=[decision])
