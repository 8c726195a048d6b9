"""`tongzhou migrate` and Django's own commands."""

import click


@click.command()
def migrate() -> None:
    """Bring the database to the version of this program; safe to repeat, also after a crash.

    Refuses a database that a newer program wrote, and a disk without room for what is written anew.
    """
    from tongzhou.config.space import require_space_to_migrate
    from tongzhou.config.stand import pending, too_new, unknown
    from tongzhou.journal.migrating import migrate as migrate_and_guard

    if newer := unknown():
        raise click.ClickException(too_new(newer))
    if pending():
        require_space_to_migrate()
    migrate_and_guard()
    click.echo("The database is up to date.")


@click.command()
@click.argument("role")
def restrict(role: str) -> None:
    """PostgreSQL: let ROLE do everything but rewrite journal, versions and signatures.

    Run by the owner of the tables, again after each `migrate`; then point DATABASE_URL of `serve`
    to ROLE.
    """
    from django.db import connection

    from tongzhou.config.rights import grant_to

    if connection.vendor != "postgresql":
        raise click.ClickException("Only PostgreSQL knows roles; SQLite has triggers alone.")
    grant_to(role)
    click.echo(f"{role} can add to journal, versions and signatures, and change none of them.")


@click.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    """Run a Django management command (for maintainers)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tongzhou django", *arguments])
