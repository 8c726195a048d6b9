"""Reference pages written from the program: lifecycles and commands. `bin/docs` keeps them."""

import inspect
from collections.abc import Iterator

import click
from django.utils import translation

from tongzhou.config.cli import COMMANDS
from tongzhou.config.loading import exists, load
from tongzhou.core.lifecycle import LIFECYCLES, Lifecycle

GENERATED = "<!-- Written by bin/docs from the program; change the program, not this page. -->"
LANGUAGES = ("zh-hans", "zh-hant", "en")


def lifecycles() -> str:
    """docs/lifecycles.md: every table of the house, in alphabetical order of its name."""
    parts = [f"# Lifecycles\n\n{GENERATED}\n", LIFECYCLES_INTRODUCTION]
    parts += ["\n".join(_lifecycle(table)) for table in sorted(LIFECYCLES, key=_name)]
    return "\n".join(parts)


def commands() -> str:
    """docs/commands.md: every command with its options, as `--help` prints them."""
    parts = [f"# Commands\n\n{GENERATED}\n"]
    for name, place in COMMANDS.items():
        if exists(place):
            parts += _help(load(place), f"tongzhou {name}")
    return "\n".join(parts)


LIFECYCLES_INTRODUCTION = """\
Pages, the API and the tests read these tables from `states.py` of each package. The ball is the
role that moves next; the clock says what runs out; a verb with several targets is decided by the
facts.
"""


def rights() -> str:
    """docs/rights.md: who may what in which state, turned out of the same tables by actor."""
    parts = [f"# Who may what, when\n\n{GENERATED}\n", RIGHTS_INTRODUCTION]
    parts += ["\n".join(_rights(table)) for table in sorted(LIFECYCLES, key=_name) if table.moves]
    return "\n".join(parts)


RIGHTS_INTRODUCTION = """\
One row an actor, one column a state, in the cell what this actor may do then. An empty cell is a
refusal: 403 where it is somebody else's, 409 where it is not possible now; whoever does not see the
matter gets 404 for all of it. What follows from something else by itself is in brackets, and nobody
is offered it; `clock` is time running out. `policy.py` of each package says who fills a role, with
deputies and delegates; `tests/house/test_rights.py` and `test_truths.py` ask the cells of every
table: whoever fills the role, and who does not. `tests/house/permission_matrix.py` names every address.
"""


def _rights(table: Lifecycle) -> Iterator[str]:
    yield f"## {_spoken(table.label)} (`{table.name}`)\n"
    yield f"| | {' | '.join(f'`{state.key}`' for state in table.states)} |"
    yield f"|---|{'---|' * len(table.states)}"
    for who in dict.fromkeys(move.who for move in table.moves):
        cells = (_may(table, who, state.key) for state in table.states)
        yield f"| **{who}** | {' | '.join(cells)} |"
    yield ""


def _may(table: Lifecycle, who: str, state: str) -> str:
    moves = [move for move in table.moves_from(state) if move.who == who]
    return ", ".join(f"({move.verb})" if move.by_itself else move.verb for move in moves)


def _name(table: Lifecycle) -> str:
    return table.name


def _lifecycle(table: Lifecycle) -> Iterator[str]:
    yield f"## {_spoken(table.label)} (`{table.name}`)\n"
    yield "| state | 简体 · 繁體 · English | waits for | ball | clock |"
    yield "|---|---|---|---|---|"
    for state in table.states:
        sentence = _in("zh-hans", state.sentence)
        row = (f"`{state.key}`", _spoken(state.label), sentence, state.ball, state.clock)
        yield "| " + " | ".join(row) + " |"
    yield "\n| verb | 简体 · 繁體 · English | from | to | who |"
    yield "|---|---|---|---|---|"
    for move in table.moves:
        sources, targets = ", ".join(move.sources), ", ".join(move.targets)
        row = (f"`{move.verb}`", _spoken(move.label), sources, targets, move.who)
        yield "| " + " | ".join(row) + " |"
    yield ""


def _spoken(label: object) -> str:
    return " · ".join(_in(language, label) for language in LANGUAGES)


def _in(language: str, label: object) -> str:
    with translation.override(language):
        return str(label)


def _help(command: click.Command, path: str) -> list[str]:
    parts = []
    if not isinstance(command, click.Group) or command.invoke_without_command:
        context = click.Context(command, info_name=path, max_content_width=90, terminal_width=90)
        parts.append(f"## {path}\n\n```text\n{inspect.cleandoc(command.get_help(context))}\n```\n")
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if inner := command.get_command(context, name):
                parts += _help(inner, f"{path} {name}")
    return parts
