"""Rows without signatures: each must stand by what had been signed before."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from tongzhou.agreements.binding import Content
from tongzhou.agreements.models import ChangeRequest, Firing, Row, Warrant
from tongzhou.agreements.provisions.leeway import FIELDS


def unfounded(versions: Collection[UUID]) -> Mapping[UUID, list[Row]]:
    """By version the rows that nobody signed and that no clause or leeway allows."""
    bare = list(Row.objects.filter(version__in=versions, seats=None).select_related("task"))
    if not bare:
        return {}
    warrants = Warrant.objects.filter(row__in=bare).select_related("change")
    changes = {one.row_id: one.change for one in warrants}
    founded = {one.pk for one in set(changes.values()) if _is_founded(one)}
    rows = Row.objects.filter(version__change__in=founded)
    made = set(rows.values_list("version__change", "task", "hash"))
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in bare:
        change = changes.get(row.pk)
        if change is None or (change.pk, row.task_id, row.hash) not in made:
            found[row.version_id].append(row)
    return found


def _is_founded(change: ChangeRequest) -> bool:
    """The shared terms of the version it changed hold the clause or the leeway it rests on."""
    frozen = Row.objects.filter(version=change.base_id, kind="terms").first()
    if change.state != "applied" or frozen is None:
        return False
    terms: Content = frozen.content
    if change.kind == ChangeRequest.Kind.CLAUSE:
        firing = Firing.objects.filter(change=change, came_true=True).select_related("provision")
        return any(one.provision.content in terms.get("clauses", ()) for one in firing)
    allowed = {one["kind"] for one in terms.get("leeways", ())}
    lines = change.lines.values_list("task", "field")
    return change.kind == ChangeRequest.Kind.PRE_AUTHORISED and all(
        task is not None and FIELDS.get(field) in allowed for task, field in lines
    )
