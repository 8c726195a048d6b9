"""T160: a time-stamp authority stamps the anchors; a history written anew does not fit them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from django.test import Client, override_settings
from django.urls import reverse

from tests.agreements.tampering import behind_the_back
from tests.channels.authority import Authority, authority
from tests.company import Company
from tests.forms import send
from tests.journal.events import lamp
from tongzhou.channels.anchors import bring_out
from tongzhou.channels.timestamps import stamp_pending
from tongzhou.config.commands.health import verify
from tongzhou.journal.chain import FACTS, link
from tongzhou.journal.models import Anchor, Entry, Head
from tongzhou.journal.stamps import NoStamp, verify_stamps
from tongzhou.journal.verify import verify_chain
from tongzhou.org.models import Person
from tongzhou.org.rules import rules

SignIn = Callable[[Person], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.check("T160")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with authority(tmp_path_factory.mktemp("authority")) as found:
        yield found


@pytest.fixture
def tsa(made: Authority, company: Company, clock: ModuleType) -> Iterator[Authority]:
    made.is_away, made.again = False, b""
    named = {"TIMESTAMP": made.address, "TIMESTAMP_ROOTS": made.roots}
    with override_settings(OUTBOUND_ALLOW=frozenset({made.place}), **named):
        lamp()
        clock.advance(timedelta(days=1))
        bring_out()
        yield made


def rewritten() -> str:
    """The anchored entry says something else, and every hash after it fits again: its new hash."""
    seq = Anchor.objects.get().seq
    before, mine = Entry.objects.get(seq=seq).previous, ""
    for entry in Entry.objects.filter(seq__gte=seq):
        facts = {name: getattr(entry, name) for name in FACTS} | {"previous": before}
        facts |= {"payload": {"colour": "黑"}} if entry.seq == seq else {}
        before = link(facts)
        mine = mine or before
        Entry.objects.filter(seq=entry.seq).update(
            payload=facts["payload"], previous=facts["previous"], hash=before
        )
    Head.objects.update(hash=before)
    return mine


def test_an_anchor_is_stamped_once_and_the_stamp_stands(tsa: Authority) -> None:
    stamp_pending()
    stamp_pending()
    assert Anchor.objects.get().stamped_at
    stamps, wrong = verify_stamps()
    assert stamps is not None
    assert (stamps.count, stamps.signer_checked, wrong) == (1, True, [])
    said = CliRunner().invoke(verify)
    assert (said.exit_code, "1 time stamps" in said.output) == (0, True)
    assert "No anchor was compared" not in said.output


def test_an_authority_decided_on_the_page_is_asked(
    tsa: Authority, company: Company, signed_in: SignIn
) -> None:
    browser = signed_in(company.administrator)
    sent = {"proof_minutes": 15, "objection_days": 3, "stamps": tsa.address}
    with override_settings(TIMESTAMP=""):
        stamp_pending()
        assert Anchor.objects.get().stamped_at is None
        assert send(browser, reverse("rules"), **sent).status_code == 303
        stamp_pending()
        assert Anchor.objects.get().stamped_at
        assert verify_stamps()[1] == []
        assert send(browser, reverse("rules"), **{**sent, "stamps": ""}).status_code == 303
        assert rules().stamps == ""


def test_an_authority_that_is_away_is_asked_again(tsa: Authority) -> None:
    tsa.is_away = True
    with pytest.raises(NoStamp, match="503"):
        stamp_pending()
    assert Anchor.objects.get().stamped_at is None
    tsa.is_away = False
    stamp_pending()
    assert Anchor.objects.get().stamped_at


def test_an_answer_to_another_question_is_no_stamp(tsa: Authority, tmp_path: Path) -> None:
    from rfc3161_client import TimestampRequestBuilder

    other = TimestampRequestBuilder().data(b"something else").build()
    for answer in (b"no stamp at all", tsa.stamp(other.as_bytes())):
        tsa.again = answer
        with pytest.raises(NoStamp):
            stamp_pending()
    assert verify_stamps() == (None, [])


def test_somebody_elses_signature_is_no_stamp(tsa: Authority, tmp_path: Path) -> None:
    with authority(tmp_path) as stranger:
        tsa.again = b""
        named = {"TIMESTAMP": stranger.address, "OUTBOUND_ALLOW": frozenset({stranger.place})}
        with override_settings(**named), pytest.raises(NoStamp, match="not signed by the auth"):
            stamp_pending()


@pytest.mark.parametrize("anchors_too", [False, True])
def test_a_history_written_anew_does_not_fit_the_stamp(tsa: Authority, anchors_too: bool) -> None:
    stamp_pending()
    with behind_the_back():
        anew = rewritten()
        if anchors_too:
            Anchor.objects.update(hash=anew)
    assert verify_chain() == [], "the chain alone is consistent in itself"
    assert len(verify_stamps()[1]) == 1
    assert CliRunner().invoke(verify).exit_code == 1


def test_a_tail_that_was_cut_is_missed_by_the_stamp(tsa: Authority) -> None:
    stamp_pending()
    with behind_the_back():
        last = Entry.objects.get(seq=Anchor.objects.get().seq)
        Entry.objects.filter(seq__gte=last.seq).delete()
        Head.objects.update(seq=last.seq - 1, hash=last.previous)
    assert verify_chain() == []
    assert len(verify_stamps()[1]) == 1
