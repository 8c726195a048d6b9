"""The command `tongzhou`.

Each command lives in a module of config/commands and is imported when it is called, so that
`serve`, whose process stays for months, loads only what it needs. What cannot be done is told in
one sentence.
"""

import os
import sys

import click

from tongzhou.config.loading import exists, load, set_up_django

COMMANDS = {
    "serve": "serve:serve",
    "migrate": "database:migrate",
    "restrict": "database:restrict",
    "demo": "demo:demo",
    "first-run": "first_run:first_run",
    "user": "people:user",
    "token": "people:token",
    "mcp": "mcp:mcp",
    "import": "imports:imports",
    "export": "bundles:exports",
    "reindex": "search:reindex",
    "backup": "backups:backup",
    "restore": "backups:restore",
    "backup-key": "backups:backup_key",
    "verify": "health:verify",
    "doctor": "health:doctor",
    "django": "database:django",
}
WITHOUT_DJANGO = {"serve", "django"}


class Commands(click.Group):
    """Knows the names; loads a command when it is used or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, place in COMMANDS.items() if exists(place)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = COMMANDS.get(cmd_name, "")
        return load(place) if place and exists(place) else None

    def invoke(self, ctx: click.Context) -> object:
        from django.core.exceptions import ImproperlyConfigured
        from django.db import OperationalError, ProgrammingError

        from tongzhou.core.verdicts import WithoutEffect

        try:
            return super().invoke(ctx)
        except WithoutEffect as error:
            raise click.ClickException(_told(error)) from None
        except (ImproperlyConfigured, OperationalError, ProgrammingError) as error:
            raise click.ClickException(_understood(str(error).strip())) from None


@click.group(cls=Commands)
@click.pass_context
def main(ctx: click.Context) -> None:
    """同舟 Tongzhou: collaboration between departments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
    if ctx.invoked_subcommand not in WITHOUT_DJANGO and "--help" not in sys.argv:
        set_up_django()


def _understood(error: str) -> str:
    """A table or column that is missing means that `migrate` was never called, or not again."""
    if "no such" in error or "does not exist" in error:
        return f"The database is not up to date. Run first: tongzhou migrate\n  ({error})"
    return error


def _told(error: Exception) -> str:
    errors = getattr(error, "errors", {})
    lines = [str(error), *(f"  {field}: {sentence}" for field, sentence in errors.items())]
    return "\n".join(dict.fromkeys(lines))
