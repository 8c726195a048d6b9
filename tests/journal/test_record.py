from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tests.journal.events import LampLit, lamp
from tongzhou.core.ids import new_id
from tongzhou.journal.actions import record
from tongzhou.journal.models import Command, Entry, Head
from tongzhou.journal.verify import verify_chain


@pytest.mark.django_db
def test_entries_are_numbered_without_gaps_and_each_knows_the_one_before() -> None:
    first, second = lamp(), lamp()
    assert (first.seq, second.seq) == (1, 2)
    assert (first.previous, second.previous) == ("", first.hash)
    assert Head.objects.get().hash == second.hash


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_the_transaction_of_its_change_is_a_mistake() -> None:
    with pytest.raises(RuntimeError):
        record(LampLit(subject=new_id()), by=None)


@pytest.mark.django_db
@pytest.mark.check("T157")
def test_a_change_that_is_rolled_back_leaves_no_entry() -> None:
    with transaction.atomic():
        record(LampLit(subject=new_id()), by=None)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()
    assert lamp().seq == 1


@pytest.mark.django_db
@pytest.mark.check("T158")
@pytest.mark.parametrize(
    "statement", ["UPDATE journal_entry SET kind = 'x'", "DELETE FROM journal_entry"]
)
def test_the_database_refuses_to_change_or_remove_an_entry(statement: str) -> None:
    entry = lamp()
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Entry.objects.get() == entry


@pytest.mark.check("T158")
def test_no_second_door_leads_to_the_rows() -> None:
    """No generated administration that could edit what only actions write."""
    assert not [one for one in settings.INSTALLED_APPS if one.startswith("django.contrib.admin")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.check("T161")
def test_a_hundred_writers_at_once_keep_one_linear_chain() -> None:
    def write(number: int) -> None:
        try:
            lamp(str(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(100)))
    assert list(Entry.objects.values_list("seq", flat=True)) == list(range(1, 101))
    assert {entry.payload["colour"] for entry in Entry.objects.all()} == {
        str(number) for number in range(100)
    }
    assert verify_chain() == []


@pytest.mark.django_db
def test_recording_costs_three_statements(django_assert_num_queries: object) -> None:
    with transaction.atomic(), django_assert_num_queries(3):  # type: ignore[operator]
        record(LampLit(subject=new_id()), by=None)
    assert not Command.objects.exists()
