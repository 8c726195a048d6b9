"""What the page of a version offers this person: to sign, to object, to take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tongzhou.agreements import policy
from tongzhou.agreements.models import Row, Version
from tongzhou.agreements.queries.last_signed import LastSigned, last_signed
from tongzhou.agreements.reading import Names, differences
from tongzhou.agreements.sheet import Offer, RowLine
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing

Standings = Mapping[UUID, Standing | None]


def offers(
    version: Version,
    person: Person,
    departments: Sequence[Department],
    standings: Standings,
    lines: Sequence[RowLine],
    rows: Sequence[Row],
    names: Names,
) -> list[Offer]:
    """One for each department with open rows that this person stands for."""
    asked = [one for one in departments if standings[one.pk] and _open_rows(lines, one.pk)]
    since = last_signed(version, person, [one.pk for one in asked]) if asked else {}
    return [
        _offer(
            version, person, one, standings, _since(lines, rows, since.get(one.pk), names), since
        )
        for one in asked
    ]


def _offer(
    version: Version,
    person: Person,
    one: Department,
    standings: Standings,
    lines: Sequence[RowLine],
    since: Mapping[UUID, LastSigned],
) -> Offer:
    standing = standings[one.pk]
    absent = standing.on_behalf_of if standing else None
    open_rows = _open_rows(lines, one.pk)
    return Offer(
        department=one.pk,
        name=one.name,
        hue=one.hue,
        rows=open_rows,
        kept=sum(one.pk in line.departments for line in lines) - len(open_rows),
        on_behalf_of=absent.name if absent else "",
        refusal=policy.may_sign(person, version, one).reason,
        since=since.get(one.pk),
    )


def _open_rows(lines: Sequence[RowLine], department: UUID) -> list[RowLine]:
    return [line for line in lines if line.is_open_for(department)]


def _since(
    lines: Sequence[RowLine], rows: Sequence[Row], last: LastSigned | None, names: Names
) -> list[RowLine]:
    """The rows set against what this person signed, however many versions lie between."""
    if last is None:
        return list(lines)
    return [
        replace(
            line,
            changes=differences(last.contents[row.task_id], row.content, names)
            if row.task_id in last.contents
            else [],
            is_new=row.task_id not in last.contents,
        )
        for line, row in zip(lines, rows, strict=True)
    ]


def objectors(
    version: Version, departments: Sequence[Department], standings: Standings
) -> list[tuple[UUID, str]]:
    if version.change and version.change.ruling:
        return []
    return [(one.pk, one.name) for one in departments if standings[one.pk]]


def may_withdraw(version: Version, person: Person) -> bool:
    return version.change_id is None and bool(policy.may_withdraw(person, version.collaboration))
