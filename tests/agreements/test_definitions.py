"""What words mean is chosen before signing, signed with the table and verified elsewhere."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.agreements.table import Table
from tests.agreements.tampering import behind_the_back
from tests.agreements.test_evidence import check
from tests.at_once import at_once
from tests.forms import page, send
from tongzhou.agreements.actions import changes, defining
from tongzhou.agreements.asked import Asked
from tongzhou.agreements.models import Provision, Row, Version
from tongzhou.agreements.queries.certificates import certificate
from tongzhou.agreements.queries.evidence import evidence
from tongzhou.agreements.verify import verify_signatures
from tongzhou.core import canonical
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.org.models import Person
from tongzhou.terms import actions as terms
from tongzhou.terms.actions import Said
from tongzhou.terms.models import Term

SignedIn = Callable[[Person], Client]
OURS, THEIRS = "代码已发布到正式环境", "用户能在应用商店里下载到"


@pytest.fixture
def word(table: Table) -> Term:
    """The milestone 「功能上线」 uses it; product and marketing mean different things."""
    company = table.company
    terms.introduce("上线", department=company.product, said=Said(text=OURS), by=company.wang)
    made = terms.introduce(
        "上线", department=company.marketing, said=Said(text=THEIRS), by=company.li
    )
    return made.term


def choice_of(word: Term, text: str) -> str:
    return str(word.wordings.get(text=text).pk)


def shared(version: Version) -> dict[str, Any]:
    content: dict[str, Any] = version.rows.get(kind="terms").content
    return content


def test_nothing_is_circulated_before_one_definition_is_chosen(
    table: Table, word: Term, signed_in: SignedIn
) -> None:
    with pytest.raises(NotPossibleNow, match="上线"):
        table.circulate()
    lin = signed_in(table.company.lin)
    address = f"/collaborations/{table.case.pk}/definitions"
    assert "上线" in page(lin, f"/collaborations/{table.case.pk}/agreement").body.text()
    text = page(lin, address).body.text()
    assert OURS in text
    assert THEIRS in text
    facts = {"term": str(word.pk), "choice": choice_of(word, OURS)}
    assert send(signed_in(table.company.wang), address, **facts).status_code == 403
    assert send(signed_in(table.company.qian), address, **facts).status_code == 404
    assert send(lin, address, term=str(word.pk), choice="common", text=" ").status_code == 422
    assert send(lin, address, **facts).status_code == 303
    version = table.circulate()
    signed = shared(version)["definitions"]
    assert [(one["name"], one["text"], one["number"]) for one in signed] == [("上线", OURS, 1)]
    told = page(signed_in(table.company.wang), f"/agreements/{version.pk}").body.text()
    assert OURS in told


@pytest.mark.check("T034")
def test_what_was_chosen_is_part_of_the_root_and_verified_elsewhere(
    table: Table, word: Term, tmp_path: Path
) -> None:
    defining.choose(
        table.case, word.pk, choice="common", text="全部用户都能用到", by=table.company.lin
    )
    version = table.in_force()
    assert verify_signatures() == []
    assert any("全部用户都能用到" in fact.text for fact in certificate(version).terms)
    told = evidence(version)
    assert check(told, tmp_path)[0] == 0
    told["rows"][0]["content"]["definitions"][0]["text"] = "一部分用户能用到"
    assert check(told, tmp_path)[0] != 0
    row = Row.objects.get(version=version, kind="terms")
    row.content["definitions"][0]["text"] = "一部分用户能用到"
    with behind_the_back():
        Row.objects.filter(pk=row.pk).update(content=row.content)
    assert verify_signatures() != []


def test_words_that_all_mean_alike_are_signed_without_asking(table: Table) -> None:
    company = table.company
    terms.introduce("上线", department=company.root, said=Said(text=OURS), by=company.chen_zong)
    terms.introduce("没用到", department=company.root, said=Said(text="x"), by=company.chen_zong)
    version = table.in_force()
    assert [one["text"] for one in shared(version)["definitions"]] == [OURS]
    before = canonical.digest(shared(version))
    last = terms.introduce(
        "上线", department=company.product, said=Said(text=THEIRS), by=company.wang
    )
    assert last.number == 1
    assert canonical.digest(shared(version)) == before
    assert verify_signatures() == []


def test_a_choice_that_was_reworded_since_has_to_be_made_again(table: Table, word: Term) -> None:
    company = table.company
    defining.choose(table.case, word.pk, choice=choice_of(word, OURS), by=company.lin)
    terms.word(
        word, department=company.product, said=Said(text="全量发布"), seen=1, by=company.wang
    )
    with pytest.raises(NotPossibleNow):
        table.circulate()
    with pytest.raises(Invalid):
        defining.choose(table.case, word.pk, choice=choice_of(word, OURS), by=company.lin)
    defining.choose(table.case, word.pk, choice=choice_of(word, "全量发布"), by=company.lin)
    version = table.circulate()
    with pytest.raises(NotPossibleNow):
        defining.choose(table.case, word.pk, choice="common", text="别的", by=company.lin)
    assert shared(version)["definitions"][0]["number"] == 2


def test_who_lost_the_right_no_longer_chooses(table: Table, word: Term) -> None:
    stale = Person.objects.get(pk=table.company.lin.pk)
    table.case.person_in_charge = table.company.gao
    table.case.save(update_fields=["person_in_charge"])
    table.company.marketing.liaisons.all().delete()
    with pytest.raises(Refused):
        defining.choose(table.case, word.pk, choice=choice_of(word, OURS), by=stale)


@pytest.mark.django_db(transaction=True)
def test_two_who_choose_at_once_leave_one_definition(table: Table, word: Term) -> None:
    def choose(text: str) -> object:
        return defining.choose(
            table.case, word.pk, choice=choice_of(word, text), by=table.company.lin
        )

    at_once(lambda: choose(OURS), lambda: choose(THEIRS), lambda: choose(OURS))
    assert Provision.objects.filter(kind="term", removed_at=None).count() == 1


def test_a_change_that_brings_in_a_word_with_two_meanings_defines_it(
    table: Table, signed_in: SignedIn, clock: ModuleType
) -> None:
    company = table.company
    table.in_force()
    for department, text, by in (
        (company.product, "注册除以访问", company.wang),
        (company.sales, "签约除以线索", company.zhao),
    ):
        made = terms.introduce("转化率", department=department, said=Said(text=text), by=by)
    values: dict[UUID, Any] = {table.review.pk: {"deliverable": "转化率报告"}}
    change = changes.draft(table.case, by=company.lin, reason="要看转化", values=values)
    with pytest.raises(NotPossibleNow, match="转化率"):
        changes.submit(change, by=company.lin)
    lin = signed_in(company.lin)
    form = page(lin, f"/changes/{change.pk}?about=definitions")
    name = f"definition_{made.term_id}"
    assert len(form.css(f"[name={name}]")) == 3
    picked = {name: choice_of(made.term, "签约除以线索"), "about": "definitions"}
    assert send(lin, f"/changes/{change.pk}/lines", **picked).status_code == 303
    version = changes.submit(change, by=company.lin).versions.get()
    assert [one["text"] for one in shared(version)["definitions"]] == ["签约除以线索"]
    for department in table.heads:
        version = table.sign(version, department)
    assert version.state == "in_force"
    assert Provision.objects.get(kind="term", removed_at=None).content["text"] == "签约除以线索"
    assert verify_signatures() == []


def test_a_definition_changes_only_as_everybody_signs(table: Table, word: Term) -> None:
    company = table.company
    defining.choose(table.case, word.pk, choice=choice_of(word, OURS), by=company.lin)
    table.in_force()
    content = shared(table.case.versions.get(state="in_force"))["definitions"][0]
    other = {**content, "department": None, "number": None, "text": "大家都看得到"}
    change = changes.draft(
        table.case, by=company.lin, reason="说清楚", asked=Asked(shared={"definitions": [other]})
    )
    version = changes.submit(change, by=company.lin).versions.get()
    assert version.state == "circulating"
    for department in table.heads:
        version = table.sign(version, department)
    assert shared(version)["definitions"][0]["text"] == "大家都看得到"
