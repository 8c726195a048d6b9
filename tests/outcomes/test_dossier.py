from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.agreements.table import Table
from tests.agreements.tampering import behind_the_back
from tests.forms import page, send
from tests.house.permission_matrix import matrix
from tests.house.routes import Route
from tests.outcomes.finishing import archived, decided
from tests.problems.quarrel import both_said, proposed
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import canonical
from tongzhou.core.figures import Measured, read_amount
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.discussions.actions import attachments, comments
from tongzhou.discussions.subjects import Matter
from tongzhou.files.models import StoredFile
from tongzhou.journal.models import Entry
from tongzhou.journal.verify import verify_chain
from tongzhou.journal.worker import run_once
from tongzhou.org import actions as org
from tongzhou.outcomes.actions import prints, retrospectives
from tongzhou.outcomes.models import Dossier, Print
from tongzhou.outcomes.printing import page_of
from tongzhou.outcomes.queries.further import LEFT_OUT, TOLD, ways
from tongzhou.outcomes.verify import verify_dossiers
from tongzhou.problems.actions import facts, rulings, sides, ways_out
from tongzhou.progress.actions import notices, rounds
from tongzhou.ui.printing import obstacle

SignIn = Callable[[Any], Client]


def eventful(table: Table) -> Dossier:
    """Everything that can stand in a dossier stands in this one."""
    company = table.company
    rounds.check_in(
        table.review,
        rounds.Update(percent=30, state="in_progress", risk="人手紧"),
        by=company.wang_gong,
    )
    notice = notices.give_notice(
        table.review, notices.Risk(fact="接口多 3 个"), by=company.wang_gong
    )
    notices.settle(notice, outcome="加 1 名开发", by=company.lin)
    problem = both_said(table)
    ways_out.agree(problem, proposed(table, problem), by=company.li)
    carried_out(table)
    return archived(table)


def carried_out(table: Table) -> None:
    version = table.case.versions.get(state="circulating")
    for department in (table.company.product, table.company.marketing, table.company.sales):
        table.sign(version, department)


def test_it_holds_the_whole_case_and_its_page_reads_it(table: Table, signed_in: SignIn) -> None:
    dossier = eventful(table)
    assert dossier.hash == canonical.digest(Dossier.objects.get(pk=dossier.pk).content)
    assert Entry.objects.get(kind="retrospective.closed").payload["dossier"] == dossier.hash
    client = signed_in(table.company.zhao)
    with CaptureQueriesContext(connection) as captured:
        text = page(client, f"/dossiers/{dossier.pk}").body.text()
    assert len(captured) <= 20
    for told in (
        "Q3 月活跃用户增长 15%", "有效需求 ≥ 100 条", "李敏", "王磊", "人手紧", "接口多 3 个", "社交分享未排进开发",
        "先优化，分享并行", "8月25日", "目标 +15%，结果 +18%", "变更先填申请表", "每日同步", dossier.hash,
    ):  # fmt: skip
        assert told in text, told


def test_only_those_who_see_the_collaboration_read_it(table: Table, signed_in: SignIn) -> None:
    dossier = archived(table)
    assert signed_in(table.company.qian).get(f"/dossiers/{dossier.pk}").status_code == 404
    assert signed_in(table.company.auditor).get(f"/dossiers/{dossier.pk}").status_code == 200


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outcomes_dossier SET content = '{}'",
        "UPDATE outcomes_dossier SET hash = 'x'",
        "UPDATE outcomes_dossier SET journal_seq = 1",
        "UPDATE outcomes_dossier SET format = 2",
        "DELETE FROM outcomes_dossier",
    ],
)
def test_the_database_itself_refuses_to_change_it(table: Table, statement: str) -> None:
    dossier = archived(table)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Dossier.objects.get().hash == dossier.hash


def test_what_was_changed_behind_its_back_is_found(table: Table) -> None:
    dossier = archived(table)
    assert verify_dossiers() == []
    content = dossier.content | {"asks": [], "meetings": []} | {"tasks": []}
    with transaction.atomic(), behind_the_back():
        Dossier.objects.update(content=content)
    assert len(verify_dossiers()) == 1
    with transaction.atomic(), behind_the_back():
        Dossier.objects.update(hash=canonical.digest(content))
    assert len(verify_dossiers()) == 1


@pytest.mark.check("T046")
def test_who_is_forgotten_leaves_the_dossier_and_its_hash_still_fits(
    table: Table, signed_in: SignIn
) -> None:
    dossier, company = archived(table), table.company
    paper = prints.print_dossier(dossier.pk).file
    assert paper
    org.retire(company.zhou, by=company.administrator)
    org.anonymise(company.zhou, by=company.administrator)
    run_once()
    dossier.refresh_from_db()
    assert "周婷" not in page(signed_in(company.lin), f"/dossiers/{dossier.pk}").html
    assert dossier.is_intact
    assert not StoredFile.objects.filter(pk=paper.pk).exists()
    assert verify_dossiers() == []
    assert not verify_chain()


def test_nothing_is_archived_while_something_is_open(table: Table) -> None:
    company = table.company
    notice = notices.give_notice(
        table.review, notices.Risk(fact="接口多 3 个"), by=company.wang_gong
    )
    problem = both_said(table)
    retrospective = decided(table)
    with pytest.raises(NotPossibleNow, match="1"):
        retrospectives.close(retrospective, by=company.lin)
    notices.settle(notice, outcome="加 1 名开发", by=company.lin)
    with pytest.raises(NotPossibleNow):
        retrospectives.close(retrospective, by=company.lin)
    option = ways_out.propose(
        problem, ways_out.WayOut(text="先优化", consequence="晚 5 天"), by=company.wang
    )
    ways_out.agree(problem, option, by=company.li)
    assert retrospectives.close(retrospective, by=company.lin).is_intact


ONES_OWN = ("stances", "layouts", "followings")
"""How somebody looks at it is no part of it."""


def test_what_is_archived_is_only_read(table: Table, signed_in: SignIn) -> None:
    """Every address that writes to the collaboration or what hangs on it, as its initiator."""
    eventful(table)
    client, before = signed_in(table.company.lin), Entry.objects.count()
    done = []
    for path, method in matrix():
        ids = _ids(table, Route(path, ()).path)
        if (
            method != "POST"
            or ids is None
            or path.startswith("improvements")
            or path.endswith(ONES_OWN)
        ):
            continue
        response = send(client, ids, **_fields())
        if response.status_code in (302, 303):
            done.append((path, response.status_code))
    assert Collaboration.objects.get(pk=table.case.pk).state == "archived"
    assert [entry.kind for entry in Entry.objects.filter(seq__gt=before)] == []
    assert done == []


def _ids(table: Table, path: str) -> str | None:
    """The address with ids of the archived collaboration; None where it is about something else."""
    review = table.review
    known = {
        "collaboration": table.case.pk,
        "task": review.pk,
        "delivery": review.deliveries.get().pk,
        "risk_notice": review.risk_notices.get().pk,
        "problem": table.case.problems.get().pk,
        "retrospective": table.case.retrospective.pk,
        "change": table.case.changes.get().pk,
        "version": table.case.versions.latest("number").pk,
    }
    address = "/" + path
    for name, key in known.items():
        address = address.replace(f"<uuid:{name}>", str(key))
    return None if "<" in address or address == "/" + path else address


def _fields() -> dict[str, str]:
    return {
        "percent": "10", "state": "in_progress", "fact": "x", "impact": "x", "need": "x",
        "evidence": "x", "verb": "return", "sentence": "x", "outcome": "x", "became": "settled",
        "text": "x", "table_says": "x", "goal_result": "x", "highlight": "x", "reason": "x",
        "version": "1", "name": "x", "once": uuid4().hex,
    }  # fmt: skip


def test_every_model_of_a_case_is_told_or_left_out_with_a_reason() -> None:
    """A new model is in the dossier from its first day; what is left out is named."""
    named = TOLD | set(LEFT_OUT)
    assert named <= {model._meta.label for model in apps.get_models()} | {"collaborations.Sketch"}
    assert dict(ways()).keys().isdisjoint(named)
    assert {"collaborations.Priority", "progress.UrgentCall"} <= set(dict(ways()))


def test_facts_figures_results_comments_and_files_stay(table: Table, signed_in: SignIn) -> None:
    company = table.company
    said = sides.Said(
        fact="素材晚了 5 天", impact="活动推迟", need="先给一半",
        figures=(Measured(what="素材", amount=read_amount("40 %"), source="看板"),),
    )  # fmt: skip
    problem = sides.raise_problem(
        table.case, said, kind="resource", department=company.marketing, other=company.product,
        by=company.lin,
    )  # fmt: skip
    sides.add_side(
        problem, sides.Said(fact="排期已满", impact="无", need="晚一周"), by=company.wang
    )
    facts.judge_facts(problem, facts.all_agreed(problem, company.wang), by=company.wang)
    rulings.escalate(problem, by=company.li)
    rulings.rule(problem, sentence="先给一半", by=company.chen_zong)
    matter = Matter("problem", problem.pk, "素材", table.case.pk)
    comments.write(matter, "看板截图见附件", by=company.lin)
    note = SimpleUploadedFile("看板.txt", "素材 40 %".encode())
    attachments.attach(matter, [note], by=company.lin)
    dossier = archived(table)
    file = dossier.content["files"][0]
    assert (file["name"], file["sha256"]) == ("看板.txt", sha256("素材 40 %".encode()).hexdigest())
    shown = page(signed_in(company.zhao), f"/dossiers/{dossier.pk}").body.text()
    for told in ("40 %", "看板截图见附件", "看板.txt", file["sha256"], "认可"):
        assert told in shown, told


def test_a_dossier_of_an_earlier_version_of_the_program_still_reads(table: Table) -> None:
    """What it did not hold then is left out, and nothing fails."""
    eventful(table)
    dossier = Dossier.objects.get()
    content = dossier.content
    for name in ("comments", "files", "further"):
        del content[name]
    for problem in content["problems"]:
        for side in problem["sides"]:
            del side["facts"], side["figures"]
        for ruling in problem["ruling"]:
            del ruling["set_aside_at"], ruling["set_aside_because"]
    for delivery in content["deliveries"]:
        del delivery["results"], delivery["figures"], delivery["on_behalf_of_id"]
    for improvement in content["retrospective"]["improvements"]:
        del improvement["deputy_id"]
    assert table.case.name in page_of(dossier)


def test_the_dossier_is_printed_once_and_its_fingerprint_kept(
    table: Table, signed_in: SignIn
) -> None:
    if obstacle():
        pytest.skip(obstacle())
    dossier = archived(table)
    client = signed_in(table.company.zhao)
    address = f"/dossiers/{dossier.pk}"
    assert "正在生成" in page(client, address).body.text()
    prints.print_what_is_ordered()
    paper = Print.objects.get()
    assert paper.file is not None
    assert paper.file.path.read_bytes().startswith(b"%PDF-")
    assert paper.file.sha256 == sha256(paper.file.path.read_bytes()).hexdigest()
    assert 20_000 < paper.file.size < 3_000_000
    assert paper.file.sha256 in page(client, address).body.text()
    given = client.get(f"/files/{paper.file.pk}")
    assert sha256(b"".join(given)).hexdigest() == paper.file.sha256
    assert signed_in(table.company.qian).get(f"/files/{paper.file.pk}").status_code == 404
    assert send(client, f"{address}/prints").status_code == 409
    prints.print_what_is_ordered()
    assert Print.objects.get().file == paper.file


def test_what_cannot_be_printed_is_tried_three_times_and_ordered_again(
    table: Table, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the libraries of the system the press stops; nothing else does."""
    dossier = archived(table)
    monkeypatch.setattr("sys.executable", "/bin/false")
    for _ in range(5):
        prints.print_what_is_ordered()
    paper = Print.objects.get()
    assert (paper.tries, paper.file) == (3, None)
    client = signed_in(table.company.lin)
    assert page(client, f"/dossiers/{dossier.pk}").css_first("form[action$='/prints']")
    assert send(client, f"/dossiers/{dossier.pk}/prints").status_code == 303
    assert Print.objects.get().tries == 0
