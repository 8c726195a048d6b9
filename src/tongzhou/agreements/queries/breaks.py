"""Where a version, its signatures and the table no longer say the same: changed behind its back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.binding import Content, is_known, root_hash, row_hash
from tongzhou.agreements.contents import DROPPED
from tongzhou.agreements.labels import label_of
from tongzhou.agreements.models import Row, RowSignature, Version
from tongzhou.agreements.terms import terms_content
from tongzhou.plans.queries import signed_contents


@dataclass(frozen=True, slots=True)
class Break:
    """`number` and `name` are the task's (none for the terms); `field` is empty for a whole row."""

    version: Version
    number: int | None
    name: str
    field: str
    what: Promise | str

    @property
    def where(self) -> str:
        """«任务 2 需求评审与开发 · 结束»."""
        label = str(label_of(self.field)) if self.field else ""
        if self.number is None:
            row = str(_("shared terms"))
        else:
            row = str(_("task %(number)s “%(name)s”")) % {
                "number": self.number,
                "name": self.name,
            }
        return f"{row} · {label}" if label else row


class Stamp(NamedTuple):
    """A signature as it is judged; `first_…` are those of the signature it was carried from."""

    row: UUID
    hash: str
    root: str
    carried_from: UUID | None
    first_hash: str | None
    first_root: str | None


STAMP = ("seat__row", "hash", "root", "carried_from", "carried_from__hash", "carried_from__root")


def broken_rows(version: Version) -> list[Break]:
    """Of one version; a change that is being signed is judged with the version it starts from."""
    rows = list(version.rows.all())
    given = RowSignature.objects.filter(seat__row__version=version).values_list(*STAMP)
    stamps = [Stamp(*facts) for facts in given]
    current = table_of(version) if binds_the_table(version) else None
    found = judged(version, rows, stamps, current=current)
    if version.change and version.state == "circulating":
        found += broken_rows(version.change.base)
    return found


def judged(
    version: Version,
    rows: Sequence[Row],
    given: Iterable[Stamp],
    *,
    current: Mapping[UUID | None, Content] | None,
) -> list[Break]:
    """The same for what is loaded already; compared with the division table where it is given."""
    if not is_known(version.format):
        return [Break(version, None, "", "", _("the version has a format unknown here"))]
    return [*_content_breaks(version, rows, current), *_signature_breaks(version, rows, given)]


def _content_breaks(
    version: Version, rows: Sequence[Row], current: Mapping[UUID | None, Content] | None
) -> Iterator[Break]:
    hashes = [row.hash for row in rows]
    case, number = version.collaboration_id, version.number
    if root_hash(case, number, hashes, written_as=version.format) != version.root:
        yield Break(version, None, "", "", _("rows were added, dropped or exchanged"))
    for row in rows:
        intact = _hash(row.content) == row.hash
        now = current.get(row.task_id) if current is not None else None
        if not intact:
            yield from _row_was_changed(version, row, now)
        elif current is not None:
            yield from _table_was_changed(version, row, now)
    if current is not None:
        frozen = {row.task_id for row in rows}
        for key, content in current.items():
            if key not in frozen:
                facts = content.get("number"), content.get("name", "")
                yield Break(version, *facts, "", _("was added without a signature"))


def _hash(content: Content) -> str:
    """ "" for what nobody could have signed: a fraction."""
    try:
        return row_hash(content)
    except TypeError:
        return ""


def _row_was_changed(version: Version, row: Row, now: Content | None) -> Iterator[Break]:
    """The table, where it still reads as it was signed, tells which field it was."""
    fields = _differing(row.content, now) if now and _hash(now) == row.hash else []
    for field in fields or [""]:
        yield _of(version, row, field, _("the signed version was changed"))


def _table_was_changed(version: Version, row: Row, now: Content | None) -> Iterator[Break]:
    if row.content.get(DROPPED):
        if now is not None:
            yield _of(version, row, "", _("stands in the table although it was signed out of it"))
        return
    if now is None:
        yield _of(version, row, "", _("was taken out of the table without a signature"))
        return
    for field in _differing(row.content, now):
        yield _of(version, row, field, _("the table was changed after it was signed"))


def _signature_breaks(
    version: Version, rows: Sequence[Row], given: Iterable[Stamp]
) -> Iterator[Break]:
    by_id = {row.pk: row for row in rows}
    for stamp in given:
        row = by_id[stamp.row]
        source = (
            (stamp.first_hash, stamp.first_root) if stamp.carried_from else (row.hash, version.root)
        )
        if (stamp.hash, stamp.root) != source or stamp.hash != row.hash:
            yield _of(version, row, "", _("a signature does not fit the row it stands under"))


def binds_the_table(version: Version) -> bool:
    return version.state == "in_force" or (
        version.state == "circulating" and version.change_id is None
    )


def table_of(version: Version) -> dict[UUID | None, Content]:
    """The shared terms and the division table as they read today."""
    current: dict[UUID | None, Content] = {None: terms_content(version.collaboration)}
    for key, content in signed_contents(version.collaboration_id).items():
        current[key] = content
    return current


def _of(version: Version, row: Row, field: str, what: Promise) -> Break:
    if row.task is None:
        return Break(version, None, "", field, what)
    return Break(version, row.task.number, row.task.name, field, what)


def _differing(one: Content, other: Content) -> list[str]:
    if one == other:
        return []
    names: Iterable[str] = dict.fromkeys([*one, *other])
    missing: Any = object()
    return [name for name in names if one.get(name, missing) != other.get(name, missing)]
