import pytest
from django.db import Error, connection, transaction

from tongzhou.journal.models import Head

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("time", ["first", "second"])
def test_rows_written_by_migrations_survive_the_flush_after_a_test(time: str) -> None:
    assert Head.objects.get().seq == 0


def test_a_guarded_table_is_guarded_again_after_the_flush() -> None:
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO journal_head (id, seq, hash) VALUES (2, 0, '')")
