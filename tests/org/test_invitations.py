"""A one-time link: shown once, opened once, for seven days; the person alone knows the password."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from django.test import Client

from tests.company import Company
from tests.forms import errors, page, send
from tongzhou.core.verdicts import NotPossibleNow, Refused
from tongzhou.journal.models import Entry
from tongzhou.org.actions.invitations import accept_invitation, invite, invited
from tongzhou.org.models import Invitation, Person

pytestmark = pytest.mark.django_db
NEW = "长风破浪会有时-2026"


def test_the_administrator_hands_it_out_and_the_person_chooses(
    company: Company, signed_in: Callable[[Person], Client]
) -> None:
    boss, feng = signed_in(company.administrator), company.feng
    made = send(boss, f"/people/{feng.pk}/invitations")
    assert (made.status_code, made["Cache-Control"].count("no-store")) == (200, 1)
    found = re.search(r"/invitation\?code=([\w-]{20,})", made.content.decode())
    assert found
    there, code = found[0], found[1]
    assert code not in str(Invitation.objects.values_list()[0])
    assert code not in str(list(Entry.objects.values_list("payload", flat=True)))

    guest = Client()
    assert "冯源" in page(guest, there).body.text()
    assert errors(send(guest, "/invitation", code=code, new_password="1"))
    assert send(guest, "/invitation", code=code, new_password=NEW).status_code == 303
    feng.refresh_from_db()
    assert feng.check_password(NEW)
    assert "已使用" in page(guest, there).body.text()
    assert "已使用" in send(guest, "/invitation", code=code, new_password=NEW).content.decode()


def test_only_an_administrator_makes_it(
    company: Company, signed_in: Callable[[Person], Client]
) -> None:
    assert send(signed_in(company.li), f"/people/{company.feng.pk}/invitations").status_code == 403
    with pytest.raises(Refused):
        invite(company.feng, by=company.qian)


@pytest.mark.check("T131")
def test_a_later_link_a_late_day_and_a_closed_account_end_it(
    company: Company, clock: ModuleType
) -> None:
    first = invite(company.feng, by=company.administrator)
    second = invite(company.feng, by=company.administrator)
    assert (invited(first), invited(second)) == (None, company.feng)
    assert second not in str(list(Invitation.objects.values())), "kept as a hash"
    clock.advance(timedelta(days=7, seconds=1))
    with pytest.raises(NotPossibleNow):
        accept_invitation(second, new_password=NEW)
    third = invite(company.feng, by=company.administrator)
    Person.objects.filter(pk=company.feng.pk).update(is_active=False)
    with pytest.raises(NotPossibleNow):
        accept_invitation(third, new_password=NEW)
    with pytest.raises(NotPossibleNow):
        invite(company.feng, by=company.administrator)
