"""`tongzhou verify` and `tongzhou doctor`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tongzhou.journal.stamps import Stamps

MARKS = {"ok": "ok   ", "note": "note ", "fault": "FAULT"}


@click.command()
@click.option(
    "--anchor",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file kept outside the data folder: compared with, then one line longer.",
)
def verify(anchor: Path | None) -> None:
    """Check the journal, every signature, dossier and file; exit 1 when something was changed.

    Compared with the anchors of TONGZHOU_ANCHOR as well; without any anchor it can only be said
    that the records are consistent in themselves.
    """
    from django.conf import settings

    from tongzhou.agreements.models import RowSignature
    from tongzhou.agreements.verify import verify_signatures
    from tongzhou.files.models import StoredFile
    from tongzhou.files.verify import verify_files
    from tongzhou.journal import verify as journal
    from tongzhou.journal.models import Entry
    from tongzhou.journal.stamps import verify_stamps
    from tongzhou.journal.verify_facts import verify_facts
    from tongzhou.outcomes.models import Dossier
    from tongzhou.outcomes.verify import verify_dossiers

    places = {place for place in (anchor, Path(settings.ANCHOR or "/nowhere")) if place}
    outside = sorted(place for place in places if place.exists())
    problems = journal.verify_chain(_telling("entries"))
    try:
        for place in outside:
            problems += journal.verify_against(place)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    signed = [one.sentence for one in verify_signatures(_telling("versions"))]
    changed, facts = verify_facts()
    kept = [*verify_dossiers(), *verify_files(), *changed]
    stamps, wrong_stamps = verify_stamps()
    kept += wrong_stamps
    for sentence in [*(one.sentence for one in problems), *signed, *kept]:
        click.echo(str(sentence))
    if signed or kept or any(problem.tampering for problem in problems):
        sys.exit(1)
    if anchor:
        journal.write_anchor(anchor)
    click.echo(f"{Entry.objects.count()} journal entries: the chain is consistent in itself.")
    _say_anchors(outside, stamps)
    click.echo(f"{RowSignature.objects.count()} signatures: each fits the row it stands under.")
    click.echo(f"{facts} answers, reports and decisions: each is what its entry vouches for.")
    click.echo(f"{Dossier.objects.count()} dossiers: each fits its fingerprint.")
    click.echo(f"{StoredFile.objects.count()} files: each is what was handed in.")


def _say_anchors(outside: list[Path], stamps: "Stamps | None") -> None:
    from tongzhou.journal.verify import anchored_until

    for place in outside:
        count, until = anchored_until(place)
        click.echo(f"{count} anchors in {place}: the chain agrees with them, the last of {until}.")
    if stamps:
        click.echo(stamps.said())
    if not outside and not stamps:
        click.echo("No anchor was compared: a history rewritten as a whole would not be noticed.")


def _telling(what: str) -> Callable[[int, int], None]:
    """How far it is, for somebody who watches; files and pipes get the result alone."""

    def told(done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done >= total else "\r"
            click.echo(f"{done:,} of {total:,} {what}{end}", err=True, nl=False)

    return told


@click.command()
def doctor() -> None:
    """Say how the installation is; exit 1 when something does not work."""
    from tongzhou.config.doctor import examine

    findings = list(examine())
    for finding in findings:
        click.echo(f"{MARKS[finding.level]} {finding.what}: {finding.sentence}")
    sys.exit(1 if any(finding.level == "fault" for finding in findings) else 0)
