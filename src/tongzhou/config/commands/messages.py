"""`bin/messages`: for people who write sentences. Needs no database and no settings."""

import json
import sys
from pathlib import Path

import click

from tongzhou.config import messages


@click.command()
@click.argument("packages", nargs=-1)
@click.option("--missing", is_flag=True, help="Print what lacks a translation, as JSON to fill in.")
@click.option(
    "--fill",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take translations from a file such as --missing prints.",
)
@click.option("--check", is_flag=True, help="Change nothing; exit 1 unless everything is complete.")
@click.option("--compile", "only_compile", is_flag=True, help="Only write the binary catalogues.")
def main(
    packages: tuple[str, ...], missing: bool, file: Path | None, check: bool, only_compile: bool
) -> None:
    """Extract the sentences of PACKAGES (default: all), keep their catalogues, compile them.

    \b
    bin/messages org                      update and compile, list what is missing
    bin/messages --missing org > x.json   {"sentence": {"zh_Hans": "", "zh_Hant": ""}}
    bin/messages --fill x.json org        fill in, update and compile
    """
    chosen = _chosen(packages)
    if missing:
        found = {key: texts for name in chosen for key, texts in messages.missing(name).items()}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    if not check and not only_compile:
        for name in chosen:
            messages.fill(name, file) if file else messages.update(name)
    if not check:
        messages.compile_all()
    if not only_compile:
        faults = [fault for name in chosen for fault in messages.faults(name)]
        click.echo("\n".join(faults) or "Every sentence is translated.")
        sys.exit(1 if faults else 0)


def _chosen(packages: tuple[str, ...]) -> list[str]:
    known = messages.packages()
    for name in packages:
        if name not in known:
            raise click.BadParameter(f"there is no package {name}; there are: {', '.join(known)}")
    return list(packages) or known


if __name__ == "__main__":
    main()
