"""`tongzhou reindex`."""

import click


@click.command()
def reindex() -> None:
    """Write the search index again from the rows; safe to repeat beside a running server."""
    from tongzhou.knowledge.actions import reindex_all

    click.echo(f"{reindex_all()} documents can be found.")
