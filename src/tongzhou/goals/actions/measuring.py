"""Measures of a goal, and what they stand at."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence, Stale
from tongzhou.goals import policy
from tongzhou.goals.actions.setting import locked, require_open
from tongzhou.goals.events import MeasureAdded, MeasureRead, MeasureRevised
from tongzhou.goals.figures import plain
from tongzhou.goals.models import Goal, Measure, Reading
from tongzhou.journal.actions import record
from tongzhou.org.models import Person

LONGEST_NAME = 80
LONGEST_UNIT = 20
LONGEST_SENTENCE = 200
MOST = 12
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class Contents:
    name: str
    baseline: Decimal
    target: Decimal
    unit: str = ""
    direction: str = "up"


def add(goal: Goal, contents: Contents, *, by: Person) -> Measure:
    _check(contents)
    with transaction.atomic():
        row = locked(goal)
        standing = policy.standing_to_set(by, row.department)
        require_open(row)
        _require_new_name(row, contents.name)
        if row.measures.count() >= MOST:
            raise Invalid(_("A goal has at most %(limit)s measures.") % {"limit": MOST})
        last = row.measures.aggregate(last=Max("position"))["last"] or 0
        measure = Measure(goal=row, position=last + 1, **_facts(contents))
        measure.save(force_insert=True)
        record(_told(MeasureAdded, measure), by=by, on_behalf_of=standing.on_behalf_of)
    return measure


def revise(measure: Measure, contents: Contents, *, seen: int, by: Person) -> Measure:
    _check(contents)
    with transaction.atomic():
        goal = locked(measure.goal)
        row = Measure.objects.select_related("goal").get(pk=measure.pk)
        standing = policy.standing_to_set(by, goal.department)
        require_open(goal)
        if row.version != seen:
            raise Stale(mine={"name": contents.name}, theirs={"name": row.name})
        _require_new_name(goal, contents.name, but=row)
        for name, value in _facts(contents).items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*_facts(contents), "version"])
        record(_told(MeasureRevised, row), by=by, on_behalf_of=standing.on_behalf_of)
    return row


def read(measure: Measure, *, value: Decimal, on: date, sentence: str = "", by: Person) -> Reading:
    """Write down what it stood at on a day; an earlier day never hides a later one."""
    _check_value("value", value)
    if on > clock.today():
        _refuse("on", _("That day has not come yet."))
    if len(sentence) > LONGEST_SENTENCE:
        _refuse(
            "sentence", _("At most %(limit)s characters, please.") % {"limit": LONGEST_SENTENCE}
        )
    with transaction.atomic():
        goal = locked(measure.goal)
        standing = policy.standing_to_read(by, goal)
        require_open(goal)
        row = Measure.objects.get(pk=measure.pk)
        reading = Reading(
            measure=row, value=value, on=on, sentence=sentence.strip(), by=by,
            on_behalf_of=standing.on_behalf_of, at=clock.now(),
        )  # fmt: skip
        reading.save(force_insert=True)
        if row.current_on is None or on >= row.current_on:
            row.current, row.current_on = value, on
            row.save(update_fields=["current", "current_on"])
        event = MeasureRead(
            subject=goal.pk, name=goal.name, measure=row.name, value=f"{plain(value)}{row.unit}"
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
    return reading


def _told(
    event: type[MeasureAdded | MeasureRevised], measure: Measure
) -> MeasureAdded | MeasureRevised:
    return event(
        subject=measure.goal_id, name=measure.goal.name, measure=measure.name,
        baseline=f"{plain(measure.baseline)}{measure.unit}",
        target=f"{plain(measure.target)}{measure.unit}",
    )  # fmt: skip


def _facts(contents: Contents) -> dict[str, object]:
    return {
        "name": contents.name.strip(), "unit": contents.unit.strip(),
        "direction": contents.direction, "baseline": contents.baseline, "target": contents.target,
    }  # fmt: skip


def _check(contents: Contents) -> None:
    if not contents.name.strip() or len(contents.name) > LONGEST_NAME:
        _refuse("name", _("Name what is measured, in a few words."))
    if len(contents.unit) > LONGEST_UNIT:
        _refuse("unit", _("At most %(limit)s characters, please.") % {"limit": LONGEST_UNIT})
    if contents.direction not in Measure.Direction.values:
        _refuse("direction", _("Choose one."))
    _check_value("baseline", contents.baseline)
    _check_value("target", contents.target)
    if contents.direction == "up" and contents.target < contents.baseline:
        _refuse("target", _("The target lies below the start, although higher is better."))
    if contents.direction == "down" and contents.target > contents.baseline:
        _refuse("target", _("The target lies above the start, although lower is better."))


def _check_value(field: str, value: Decimal) -> None:
    """Decimals know «not a number» and infinity; a measure does not."""
    if not value.is_finite() or abs(value) >= LARGEST:
        _refuse(field, _("Write a number."))


def _require_new_name(goal: Goal, name: str, but: Measure | None = None) -> None:
    others = goal.measures.exclude(pk=but.pk) if but else goal.measures.all()
    if others.filter(name=name.strip()).exists():
        _refuse("name", _("This goal already has a measure of that name."))


def _refuse(field: str, sentence: Sentence) -> None:
    raise Invalid(sentence, errors={field: sentence})
