"""A bundle comes in as facts, says what does not add up, and goes out as it came."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.company import Company
from tests.counted import rows_counted
from tongzhou.config.cli import main
from tongzhou.core.verdicts import Invalid, Refused
from tongzhou.journal.models import Entry
from tongzhou.org.models import Department, Person
from tongzhou.past.actions import take_over
from tongzhou.past.bundle import Bundle
from tongzhou.past.models import PastCase, PastTask, Source
from tongzhou.past.oddities import oddities
from tongzhou.past.queries.giving_back import bundle_of
from tongzhou.past.reading import read_bundle, written
from tongzhou.terms.models import Wording

SMALL = Path(__file__).with_name("small.json")
pytestmark = pytest.mark.django_db


def small(**changes: Any) -> Bundle:
    return read_bundle(json.dumps(json.loads(SMALL.read_text()) | changes).encode())


def test_what_came_in_goes_out_again(company: Company) -> None:
    take_over(small(), by=None)
    given = written(bundle_of(Source.objects.get()))
    assert given == json.loads(SMALL.read_text()) == written(small())


def test_the_same_bundle_again_changes_nothing(company: Company) -> None:
    take_over(small(), by=None)
    before = Entry.objects.count(), list(PastCase.objects.values_list("pk", flat=True))
    again = take_over(small(), by=None)
    assert (again.created, again.changed, again.same) == (0, 0, 3)
    assert before == (Entry.objects.count(), list(PastCase.objects.values_list("pk", flat=True)))


def test_the_words_of_a_bundle_are_those_of_its_departments(company: Company) -> None:
    take_over(small(), by=None)
    found = Wording.objects.get()
    told = (found.term.name, found.department, found.text, found.by)
    assert told == ("新用户", company.marketing, "首单 30 天内", None)


def test_the_engine_has_counted_what_came_in_before_anybody_reads_it(company: Company) -> None:
    take_over(small(), by=None)
    assert rows_counted(PastCase) == PastCase.objects.count()


def test_a_later_bundle_updates_what_changed_and_names_what_is_gone(company: Company) -> None:
    take_over(small(), by=None)
    cases = json.loads(SMALL.read_text())["collaborations"][:2]
    cases[1]["is_open"] = False
    taken = take_over(small(collaborations=cases), by=None)
    assert (taken.changed, taken.same, taken.gone) == (1, 1, ["A-3"])
    assert not PastCase.objects.get(key="A-2").is_open
    assert PastCase.objects.filter(key="A-3").exists()


def test_what_does_not_add_up_is_told_by_its_path(company: Company) -> None:
    assert [str(one) for one in oddities(small())] == [
        "collaborations[0] A-1.parties: the initiating department marketing is named as a partner",
        "collaborations[0] A-1.seats: “TBD” is not in this bundle",
        "collaborations[0] A-1.tasks[0] t1.raci: 2 people are accountable, not one",
        "collaborations[0] A-1.changes[0]: decided 2021-10-03, before it was asked for, 2022-10-02",
        "collaborations[0] A-1.closed: 2022-08-01T10:00:00Z lies before it was filed, 2022-09-01",
    ]


def test_departments_and_people_that_are_new_come_with_their_seats(company: Company) -> None:
    take_over(small(), by=None)
    stands = Department.objects.values_list(
        "parent__code", "head__login", "deputy__login", "successor__code"
    )
    assert stands.get(code="logistics") == ("hq-east", "ma-li", "tang", None)
    assert stands.get(code="press") == ("hq-east", None, None, "hq-east")
    assert not Person.objects.get(login="ma-li").has_usable_password()


def test_who_and_what_is_known_here_stays_as_it_is(company: Company) -> None:
    before = Person.objects.values("name", "department", "version").get(login="li")
    take_over(small(), by=None)
    assert Person.objects.values("name", "department", "version").get(login="li") == before
    company.marketing.refresh_from_db()
    assert company.marketing.head == company.li


def test_a_day_no_calendar_has_is_refused_with_its_path(company: Company) -> None:
    cases = json.loads(SMALL.read_text())["collaborations"]
    cases[0]["tasks"][0]["due"] = "2023-14-05"
    cases[1]["colour"] = "red"
    with pytest.raises(Invalid) as refusal:
        small(collaborations=cases)
    assert list(refusal.value.errors) == [
        "collaborations[0].tasks[0].due",
        "collaborations[1].colour",
    ]
    assert not Source.objects.exists()


def test_only_administrators_and_the_operator_take_bundles_over(company: Company) -> None:
    with pytest.raises(Refused):
        take_over(small(), by=company.li)


def test_a_dry_run_writes_nothing_and_the_command_gives_the_bundle_back(
    company: Company, tmp_path: Path
) -> None:
    assert typed("import", "bundle", str(SMALL), "--dry-run").output.endswith(
        "nothing was written.\n"
    )
    assert not Source.objects.exists()
    assert typed("import", "bundle", str(SMALL)).exit_code == 0
    assert typed("export", "bundle", "old-house", str(tmp_path / "out.json")).exit_code == 0
    assert json.loads((tmp_path / "out.json").read_text()) == json.loads(SMALL.read_text())
    assert PastTask.objects.get().done_on.isoformat() == "2022-11-04"  # type: ignore[union-attr]


def test_only_those_who_took_part_see_what_is_not_open_to_the_company(company: Company) -> None:
    take_over(small(visibility="parties"), by=None)
    seen = {
        person.login: set(PastCase.objects.visible_to(person).values_list("key", flat=True))
        for person in (company.lin, company.feng, company.chen_zong, company.auditor)
    }
    everything = {"A-1", "A-2", "A-3"}
    assert seen == {"lin": {"A-1"}, "feng": set(), "chen_zong": everything, "auditor": everything}


def test_the_page_tells_what_the_source_told(company: Company, signed_in: Any) -> None:
    take_over(small(), by=None)
    case = PastCase.objects.get(key="A-1")
    page = signed_in(company.feng).get(f"/past/{case.pk}").content.decode()
    for said in ("双十一物流", "老系统", "物流部", "2022Q4", "TBD"):
        assert said in page


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)
