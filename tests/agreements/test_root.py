"""The root over a version: a tree, with older formats still read; what is kept cannot be rewritten."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import strategies as st

from tests.agreements.table import Table
from tests.agreements.tampering import behind_the_back
from tongzhou.agreements.actions import changes
from tongzhou.agreements.binding import FORMAT, leaves, root_hash
from tongzhou.agreements.models import RowSignature, Version
from tongzhou.agreements.verify import verify_signatures
from tongzhou.config.rights import EVERYTHING_KEPT, FROM_THE_FIRST, grant_to, still_granted
from tongzhou.core import merkle
from tongzhou.core.verdicts import Refused
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person

PLAIN = {"journal_entry": "seq"}
hashes = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=33)


@given(hashes, st.data())
def test_every_item_climbs_to_the_root_and_no_other_does(
    items: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(items) - 1))
    steps = merkle.path(items, place)
    assert merkle.climbed(items[place], steps) == merkle.root(items)
    assert merkle.climbed("ab" * 32, steps) != merkle.root(items)


@given(hashes)
def test_a_list_with_one_item_more_less_or_moved_has_another_root(items: list[str]) -> None:
    root = merkle.root(items)
    assert merkle.root([*items, items[-1]]) != root
    if len(set(items)) > 1:
        assert merkle.root(items[1:]) != root
        assert items[::-1] == items or merkle.root(items[::-1]) != root


def test_one_row_is_proved_without_the_others(table: Table) -> None:
    version = table.in_force()
    rows = list(version.rows.values_list("hash", flat=True))
    tree = leaves(table.case.pk, version.number, rows)
    assert merkle.climbed(rows[2], merkle.path(tree, 3)) == version.root
    assert version.format == FORMAT


def test_a_version_of_the_first_format_still_verifies_and_is_still_guarded(table: Table) -> None:
    version = table.circulate()
    rows = list(version.rows.values_list("hash", flat=True))
    old = root_hash(table.case.pk, version.number, rows, written_as=1)
    entry = Entry.objects.get(kind="agreement.circulated")
    said = {**entry.payload, "root": old}
    said.pop("imprint")
    with behind_the_back():
        Version.objects.filter(pk=version.pk).update(root=old, format=1)
        Entry.objects.filter(pk=entry.pk).update(payload=said)
    version.refresh_from_db()
    for department in table.heads:
        version = table.sign(version, department)
    assert version.state == "in_force"
    assert verify_signatures() == []
    with behind_the_back():
        Version.objects.filter(pk=version.pk).update(format=2)
    assert verify_signatures()


def test_the_page_marks_what_differs_from_what_this_person_last_signed(
    table: Table, signed_in: Callable[[Person], Client]
) -> None:
    """Two changes pass sales by; the third shows it both of them."""
    table.in_force()
    company = table.company
    for end in ("2023-08-21", "2023-08-25"):
        values: dict[UUID, dict[str, Any]] = {table.campaign.pk: {"deliverable": f"推广方案 {end}"}}
        change = changes.draft(table.case, by=company.lin, reason="改", values=values)
        version = changes.submit(change, by=company.lin).versions.get()
        for department in (company.marketing, company.product):
            table.sign(version, department)
    values = {table.campaign.pk: {"end": "2023-09-25", "supports": [str(company.sales.pk)]}}
    change = changes.draft(table.case, by=company.lin, reason="改", values=values)
    changes.submit(change, by=company.lin)
    page = signed_in(company.zhao).get(f"/changes/{change.pk}").content.decode()
    assert "你上次签的是第 1 版" in page
    assert "推广方案与数据" in page.split('id="sign"')[1].split("</section>")[0]


def test_one_person_on_two_sides_is_refused_unless_the_organisation_allows_it(
    table: Table, signed_in: Callable[[Person], Client]
) -> None:
    company = table.company
    company.sales.head = company.wang
    company.sales.save(update_fields=["head"])
    version = table.circulate()
    table.sign(version, company.product)
    with pytest.raises(Refused):
        table.sign(version, company.sales, by=company.wang)
    with override_settings(SIGN_FOR_SEVERAL=True):
        table.sign(version, company.sales, by=company.wang)
        page = signed_in(company.li).get(f"/agreements/{version.pk}").content.decode()
    assert "王磊一人代表" in page


@pytest.mark.check("T158")
def test_the_database_refuses_to_rewrite_what_was_signed(table: Table) -> None:
    table.in_force()
    for kept in (one for one in EVERYTHING_KEPT if _rows(one.table)):
        column = kept.columns[0] if kept.columns else PLAIN.get(kept.table, "id")
        for statement in (
            f"UPDATE {kept.table} SET {column} = {column}",
            f"DELETE FROM {kept.table}",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                connection.cursor().execute(statement)


@pytest.mark.check("T158")
def test_the_role_of_the_program_lacks_the_right_and_still_signs(table: Table) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    version = table.circulate()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE tongzhou_program")
        grant_to("tongzhou_program")
        assert still_granted()
        cursor.execute("SET LOCAL ROLE tongzhou_program")
        assert still_granted() == []
        for department in table.heads:
            version = table.sign(version, department)
        assert version.state == "in_force"
        for kept in FROM_THE_FIRST:
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(f"DELETE FROM {kept.table}")
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(f"TRUNCATE {kept.table} CASCADE")
        cursor.execute("RESET ROLE")
    assert RowSignature.objects.exists()


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        [count] = cursor.fetchone() or [0]
        return int(count)
