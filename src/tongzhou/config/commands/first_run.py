"""`tongzhou first-run`: the code that opens a house where nobody is yet."""

import click


@click.command("first-run")
def first_run() -> None:
    """Print a new one-time code for the page on which a new house begins; the one before is void."""
    from tongzhou.org.actions.first_run import print_code

    click.echo(print_code())
