"""`tongzhou import plan FILE`: a workbook of the three templates becomes a collaboration."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from tongzhou.collaborations.models import Collaboration
    from tongzhou.org.models import Person
    from tongzhou.plans.queries.mapping import Mapping, Resolution

T = TypeVar("T")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", "number", help="Add the rows to this collaboration, such as 协-2026-0042.")
@click.option("--name", help="What the new collaboration is called; otherwise like the file.")
@click.option("--department", help="Which department leads the new collaboration.")
@click.option("--year", type=int, help="Of dates that have none; otherwise this year.")
@click.option("--by", "login", help="Who takes it over; otherwise the head of the initiator.")
@click.option("--again", is_flag=True, help="Also when this very file was taken over before.")
@click.option("--dry-run", is_flag=True, help="Say what would come in; write nothing.")
@click.option(
    "--create-departments",
    is_flag=True,
    help="Make departments that do not exist yet, headed by --by.",
)
def plan(
    file: Path, number: str | None, name: str | None, department: str | None, year: int | None,
    login: str | None, again: bool, dry_run: bool, create_departments: bool,
) -> None:  # fmt: skip
    """Take a plan over: the three sheets, or any table, Project XML or calendar; all or nothing."""
    from django.db import transaction
    from django.utils import translation

    from tongzhou.plans.actions import imports
    from tongzhou.plans.queries.mapping import resolve
    from tongzhou.plans.queries.taken import taken_before
    from tongzhou.plans.queries.understanding import understand

    data = file.read_bytes()
    before = taken_before(data)
    if before and not again and not dry_run:
        raise click.ClickException(
            f"This file was taken over before, as {before.number} {before.name}. --again does it again."
        )
    mapping = _said(file, name, department, year)
    with translation.override("zh-hans"), transaction.atomic():
        into = _collaboration(number) if number else None
        home = into.department if into else None
        contents = _understood(lambda: understand(data, mapping, into=into).contents)
        if create_departments:
            _create_missing(resolve(contents, mapping, by=None, into=home), _named(login))
        found = resolve(contents, mapping, by=_named(login), into=home)
        by = _named(login) or _head(found)
        if found.errors:
            _explain(found, create_departments)
            raise SystemExit(1)
        if by is None:
            raise click.ClickException("Say with --by LOGIN who takes it over.")
        case = _understood(
            lambda: imports.take_over(data, name=file.name, mapping=mapping, by=by, into=into)
        )
        _tell(case.number, found)
        if dry_run:
            transaction.set_rollback(True)
            click.echo("Dry run: nothing was written.")
        else:
            click.echo(f"Taken over as {case.number} {case.name}.")


def _said(file: Path, name: str | None, department: str | None, year: int | None) -> "Mapping":
    """What a file that is no workbook of ours does not say itself."""
    said = {"name": name or file.stem, "department": department or "", "year": str(year or "")}
    return {"request": said}


def _understood(work: "Callable[[], T]") -> "T":
    """A refusal is a sentence here, not a stack of calls."""
    from tongzhou.core.verdicts import Invalid, Refused

    try:
        return work()
    except (Invalid, Refused) as wrong:
        raise click.ClickException(str(wrong.sentence)) from None


def _collaboration(number: str) -> "Collaboration":
    from tongzhou.collaborations.models import Collaboration

    found = Collaboration.objects.select_related("department").filter(number=number).first()
    if found is None:
        raise click.ClickException(f"There is no collaboration {number}.")
    return found


def _named(login: str | None) -> "Person | None":
    from tongzhou.org.models import Person

    if login is None:
        return None
    person = Person.objects.active().filter(login=login.lower()).first()
    if person is None:
        raise click.ClickException(f"Nobody here signs in as {login}.")
    return person


def _head(found: "Resolution") -> "Person | None":
    written = found.contents.request.initiator
    place = found.places.get(written)
    return place.department.head if place and place.department else None


def _create_missing(found: "Resolution", by: "Person | None") -> None:
    from tongzhou.org.actions import appoint_head, create_department
    from tongzhou.org.models import Department

    root = Department.objects.filter(parent=None).first()
    if root is None or by is None:
        raise click.ClickException(
            "Give --by LOGIN: that person becomes the head of the new departments."
            " (“tongzhou user create” makes the first one.)"
        )
    missing = [place.written for place in found.places.values() if place.department is None]
    taken = Department.objects.count()
    for count, name in enumerate(sorted(missing), start=taken + 1):
        department = create_department(root, by=None, name=name, code=f"d{count:03d}")
        appoint_head(department, by=None, person=by)
        click.echo(f"Made the department {name}, headed by {by} until somebody is appointed.")


def _explain(found: "Resolution", created: bool) -> None:
    click.echo(f"{len(found.errors)} points to settle first; nothing was written:", err=True)
    for error in found.errors:
        click.echo(f"  {error.where}  {error.sentence}", err=True)
    missing = any(place.department is None for place in found.places.values())
    if missing and not created:
        click.echo(
            "These departments do not exist here. “tongzhou demo” makes a company that has them;"
            " --create-departments --by LOGIN makes them, headed by LOGIN for now.",
            err=True,
        )


def _tell(number: str, found: "Resolution") -> None:
    request = found.contents.request
    click.echo(f"{number} {request.name}（{request.initiator} → {'、'.join(request.partners)}）")
    progress = {line.name: line for line in found.contents.progress}
    for line in found.contents.tasks:
        done = progress.get(line.name)
        percent = done.percent if done else line.percent
        share = "—" if percent is None else f"{percent}%"
        click.echo(
            f"  {line.name} | {line.department} | {_who(found, line.department, line.responsible)}"
            f" | {line.start} ~ {line.end} | {share} | {done.risk if done else line.risk}"
        )


def _who(found: "Resolution", department: str, written: Iterable[str]) -> str:
    seats = [found.seat(department, one) for one in written]
    return "、".join(
        seat.person.name if seat.person else f"{seat.written}（{seat.stand_in} 代）"
        for seat in seats
    )
