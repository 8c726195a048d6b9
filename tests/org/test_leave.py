"""People move and leave; what they signed stays verifiable without their name."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.company import Company
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal import chain
from tongzhou.journal.models import Entry
from tongzhou.org import actions
from tongzhou.org.actions.tokens import create_token
from tongzhou.org.models import Person
from tongzhou.org.queries import names_of, people_matching

SignIn = Callable[[Person], Client]


@pytest.mark.check("T046")
def test_a_former_colleague_loses_the_name_but_no_entry_changes(company: Company) -> None:
    actions.set_theme(company.wu, by=company.wu, theme="dark")
    actions.retire(company.wu, by=company.administrator)
    before = list(Entry.objects.order_by("seq").values_list("hash", flat=True))
    actions.anonymise(company.wu, by=company.administrator)
    entries = list(Entry.objects.order_by("seq"))
    assert [entry.hash for entry in entries[:-1]] == before
    for entry, previous in zip(entries, ["", *(one.hash for one in entries)], strict=False):
        facts = {
            "seq": entry.seq, "at": entry.at, "kind": entry.kind, "actor": entry.actor,
            "on_behalf_of": entry.on_behalf_of, "subject": entry.subject,
            "collaboration": entry.collaboration, "payload": entry.payload,
            "format": entry.format, "previous": previous or entry.previous,
        }  # fmt: skip
        assert chain.link(facts) == entry.hash
    fresh = Person.objects.get(pk=company.wu.pk)
    assert (fresh.mail, fresh.mobile, fresh.title) == ("", "", "")
    assert "吴凡" not in (fresh.name, names_of([fresh.pk])[str(fresh.pk)])
    assert not fresh.has_usable_password()


def test_data_are_removed_only_after_the_account_is_closed(company: Company) -> None:
    with pytest.raises(NotPossibleNow):
        actions.anonymise(company.wu, by=company.administrator)
    actions.retire(company.wu, by=company.administrator)
    with pytest.raises(Refused):
        actions.anonymise(company.wu, by=company.li)
    actions.anonymise(company.wu, by=company.administrator)
    with pytest.raises(NotPossibleNow):
        actions.reactivate(company.wu, by=company.administrator)


def test_who_left_is_not_suggested_any_more(company: Company) -> None:
    assert [row["name"] for row in people_matching("wufan", by=company.li)] == ["吴凡"]
    actions.retire(company.wu, by=company.administrator)
    assert not people_matching("wufan", by=company.li)
    actions.reactivate(company.wu, by=company.administrator)
    assert people_matching("wf", by=company.li)


def test_an_administrator_does_not_close_the_own_account(company: Company) -> None:
    with pytest.raises(NotPossibleNow):
        actions.retire(company.administrator, by=company.administrator)


@pytest.mark.check("T028")
def test_rights_and_programs_do_not_come_back_with_a_person(company: Company) -> None:
    by = company.administrator
    actions.set_rights(company.wu, by=by, is_administrator=True, is_auditor=False)
    secret = create_token(company.wu, by=company.wu, name="old")
    program = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/me", headers=program).status_code == 200
    actions.retire(company.wu, by=by)
    left = Person.objects.get(pk=company.wu.pk)
    assert (left.is_administrator, left.tokens.filter(revoked_at=None).exists()) == (False, False)
    # As accounts were closed by former versions of the program.
    Person.objects.filter(pk=left.pk).update(is_auditor=True)
    left.tokens.update(revoked_at=None)
    actions.reactivate(left, by=by)
    back = Person.objects.get(pk=left.pk)
    assert (back.is_active, back.is_administrator, back.is_auditor) == (True, False, False)
    assert Client().get("/api/v1/me", headers=program).status_code == 401
    assert Entry.objects.filter(kind="person.rights_changed", subject=back.pk).count() == 3
    assert Entry.objects.filter(kind="token.revoked").count() == 2


def test_the_pages_move_close_and_reopen(company: Company, signed_in: SignIn) -> None:
    browser = signed_in(company.administrator)
    key = [company.wu.pk]
    home = {"department": company.service.pk, "once": uuid4().hex}
    assert browser.post(reverse("person-departments", args=key), home).status_code == 303
    assert Person.objects.get(pk=company.wu.pk).department == company.service
    for name in (
        "person-departures",
        "person-returns",
        "person-departures",
        "person-anonymisations",
    ):
        assert browser.post(reverse(name, args=key), {"once": uuid4().hex}).status_code == 303
    assert browser.get(reverse("person", args=key)).status_code == 200
    stranger = signed_in(company.li)
    assert stranger.post(reverse("person-returns", args=key), {}).status_code == 403
