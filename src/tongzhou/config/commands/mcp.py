"""`tongzhou mcp`: tools for language models, over standard input and output."""

import click


@click.command()
@click.option(
    "--token",
    envvar="TONGZHOU_TOKEN",
    required=True,
    help="An access token; better in TONGZHOU_TOKEN.",
)
def mcp(token: str) -> None:
    """Serve the tools for whom the token acts for; needs `pip install tongzhou[mcp]`."""
    try:
        from tongzhou.api.mcp.serving import server
    except ImportError:
        raise click.ClickException("Install the extra first: pip install 'tongzhou[mcp]'") from None
    from urllib.parse import urlsplit

    from django.conf import settings

    from tongzhou.api.mcp.calling import Api

    server(Api(token, host=urlsplit(settings.BASE_URL).netloc)).run()
