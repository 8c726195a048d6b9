"""`tongzhou import bundle FILE` and `tongzhou export bundle`."""

import json
from pathlib import Path
from typing import IO

import click

SHOWN = 40


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--all-oddities", is_flag=True, help=f"Every oddity, not the first {SHOWN}.")
def bundle(file: Path, dry_run: bool, all_oddities: bool) -> None:
    """Take over an organisation and its past collaborations (docs/bundle.md).

    The same bundle again changes nothing; a newer one of the same source adds and updates. What
    does not add up is told by its path and kept as it came.
    """
    from django.db import transaction

    from tongzhou.knowledge.actions import reindex_all
    from tongzhou.past.actions import take_over
    from tongzhou.past.oddities import oddities
    from tongzhou.past.reading import read_bundle

    found = read_bundle(file.read_bytes())
    odd = list(oddities(found))
    for one in odd if all_oddities else odd[:SHOWN]:
        click.echo(f"  {one}", err=True)
    click.echo(f"{len(odd)} oddities, kept as they came", err=True)
    total = len(found.collaborations)
    with transaction.atomic(), click.progressbar(length=total, label="collaborations") as bar:
        taken = take_over(found, by=None, tell=bar.update)
        transaction.set_rollback(dry_run)
    click.echo(f"{taken.created} new, {taken.changed} changed, {taken.same} same")
    if taken.gone:
        click.echo(
            f"{len(taken.gone)} no longer in the bundle, and kept: {', '.join(taken.gone[:5])}"
        )
    if dry_run:
        click.echo("Dry run: nothing was written.")
    elif taken.created or taken.changed:
        reindex_all()


@click.command("bundle")
@click.argument("source")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True), default="-")
def export_bundle(source: str, file: IO[str]) -> None:
    """Give back what was taken over from SOURCE, as the bundle it came in."""
    from tongzhou.past.models import Source
    from tongzhou.past.queries.giving_back import bundle_of
    from tongzhou.past.reading import written

    found = Source.objects.filter(key=source).first()
    if found is None:
        known = ", ".join(Source.objects.values_list("key", flat=True)) or "nothing yet"
        raise click.ClickException(f"Nothing was taken over from “{source}”. There is: {known}")
    json.dump(written(bundle_of(found)), file, ensure_ascii=False, indent=1)


@click.group("export")
def exports() -> None:
    """Give out what the house keeps; see also `backup`, which is everything."""


exports.add_command(export_bundle)
