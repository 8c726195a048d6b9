"""A virtual team borrows people by the signature of their home departments, and ends by itself."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import ModuleType

import pytest
from django.test import Client
from django.urls import reverse

from tests import company as company_module
from tests.at_once import at_once
from tests.company import PASSWORD, Company
from tests.forms import errors, page, send
from tests.teams.forming import LAST, active, charter, drafted, fresh, loan_of, proposed
from tongzhou.core.clock import zone
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.actions import delegate
from tongzhou.org.models import Person
from tongzhou.teams import actions, consumers, queries
from tongzhou.teams.models import Loan, Team
from tongzhou.teams.states import TEAM

SignIn = Callable[[Person], Client]
pytestmark = pytest.mark.usefixtures("clock")


def test_each_home_department_signs_for_its_people_and_then_the_team_works(
    company: Company,
) -> None:
    team = proposed(company)
    assert [one.person.name for one in queries.loans_waiting_for(company.wang)] == ["王强"]
    actions.sign(loan_of(team, company.wang_gong), by=company.wang)
    assert fresh(team).state == "forming"
    actions.sign(loan_of(team, company.wu), by=company.zhao)
    assert fresh(team).state == "active"
    assert queries.loans_waiting_for(company.wang) == []
    loan = loan_of(team, company.wu)
    assert (loan.state, loan.until, loan.decided_by) == ("signed", LAST, company.zhao)
    kinds = list(Entry.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == [
        "team.drafted", "team.proposed", "team.person_asked_for", "team.person_asked_for",
        "team.loan_signed", "team.loan_signed", "team.started",
    ]  # fmt: skip


def test_only_the_home_head_lends_and_only_the_leader_leads(company: Company) -> None:
    team = proposed(company)
    loan = loan_of(team, company.wang_gong)
    for stranger in (company.lin, company.zhao, company.wang_gong, company.administrator):
        with pytest.raises(Refused):
            actions.sign(loan, by=stranger)
        with pytest.raises(Refused):
            actions.decline(loan, by=stranger, reason="不行")
    for stranger in (company.li, company.wang, company.administrator):
        with pytest.raises(Refused):
            actions.renew(team, by=stranger, until=LAST + timedelta(days=30))
        with pytest.raises(Refused):
            actions.borrow(team, by=stranger, person=company.huang, percent=10)
        with pytest.raises(Refused):
            actions.end(team, by=stranger, reason="不做了")
        with pytest.raises(Refused):
            actions.release(loan, by=stranger)
    with pytest.raises(Refused):
        actions.draft(charter(), by=company.auditor)


def test_a_delegate_signs_for_the_absent_head(company: Company) -> None:
    team = proposed(company)
    delegate(
        company.wang,
        by=company.wang,
        to=company.liu,
        since=LAST.replace(month=7, day=3),
        until=LAST,
    )
    assert [one.person.name for one in queries.loans_waiting_for(company.liu)] == ["王强"]
    loan = actions.sign(loan_of(team, company.wang_gong), by=company.liu)
    assert (loan.decided_by, loan.decided_for) == (company.liu, company.wang)
    assert Entry.objects.get(kind="team.loan_signed").on_behalf_of == company.wang.pk


def test_a_refusal_says_why_and_the_rest_goes_on(company: Company) -> None:
    team = proposed(company)
    with pytest.raises(Invalid):
        actions.decline(loan_of(team, company.wu), by=company.zhao, reason=" ")
    actions.decline(loan_of(team, company.wu), by=company.zhao, reason="季度末走不开")
    actions.sign(loan_of(team, company.wang_gong), by=company.wang)
    assert fresh(team).state == "active"
    assert loan_of(team, company.wu).reason == "季度末走不开"
    actions.release(loan_of(team, company.wu), by=company.lin)
    actions.borrow(team, by=company.lin, person=company.wu, percent=10)
    assert loan_of(team, company.wu).state == "asked"


def test_nobody_is_lent_for_more_than_the_whole_time(company: Company) -> None:
    active(company, (company.wang_gong, 60))
    second = proposed(company, (company.wang_gong, 50))
    with pytest.raises(NotPossibleNow) as refused:
        actions.sign(loan_of(second, company.wang_gong), by=company.wang)
    assert "60" in str(refused.value)
    assert queries.shares_of([company.wang_gong.pk])[company.wang_gong.pk] == 60


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T040")
def test_two_signatures_at_once_never_lend_more_than_the_whole_time() -> None:
    company = company_module.build()
    first = proposed(company, (company.wang_gong, 60))
    second = proposed(company, (company.wang_gong, 60))
    told = at_once(
        lambda: actions.sign(loan_of(first, company.wang_gong), by=company.wang),
        lambda: actions.sign(loan_of(second, company.wang_gong), by=company.sun),
    )
    assert sum(isinstance(one, NotPossibleNow) for one in told) == 1
    assert queries.shares_of([company.wang_gong.pk])[company.wang_gong.pk] == 60


@pytest.mark.django_db(transaction=True)
def test_signing_and_declining_at_once_decides_once() -> None:
    company = company_module.build()
    team = proposed(company, (company.wang_gong, 60))
    loan = loan_of(team, company.wang_gong)
    told = at_once(
        lambda: actions.sign(loan, by=company.wang),
        lambda: actions.decline(loan, by=company.sun, reason="另有安排"),
    )
    assert sum(isinstance(one, NotPossibleNow) for one in told) == 1
    assert Entry.objects.filter(kind__in=["team.loan_signed", "team.loan_declined"]).count() == 1


def test_a_changed_charter_is_signed_again(company: Company) -> None:
    team = proposed(company)
    actions.sign(loan_of(team, company.wang_gong), by=company.wang)
    actions.change_charter(team, charter(measure="直播转化率 5%"), by=company.lin, version=1)
    assert loan_of(team, company.wang_gong).state == "asked"
    with pytest.raises(Stale):
        actions.change_charter(team, charter(), by=company.lin, version=1)
    working = active(company, (company.xu, 20))
    with pytest.raises(NotPossibleNow):
        actions.change_charter(working, charter(), by=company.lin, version=1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"measure": ""}, "measure"),
        ({"purpose": "长" * 5001}, "purpose"),
        ({"until": date(2023, 7, 1)}, "until"),
        ({"until": date(2025, 7, 1)}, "until"),
        ({"since": date(2023, 6, 1), "until": date(2023, 6, 30)}, "until"),
    ],
)
def test_a_charter_needs_sense(company: Company, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.draft(charter(**changes), by=company.lin)
    assert list(refused.value.errors) == [field]


def test_a_team_without_people_asks_nobody(company: Company) -> None:
    with pytest.raises(NotPossibleNow):
        actions.propose(actions.draft(charter(), by=company.lin), by=company.lin)
    team = drafted(company)
    for percent in (0, 101):
        with pytest.raises(Invalid):
            actions.borrow(team, by=company.lin, person=company.xu, percent=percent)
    with pytest.raises(Invalid):
        actions.borrow(team, by=company.lin, person=company.wu, percent=10)


def test_a_team_ends_by_itself_unless_it_is_renewed(company: Company, clock: ModuleType) -> None:
    team = active(company)
    clock.move_to(datetime(2023, 9, 22, 10, tzinfo=zone()))
    consumers.watch()
    consumers.watch()
    assert Entry.objects.filter(kind="team.expiring").count() == 1
    clock.move_to(datetime(2023, 9, 29, 23, tzinfo=zone()))
    consumers.watch()
    assert fresh(team).state == "active", "the last day belongs to it"
    clock.move_to(datetime(2023, 9, 30, 0, 30, tzinfo=zone()))
    consumers.watch()
    assert fresh(team).state == "ended"
    assert Entry.objects.filter(kind="team.expired").count() == 1
    run_once()
    told = Notice.objects.filter(entry__kind="team.expired").values_list("person", flat=True)
    everybody = {
        company.lin.pk,
        company.wang_gong.pk,
        company.wu.pk,
        company.wang.pk,
        company.zhao.pk,
    }
    assert set(told) == everybody
    assert queries.shares_of([company.wu.pk])[company.wu.pk] == 0


def test_a_renewal_is_signed_again_and_what_is_not_signed_ends(
    company: Company, clock: ModuleType
) -> None:
    team = active(company)
    longer = date(2023, 12, 29)
    with pytest.raises(Invalid):
        actions.renew(team, by=company.lin, until=LAST)
    actions.renew(team, by=company.lin, until=longer)
    assert queries.shares_of([company.wu.pk])[company.wu.pk] == 30, "still lent until the old day"
    actions.sign(loan_of(team, company.wang_gong), by=company.wang)
    assert fresh(team).until == LAST
    actions.decline(loan_of(team, company.wu), by=company.zhao, reason="回来做大客户")
    renewed = fresh(team)
    assert (renewed.state, renewed.until) == ("active", longer)
    clock.move_to(datetime(2023, 10, 9, 10, tzinfo=zone()))
    shares = queries.shares_of([company.wu.pk, company.wang_gong.pk])
    assert (shares[company.wu.pk], shares[company.wang_gong.pk]) == (0, 50)


def test_a_renewal_nobody_signs_ends_the_team(company: Company, clock: ModuleType) -> None:
    team = active(company)
    actions.renew(team, by=company.lin, until=date(2023, 12, 29))
    clock.move_to(datetime(2023, 10, 1, 10, tzinfo=zone()))
    consumers.watch()
    assert fresh(team).state == "ended"


def test_silence_reminds_and_never_lends(company: Company, clock: ModuleType) -> None:
    team = proposed(company)
    clock.advance(timedelta(days=10))
    consumers.watch()
    consumers.watch()
    assert Entry.objects.filter(kind="team.loan_reminded").count() == 2
    assert fresh(team).state == "forming"


def test_an_ended_team_decides_nothing_more(company: Company) -> None:
    team = proposed(company)
    loan = loan_of(team, company.wu)
    with pytest.raises(Invalid):
        actions.end(team, by=company.lin, reason="")
    actions.end(team, by=company.lin, reason="合并到另一组")
    with pytest.raises(NotPossibleNow):
        actions.sign(loan, by=company.zhao)
    with pytest.raises(NotPossibleNow):
        actions.end(team, by=company.lin, reason="再来一次")


@pytest.mark.parametrize("state", [state.key for state in TEAM.states])
def test_a_forbidden_verb_is_refused_in_every_state(company: Company, state: str) -> None:
    team = drafted(company)
    later = LAST + timedelta(days=1) if state == "renewing" else None
    Team.objects.filter(pk=team.pk).update(state=state, next_until=later)
    acts = {
        "propose": lambda: actions.propose(team, by=company.lin),
        "renew": lambda: actions.renew(team, by=company.lin, until=date(2023, 12, 1)),
        "borrow": lambda: actions.borrow(team, by=company.lin, person=company.xu, percent=5),
        "change": lambda: actions.change_charter(team, charter(name="别的"), by=company.lin, version=1),
    }  # fmt: skip
    for verb, act in acts.items():
        if not TEAM.allows(state, verb):
            with pytest.raises(NotPossibleNow):
                act()


def test_disputes_reach_whoever_stands_above_all_homes(company: Company) -> None:
    assert queries.superior_of(active(company)) == company.chen_zong


def test_a_draft_is_seen_by_its_leader_alone(company: Company, signed_in: SignIn) -> None:
    team = drafted(company)
    address = reverse("team", args=[team.pk])
    assert signed_in(company.li).get(address).status_code == 404
    assert signed_in(company.lin).get(address).status_code == 200
    actions.propose(team, by=company.lin)
    assert signed_in(company.li).get(address).status_code == 200


def test_the_pages_form_and_sign(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.lin)
    form = {"name": "直播专项组", "purpose": "转化", "measure": "3%", "rights": "",
            "since": "2023-7-3", "until": "2023年9月29日"}  # fmt: skip
    wrong = send(browser, reverse("new-team"), **{**form, "measure": ""})
    assert (wrong.status_code, "直播专项组" in wrong.content.decode()) == (422, True)
    address = send(browser, reverse("new-team"), **form)["Location"]
    unclear = send(browser, f"{address}/loans", person_text="王", percent="50")
    assert (unclear.status_code, bool(errors(unclear))) == (422, True)
    assert send(browser, f"{address}/loans", person_text="王强", percent="50").status_code == 303
    assert send(browser, f"{address}/loans", person_text="吴凡", percent="30").status_code == 303
    assert send(browser, f"{address}/proposals").status_code == 303
    loans = {one.person.login: one for one in Loan.objects.select_related("person")}
    head = signed_in(company.wang)
    assert "王强" in page(head, reverse("teams")).text()
    sign = reverse("loan-signatures", args=[loans["wang_gong"].pk])
    assert sign in page(head, address).html
    assert signed_in(company.li).post(sign, {"once": ""}).status_code == 403
    assert send(head, sign).status_code == 303
    assert send(head, sign).status_code == 409
    refuse = reverse("loan-refusals", args=[loans["wu"].pk])
    assert send(signed_in(company.zhao), refuse, reason="").status_code == 422
    assert send(signed_in(company.zhao), refuse, reason="走不开").status_code == 303
    assert "走不开" in page(browser, address).text()
    assert send(browser, f"{address}/renewals", until="2023-12-29").status_code == 303
    assert send(browser, f"{address}/endings", reason="做完了").status_code == 303
    assert "直播专项组" in page(browser, reverse("teams") + "?show=ended").text()


def test_a_signature_needs_a_proof_of_who_one_is(company: Company) -> None:
    team = proposed(company)
    loan = loan_of(team, company.wang_gong)
    browser = Client()
    browser.force_login(company.wang)
    address = reverse("loan-signatures", args=[loan.pk])
    asked = send(browser, address, back=reverse("team", args=[team.pk]))
    assert asked["Location"].startswith("/identity-proofs")
    assert send(browser, address, identity_password="wrong-password").status_code == 422
    assert loan_of(team, company.wang_gong).state == "asked"
    assert send(browser, address, identity_password=PASSWORD).status_code == 303
    assert "password" in Entry.objects.get(kind="team.loan_signed").payload["proof"]
