"""Whatever anybody tries with a signed collaboration, in any order and at any hour, its promises hold.

The tables of the packages say what is possible; here everybody tries everything: heads, liaisons,
owners, an outsider and the clock. What the requests do before that is in tests/collaborations.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count, Q
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.agreements import table
from tests.company import build
from tests.conftest import MONDAY_MORNING
from tests.reminders.asking import remind
from tongzhou.agreements import actions as agreements
from tongzhou.agreements.models import ChangeRequest, Row, RowSignature, Seat, Version
from tongzhou.agreements.proof import Proof
from tongzhou.agreements.verify import verify_signatures
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core import clock
from tongzhou.core.lifecycle import LIFECYCLES
from tongzhou.core.verdicts import WithoutEffect
from tongzhou.journal import worker
from tongzhou.journal.models import Cursor, Entry
from tongzhou.journal.verify import verify_chain
from tongzhou.org.models import Department, Person
from tongzhou.outcomes.actions import acceptances, cosignatures, deliveries, retrospectives
from tongzhou.outcomes.models import Acceptance, Cosignature, Delivery, Dossier, Retrospective
from tongzhou.plans.actions import edit_cell
from tongzhou.plans.models import Criterion, Task
from tongzhou.plans.queries.content import signed_contents
from tongzhou.problems.actions import rulings, sides, ways_out
from tongzhou.problems.models import Problem, Ruling
from tongzhou.progress.actions import notices, rounds
from tongzhou.progress.models import RiskNotice

NAMES = ("li", "lin", "wang", "wang_gong", "zhao", "chen", "huang", "chen_zong", "qian")
DEPARTMENTS = ("marketing", "product", "sales", "service")
TASKS = ("review", "survey", "complaints", "campaign")
WORKING = ("delivering", "accepting", "reviewing")
MATTERS: dict[str, Any] = {
    "version": Version, "change": ChangeRequest, "problem": Problem, "risk_notice": RiskNotice,
    "delivery": Delivery, "cosignature": Cosignature, "retrospective": Retrospective,
}  # fmt: skip
TABLES = {table.name: table for table in LIFECYCLES}
ENDED = ("cancelled", "archived")
BEFORE: dict[str, list[Callable[[Any], None]]] = {
    "dividing": [],
    "delivering": [],
    "changing": [
        lambda life: life.somebody_asks_for_a_change(WHOEVER_MAY, "review", 5),
        lambda life: life.somebody_moves_a_change(WHOEVER_MAY, "submit"),
        lambda life: life.somebody_moves_a_change(WHOEVER_MAY, "take_up"),
    ],
    "disputing": [
        lambda life: life.somebody_warns(WHOEVER_MAY, "review"),
        lambda life: life.somebody_raises_a_problem(WHOEVER_MAY, "resource"),
        lambda life: life.somebody_works_on_the_problem(WHOEVER_MAY, "propose"),
        lambda life: life.somebody_works_on_the_problem(WHOEVER_MAY, "escalate"),
    ],
    "accepting": [lambda life: life.everything_is_delivered()],
    "reviewing": [
        lambda life: life.everything_is_delivered(),
        lambda life: life.everything_is_accepted(),
        lambda life: life.somebody_looks_back(WHOEVER_MAY, "share"),
    ],
    "archived": [
        lambda life: life.everything_is_delivered(),
        lambda life: life.everything_is_accepted(),
        lambda life: life.somebody_looks_back(WHOEVER_MAY, "share"),
        lambda life: life.somebody_looks_back(WHOEVER_MAY, "decide"),
        lambda life: life.somebody_looks_back(WHOEVER_MAY, "close"),
    ],
}
"""Where a life may begin, beyond the agreement in force."""
SIGNED = ("pk", "hash", "content")
WHOEVER_MAY = "whoever may"
EDITS = [
    ("buffer_days", "-1"), ("buffer_days", "0"), ("buffer_days", "366"), ("buffer_days", "367"),
    ("accountable", ""), ("accountable", "赵刚"), ("accountable", "王磊、李敏"),
    ("dates", "7月20日-7月1日"), ("start", "2023-12-31"),
]  # fmt: skip
"""What a row can be made to say, and what it never can."""
people = st.sampled_from([*NAMES, *[WHOEVER_MAY] * 18])
SAID = "一句话说清楚"


class Life(RuleBasedStateMachine):
    @initialize(so_far=st.sampled_from(sorted(BEFORE)))
    def begin(self, so_far: str) -> None:
        self.moment = clock.at(MONDAY_MORNING)
        self.moment.__enter__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.signed: dict[Any, tuple[str, Any]] = {}
        self.company = build()
        self.table = table.build(self.company)
        cases.settle(self.table.case)
        if so_far != "dividing":
            self.table.in_force()
        for step in BEFORE[so_far]:
            step(self)
        self.state = self.case().state
        assert self.state in (so_far, "delivering")

    def person(self, name: str) -> Person:
        return Person.objects.get(pk=getattr(self.company, name).pk)

    def case(self) -> Collaboration:
        return Collaboration.objects.get(pk=self.table.case.pk)

    def task(self, name: str) -> Task:
        return Task.objects.get(pk=getattr(self.table, name).pk)

    def try_to(self, verb: Any, *args: Any, by: str, **said: Any) -> None:
        """Done, or refused without a trace; `WHOEVER_MAY` tries one after the other."""
        is_archived = self.case().state == "archived"
        for name in NAMES if by == WHOEVER_MAY else (by,):
            before = Entry.objects.count()
            try:
                with transaction.atomic():
                    verb(*args, by=self.person(name), **said)
            except WithoutEffect:
                assert Entry.objects.count() == before
            else:
                assert not is_archived, "what is archived is only read"
                return

    @rule(name=people)
    def somebody_circulates(self, name: str) -> None:
        self.try_to(agreements.circulate, self.case(), by=name)

    @rule(name=people, department=st.sampled_from(DEPARTMENTS))
    def somebody_signs(self, name: str, department: str) -> None:
        if version := Version.objects.filter(state="circulating").first():
            signing = {"seen": version.root, "proof": Proof(clock.now())}
            side: Department = getattr(self.company, department)
            self.try_to(agreements.sign, version, department=side, by=name, **signing)

    @rule()
    def all_heads_sign(self) -> None:
        for head, department in zip(("li", "wang", "zhao", "chen"), DEPARTMENTS, strict=True):
            self.somebody_signs(head, department)

    @rule(name=people, department=st.sampled_from(DEPARTMENTS))
    def somebody_objects(self, name: str, department: str) -> None:
        if version := Version.objects.filter(state="circulating").first():
            side = getattr(self.company, department)
            self.try_to(agreements.object_to, version, department=side, by=name, reason=SAID)

    @rule(name=people, task=st.sampled_from(TASKS), days=st.integers(-20, 40))
    def somebody_edits_a_date(self, name: str, task: str, days: int) -> None:
        row = self.task(task)
        assert row.end is not None
        to = (row.end + timedelta(days=days)).isoformat()
        self.try_to(edit_cell, row, field="end", value=to, was=None, by=name)

    @rule(name=people, task=st.sampled_from(TASKS), edit=st.sampled_from(EDITS))
    def somebody_edits_a_cell(self, name: str, task: str, edit: tuple[str, str]) -> None:
        field, value = edit
        self.try_to(edit_cell, self.task(task), field=field, value=value, was=None, by=name)

    @rule(name=people, task=st.sampled_from(TASKS), days=st.integers(1, 20))
    def somebody_asks_for_a_change(self, name: str, task: str, days: int) -> None:
        row = self.task(task)
        assert row.end is not None
        wanted = {row.pk: {"end": (row.end + timedelta(days=days)).isoformat()}}
        self.try_to(agreements.changes.draft, self.case(), by=name, reason=SAID, values=wanted)

    @rule(name=people, verb=st.sampled_from(["submit", "take_up", "reject", "withdraw", "rebase"]))
    def somebody_moves_a_change(self, name: str, verb: str) -> None:
        if change := ChangeRequest.objects.order_by("number").last():
            said = {"reason": SAID} if verb in ("reject", "withdraw") else {}
            self.try_to(getattr(agreements.changes, verb), change, by=name, **said)

    @rule(name=people, task=st.sampled_from(TASKS), percent=st.integers(0, 99))
    def somebody_checks_in(self, name: str, task: str, percent: int) -> None:
        update = rounds.Update(percent=percent, state="in_progress")
        self.try_to(rounds.check_in, self.task(task), update, by=name)

    @rule(name=people, task=st.sampled_from(TASKS))
    def somebody_warns(self, name: str, task: str) -> None:
        risk = notices.Risk(fact="开发延期 3 天")
        self.try_to(notices.give_notice, self.task(task), risk, by=name)

    @rule(name=people, verb=st.sampled_from(["acknowledge", "settle"]))
    def somebody_takes_up_a_warning(self, name: str, verb: str) -> None:
        if notice := RiskNotice.objects.order_by("at").last():
            said = {"outcome": SAID} if verb == "settle" else {}
            self.try_to(getattr(notices, verb), notice, by=name, **said)

    @rule(name=people, kind=st.sampled_from(["resource", "responsibility"]))
    def somebody_raises_a_problem(self, name: str, kind: str) -> None:
        said = sides.Said(fact="人手不够", impact="延期 5 天", need="加 1 人")
        self.try_to(
            sides.raise_problem, self.case(), said, kind=kind, by=name,
            department=self.company.product, other=self.company.marketing,
        )  # fmt: skip

    @rule(name=people, verb=st.sampled_from(["propose", "escalate", "rule"]))
    def somebody_works_on_the_problem(self, name: str, verb: str) -> None:
        problem = Problem.objects.order_by("number").last()
        if problem is None:
            return
        if verb == "propose":
            self.try_to(ways_out.propose, problem, ways_out.WayOut(text="加 1 人"), by=name)
        elif verb == "escalate":
            self.try_to(rulings.escalate, problem, by=name)
        else:
            self.try_to(rulings.rule, problem, sentence=SAID, by=name)

    @rule(name=people, task=st.sampled_from(TASKS))
    def somebody_delivers(self, name: str, task: str) -> None:
        self.try_to(deliveries.deliver, self.task(task), evidence=SAID, by=name)

    @rule()
    def everything_is_delivered(self) -> None:
        for name, task in zip(("wang", "zhao", "chen", "li"), TASKS, strict=True):
            self.somebody_delivers(name, task)

    def everything_is_accepted(self) -> None:
        for name in ("lin", "wang", "zhao", "chen"):
            self.somebody_judges(name, "met")
        self.somebody_co_signs(WHOEVER_MAY, "co_sign")

    @rule(name=people, verdict=st.sampled_from(["met", "unmet"]))
    def somebody_judges(self, name: str, verdict: str) -> None:
        for delivery in Delivery.objects.filter(state="delivered"):
            criteria = Criterion.objects.filter(task=delivery.task_id)
            judged = acceptances.Judged(
                verdicts={one.pk: verdict for one in criteria}, sentence=SAID
            )
            verb = acceptances.accept_delivery
            if verdict == "unmet":
                verb = acceptances.return_delivery
            self.try_to(verb, delivery, judged, by=name)

    @rule(name=people, verb=st.sampled_from(["co_sign", "object"]))
    def somebody_co_signs(self, name: str, verb: str) -> None:
        for row in Cosignature.objects.filter(state="awaited"):
            if verb == "co_sign":
                self.try_to(cosignatures.co_sign, row, by=name)
            else:
                self.try_to(cosignatures.object_to, row, reason=SAID, by=name)

    @rule(name=people, verb=st.sampled_from(["share", "decide", "close"]))
    def somebody_looks_back(self, name: str, verb: str) -> None:
        back = Retrospective.objects.first()
        if back is None:
            return
        if verb == "share":
            self.try_to(retrospectives.share_views, back, by=name)
        elif verb == "decide":
            concluded = retrospectives.Conclusions(goal_result="月活 +12%")
            self.try_to(retrospectives.decide, back, concluded, by=name)
        else:
            self.try_to(retrospectives.close, back, by=name)

    @rule(name=people)
    def somebody_pauses_or_goes_on(self, name: str) -> None:
        if self.case().state == "paused":
            self.try_to(cases.resume, self.case(), by=name)
        else:
            self.try_to(cases.pause, self.case(), reason=SAID, by=name)

    @rule(hours=st.integers(1, 120))
    def time_passes_in_silence(self, hours: int) -> None:
        given_before = self.given()
        clock.advance(timedelta(hours=hours))
        worker.run_once()
        remind()
        worker.run_once()
        assert self.given() == given_before, "silence never agrees"
        assert not Cursor.objects.filter(failures__gt=0).exists()

    def given(self) -> tuple[int, ...]:
        """Everything that only a person can give."""
        given = [m.objects.count() for m in (RowSignature, Acceptance, Ruling, Dossier)]
        return (*given, Cosignature.objects.exclude(by=None).count())

    @invariant()
    def every_open_matter_has_exactly_one_ball_per_side(self) -> None:
        if not hasattr(self, "table"):
            return
        state = self.case().state
        held = Counter(Ball.objects.values_list("kind", "matter"))
        assert held or state == "archived", f"it is nobody's move while {state}"
        if state == "reviewing":
            assert not held[("collaboration", self.table.case.pk)], "its retrospective has the ball"
        for kind, model in MATTERS.items():
            for matter in model.objects.all():
                moves = TABLES[kind].state(matter.state).ball
                wanted = self.sides(kind, matter) if moves and state not in ENDED else 0
                assert held.pop((kind, matter.pk), 0) == wanted, (kind, matter.state, state)
        assert all(person is not None for person in Ball.objects.values_list("person", flat=True))

    def sides(self, kind: str, matter: Any) -> int:
        """Each head who has to sign holds a ball; of everything else there is one."""
        if kind == "version" and matter.change_id:
            return 0
        version = matter
        if kind == "change" and matter.state == "signing":
            version = Version.objects.get(change=matter, state="circulating")
        if kind in ("version", "change") and isinstance(version, Version):
            seats = Seat.objects.filter(row__version=version, signature=None)
            return seats.values("department").distinct().count()
        return 1

    @invariant()
    def signed_content_is_never_edited(self) -> None:
        if not hasattr(self, "table"):
            return
        rows = Row.objects.filter(seats__signature__isnull=False).distinct()
        now = {pk: (digest, content) for pk, digest, content in rows.values_list(*SIGNED)}
        assert {pk: now[pk] for pk in self.signed} == self.signed
        self.signed = now

    @invariant()
    def the_plan_is_what_was_signed(self) -> None:
        if not hasattr(self, "table"):
            return
        assert verify_signatures() == []
        case = self.case()
        if case.state in WORKING:
            in_force = Version.objects.get(state="in_force")
            frozen = Row.objects.filter(version=in_force, kind="task")
            assert {row.task_id: row.content for row in frozen} == signed_contents(case.pk)

    @invariant()
    def every_row_is_sound(self) -> None:
        if not hasattr(self, "table"):
            return
        bound = Version.objects.filter(state__in=("circulating", "in_force")).exists()
        rows = Task.objects.standing().annotate(judges=Count("roles", filter=Q(roles__letter="A")))
        for row in rows:
            assert row.judges <= 1, "two accountable"
            assert row.judges or not bound, "signed without accountable"
            assert row.start
            assert row.end
            assert row.start <= row.end
            assert 0 <= row.buffer_days <= 366

    @invariant()
    def nothing_is_in_force_or_accepted_without_every_word_it_needs(self) -> None:
        if not hasattr(self, "table"):
            return
        assert not Seat.objects.filter(row__version__state="in_force", signature=None).exists()
        accepted = Acceptance.objects.filter(delivery__task__state="accepted", result="accepted")
        for one in accepted:
            verdicts = list(one.judgements.values_list("verdict", flat=True))
            assert verdicts == ["met"] * one.delivery.task.criteria.count()

    @invariant()
    def its_state_came_by_the_table(self) -> None:
        if not hasattr(self, "table"):
            return
        before, now = self.state, self.case().state
        reached = {before}
        for _step in range(3):
            reached |= {
                to for one in reached for m in COLLABORATION.moves_from(one) for to in m.targets
            }
        assert now in reached
        self.state = now

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
@pytest.mark.check("T037")
def test_any_life_keeps_its_balls_and_its_signatures(db: None) -> None:
    lives(15, steps=30)


@pytest.mark.nightly
@pytest.mark.parametrize("portion", range(12))
def test_many_more_lives_do(db: None, portion: int) -> None:
    """Three hundred in all, some twenty minutes of one core, in portions that show."""
    lives(25, steps=60)
