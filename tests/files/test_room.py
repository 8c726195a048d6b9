"""Nobody fills the disk: one person's files have their room, and so have the house's."""

import os
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.company import Company
from tests.files.handing_in import PNG, upload
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.files import actions, store
from tongzhou.files.models import StoredFile
from tongzhou.files.room import room_of, room_of_house
from tongzhou.org.models import Person

pytestmark = pytest.mark.check("T148")
SIZE = len(PNG)


def test_a_person_has_room_for_so_much_and_gains_it_back(company: Company, settings: Any) -> None:
    settings.FILES_PERSON = 2 * SIZE
    first = actions.keep(upload(), by=company.lin)
    actions.keep(upload(), by=company.lin)
    with pytest.raises(NotPossibleNow):
        actions.keep(upload(), by=company.lin)
    assert StoredFile.objects.count() == 2
    actions.keep(upload(), by=company.wang)
    actions.withdraw(first, by=company.lin)
    actions.keep(upload(), by=company.lin)
    assert room_of(company.lin).taken == 2 * SIZE
    with pytest.raises(NotPossibleNow):
        actions.restore(first, by=company.lin)


def test_the_house_counts_the_same_content_once(company: Company, settings: Any) -> None:
    settings.FILES_HOUSE = 2 * SIZE
    for person in (company.lin, company.wang, company.li):
        actions.keep(upload(), by=person)
    assert room_of_house().taken == SIZE
    with pytest.raises(NotPossibleNow):
        actions.keep(upload("other.png", PNG + b"x" * SIZE), by=company.lin)
    settings.FILES_HOUSE = 0
    actions.keep(upload("other.png", PNG + b"x" * SIZE), by=company.lin)


def test_what_belongs_to_nothing_is_swept_and_nothing_else(company: Company) -> None:
    kept = actions.keep(upload(), by=company.lin)
    orphan = store.place(actions.bring_to_store(upload("o.png", PNG + b"orphan")).sha256)
    young = store.place(actions.bring_to_store(upload("y.png", PNG + b"young")).sha256)
    yesterday = time.time() - actions.ORPHANED_AFTER - 60
    for path in (kept.path, orphan):
        os.utime(path, (yesterday, yesterday))
    actions.sweep_orphans()
    assert [path.exists() for path in (kept.path, orphan, young)] == [True, False, True]


def test_an_administrator_sees_whose_files_take_most(
    company: Company, signed_in: Callable[[Person], Client]
) -> None:
    actions.keep(upload("a.png", PNG + b"x" * 3_000_000), by=company.lin)
    page = signed_in(company.administrator).get("/administration/files").content.decode()
    assert company.lin.name in page
    assert "2.9 MB" in page
    assert signed_in(company.lin).get("/administration/files").status_code == 403
