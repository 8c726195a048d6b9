"""An entry about one collaboration that is made when its turn comes."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from tongzhou.demo.scale.cases import Case
from tongzhou.journal.actions.past import Past
from tongzhou.journal.events import Event


def past(case: Case, at: datetime, by: UUID | None, kind: Callable[..., Event], subject: UUID, **facts: object) -> Past:  # fmt: skip
    return Past(at, by, partial(kind, subject=subject, collaboration=case.row.pk, **facts))
