from datetime import date
from types import ModuleType

import pytest
from django.db import transaction
from django.utils import translation

from tests.company import Company
from tests.journal.events import LampLit, LampsHung
from tongzhou.core.ids import new_id
from tongzhou.journal.actions import record
from tongzhou.journal.models import Entry
from tongzhou.journal.queries import Name, lines, timeline
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import names_of

pytestmark = pytest.mark.django_db
CASE = new_id()


def names(ids: set[str]) -> dict[str, Name]:
    found = [*Person.objects.filter(pk__in=ids), *Department.objects.filter(pk__in=ids)]
    return {str(one.pk): Name(one.name, 3) for one in found}


def light(company: Company, *, by: Person | None, on_behalf_of: Person | None = None) -> Entry:
    event = LampLit(
        subject=new_id(),
        collaboration=CASE,
        colour="red",
        person=company.wang.pk,
        departments=(company.sales.pk, company.service.pk),
    )
    with transaction.atomic():
        return record(event, by=by, on_behalf_of=on_behalf_of)


def test_an_entry_reads_as_a_sentence_with_todays_names(company: Company) -> None:
    light(company, by=company.li)
    company.li.name = "李大经理"
    company.li.save(update_fields=["name"])
    with translation.override("en"):
        [line] = timeline(CASE, names=names)
    assert line.sentence == "李大经理 lit red for 王磊 and 销售部, 客服部"


def test_a_delegate_is_named_together_with_whom_they_stand_for(company: Company) -> None:
    light(company, by=company.lin, on_behalf_of=company.li)
    with translation.override("en"):
        [line] = timeline(CASE, names=names)
    assert line.sentence.startswith(f"{company.lin.name} for {company.li.name} lit red")


def test_what_the_clock_did_is_said_to_be_done_by_the_product(company: Company) -> None:
    light(company, by=None)
    with translation.override("en"):
        assert timeline(CASE, names=names)[0].sentence.startswith("Tongzhou lit")


def test_a_timeline_is_paged_from_the_newest_with_two_queries_at_any_length(
    company: Company, django_assert_num_queries: object
) -> None:
    for _ in range(35):
        light(company, by=company.li)

    def one_query(ids: set[str]) -> dict[str, Name]:
        return {str(one.pk): Name(one.name, 0) for one in Person.objects.filter(pk__in=ids)}

    with django_assert_num_queries(2):  # type: ignore[operator]
        first = timeline(CASE, names=one_query)
    second = timeline(CASE, names=one_query, before=first[-1].seq)
    assert (len(first), len(second)) == (30, 5)
    assert [line.seq for line in first + second] == sorted(
        (line.seq for line in first + second), reverse=True
    )


def test_days_times_and_lists_are_written_as_the_reader_writes_them(clock: ModuleType) -> None:
    event = LampsHung(
        subject=new_id(), colours=("红", "绿"), until=date(2023, 7, 7), since=clock.now()
    )
    with transaction.atomic():
        entry = record(event, by=None)
    entry.refresh_from_db()
    with translation.override("en"):
        [line] = lines([entry], names=lambda _: {})
    assert line.sentence == "红, 绿 until 7 Jul, since Today 10:00: —"


def test_no_entries_ask_for_no_names() -> None:
    assert lines([], names=lambda _: pytest.fail("asked for names")) == []


def test_entries_of_an_older_program_still_read(company: Company) -> None:
    light(company, by=company.li)
    [entry] = Entry.objects.all()
    entry.payload = {"colour": "red", "glass": "thick"}
    retired = Entry(kind="lamp.oiled", actor=company.li.pk, subject=new_id(), payload={}, seq=2)
    with translation.override("en"):
        said = [line.sentence for line in lines([entry, retired], names=names)]
    assert said == ["李敏 lit red for — and —", "李敏 · lamp.oiled"]


def test_a_line_wears_the_colour_of_its_actors_department(company: Company) -> None:
    light(company, by=company.li)
    assert timeline(CASE, names=names)[0].hue == 3
    assert timeline(CASE, names=names_of)[0].hue == company.marketing.hue
