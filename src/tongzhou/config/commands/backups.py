"""`tongzhou backup`, `tongzhou restore`, `tongzhou backup-key`."""

from pathlib import Path

import click

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--seal-for", default="", metavar="age1…", help="Encrypt for this public key.")
def backup(file: Path, seal_for: str) -> None:
    """Write the whole installation into FILE, while it goes on running.

    All rows of one moment and every file people handed in; not the secret key, not the sessions.
    Sealed for a public key (see `backup-key`), this machine cannot read it either. FILE is never
    overwritten. Exit 1 when files were missing on the disk; the backup is complete otherwise.
    """
    from tongzhou.config.backup.writing import write

    written = write(file, recipient=seal_for, tell=click.echo)
    click.echo(f"{written.files} files")
    click.echo(f"{file}: {file.stat().st_size / 1024**2:.1f} MB")
    if written.missing:
        missing = "\n  ".join(written.missing)
        raise click.ClickException(f"Missing on the disk before this backup:\n  {missing}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The file of `backup-key`, for a sealed backup.")  # fmt: skip
@click.option("--check", is_flag=True, help="Only say whether FILE could be restored.")
@click.option("--replace", is_flag=True, help="SQLite: an installation is there already; keep it "
              "beside.")  # fmt: skip
@click.pass_context
def restore(
    context: click.Context, file: Path, key: Path | None, *, check: bool, replace: bool
) -> None:
    """Put the installation of FILE here: into this data folder, or an empty PostgreSQL database.

    FILE may come from SQLite or PostgreSQL and from an earlier version. Every part is compared
    with its fingerprint before anything is touched. Afterwards everything is verified.
    """
    from tongzhou.config.backup.reading import opened
    from tongzhou.config.backup.restoring import restore as put
    from tongzhou.config.commands.health import verify

    with opened(file, _secret(key) if key else "") as found:
        contents = found.contents
        click.echo(f"{file}: whole, Tongzhou {contents['program']}, of {contents['at']}")
        if check:
            return
        put(found, replace=replace, tell=click.echo)
    context.invoke(verify)


@click.command("backup-key")
@click.argument("file", type=FILE)
def backup_key(file: Path) -> None:
    """Make a key for sealed backups in FILE, and print the public one for `--seal-for`.

    Keep FILE away from this machine: without it no sealed backup can be read.
    """
    import pyrage

    from tongzhou.config.backup.writing import for_owner_alone

    secret = pyrage.x25519.Identity.generate()
    with open(file, "x", opener=for_owner_alone) as stream:
        stream.write(f"# public key: {secret.to_public()}\n{secret}\n")
    click.echo(str(secret.to_public()))


def _secret(file: Path) -> str:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-")), "-")
