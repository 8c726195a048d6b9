"""An option table is begun, its options are written, all sides are asked, and it may be withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.forgetting import for_good
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.interests.actions.jointly import Jointly
from tongzhou.interests.actions.said import refuse, require_words, within
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
from tongzhou.org.models import Department, Person

FEWEST, MOST = 2, 5
LONGEST_QUESTION = LONGEST_TERM = 200
LONGEST_NAME = 120
MOST_DAYS = Decimal(99_999)


def forget_scores(table: OptionTable) -> None:
    """What nobody may read is not kept either."""
    with for_good():
        TableScore.objects.filter(side__table=table).delete()
        TableFloor.objects.filter(side__table=table).delete()


JOINTLY = Jointly[OptionTable](
    row=OptionTable, side=TableSide, part="table", drafted=TableDrafted, opened=TableOpened,
    revised=TableRevised, withdrawn=TableWithdrawn, forget=forget_scores,
)  # fmt: skip


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
    return JOINTLY.draft(collaboration, said, departments, by=by)


def add_option(table: OptionTable, contents: Contents, *, by: Person) -> TableOption:
    facts = _checked(contents)
    with transaction.atomic():
        row = JOINTLY.writable(table, by)
        last = row.options.aggregate(last=Max("position"))["last"] or 0
        if last >= MOST:
            raise NotPossibleNow(_("Five options are enough: nobody compares more."))
        option = TableOption(table=row, position=last + 1, **facts)
        option.save(force_insert=True)
    return option


def change_option(option: TableOption, contents: Contents, *, by: Person) -> TableOption:
    facts = _checked(contents)
    with transaction.atomic():
        JOINTLY.writable(option.table, by)
        row = TableOption.objects.get(pk=option.pk)
        for name, value in facts.items():
            setattr(row, name, value)
        row.save(update_fields=list(facts))
    return row


def remove_option(option: TableOption, *, by: Person) -> None:
    """The letters of those behind it move up."""
    with transaction.atomic():
        table = JOINTLY.writable(option.table, by)
        TableOption.objects.filter(pk=option.pk).delete()
        for place, row in enumerate(table.options.order_by("position"), start=1):
            if row.position != place:
                row.position = place
                row.save(update_fields=["position"])


def open_table(table: OptionTable, *, by: Person) -> OptionTable:
    """Ask every side to score; needs options that are truly different."""
    return JOINTLY.open(table, _require_choices, by=by)


def revise(table: OptionTable, *, reason: str, by: Person) -> OptionTable:
    """Back to writing: all scores are deleted, and every side will score anew.

    That is the only way to score twice, and everybody sees it: otherwise a side could change its
    own scores until the marks tell it those of the others.
    """
    return JOINTLY.revise(table, _score_anew, reason=reason, by=by)


def withdraw(table: OptionTable, *, reason: str, by: Person) -> OptionTable:
    return JOINTLY.withdraw(table, reason=reason, by=by)


def findings_of(table: OptionTable) -> list[Finding]:
    return findings([_terms(option) for option in table.options.all()])


def _score_anew(table: OptionTable) -> None:
    TableMark.objects.filter(option__table=table).delete()
    table.sides.update(handed_in_at=None, handed_in_by=None, agreed_at=None, agreed_by=None)


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
