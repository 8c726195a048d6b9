"""Proves that no entry was changed, taken out, put in or moved since it was written.

A chain proves only that it is consistent in itself: whoever may write the whole database can write
a whole chain. An anchor, a line kept elsewhere for each earlier check, also detects that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.batches import Told, silent
from tongzhou.core.verdicts import Sentence
from tongzhou.journal import quick
from tongzhou.journal.chain import FACTS, is_known, link
from tongzhou.journal.models import Entry, Head

TOLD_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class Problem:
    """`tampering` is False for what only deserves a look: a clock that was put back."""

    seq: int
    sentence: Sentence
    tampering: bool = True


def verify_chain(told: Told = silent) -> list[Problem]:
    """Every break of the chain, in order."""
    return list(_breaks(told))


def last_breaks(count: int) -> list[Problem]:
    """Breaks of the last entries alone: quick enough for a page, no proof of the whole."""
    entries = list(Entry.objects.order_by("-seq").values(*FACTS, "hash")[: count + 1])
    found = [one for entry in entries[:count] for one in _own_breaks(entry)]
    for later, earlier in zip(entries, entries[1:], strict=False):
        if (later["seq"], later["previous"]) != (earlier["seq"] + 1, earlier["hash"]):
            sentence = _("Entry %(seq)s does not follow the entry before it.")
            found.append(_problem(later["seq"], sentence))
    return found


def _breaks(told: Told) -> Iterator[Problem]:
    seq, last_hash, at = 0, "", ""
    total = Entry.objects.count()
    for place, entry in enumerate(quick.links(), start=1):
        if place % TOLD_EVERY == 0 or place == total:
            told(place, total)
        if entry.seq != seq + 1:
            yield _problem(entry.seq, _("Entries before entry %(seq)s are missing."))
        elif entry.previous != last_hash:
            yield _problem(entry.seq, _("Entry %(seq)s does not follow the entry before it."))
        if not entry.fits:
            yield from _closer(entry.seq)
        if entry.at < at:
            sentence = _("The clock stood earlier at entry %(seq)s than at the entry before it.")
            yield _problem(entry.seq, sentence, tampering=False)
        seq, last_hash, at = entry.seq, entry.hash, entry.at
    head = Head.objects.filter(id=1).values_list("seq", "hash").first()
    if head != (seq, last_hash):
        yield _problem(seq, _("The journal does not end with entry %(seq)s: entries are missing."))


def _closer(seq: int) -> Iterator[Problem]:
    """Fact by fact; what cannot even be read was changed."""
    try:
        yield from _own_breaks(Entry.objects.values(*FACTS, "hash").get(seq=seq))
    except ValueError:
        yield _problem(seq, _("Entry %(seq)s was changed after it was written."))


def _own_breaks(entry: dict[str, Any]) -> Iterator[Problem]:
    if not is_known(entry["format"]):
        yield _problem(entry["seq"], _("Entry %(seq)s is written in a format unknown here."))
    elif _linked({name: entry[name] for name in FACTS}) != entry["hash"]:
        yield _problem(entry["seq"], _("Entry %(seq)s was changed after it was written."))


def _linked(facts: dict[str, Any]) -> str:
    """ "" for facts that nobody could have written: a payload with a fraction."""
    try:
        return link(facts)
    except TypeError:
        return ""


def _problem(seq: int, sentence: Any, *, tampering: bool = True) -> Problem:
    return Problem(seq, sentence % {"seq": seq}, tampering=tampering)


def verify_against(anchor: Path) -> list[Problem]:
    """Entries that an earlier check saw and that are gone or different now."""
    seen = dict(_anchored(anchor))
    stand = dict(Entry.objects.filter(seq__in=seen).values_list("seq", "hash"))
    problems = []
    for seq, known in sorted(seen.items()):
        if seq not in stand:
            problems.append(_problem(seq, _("Entry %(seq)s was anchored and is gone.")))
        elif stand[seq] != known:
            problems.append(_problem(seq, _("Entry %(seq)s differs from what was anchored.")))
    return problems


def anchored_until(anchor: Path) -> tuple[int, str]:
    """How many lines an anchor file has, and the moment of the last one."""
    lines = anchor.read_text(encoding="ascii").splitlines()
    return len(lines), lines[-1].split(" ")[2] if lines else ""


def _anchored(anchor: Path) -> Iterator[tuple[int, str]]:
    for line in anchor.read_text(encoding="ascii").splitlines():
        match line.split(" "):
            case [seq, known, _at] if seq.isdecimal():
                yield int(seq), known
            case _:
                raise ValueError(f"{anchor} has a line that is no anchor: {line[:80]}")


def write_anchor(anchor: Path) -> None:
    """Add a line for the journal as it ends now; keep the file away from the data folder."""
    head = Head.objects.get(id=1)
    if head.seq:
        with anchor.open("a", encoding="ascii") as file:
            file.write(f"{head.seq} {head.hash} {clock.now().isoformat(timespec='seconds')}\n")
