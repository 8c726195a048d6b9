from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from tests.collaborations import asking
from tests.collaborations.asking import drafted, drafted_case
from tests.company import Company
from tongzhou.collaborations.actions import cases, contents
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, Refused, Stale
from tongzhou.journal.models import Entry


def test_a_revision_names_the_fields_it_changed(company: Company) -> None:
    case = drafted_case(company)
    given = replace(
        contents.of(case), goal="Q3 月活 +18%", milestones=(("上线", date(2023, 9, 30)),)
    )

    cases.revise(case, given, seen=1, by=company.lin)

    case.refresh_from_db()
    assert (case.goal, case.version) == ("Q3 月活 +18%", 2)
    entry = Entry.objects.get(kind="collaboration.revised")
    assert entry.payload == {"fields": ["goal", "milestones"], "version": 2}


def test_saving_the_same_again_is_no_revision(company: Company) -> None:
    case = drafted_case(company)

    cases.revise(case, contents.of(case), seen=1, by=company.li)

    case.refresh_from_db()
    assert case.version == 1


@pytest.mark.check("T047")
def test_whoever_comes_second_sees_both_texts(company: Company) -> None:
    case = drafted_case(company)
    given = contents.of(case)
    cases.revise(case, replace(given, goal="月活 +18%"), seen=1, by=company.li)

    with pytest.raises(Stale) as refusal:
        cases.revise(case, replace(given, goal="月活 +20%"), seen=1, by=company.lin)

    assert refusal.value.mine == {"goal": "月活 +20%"}
    assert refusal.value.theirs == {"goal": "月活 +18%"}


def test_an_asked_department_cannot_be_dropped(company: Company) -> None:
    case = drafted_case(company)
    drafted(company, case)

    with pytest.raises(Invalid) as refusal:
        cases.revise(
            case, replace(contents.of(case), partners=(company.sales,)), seen=1, by=company.li
        )

    assert "partners" in refusal.value.errors
    assert case.parties.count() == 3


def test_what_was_sent_stays_complete(company: Company) -> None:
    case = drafted_case(company)
    asking.send(case, by=company.li)

    with pytest.raises(Invalid):
        cases.revise(case, replace(contents.of(case), goal=""), seen=1, by=company.li)


def test_only_the_initiator_revises(company: Company) -> None:
    case = drafted_case(company)

    with pytest.raises(Refused):
        cases.revise(case, contents.of(case), seen=1, by=company.wang)


@pytest.mark.check("T048")
@pytest.mark.django_db(transaction=True)
def test_of_fifty_revisions_at_once_exactly_one_wins(company: Company) -> None:
    case = drafted_case(company)
    given = contents.of(case)

    def revise(turn: int) -> bool:
        try:
            cases.revise(case, replace(given, goal=f"月活 +{turn}%"), seen=1, by=company.li)
        except Stale:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        won = list(pool.map(revise, range(50)))

    assert won.count(True) == 1
    assert Collaboration.objects.get().version == 2
