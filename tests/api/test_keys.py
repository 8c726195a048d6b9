"""What opens an account is changed by people: no token becomes a session or gets more rights."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.api.conftest import Caller
from tests.company import Company
from tests.org.rosters import TITLES, workbook
from tongzhou.api.pages.places import places
from tongzhou.journal.models import Entry
from tongzhou.org import actions
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.models import ExternalId, Person, RosterImport

pytestmark = [pytest.mark.django_db, pytest.mark.check("T028")]


@pytest.fixture
def caller(company: Company) -> Caller:
    scopes = ["organisation:write"]
    return Caller(create_token(company.administrator, by=None, name="t", scopes=scopes))


def edited(caller: Caller, person: Person, **facts: object) -> HttpResponse:
    person.refresh_from_db()
    known = {"name": person.name, "hours_per_day": "8", "version": person.version}
    return caller.post(f"/people/{person.pk}/edit", known | facts)


def test_a_token_moves_no_messenger_account(company: Company, caller: Caller) -> None:
    actions.change_profile(company.wu, by=None, version=1, wecom="wufan", mail="wu@example.com")
    for account in ("", "admin"):
        assert edited(caller, company.wu, wecom=account).status_code == 403
    assert edited(caller, company.wu, title="主管", wecom="wufan").status_code == 200
    assert edited(caller, company.wu, title="总监").status_code == 200
    company.wu.refresh_from_db()
    known = (company.wu.title, company.wu.mail, ExternalId.objects.get().value)
    assert known == ("总监", "wu@example.com", "wufan"), "what is not said stays"


def test_a_token_does_not_change_where_an_administrator_is_known(
    company: Company, caller: Caller
) -> None:
    mail = company.administrator.mail
    assert edited(caller, company.administrator, mail="mine@example.com").status_code == 403
    assert edited(caller, company.wu, mail="wu.fan@example.com").status_code == 200
    company.administrator.refresh_from_db()
    assert company.administrator.mail == mail


@pytest.mark.parametrize("login", ["wu", "newcomer"])
def test_a_table_taken_over_by_a_token_names_no_messenger_account(
    company: Company, caller: Caller, login: str
) -> None:
    row = ("某人", login, "市场部", "", "", "", "", "", "wufan")
    file = SimpleUploadedFile("a.xlsx", workbook(row, titles=(*TITLES, "企业微信账号")))
    sent = caller.client.post("/api/v1/people/imports", {"file": file}, headers=caller.headers)
    assert sent.status_code == 200
    kept = RosterImport.objects.get()
    assert caller.post(f"/people/imports/{kept.pk}/confirmations", {}).status_code == 403
    assert not ExternalId.objects.exists()
    actions.confirm_roster(kept, by=company.administrator, makes_departments=False)
    assert ExternalId.objects.get().person.login == login


def test_a_token_gives_nobody_new_a_password_or_a_right(company: Company, caller: Caller) -> None:
    new = {"name": "新人", "login": "newcomer", "department": str(company.sales.pk)}
    for key in ({"password": "correct horse battery"}, {"is_administrator": True}):
        assert caller.post("/people", new | key).status_code == 403
    assert caller.post("/people", new).status_code == 200
    assert not Person.objects.get(login="newcomer").has_usable_password()


def test_whose_messenger_account_changes_is_told(company: Company) -> None:
    actions.change_profile(company.wu, by=company.administrator, version=1, wecom="wufan")
    titles = (*TITLES, "飞书")
    for login, account in (("wu", "ou_1"), ("newcomer", "ou_2")):
        row = ("吴凡", login, "销售部", "", "", "", "", "", account)
        actions.take_over_roster(workbook(row, titles=titles), by=None, makes_departments=False)
    told = Entry.objects.filter(kind="person.messenger_account_changed").order_by("seq")
    assert [(one.subject, one.payload["systems"]) for one in told] == [
        (company.wu.pk, ["wecom"]),
        (company.wu.pk, ["feishu"]),
    ]


def test_links_of_one_person_are_no_pages_of_programs() -> None:
    assert not [one.path for one in places() if one.path.startswith(("w/", "a/"))]
