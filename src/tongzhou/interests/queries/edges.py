"""The measures that requests move, for many of them in one question."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from tongzhou.collaborations.measuring import Moved
from tongzhou.interests.models import Effect

MARKS = {Effect.Sign.HELPS: "＋", Effect.Sign.HURTS: "－"}


def edges_of(asks: Sequence[UUID]) -> dict[UUID, list[Moved]]:
    rows = Effect.objects.filter(ask__in=asks).select_related("measure__goal__department")
    found: defaultdict[UUID, list[Moved]] = defaultdict(list)
    for row in rows.order_by("sign", "at"):
        goal = row.measure.goal
        assert row.ask_id is not None
        found[row.ask_id].append(
            Moved(
                goal.department_id, goal.department.name, goal.department.hue, row.measure_id,
                row.measure.name, goal.pk, row.get_sign_display(), row.get_size_display(),
                MARKS[Effect.Sign(row.sign)] * row.size, row.sign == Effect.Sign.HELPS,
            )
        )  # fmt: skip
    return dict(found)
