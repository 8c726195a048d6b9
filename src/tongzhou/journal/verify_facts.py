"""Proves that sentences, figures and dates still are what their journal entry vouched for.

Rows that no entry vouches for were put in behind the program's back, unless an entry took over all
that stood there: what is older than this proof, or was loaded in bulk (`actions.take_over`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from tongzhou.journal.facts import NAME, digests, knows, model_of, together
from tongzhou.journal.followed import FOLLOWED
from tongzhou.journal.models import Entry

BATCH = 500
Key = tuple[str, tuple[str, ...]]
"""A table and the columns that were hashed."""


@dataclass
class Vouched:
    """`rows`: digest and entry of each row; `others`: columns, digest and entry for the rest."""

    rows: dict[Key, dict[str, tuple[str, int]]] = field(default_factory=dict)
    others: dict[str, tuple[list[str], str, int]] = field(default_factory=dict)

    def take(self, table: str, facts: dict[str, Any], seq: int) -> None:
        if "others" in facts:
            self.others[table] = (facts["of"], facts["others"], seq)
            return
        if table in FOLLOWED:
            self._forget(table, facts["rows"])
        of = self.rows.setdefault((table, tuple(facts["of"])), {})
        of.update({key: (digest, seq) for key, digest in facts["rows"].items()})

    def _forget(self, table: str, keys: Iterable[str]) -> None:
        """Of a row that moves on the last entry counts, whatever columns the table had before."""
        for (name, _of), rows in self.rows.items():
            if name == table:
                for key in keys:
                    rows.pop(key, None)

    def keys(self, table: str) -> set[str]:
        return {key for (name, _of), rows in self.rows.items() if name == table for key in rows}

    @property
    def tables(self) -> set[str]:
        return {table for table, _of in self.rows} | self.others.keys()


def verify_facts() -> tuple[list[str], int]:
    """One sentence for each row that is gone or was changed, each table with something put in;
    and how many rows were compared one by one."""
    vouched = vouched_for()
    wrong = [*_changed(vouched), *_others(vouched)]
    return wrong, sum(len(rows) for rows in vouched.rows.values())


def vouched_for() -> Vouched:
    """All that the journal says of rows."""
    found = Vouched()
    entries = Entry.objects.filter(payload__has_key=NAME).order_by("seq")
    rows = entries.values_list("seq", f"payload__{NAME}")
    for seq, told in rows.iterator(chunk_size=1000):
        for table, groups in told.items():
            for facts in groups:
                found.take(table, facts, seq)
    return found


def _changed(vouched: Vouched) -> Iterator[str]:
    for (table, columns), rows in vouched.rows.items():
        model = model_of(table)
        if model is None or not knows(model, columns):
            continue
        keys = list(rows)
        for start in range(0, len(keys), BATCH):
            some = keys[start : start + BATCH]
            stand = digests(model, columns, some)
            for key in some:
                digest, seq = rows[key]
                if stand.get(key) != digest:
                    yield _sentence(model, key, seq, is_gone=key not in stand)


def _sentence(model: type[Model], key: str, seq: int, *, is_gone: bool) -> str:
    facts = {"what": model._meta.db_table, "key": key, "seq": seq}
    if is_gone:
        return _("%(what)s %(key)s, which entry %(seq)s vouches for, is gone.") % facts
    return _("%(what)s %(key)s is no longer what entry %(seq)s vouches for.") % facts


def _others(vouched: Vouched) -> Iterator[str]:
    for table in sorted(vouched.tables):
        model = model_of(table)
        of, digest, seq = vouched.others.get(table, ([], "", 0))
        if model is None or not knows(model, of):
            continue
        known = vouched.keys(table)
        rest = {key: one for key, one in digests(model, of).items() if key not in known}
        if seq and together(rest.values()) != digest:
            facts = {"what": table, "seq": seq}
            yield (
                _("Of %(what)s something was changed or put in that entry %(seq)s took over.")
                % facts
            )
        elif not seq:
            for key in rest:
                facts = {"what": table, "key": key}
                yield _("No entry vouches for %(what)s %(key)s: it was put in.") % facts
