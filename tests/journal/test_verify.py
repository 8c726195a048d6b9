import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db import connection

from tests.journal.events import lamp
from tongzhou.core import canonical
from tongzhou.core.ids import new_id
from tongzhou.journal import quick
from tongzhou.journal.append_only import ENTRIES
from tongzhou.journal.chain import FACTS, link
from tongzhou.journal.models import Entry, Head
from tongzhou.journal.proofs import whole
from tongzhou.journal.verify import verify_against, verify_chain, write_anchor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chain(db: None) -> None:
    for _ in range(12):
        lamp()


@contextmanager
def forging() -> Iterator[None]:
    """Like somebody who owns the database and its triggers."""
    with connection.cursor() as cursor:
        for statement in ENTRIES.remove(connection.vendor):
            cursor.execute(statement)
        yield
        for statement in ENTRIES.install(connection.vendor):
            cursor.execute(statement)


def broken_at() -> set[int]:
    return {problem.seq for problem in verify_chain() if problem.tampering}


def test_an_untouched_chain_has_no_problems() -> None:
    assert verify_chain() == []


FLIPS: dict[str, Callable[[Entry], Any]] = {
    "at": lambda entry: entry.at + timedelta(microseconds=1),
    "kind": lambda entry: entry.kind + "x",
    "actor": lambda entry: new_id(),
    "on_behalf_of": lambda entry: new_id(),
    "subject": lambda entry: new_id(),
    "collaboration": lambda entry: new_id(),
    "payload": lambda entry: {**entry.payload, "colour": "绿"},
    "format": lambda entry: entry.format + 1,
    "previous": lambda entry: "0" * 64,
    "hash": lambda entry: "f" * 64,
}


@pytest.mark.check("T159")
@pytest.mark.parametrize("field", FLIPS)
def test_a_change_of_any_field_of_any_entry_is_found(field: str) -> None:
    for seq in random.sample(range(1, 13), 3):
        entry = Entry.objects.get(seq=seq)
        before = getattr(entry, field)
        with forging():
            Entry.objects.filter(seq=seq).update(**{field: FLIPS[field](entry)})
            assert seq in broken_at()
            Entry.objects.filter(seq=seq).update(**{field: before})
    assert verify_chain() == []


def test_every_field_of_an_entry_is_under_the_hash() -> None:
    assert {*FACTS, "hash"} == {field.name for field in Entry._meta.fields} == {*FLIPS, "seq"}


@pytest.mark.check("T159")
@pytest.mark.parametrize("seq", [1, 6, 12])
def test_an_entry_taken_out_is_found(seq: int) -> None:
    with forging():
        Entry.objects.filter(seq=seq).delete()
    assert broken_at()


@pytest.mark.check("T159")
def test_two_entries_that_changed_places_are_found() -> None:
    fourth, fifth = Entry.objects.filter(seq__in=(4, 5))
    with forging():
        Entry.objects.filter(seq__in=(4, 5)).delete()
        fourth.seq, fifth.seq = 5, 4
        fourth.save(force_insert=True)
        fifth.save(force_insert=True)
    assert broken_at() >= {4, 5}


@pytest.mark.check("T159")
def test_an_entry_put_in_behind_the_end_is_found() -> None:
    last = Entry.objects.get(seq=12)
    facts = {name: getattr(last, name) for name in FACTS} | {"seq": 13, "previous": last.hash}
    Entry.objects.create(**facts, hash=link(facts))
    assert broken_at() == {13}


@pytest.mark.check("T165")
def test_a_clock_put_back_is_flagged_but_is_no_tampering(clock: ModuleType) -> None:
    lamp()
    clock.advance(timedelta(hours=-1))
    lamp()
    found = [(problem.seq, problem.tampering) for problem in verify_chain()]
    assert (14, False) in found
    assert not broken_at()


@pytest.mark.check("T165")
def test_the_moment_of_an_entry_is_hashed_in_utc_with_its_offset() -> None:
    told = whole(Entry.objects.get(seq=12))
    moment = datetime.fromisoformat(str(canonical.plain(told["at"])))
    assert moment.utcoffset() == timedelta(0)
    moments = list(Entry.objects.values_list("at", flat=True))
    assert moments == sorted(moments)


@pytest.mark.check("T160")
def test_an_anchor_finds_a_tail_that_was_cut_and_a_chain_written_anew(tmp_path: Path) -> None:
    anchor = tmp_path / "anchor"
    write_anchor(anchor)
    lamp()
    write_anchor(anchor)
    assert verify_against(anchor) == []
    with forging():
        Entry.objects.filter(seq__gt=11).delete()
        end = Entry.objects.get(seq=11)
        Head.objects.update(seq=11, hash=end.hash)
    assert verify_chain() == []
    assert [problem.seq for problem in verify_against(anchor)] == [12, 13]
    lamp("白")
    assert verify_chain() == []
    assert [problem.seq for problem in verify_against(anchor)] == [12, 13]


@pytest.mark.check("T162")
def test_the_chain_holds_ids_and_no_names() -> None:
    entry = Entry.objects.get(seq=1)
    assert set(json.loads(json.dumps(entry.payload))) == {"colour", "person", "departments"}


def test_every_entry_fits_at_first_sight_whatever_it_says() -> None:
    """The closer look is for what was tampered with: half a million entries must not need it."""
    for colour in ('红“"\\', "绿\n\x01", "🏮 \u2028", ""):
        lamp(colour)

    assert all(link.fits for link in quick.links())


@pytest.mark.parametrize("kind", ['lamp.lit"', "lamp.lit\\", 'lamp.lit","on_behalf_of":null,"x":"'])
def test_a_kind_that_is_written_like_json_deceives_nobody(kind: str) -> None:
    with forging():
        Entry.objects.filter(seq=5).update(kind=kind)

    assert broken_at() == {5}
