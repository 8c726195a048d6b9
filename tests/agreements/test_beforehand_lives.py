"""Whatever is changed, allowed beforehand, objected to or left alone: what was signed holds.

Normal, emergency and pre-authorised changes, clauses and the clock, in any order.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.agreements import beforehand, table
from tests.company import build
from tests.conftest import MONDAY_MORNING
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.actions.aftermath import undo_what_was_not_signed
from tongzhou.agreements.actions.clauses import carry_out_due
from tongzhou.agreements.models import ChangeRequest, Firing, Row, RowSignature, Seat, Version
from tongzhou.agreements.verify import verify_signatures
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import WithoutEffect
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import verify_chain
from tongzhou.journal.verify_facts import verify_facts
from tongzhou.org.calendars import calendar
from tongzhou.org.rules import rules
from tongzhou.plans.models import Task
from tongzhou.plans.queries import signed_contents

TASKS = ("review", "survey", "complaints", "campaign")
ONCE = ("clause.fired", "clause.lapsed", "change.reverted", "change.applied", "change.confirmed")
SAID = "一句话说清楚"
CLAUSE_DAYS = [date(2023, 7, 24), date(2023, 7, 28)]


class Life(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.moment = clock.at(MONDAY_MORNING)
        self.moment.__enter__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.company = build()
        self.accepted: dict[Any, datetime] = {}
        self.table = table.build(self.company)
        one = self.table
        beforehand.leeway(one, {"kind": "shift", "days": 2}, {"kind": "wording"})
        beforehand.clause(
            one,
            beforehand.late(one.survey, CLAUSE_DAYS[0].isoformat()),
            beforehand.shift(one.campaign),
        )
        drop = {"kind": "drop", "task": str(one.complaints.pk)}
        beforehand.clause(one, beforehand.late(one.complaints, CLAUSE_DAYS[1].isoformat()), drop)
        one.in_force()

    def try_to(self, verb: Any, *args: Any, **said: Any) -> Any:
        """Done, or refused without a trace; a row that a clause took out is not found."""
        before = Entry.objects.count()
        try:
            with transaction.atomic():
                return verb(*args, **said)
        except (WithoutEffect, Http404):
            assert Entry.objects.count() == before
        return None

    def change(self, *states: str) -> ChangeRequest | None:
        found = ChangeRequest.objects.filter(state__in=states).order_by("number")
        return found.select_related("collaboration").last()

    @rule(
        task=st.sampled_from(TASKS),
        days=st.integers(-1, 9),
        worded=st.booleans(),
        by=st.sampled_from(["lin", "wang_gong"]),
    )
    def somebody_drafts(self, task: str, days: int, worded: bool, by: str) -> None:
        row = Task.objects.get(pk=getattr(self.table, task).pk)
        wanted: dict[str, Any] = (
            {"end": (row.end + timedelta(days=days)).isoformat()} if row.end else {}
        )
        wanted |= {"name": f"{row.name[:20]}改"} if worded else {}
        case = Collaboration.objects.get(pk=self.table.case.pk)
        said = {"by": getattr(self.company, by), "reason": SAID, "values": {row.pk: wanted}}
        self.try_to(changes.draft, case, **said)

    @rule(
        verb=st.sampled_from(["submit", "declare", "apply_at_once", "rebase"]),
        by=st.sampled_from(["lin", "wang_gong"]),
    )
    def somebody_pursues_it(self, verb: str, by: str) -> None:
        if change := self.change("draft"):
            self.try_to(getattr(changes, verb), change, by=getattr(self.company, by))

    @rule(task=st.sampled_from(TASKS), steps=st.lists(st.integers(1, 5), min_size=1, max_size=2))
    def somebody_draws_on_the_leeway(self, task: str, steps: list[int]) -> None:
        for days in steps:
            self.somebody_drafts(task, days, worded=False, by="lin")
            self.somebody_pursues_it("apply_at_once", by="lin")

    @rule(task=st.sampled_from(TASKS), days=st.integers(1, 9))
    def somebody_hurries(self, task: str, days: int) -> None:
        self.somebody_drafts(task, days, worded=False, by="lin")
        self.somebody_pursues_it("declare", by="lin")

    @rule()
    def the_initiator_takes_it_up(self) -> None:
        if change := self.change("reviewing"):
            self.try_to(changes.take_up, change, by=self.company.lin)

    @rule(some=st.sets(st.sampled_from(["marketing", "product", "sales", "service"]), min_size=1))
    def heads_sign(self, some: set[str]) -> None:
        for name in sorted(some):
            change = self.change("signing", "provisional")
            version = (
                change and change.versions.filter(state__in=("circulating", "in_force")).last()
            )
            department = getattr(self.company, name)
            if (
                version
                and Seat.objects.filter(row__version=version, department=department).exists()
            ):
                self.try_to(self.table.sign, version, department)

    @rule(name=st.sampled_from(["product", "sales"]))
    def a_head_objects(self, name: str) -> None:
        change = self.change("signing", "provisional")
        version = change and change.versions.filter(state__in=("circulating", "in_force")).last()
        department = getattr(self.company, name)
        if version:
            head = self.table.heads[department]
            self.try_to(actions.object_to, version, department=department, by=head, reason=SAID)

    @rule(name=st.sampled_from(["product", "sales", "service"]), later=st.sampled_from([0, 8]))
    def a_head_objects_afterwards(self, name: str, later: int) -> None:
        if change := self.change("applied"):
            self.time_passes(days=later, workers=1)
            department = getattr(self.company, name)
            head = self.table.heads[department]
            said = {"department": department, "by": head, "reason": SAID}
            self.try_to(changes.object_afterwards, change, **said)

    @rule(task=st.sampled_from(TASKS))
    def a_task_is_accepted(self, task: str) -> None:
        row = getattr(self.table, task)
        fresh = Task.objects.standing().filter(pk=row.pk, state="not_started").first()
        if fresh:
            beforehand.accepted(self.table, fresh)
            self.accepted[fresh.pk] = clock.now()

    @rule(day=st.sampled_from(CLAUSE_DAYS), hour=st.sampled_from([-1, 1]), in_time=st.booleans())
    def the_day_of_a_clause_ends(self, day: date, hour: int, in_time: bool) -> None:
        end = datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.zone())
        if end + timedelta(hours=hour) > clock.now():
            if in_time:
                self.a_task_is_accepted("survey" if day == CLAUSE_DAYS[0] else "complaints")
            clock.move_to(end + timedelta(hours=hour))
            self.time_passes(days=0, workers=1)

    @rule(days=st.integers(0, 12), workers=st.integers(1, 2))
    def time_passes(self, days: int, workers: int) -> None:
        clock.advance(timedelta(days=days))
        for _ in range(workers):
            undo_what_was_not_signed()
            carry_out_due()
        overdue = ChangeRequest.objects.filter(state="provisional", due_at__lte=clock.now())
        assert not overdue.exists()

    @invariant()
    def what_was_signed_stands(self) -> None:
        if not hasattr(self, "table"):
            return
        assert verify_signatures() == []
        assert verify_facts()[0] == []
        in_force = Version.objects.get(state="in_force")
        frozen = dict(
            Row.objects.filter(version=in_force, kind="task").values_list("task", "content")
        )
        standing = {key: one for key, one in frozen.items() if not one.get("dropped")}
        assert standing == signed_contents(self.table.case.pk)

    @invariant()
    def nobody_signs_more_or_less_than_what_is_different(self) -> None:
        if not hasattr(self, "table"):
            return
        seats = Seat.objects.filter(
            row__version__state="circulating", row__version__change__isnull=False
        )
        for seat in seats.select_related("row__version__change", "signature"):
            before = Row.objects.filter(
                version=seat.row.version.change.base_id, task=seat.row.task_id
            )
            same = before.filter(hash=seat.row.hash, seats__department=seat.department_id)
            fresh = not hasattr(seat, "signature") or seat.signature.carried_from_id is None
            assert fresh != same.exists()
        assert not Row.objects.filter(warrant__isnull=False, seats__isnull=False).exists()
        for given in RowSignature.objects.filter(carried_from=None).select_related(
            "seat__row__version"
        ):
            assert (given.hash, given.root) == (given.seat.row.hash, given.seat.row.version.root)

    @invariant()
    def nothing_is_in_force_that_somebody_has_still_to_sign(self) -> None:
        """But an emergency, and that for 48 hours."""
        if not hasattr(self, "table"):
            return
        unsigned = Seat.objects.filter(row__version__state="in_force", signature=None)
        assert not unsigned.exclude(row__version__change__state="provisional").exists()
        for change in ChangeRequest.objects.filter(kind="emergency", due_at__isnull=False):
            assert change.submitted_at
            assert change.due_at == change.submitted_at + timedelta(hours=48)
            signed = Entry.objects.filter(kind="change.confirmed", subject=change.pk).first()
            assert signed is None or signed.at <= change.due_at

    @invariant()
    def a_clause_acts_on_its_condition_alone(self) -> None:
        if not hasattr(self, "table"):
            return
        for firing in Firing.objects.select_related("provision", "change"):
            said = firing.provision.content["if"]
            task = Task.objects.get(pk=said["task"])
            day = date.fromisoformat(said["on"])
            over = firing.at.astimezone(clock.zone()).date() > day
            accepted = self.accepted.get(task.pk)
            in_time = accepted is not None and accepted.astimezone(clock.zone()).date() <= day
            assert firing.came_true <= over, "before its day was over"
            assert not (firing.came_true and in_time), "it was accepted in time"
            assert firing.came_true or in_time or task.removed_at
            assert firing.came_true or firing.change is None

    @invariant()
    def an_objection_comes_within_its_days_and_from_who_did_not_sign(self) -> None:
        if not hasattr(self, "table"):
            return
        objections = ChangeRequest.objects.exclude(objects_to=None)
        for objection in objections.select_related("objects_to", "department"):
            change = objection.objects_to
            assert change
            assert change.ended_at
            ended = change.ended_at.astimezone(clock.zone()).date()
            until = calendar().add_working_days(ended, rules().objection_days)
            assert objection.at.astimezone(clock.zone()).date() <= until
            signed = RowSignature.objects.filter(seat__row__version__change=change)
            signed = signed.filter(carried_from=None, seat__department=objection.department)
            assert not signed.exists()

    @invariant()
    def the_leeway_is_never_overdrawn(self) -> None:
        """However often it was drawn on: two days from what somebody really signed."""
        if not hasattr(self, "table"):
            return
        drawn = Row.objects.filter(
            version__state="in_force", warrant__change__kind="pre_authorised"
        )
        for row in drawn.select_related("version__collaboration"):
            last = Row.objects.filter(
                version__collaboration=row.version.collaboration_id, task=row.task_id,
                warrant=None, version__number__lt=row.version.number,
                version__in_force_at__isnull=False,
            ).exclude(seats__signature=None).order_by("-version__number").first()  # fmt: skip
            assert last
            for name in ("start", "end"):
                was, now = (date.fromisoformat(one.content[name]) for one in (last, row))
                moved = calendar().working_days_between(*sorted((was, now)))
                assert abs(moved) <= 2, (name, was, now)

    @invariant()
    def what_happens_once_happens_once(self) -> None:
        if not hasattr(self, "table"):
            return
        told = Counter(Entry.objects.filter(kind__in=ONCE).values_list("kind", "subject"))
        assert set(told.values()) <= {1}
        ended = sum(kind.startswith("clause.") for kind, _subject in told)
        assert ended == Firing.objects.count()
        assert clock.today() >= date(2023, 7, 3)

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            try:
                assert [one for one in verify_chain() if one.tampering] == []
            finally:
                transaction.set_rollback(True)
                self.transaction.__exit__(None, None, None)
                self.moment.__exit__(None, None, None)


def lives(count: int, steps: int) -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=count, stateful_step_count=steps, deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )  # fmt: skip


@pytest.mark.check("T033")
@pytest.mark.check("T036")
def test_any_life_of_changes_and_clauses_keeps_what_was_signed(db: None) -> None:
    lives(8, steps=25)


@pytest.mark.nightly
def test_many_more_lives_of_changes_do(db: None) -> None:
    lives(200, steps=50)
