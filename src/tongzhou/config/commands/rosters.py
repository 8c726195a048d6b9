"""`tongzhou import people FILE`: a table of people becomes accounts, departments and seats."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tongzhou.org.models import Person
    from tongzhou.org.roster.comparing import Comparison

SHOWN = 50


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", "login", help="The administrator who takes it over; otherwise the operator.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--create-departments", is_flag=True, help="Make departments that do not exist yet.")
def people(file: Path, login: str | None, dry_run: bool, create_departments: bool) -> None:
    """Take over a table of people (.xlsx or CSV): 姓名, 账号, 部门 …; errors name sheet and cell.

    The same file again updates the same people; an empty cell leaves what is known.
    """
    from django.db import transaction
    from django.utils import translation

    from tongzhou.org.actions import take_over_roster
    from tongzhou.org.roster.comparing import compare
    from tongzhou.org.roster.reading import read_roster

    data = file.read_bytes()
    with translation.override("zh-hans"), transaction.atomic():
        found = compare(read_roster(data), makes_departments=create_departments)
        _tell(found)
        if found.errors:
            raise SystemExit(1)
        if dry_run:
            click.echo("Dry run: nothing was written.")
            return
        total = found.count("new") + found.count("changed")
        with click.progressbar(length=total, label="people") as bar:
            take_over_roster(
                data, by=_named(login), makes_departments=create_departments, progress=bar.update
            )
    click.echo("Taken over.")


def _named(login: str | None) -> "Person | None":
    from tongzhou.org.models import Person

    if login is None:
        return None
    person = Person.objects.active().filter(login=login.lower()).first()
    if person is None:
        raise click.ClickException(f"Nobody here signs in as {login}.")
    return person


def _tell(found: "Comparison") -> None:
    counts = [f"{found.count(verb)} {verb}" for verb in ("new", "changed", "same")]
    click.echo(", ".join(counts))
    for place in found.new_places:
        click.echo(f"  + {place.path}")
    for heading in found.ignored:
        click.echo(f"  column left out: {heading}")
    for error in found.errors[:SHOWN]:
        click.echo(f"  {error.where}  {error.sentence}", err=True)
    if len(found.errors) > SHOWN:
        click.echo(f"  … and {len(found.errors) - SHOWN} more", err=True)
    if found.errors:
        click.echo(f"{len(found.errors)} points to settle first; nothing was written.", err=True)
