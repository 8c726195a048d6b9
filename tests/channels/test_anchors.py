"""T160, T163: once a day the head of the journal leaves the house, and `verify` compares."""

from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import override_settings

from tests.channels.sink import Sink
from tests.company import Company
from tests.journal.events import lamp
from tongzhou.channels.anchors import bring_out
from tongzhou.config.commands.health import verify
from tongzhou.journal.append_only import ANCHORS, ENTRIES, columns_of
from tongzhou.journal.chain import FACTS, link
from tongzhou.journal.models import Anchor, Entry, Head
from tongzhou.journal.verify import verify_against, verify_chain

pytestmark = [pytest.mark.django_db, pytest.mark.check("T160")]


def a_day_later(clock: ModuleType, entries: int = 3) -> None:
    for _ in range(entries):
        lamp()
    clock.advance(timedelta(days=1))


def test_a_day_has_one_anchor_in_the_second_place_and_in_every_auditors_mail(
    company: Company, clock: ModuleType, sink: Sink, tmp_path: Path
) -> None:
    place = tmp_path / "anchors"
    lamp()
    with override_settings(ANCHOR=str(place)):
        bring_out()
        assert not Anchor.objects.exists(), "the first day has no past"
        a_day_later(clock)
        bring_out()
        bring_out()
        anchor = Anchor.objects.get()
        assert place.read_text() == f"{anchor.line}\n"
        [(recipients, message)] = sink.mails
        assert recipients == [company.auditor.mail]
        assert anchor.line in message.get_payload(decode=True).decode()
        assert (anchor.seq + 1, anchor.mailed_to) == (Head.objects.get().seq, 1), "an entry vouches"


def test_a_place_that_cannot_be_written_gets_its_lines_later(
    company: Company, clock: ModuleType, tmp_path: Path
) -> None:
    a_day_later(clock)
    with override_settings(ANCHOR=str(tmp_path / "away" / "anchors")):
        for _ in range(2):
            with pytest.raises(FileNotFoundError):
                bring_out()
            a_day_later(clock)
        (tmp_path / "away").mkdir()
        bring_out()
    assert len((tmp_path / "away" / "anchors").read_text().splitlines()) == 3


def rewrite(chain: list[Entry], *, until: int) -> None:
    """What somebody does who owns database, triggers and program: a whole new history."""
    with connection.cursor() as cursor:
        for statement in (*ENTRIES.remove(connection.vendor), *ANCHORS.remove(connection.vendor)):
            cursor.execute(statement)
        Entry.objects.all().delete()
        Anchor.objects.all().delete()
        previous = ""
        for entry in chain[:until]:
            entry.payload = {**entry.payload, "colour": "黑"}
            entry.payload.pop("facts", None)
            entry.previous = previous
            previous = entry.hash = link({name: getattr(entry, name) for name in FACTS})
            entry.save(force_insert=True)
        Head.objects.update(seq=until, hash=previous)
        for statement in ENTRIES.install(connection.vendor):
            cursor.execute(statement)
        for statement in ANCHORS.install(connection.vendor, columns_of(ANCHORS.table)):
            cursor.execute(statement)


@pytest.mark.parametrize("until", [9, 4], ids=["rewritten whole", "and cut"])
def test_a_history_written_anew_is_consistent_in_itself_and_found_through_the_anchor(
    company: Company, clock: ModuleType, tmp_path: Path, until: int
) -> None:
    place = tmp_path / "anchors"
    with override_settings(ANCHOR=str(place)):
        for _ in range(3):
            a_day_later(clock)
            bring_out()
        agreed = CliRunner().invoke(verify)
        assert agreed.exit_code == 0, agreed.output
        assert "3 anchors" in agreed.output
        rewrite(list(Entry.objects.order_by("seq")), until=until)
        assert verify_chain() == []
        assert len(verify_against(place)) == 3
        assert CliRunner().invoke(verify).exit_code == 1
    alone = CliRunner().invoke(verify)
    assert alone.exit_code == 0
    assert "rewritten as a whole would not be noticed" in alone.output


def test_a_file_that_holds_something_else_is_named(tmp_path: Path, company: Company) -> None:
    (tmp_path / "anchors").write_text("hello\n")
    told = CliRunner().invoke(verify, ["--anchor", str(tmp_path / "anchors")])
    assert told.exit_code == 1
    assert "is no anchor: hello" in told.output


@pytest.mark.check("T159")
def test_entries_of_the_first_format_go_on_verifying(company: Company) -> None:
    lamp()
    with connection.cursor() as cursor:
        for statement in ENTRIES.remove(connection.vendor):
            cursor.execute(statement)
    entry = Entry.objects.latest("seq")
    facts = {name: getattr(entry, name) for name in FACTS} | {"format": 1}
    Entry.objects.filter(seq=entry.seq).update(format=1, hash=link(facts))
    Head.objects.update(hash=link(facts))
    lamp()
    assert verify_chain() == []
    Entry.objects.filter(seq=entry.seq).update(format=2)
    assert [one.seq for one in verify_chain()] == [entry.seq]
