"""`tongzhou migrate` and Django's own commands."""

import click


@click.command()
def migrate() -> None:
    """Bring the database to the version of this program; safe to repeat."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    click.echo("The database is up to date.")


@click.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    """Run a Django management command (for maintainers)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tongzhou django", *arguments])
