"""An option table is begun, its options are written, all sides are asked, and it may be withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.forgetting import for_good
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.interests import policy
from tongzhou.interests.actions.maps import require_party
from tongzhou.interests.actions.said import refuse, require_living, require_words, within
from tongzhou.interests.actions.turns import locked_table, moved, settle
from tongzhou.interests.events.aligning import (
    TableDrafted,
    TableOpened,
    TableRevised,
    TableWithdrawn,
)
from tongzhou.interests.models import (
    OptionTable,
    TableFloor,
    TableMark,
    TableOption,
    TableScore,
    TableSide,
)
from tongzhou.interests.option_checks import Finding, Terms, findings
from tongzhou.interests.states import OPTION_TABLE
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person

FEWEST, MOST = 2, 5
LONGEST_QUESTION = LONGEST_TERM = 200
LONGEST_NAME = 120
LONGEST_REASON = 600
MOST_DAYS = Decimal(99_999)


@dataclass(frozen=True)
class Contents:
    """The terms that all options of a table have in common."""

    name: str
    by_date: date | None = None
    scope: str = ""
    people_days: Decimal | None = None
    quality: str = ""
    give_back: str = ""


def draft(
    collaboration: Collaboration, *, question: str, departments: Sequence[Department], by: Person
) -> OptionTable:
    said = require_words(
        "question", question, LONGEST_QUESTION, _("Say in a line what is to be decided.")
    )
    if len(departments) < 2:
        refuse("departments", _("Choose at least two departments: one alone compares nothing."))
    with transaction.atomic():
        case = locked(collaboration)
        require_living(case)
        standing = policy.leader(by, case)
        for department in departments:
            require_party(case, department)
        now = clock.now()
        table = OptionTable(collaboration=case, question=said, since=now, by=by, at=now)
        table.save(force_insert=True)
        TableSide.objects.bulk_create(TableSide(table=table, department=one) for one in departments)
        event = TableDrafted(subject=table.pk, collaboration=case.pk, question=said)
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        settle(table)
    return table


def add_option(table: OptionTable, contents: Contents, *, by: Person) -> TableOption:
    facts = _checked(contents)
    with transaction.atomic():
        row = _writable(table, by)
        last = row.options.aggregate(last=Max("position"))["last"] or 0
        if last >= MOST:
            raise NotPossibleNow(_("Five options are enough: nobody compares more."))
        option = TableOption(table=row, position=last + 1, **facts)
        option.save(force_insert=True)
    return option


def change_option(option: TableOption, contents: Contents, *, by: Person) -> TableOption:
    facts = _checked(contents)
    with transaction.atomic():
        _writable(option.table, by)
        row = TableOption.objects.get(pk=option.pk)
        for name, value in facts.items():
            setattr(row, name, value)
        row.save(update_fields=list(facts))
    return row


def remove_option(option: TableOption, *, by: Person) -> None:
    """The letters of those behind it move up."""
    with transaction.atomic():
        table = _writable(option.table, by)
        TableOption.objects.filter(pk=option.pk).delete()
        for place, row in enumerate(table.options.order_by("position"), start=1):
            if row.position != place:
                row.position = place
                row.save(update_fields=["position"])


def open_table(table: OptionTable, *, by: Person) -> OptionTable:
    """Ask every side to score; needs options that are truly different."""
    with transaction.atomic():
        row = locked_table(table)
        standing = policy.leader(by, row.collaboration)
        OPTION_TABLE.check(row.state, "open")
        require_living(row.collaboration)
        if row.collaboration.state == "draft":
            raise NotPossibleNow(
                _("Send the collaboration first: the departments do not see it yet.")
            )
        _require_choices(row)
        moved(row, "open")
        row.round += 1
        row.save(update_fields=["state", "since", "round"])
        departments = row.sides.values_list("department", flat=True)
        event = TableOpened(
            subject=row.pk, collaboration=row.collaboration_id, question=row.question,
            departments=tuple(DepartmentId(pk) for pk in departments), round=row.round,
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        settle(row)
    return row


def revise(table: OptionTable, *, reason: str, by: Person) -> OptionTable:
    """Back to writing: all scores are deleted, and every side will score anew.

    That is the only way to score twice, and everybody sees it: otherwise a side could change its
    own scores until the marks tell it those of the others.
    """
    said = require_words("reason", reason, LONGEST_REASON, _("Say in a sentence why."))
    with transaction.atomic():
        row = locked_table(table)
        standing = policy.leader(by, row.collaboration)
        moved(row, "revise")
        row.save(update_fields=["state", "since"])
        forget_scores(row)
        TableMark.objects.filter(option__table=row).delete()
        row.sides.update(handed_in_at=None, handed_in_by=None, agreed_at=None, agreed_by=None)
        event = TableRevised(
            subject=row.pk, collaboration=row.collaboration_id, question=row.question, reason=said
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        settle(row)
    return row


def withdraw(table: OptionTable, *, reason: str, by: Person) -> OptionTable:
    said = require_words("reason", reason, LONGEST_REASON, _("Say in a sentence why."))
    with transaction.atomic():
        row = locked_table(table)
        standing = policy.leader(by, row.collaboration)
        moved(row, "withdraw")
        row.save(update_fields=["state", "since"])
        forget_scores(row)
        event = TableWithdrawn(
            subject=row.pk, collaboration=row.collaboration_id, question=row.question, reason=said
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
        settle(row)
    return row


def forget_scores(table: OptionTable) -> None:
    """What nobody may read is not kept either."""
    with for_good():
        TableScore.objects.filter(side__table=table).delete()
        TableFloor.objects.filter(side__table=table).delete()


def findings_of(table: OptionTable) -> list[Finding]:
    return findings([_terms(option) for option in table.options.all()])


def _writable(table: OptionTable, by: Person) -> OptionTable:
    row = locked_table(table)
    policy.leader(by, row.collaboration)
    OPTION_TABLE.check(row.state, "write")
    return row


def _require_choices(table: OptionTable) -> None:
    if table.options.count() < FEWEST:
        raise NotPossibleNow(_("Write at least two options first; three to five are best."))
    for finding in findings_of(table):
        if finding.kind == "same":
            raise NotPossibleNow(
                _("Options %(one)s and %(other)s have the same terms: that is no choice.")
                % {"one": finding.letter, "other": finding.other}
            )
        if finding.kind == "bare":
            raise NotPossibleNow(
                _("Option %(one)s has no terms yet: a name cannot be scored.")
                % {"one": finding.letter}
            )


def _terms(option: TableOption) -> Terms:
    return Terms(
        option.letter, option.by_date, option.scope, option.people_days, option.quality,
        option.give_back,
    )  # fmt: skip


def _checked(contents: Contents) -> dict[str, object]:
    days = contents.people_days
    if days is not None and not (days.is_finite() and 0 <= days <= MOST_DAYS):
        refuse("people_days", _("Write a number."))
    empty = _("Say the option in one line.")
    return {
        "name": require_words("name", contents.name, LONGEST_NAME, empty),
        "by_date": contents.by_date,
        "people_days": days,
        **{
            name: within(name, getattr(contents, name), LONGEST_TERM)
            for name in ("scope", "quality", "give_back")
        },
    }
