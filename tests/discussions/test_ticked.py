"""Several lines of a list at once: followed, muted, read, taken out."""

from collections.abc import Callable
from types import ModuleType
from uuid import uuid4

import pytest
from django.test import Client

from tests.collaborations.asking import sent
from tests.company import Company
from tests.forms import page, send
from tongzhou.collaborations.actions import cases
from tongzhou.collaborations.models import Collaboration
from tongzhou.discussions.models import Stance
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person
from tongzhou.org.roster.tables import read_tables

SignedIn = Callable[[Person], Client]
pytestmark = pytest.mark.django_db


def two(company: Company) -> tuple[Collaboration, Collaboration]:
    """One that 林晓 sees, and one that she does not."""
    seen = sent(company).collaboration
    hidden = cases.draft(
        company.finance, cases.Contents(name="预算", person_in_charge=company.qian), by=company.qian
    )
    return seen, hidden


def test_what_is_ticked_is_followed_or_muted_as_far_as_it_is_seen(
    company: Company, clock: ModuleType, signed_in: SignedIn
) -> None:
    seen, hidden = two(company)
    lin = signed_in(company.lin)
    boxes = page(lin, "/collaborations").css('input[form="batch"]')
    assert [box.attributes["value"] for box in boxes] == [str(seen.pk)]
    for mode in ("follow", "mute"):
        assert send(lin, "/stances", chosen=[seen.pk, hidden.pk], mode=mode).status_code == 303
        assert list(Stance.objects.values_list("collaboration", "mode")) == [(seen.pk, mode)]
    send(lin, "/stances", chosen=[seen.pk], mode="")
    assert not Stance.objects.exists()


def test_nothing_ticked_or_too_much_is_told(
    company: Company, clock: ModuleType, signed_in: SignedIn
) -> None:
    lin = signed_in(company.lin)
    for wrong in ([], ["nonsense"], [uuid4() for _one in range(201)]):
        assert send(lin, "/stances", chosen=wrong, mode="mute").status_code == 422
        assert lin.post("/collaborations/exports", {"chosen": wrong}).status_code == 422


def test_what_is_ticked_is_taken_out_as_a_workbook(
    company: Company, clock: ModuleType, signed_in: SignedIn
) -> None:
    seen, hidden = two(company)
    response = signed_in(company.lin).post(
        "/collaborations/exports", {"chosen": [seen.pk, hidden.pk]}
    )
    [(_sheet, [_headings, row])] = read_tables(response.content)
    assert [str(cell) for cell in row[:3]] == [seen.number, seen.name, "市场部"]


def test_ticked_notices_are_read_and_their_collaborations_muted(
    company: Company, clock: ModuleType, signed_in: SignedIn
) -> None:
    ask = sent(company)
    run_once()
    own = list(Notice.objects.filter(person=company.liu, read_at=None))
    foreign = Notice.objects.exclude(person=company.liu).filter(read_at=None).first()
    assert own
    assert foreign
    chosen = [one.pk for one in (*own, foreign)]
    assert send(signed_in(company.liu), "/notice-readings", chosen=chosen).status_code in (302, 303)
    assert not Stance.objects.exists()
    assert not Notice.objects.filter(person=company.liu, read_at=None).exists()
    foreign.refresh_from_db()
    assert foreign.read_at is None
    send(signed_in(company.liu), "/notice-readings", chosen=chosen, mode="mute")
    [stance] = Stance.objects.all()
    assert (stance.collaboration_id, stance.person) == (ask.collaboration_id, company.liu)
