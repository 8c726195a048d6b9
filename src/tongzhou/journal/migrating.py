"""Brings a database to the version of this program, with everything that guards it."""

from django.core.management import call_command

from tongzhou.core import planner
from tongzhou.journal import append_only
from tongzhou.journal.actions.facts import take_over


def migrate() -> None:
    """Safe to repeat; whatever a migration did to a table, its triggers stand afterwards."""
    call_command("migrate", interactive=False, verbosity=0)
    append_only.ensure()
    take_over(only_new=True)
    planner.count_again()
