"""Brings a database to the version of this program, with everything that guards it."""

from contextlib import nullcontext

from django.core.management import call_command
from django.db import connection

from tongzhou.core import planner
from tongzhou.core.quick_migrations import quickly
from tongzhou.journal import append_only
from tongzhou.journal.actions.facts import take_over


def migrate() -> None:
    """Safe to repeat; whatever a migration did to a table, its triggers stand afterwards."""
    is_empty = not connection.introspection.table_names()
    with quickly() if is_empty else nullcontext():
        call_command("migrate", interactive=False, verbosity=0)
    append_only.ensure()
    take_over(only_new=True)
    planner.count_again()
