"""`tongzhou import KIND FILE`: each kind is a command of its own module."""

from typing import ClassVar

import click

from tongzhou.config.loading import exists, load


class Kinds(click.Group):
    KINDS: ClassVar = {"people": "rosters:people", "plan": "plans:plan", "bundle": "bundles:bundle"}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, place in self.KINDS.items() if exists(place)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = self.KINDS.get(cmd_name, "")
        return load(place) if place and exists(place) else None


@click.group("import", cls=Kinds)
def imports() -> None:
    """Take files over, all or nothing, with errors by sheet and cell."""
