"""What is the same for an option table and a package deal: begun, opened to all sides, begun anew,
withdrawn, always by whoever leads the collaboration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.interests import policy
from tongzhou.interests.actions.maps import require_party
from tongzhou.interests.actions.said import require_living, require_words
from tongzhou.interests.actions.turns import Joint, lifecycle_of, locked_row, moved, settle
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person

LONGEST_REASON = 600


@dataclass(frozen=True, kw_only=True)
class Jointly(Generic[Joint]):
    """`part` is what a side calls its row; `forget` deletes what the sides said of themselves."""

    row: type[Joint]
    side: type[Any]
    part: str
    drafted: type[Any]
    opened: type[Any]
    revised: type[Any]
    withdrawn: type[Any]
    forget: Callable[[Joint], None]

    def draft(
        self, case: Collaboration, question: str, departments: Sequence[Department], *, by: Person
    ) -> Joint:
        with transaction.atomic():
            case = locked(case)
            require_living(case)
            standing = policy.leader(by, case)
            for department in departments:
                require_party(case, department)
            now = clock.now()
            row = self.row(collaboration=case, question=question, since=now, by=by, at=now)
            row.save(force_insert=True)
            self.side.objects.bulk_create(
                self.side(**{self.part: row}, department=one) for one in departments
            )
            event = self.drafted(subject=row.pk, collaboration=case.pk, question=question)
            record(event, by=by, on_behalf_of=standing.on_behalf_of)
            settle(row)
        return row

    def open(self, row: Joint, require_ready: Callable[[Joint], None], *, by: Person) -> Joint:
        """Every side is asked, each for itself."""
        with transaction.atomic():
            row = locked_row(row)
            standing = policy.leader(by, row.collaboration)
            lifecycle_of(row).check(row.state, "open")
            require_living(row.collaboration)
            if row.collaboration.state == "draft":
                raise NotPossibleNow(
                    _("Send the collaboration first: the departments do not see it yet.")
                )
            require_ready(row)
            moved(row, "open")
            row.round += 1
            row.save(update_fields=["state", "since", "round"])
            departments = row.sides.values_list("department", flat=True)
            event = self.opened(
                subject=row.pk, collaboration=row.collaboration_id, question=row.question,
                departments=tuple(DepartmentId(pk) for pk in departments), round=row.round,
            )  # fmt: skip
            record(event, by=by, on_behalf_of=standing.on_behalf_of)
            settle(row)
        return row

    def revise(
        self, row: Joint, again: Callable[[Joint], None], *, reason: str, by: Person
    ) -> Joint:
        """Back to writing; `again` makes every side begin anew."""
        return self._halt(row, "revise", self.revised, again, reason=reason, by=by)

    def withdraw(self, row: Joint, *, reason: str, by: Person) -> Joint:
        return self._halt(row, "withdraw", self.withdrawn, lambda _row: None, reason=reason, by=by)

    def writable(self, row: Joint, by: Person) -> Joint:
        row = locked_row(row)
        policy.leader(by, row.collaboration)
        lifecycle_of(row).check(row.state, "write")
        return row

    def _halt(
        self, row: Joint, verb: str, told: type[Any], then: Callable[[Joint], None], *,
        reason: str, by: Person,
    ) -> Joint:  # fmt: skip
        said = require_words("reason", reason, LONGEST_REASON, _("Say in a sentence why."))
        with transaction.atomic():
            row = locked_row(row)
            standing = policy.leader(by, row.collaboration)
            moved(row, verb)
            row.save(update_fields=["state", "since"])
            self.forget(row)
            then(row)
            event = told(
                subject=row.pk, collaboration=row.collaboration_id, question=row.question,
                reason=said,
            )  # fmt: skip
            record(event, by=by, on_behalf_of=standing.on_behalf_of)
            settle(row)
        return row
