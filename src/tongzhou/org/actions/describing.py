"""A department says what it does, how long that takes, and what it is judged by."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence, Stale
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org import policy
from tongzhou.org.actions.checks import check_living
from tongzhou.org.events import DepartmentDescribed
from tongzhou.org.models import (
    Department,
    DepartmentMeasure,
    DepartmentProfile,
    LeadTime,
    Person,
)
from tongzhou.org.standing import as_head

TEXTS = ("does", "flow", "needs", "constraints")
LONGEST_TEXT = 4000
MOST_ROWS = 30
LONGEST_LEAD = 365


@dataclass(frozen=True)
class Lead:
    work: str
    least: int
    most: int


@dataclass(frozen=True)
class Measure:
    name: str
    target: str = ""


@dataclass(frozen=True)
class Description:
    does: str = ""
    flow: str = ""
    needs: str = ""
    constraints: str = ""
    leads: Sequence[Lead] = ()
    measures: Sequence[Measure] = ()


def describe_department(
    department: Department, *, by: Person, description: Description, version: int = 0
) -> None:
    """`version` is the one the writer saw, 0 before the first; a newer one stands against it."""
    with transaction.atomic():
        row = Department.objects.select_for_update().get(pk=department.pk)
        policy.may_describe(by, row).require()
        check_living(row)
        _check(description)
        kept = DepartmentProfile.objects.filter(department=row).first()
        _check_version(kept, description, version)
        _write(row, kept, description)
        standing = as_head(by, row)
        described = DepartmentDescribed(subject=row.pk, department=DepartmentId(row.pk))
        record(described, by=by, on_behalf_of=standing.on_behalf_of if standing else None)


def _check(description: Description) -> None:
    for name in TEXTS:
        if len(getattr(description, name)) > LONGEST_TEXT:
            sentence: Sentence = _("Please write at most %(most)s characters.") % {
                "most": LONGEST_TEXT
            }
            raise Invalid(sentence, errors={name: sentence})
    if max(len(description.leads), len(description.measures)) > MOST_ROWS:
        raise Invalid(_("At most %(most)s lines, please.") % {"most": MOST_ROWS})
    for lead in description.leads:
        if not 1 <= lead.least <= lead.most <= LONGEST_LEAD:
            facts = {"work": lead.work[:40], "most": LONGEST_LEAD}
            raise Invalid(
                _("“%(work)s”: from 1 to %(most)s working days, the smaller number first.") % facts
            )


def _check_version(kept: DepartmentProfile | None, description: Description, version: int) -> None:
    if version != (kept.version if kept else 0):
        fields = {field.name: field for field in DepartmentProfile._meta.fields}
        names = {name: str(fields[name].verbose_name) for name in TEXTS}
        mine = {names[name]: getattr(description, name) for name in TEXTS}
        theirs = {names[name]: getattr(kept, name, "") for name in TEXTS}
        changed = [name for name in mine if mine[name] != theirs[name]]
        raise Stale(
            mine={name: mine[name] for name in changed},
            theirs={name: theirs[name] for name in changed},
        )


def _write(row: Department, kept: DepartmentProfile | None, description: Description) -> None:
    profile = kept or DepartmentProfile(department=row, version=0)
    for name in TEXTS:
        setattr(profile, name, getattr(description, name).strip())
    profile.version += 1
    profile.changed_at = clock.now()
    if kept is None:
        profile.save(force_insert=True)
    else:
        profile.save(update_fields=[*TEXTS, "version", "changed_at"])
    LeadTime.objects.filter(department=row).delete()
    LeadTime.objects.bulk_create(
        LeadTime(department=row, position=at, work=one.work[:120], least=one.least, most=one.most)
        for at, one in enumerate(description.leads)
    )
    DepartmentMeasure.objects.filter(department=row).delete()
    DepartmentMeasure.objects.bulk_create(
        DepartmentMeasure(department=row, position=at, name=one.name[:120], target=one.target[:120])
        for at, one in enumerate(description.measures)
    )
