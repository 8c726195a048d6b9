"""Takes a workbook over: upload, say who is who, confirm; all or nothing."""

from django.db import transaction

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.models import Person
from tongzhou.plans import policy
from tongzhou.plans.actions.imported_rows import Steps
from tongzhou.plans.actions.taking_over import done, read_into, take_over, take_over_stepwise
from tongzhou.plans.exchange.reading import require_something
from tongzhou.plans.models import HeadingMemory, PlanImport
from tongzhou.plans.queries.mapping import Mapping
from tongzhou.plans.queries.understanding import first_guess, remembered, shape_key, understand
from tongzhou.plans.states import PLAN_IMPORT

__all__ = [
    "confirm",
    "confirm_stepwise",
    "discard",
    "locked_import",
    "map_import",
    "read_into",
    "settled",
    "take_over",
    "upload",
]

LONGEST_NAME = 200
OPEN_IMPORTS = 20
"""A person's older uploads that were never confirmed make room for new ones."""


def upload(name: str, data: bytes, *, by: Person, into: Collaboration | None = None) -> PlanImport:
    """Keep a file until it is confirmed; raises `Invalid` when there is no plan in it."""
    policy.may_import(by).require()
    if into is not None:
        policy.may_import_into(by, into).require()
        policy.require_takes_files(into)
    first = understand(data, {}, into=into, strict=False)
    mapping: Mapping = {"columns": remembered(by, first.found)}
    if first.found is not None:
        if not mapping["columns"] and not any(block.columns for block in first.found.blocks):
            require_something(first.found)
        mapping["request"] = first_guess(first.found, name, by)
    with transaction.atomic():
        kept = PlanImport.objects.filter(by=by, state="uploaded").order_by("-at")
        stale = list(kept.values_list("pk", flat=True)[OPEN_IMPORTS - 1 :])
        PlanImport.objects.filter(pk__in=stale).delete()
        return PlanImport.objects.create(
            by=by, name=name[-LONGEST_NAME:] or "xlsx", file=data, at=clock.now(),
            mapping=mapping, into=into,
        )  # fmt: skip


def map_import(plan_import: PlanImport, mapping: Mapping, *, by: Person) -> PlanImport:
    """Remember who the names and job titles are, and what the columns of such a table mean."""
    with transaction.atomic():
        held = locked_import(plan_import, "map", by)
        held.mapping = mapping
        held.save(update_fields=["mapping"])
        for shape, columns in mapping.get("columns", {}).items():
            HeadingMemory.objects.update_or_create(
                by=by, shape=shape_key(shape), defaults={"columns": columns, "at": clock.now()}
            )
        return held


def discard(plan_import: PlanImport, *, by: Person) -> None:
    """The file goes, the row stays."""
    with transaction.atomic():
        held = locked_import(plan_import, "discard", by)
        held.state, held.file = PLAN_IMPORT.after(held.state, "discard"), b""
        held.save(update_fields=["state", "file"])


def confirm(plan_import: PlanImport, *, by: Person) -> Collaboration:
    return done(confirm_stepwise(plan_import, by=by))


def confirm_stepwise(plan_import: PlanImport, *, by: Person) -> Steps[Collaboration]:
    """Says how far it is; everything is kept, or nothing when it is not heard to its end."""
    with transaction.atomic():
        held = locked_import(plan_import, "confirm", by)
        case = yield from take_over_stepwise(
            bytes(held.file), held.name, held.mapping, by, held.into
        )
        settled(held, case)
        return case


def settled(held: PlanImport, case: Collaboration) -> None:
    """The file has done what it came for."""
    held.state = PLAN_IMPORT.after(held.state, "confirm")
    held.collaboration = case
    held.save(update_fields=["state", "collaboration"])


def locked_import(plan_import: PlanImport, verb: str, by: Person) -> PlanImport:
    held = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
    policy.may_take_over(by, held).require()
    PLAN_IMPORT.check(held.state, verb)
    return held
