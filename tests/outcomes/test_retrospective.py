from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.agreements.table import Table
from tests.at_once import at_once
from tests.forms import errors, page, send
from tests.outcomes.finishing import accept, all_accepted, archived, decided, people
from tests.problems.quarrel import escalated, proposed
from tests.reminders.asking import remind
from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core.clock import zone
from tongzhou.core.figures import read_amount
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal import worker
from tongzhou.journal.models import Entry
from tongzhou.outcomes.actions import deliveries, improvements, results, retrospectives
from tongzhou.outcomes.actions.retrospectives import Conclusions
from tongzhou.outcomes.models import Dossier, Improvement, Retrospective
from tongzhou.outcomes.queries.figures import figures
from tongzhou.outcomes.queries.waits import waits
from tongzhou.outcomes.states import RETROSPECTIVE
from tongzhou.problems.actions import reopening, rulings, sides

SignIn = Callable[[Any], Client]


@pytest.mark.check("T043")
def test_it_opens_with_the_last_acceptance_and_is_due_in_seven_days(
    table: Table, clock: Any, signed_in: SignIn
) -> None:
    retrospective = all_accepted(table)
    assert retrospective.due_at == datetime(2023, 7, 10, 18, tzinfo=zone())
    assert Collaboration.objects.get(pk=table.case.pk).state == "reviewing"
    ball = Ball.objects.get(kind="retrospective")
    assert (ball.person, ball.due_at) == (table.company.lin, retrospective.due_at)
    address = f"/collaborations/{table.case.pk}/outcome"
    assert "已过原定日期" not in page(signed_in(table.company.lin), address).body.text()
    clock.move_to(datetime(2023, 7, 11, 10, tzinfo=zone()))
    assert "已过原定日期" in page(signed_in(table.company.lin), address).body.text()
    remind()
    clock.move_to(datetime(2023, 7, 20, 10, tzinfo=zone()))
    remind()
    assert Entry.objects.filter(kind="ball.reminded", subject=retrospective.pk).count() == 1
    assert Ball.objects.get(kind="retrospective").person != table.company.lin, "it went up"


def test_views_stay_unseen_until_they_are_shared(table: Table, signed_in: SignIn) -> None:
    retrospective, company = all_accepted(table), table.company
    address = f"/retrospectives/{retrospective.pk}"
    words = {"highlight": "每日同步", "shortfall": "返工一次"}
    assert send(signed_in(company.zhou), f"{address}/views", **words).status_code == 303
    assert "返工一次" in page(signed_in(company.zhou), address).html
    assert "返工一次" not in page(signed_in(company.lin), address).html
    assert Entry.objects.get(kind="retrospective.view_written").payload == {}
    assert send(signed_in(company.zhou), f"{address}/sharings").status_code == 403
    assert send(signed_in(company.lin), f"{address}/sharings").status_code == 303
    assert "返工一次" in page(signed_in(company.wang), address).html


def test_an_empty_or_endless_view_is_refused(table: Table, signed_in: SignIn) -> None:
    address = f"/retrospectives/{all_accepted(table).pk}/views"
    client = signed_in(table.company.zhou)
    for words in ({"highlight": " "}, {"highlight": "字" * 100_000}):
        response = send(client, address, **words)
        assert response.status_code == 422
        assert errors(response)


def test_only_those_who_took_part_write_and_only_the_initiator_leads(table: Table) -> None:
    retrospective, company = all_accepted(table), table.company
    words = {"highlight": "好", "shortfall": "", "suggestion": ""}
    with pytest.raises(Refused):
        retrospectives.write_view(retrospective, **words, by=company.qian)
    for act in (
        lambda: retrospectives.share_views(retrospective, by=company.wang),
        lambda: retrospectives.decide(retrospective, Conclusions(goal_result="x"), by=company.wang),
        lambda: retrospectives.close(retrospective, by=company.wang),
    ):
        with pytest.raises(Refused):
            act()


def test_conclusions_name_an_owner_and_a_date_for_every_improvement(
    table: Table, signed_in: SignIn
) -> None:
    retrospective, client = all_accepted(table), signed_in(table.company.lin)
    address = f"/retrospectives/{retrospective.pk}"
    send(client, f"{address}/sharings")
    fields = {
        "goal_result": "目标 +15%，结果 +18%",
        "lesson-0": "变更先填申请表",
        "kind-0": "rule",
        "due-0": "2023-10-31",
    }
    refused = send(client, f"{address}/conclusions", **fields)
    assert refused.status_code == 422
    assert errors(refused)
    assert "变更先填申请表" in refused.content.decode()
    fields["owner-0"] = str(table.company.wang.pk)
    assert send(client, f"{address}/conclusions", **fields).status_code == 303
    improvement = Improvement.objects.get()
    assert (improvement.owner, improvement.due) == (table.company.wang, date(2023, 10, 31))
    assert Ball.objects.get(kind="improvement").person == table.company.wang
    assert Entry.objects.get(kind="improvement.agreed").payload["owner"] == str(
        table.company.wang.pk
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2023-07-01", "2023-07-07"),  # 8 July is a Saturday
        ("2023-09-25", "2023-09-28"),  # eight days of holidays from the 29th
        ("2023-09-28", "2023-10-07"),  # a make-up Saturday ends them
        ("2023-09-29", "2023-10-07"),
    ],
)
def test_it_falls_due_on_a_working_day_within_seven_days(clock: Any, today: str, due: str) -> None:
    clock.move_to(datetime.fromisoformat(f"{today}T10:00").replace(tzinfo=zone()))
    found = retrospectives.due_at()
    assert found == datetime.fromisoformat(f"{due}T18:00").replace(tzinfo=zone())


def test_who_has_written_is_seen_and_what_is_not(table: Table, signed_in: SignIn) -> None:
    retrospective, company = all_accepted(table), table.company
    words = {"highlight": "每日同步", "shortfall": "返工一次", "suggestion": ""}
    retrospectives.write_view(retrospective, **words, by=company.zhou)
    shown = page(signed_in(company.wang), f"/retrospectives/{retrospective.pk}").css_first(".main")
    assert "周婷" in shown.text()
    assert "返工一次" not in shown.text()


def test_the_figures_say_what_was_asked_and_reached_and_who_was_waited_for(
    table: Table, signed_in: SignIn, clock: Any
) -> None:
    company = table.company
    handed = deliveries.Handed(
        evidence="需求清单",
        brought={table.survey.criteria.get().pk: results.Brought(amount=read_amount("106 条"))},
    )
    first = deliveries.hand_over(table.survey, handed, by=company.zhou)
    clock.move_to(datetime(2023, 7, 4, 10, tzinfo=zone()))
    accept(first, company.lin)
    for task, (by, acceptor) in people(table).items():
        if task != table.survey:
            accept(deliveries.deliver(task, evidence="完成", by=by), acceptor)
    retrospective = Retrospective.objects.get()
    found = figures(table.case)
    assert [(str(row.amount), row.verdict) for row in found.reached] == [("106条", "met")]
    assert (found.tasks, found.first_pass, found.delivered_on_time) == (4, 4, 4)
    assert [(one.name, one.hours) for one in found.waits] == [("市场部", 8)]
    retrospectives.share_views(retrospective, by=company.lin)
    shown = page(signed_in(company.lin), f"/retrospectives/{retrospective.pk}")
    opening = shown.css_first("textarea[name=goal_result]").text()
    assert table.case.goal in opening
    assert "106条" in opening


def test_the_superior_was_waited_for_also_before_a_ruling_that_was_taken_back(
    table: Table, clock: Any
) -> None:
    problem, above = escalated(table), table.company.chen_zong
    clock.move_to(datetime(2023, 7, 4, 10, tzinfo=zone()))
    rulings.rule(problem, option=proposed(table, problem), sentence="先优化", by=above)
    clock.move_to(datetime(2023, 7, 5, 10, tzinfo=zone()))
    reopening.take_back(problem, reason="日期写错了", by=above)
    clock.move_to(datetime(2023, 7, 6, 10, tzinfo=zone()))
    rulings.rule(problem, sentence="两件都做", by=above)
    assert [(one.name, one.hours) for one in waits(table.case, [], [])] == [
        (above.department.name, 16)
    ]


def test_the_page_asks_at_most_twenty_questions(table: Table, signed_in: SignIn) -> None:
    retrospective = decided(table)
    client = signed_in(table.company.lin)
    page(client, f"/retrospectives/{retrospective.pk}")
    with CaptureQueriesContext(connection) as asked:
        page(client, f"/retrospectives/{retrospective.pk}")
    assert len(asked) <= 20


@pytest.mark.parametrize("due", ["12月4日", "2023-12-04", "１２月４日"])
def test_a_date_is_taken_as_people_write_it(table: Table, signed_in: SignIn, due: str) -> None:
    retrospective, company = all_accepted(table), table.company
    retrospectives.share_views(retrospective, by=company.lin)
    fields = {
        "goal_result": "+18%", "lesson-0": "变更先填申请表", "owner-0": str(company.wang.pk),
        "deputy-0": str(company.liu.pk), "due-0": due, "kind-0": "template",
    }  # fmt: skip
    client = signed_in(company.lin)
    address = f"/retrospectives/{retrospective.pk}/conclusions"
    assert send(client, address, **fields | {"due-0": "7月2日"}).status_code == 422
    assert send(client, address, **fields).status_code == 303
    improvement = Improvement.objects.get()
    assert (improvement.due, improvement.deputy) == (date(2023, 12, 4), company.liu)


def test_silence_passes_an_improvement_to_its_deputy_who_finishes_it(table: Table) -> None:
    retrospective, company = all_accepted(table), table.company
    retrospectives.share_views(retrospective, by=company.lin)
    lesson = retrospectives.Lesson(
        text="变更先填申请表", owner=company.wang, deputy=company.liu, due=date(2023, 7, 31),
        kind="rule",
    )  # fmt: skip
    conclusions = Conclusions(goal_result="+18%", lessons=[lesson])
    retrospectives.decide(retrospective, conclusions, by=company.lin)
    ball = Ball.objects.select_related("department__head", "deputy").get(kind="improvement")
    assert balls.next_in_line(ball, table.case) == company.liu
    with pytest.raises(Refused):
        improvements.finish(Improvement.objects.get(), by=company.zhou)
    improvements.finish(Improvement.objects.get(), by=company.liu)
    assert not Ball.objects.filter(kind="improvement").exists()


VERBS: dict[str, Callable[[Table, Retrospective], object]] = {
    "write": lambda table, row: retrospectives.write_view(
        row, highlight="好", shortfall="", suggestion="", by=table.company.zhou
    ),
    "share": lambda table, row: retrospectives.share_views(row, by=table.company.lin),
    "decide": lambda table, row: retrospectives.decide(
        row, Conclusions(goal_result="+18%"), by=table.company.lin
    ),
    "close": lambda table, row: retrospectives.close(row, by=table.company.lin),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", [one.key for one in RETROSPECTIVE.states])
def test_every_verb_is_possible_exactly_where_the_table_says(
    table: Table, state: str, verb: str
) -> None:
    retrospective = all_accepted(table)
    Retrospective.objects.filter(pk=retrospective.pk).update(state=state)
    before = Entry.objects.count()
    if RETROSPECTIVE.allows(state, verb):
        VERBS[verb](table, retrospective)
        assert Entry.objects.count() > before
    else:
        with pytest.raises(NotPossibleNow):
            VERBS[verb](table, retrospective)
        assert Entry.objects.count() == before


def test_an_improvement_is_finished_by_its_owner_even_after_the_archive(
    table: Table, signed_in: SignIn
) -> None:
    archived(table)
    improvement = Improvement.objects.get()
    with pytest.raises(Refused):
        improvements.finish(improvement, by=table.company.lin)
    client = signed_in(table.company.wang)
    assert send(client, f"/improvements/{improvement.pk}/finished").status_code == 303
    assert send(client, f"/improvements/{improvement.pk}/finished").status_code == 409
    assert not Ball.objects.filter(kind="improvement").exists()
    assert Entry.objects.filter(kind="improvement.done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_closings_at_once_one_archives(table: Table) -> None:
    retrospective = decided(table)
    outcomes = at_once(*[lambda: retrospectives.close(retrospective, by=table.company.lin)] * 2)
    assert sum(isinstance(outcome, Dossier) for outcome in outcomes) == 1
    assert Dossier.objects.count() == 1


def test_the_same_conclusions_twice_are_recorded_once(table: Table, signed_in: SignIn) -> None:
    retrospective, once = all_accepted(table), uuid4().hex
    retrospectives.share_views(retrospective, by=table.company.lin)
    client = signed_in(table.company.lin)
    for _ in range(2):
        send(
            client, f"/retrospectives/{retrospective.pk}/conclusions", once=once, goal_result="+18%"
        )
    assert Entry.objects.filter(kind="retrospective.decided").count() == 1


def test_a_cancelled_collaboration_is_looked_back_on_and_archived(table: Table) -> None:
    sides.raise_problem(
        table.case, sides.Said(fact="素材晚了 5 天", impact="活动推迟", need="先给一半"),
        kind="resource", department=table.company.marketing, other=table.company.product,
        by=table.company.lin,
    )  # fmt: skip
    cases.cancel(table.case, reason="预算被取消", by=table.company.lin)
    worker.run_once()
    row = Retrospective.objects.get(collaboration=table.case)
    assert Ball.objects.get(kind="retrospective", matter=row.pk).person == table.company.lin
    retrospectives.share_views(row, by=table.company.lin)
    retrospectives.decide(row, Conclusions(goal_result="目标 +15%，未开始"), by=table.company.lin)
    retrospectives.close(row, by=table.company.lin)
    table.case.refresh_from_db()
    assert table.case.state == "archived"
    assert not Ball.objects.filter(collaboration=table.case).exists()


def test_what_is_still_open_stands_where_the_archive_would_be(
    table: Table, signed_in: SignIn
) -> None:
    """The button comes when it can have its effect."""
    retrospective = decided(table)
    address = f"/retrospectives/{retrospective.pk}"
    assert f"{address}/closings" in signed_in(table.company.li).get(address).content.decode()
    said = sides.Said(fact="少了一份清单", impact="归档不全", need="请补一份")
    sides.raise_problem(
        table.case, said, kind="resource", department=table.company.marketing,
        other=table.company.product, by=table.company.lin,
    )  # fmt: skip
    page = signed_in(table.company.li).get(address).content.decode()
    assert f"{address}/closings" not in page
    assert "1 个问题" in page
    with pytest.raises(NotPossibleNow, match="1 个问题"):
        retrospectives.close(retrospective, by=table.company.lin)
