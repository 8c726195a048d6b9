"""House rules that a linter cannot know, read from the syntax trees of the packages."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tongzhou.journal.events import EVENTS

SOURCE = Path(__file__).parents[2] / "src" / "tongzhou"
LONGEST_FILE = {".py": 300, ".html": 150, ".css": 200, ".ts": 200}
LONGER: dict[str, str] = {}
"""Files that may be longer, and why."""
LONGEST_FUNCTION = 45
LISTENING = {"config/commands/serve.py"}
WRITES = {
    "save", "delete", "create", "update", "get_or_create", "update_or_create",
    "bulk_create", "bulk_update",
}  # fmt: skip
WRITERS = {"actions", "balls", "migrations", "demo", "config"}
"""Balls are derived rows that actions settle; migrations and the demo company lay rows."""
FORMER = {"problem.facts_confirmed"}
"""Kinds of which only entries of earlier versions of the program remain."""
NOT_ROWS = {"session", "cookies", "cache", "globals", "filters", "default_storage", "paper", "code"}
"""Receivers that are no rows although they can `save` or `delete`."""


def test_a_file_fits_one_idea() -> None:
    found = {
        name(path): length
        for suffix, longest in LONGEST_FILE.items()
        for path in files(suffix)
        if (length := len(path.read_text().splitlines())) > longest
    }
    assert {place: length for place, length in found.items() if place not in LONGER} == {}


def test_functions_stay_short() -> None:
    """Except in the story, whose scenes are lists."""
    assert offences(long_functions, but_not={"demo"}) == {}


def test_only_actions_write() -> None:
    assert offences(writes, but_not=WRITERS) == {}


def test_an_action_says_which_columns_it_saves() -> None:
    assert offences(vague_saves, within={"actions"}) == {}


def test_views_reach_rows_only_as_far_as_the_person_sees() -> None:
    """`….objects.visible_to(person)` or a question of queries.py; never another chain."""
    assert offences(chains, within={"views"}) == {}


def test_attributes_are_known_not_guessed() -> None:
    assert offences(guesses) == {}


@pytest.mark.check("T156")
def test_every_event_of_the_catalogue_is_recorded_by_somebody() -> None:
    """A kind that no program writes is a promise of the journal that nobody keeps.

    Moves of requests and of collaborations are found by their verb, in a table.
    """
    named = {
        node.id if isinstance(node, ast.Name) else node.attr
        for path in files(".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Name | ast.Attribute)
    }
    ours = {key: one for key, one in EVENTS.items() if one.__module__.startswith("tongzhou.")}
    orphans = {
        key for key, one in ours.items() if one.__name__ not in named and "verb" not in vars(one)
    }
    assert orphans == FORMER
    assert len(ours) > 300


def test_nothing_happens_by_signal() -> None:
    signals = re.compile(r"post_save|pre_save|post_delete|@receiver")
    assert [name(path) for path in files(".py") if signals.search(path.read_text())] == []


@pytest.mark.check("T082")
def test_one_module_alone_opens_connections_to_other_servers() -> None:
    """The command line listens; mail leaves through the SMTP client of the framework."""
    opens = re.compile(
        r"^\s*(?:import|from) (socket|ssl|urllib\.request|http\.client|requests|httpx|aiohttp)\b",
        re.M,
    )
    found = {name(path) for path in files(".py") if opens.search(path.read_text())}
    assert {place for place in found if not place.startswith("channels/outbound/")} <= LISTENING


def test_templates_escape_everything() -> None:
    unsafe = re.compile(r"\|\s*safe\b|autoescape\s+false")
    assert [name(path) for path in files(".html") if unsafe.search(path.read_text())] == []


def test_only_the_worker_and_the_channels_catch_everything() -> None:
    caught = [
        name(path)
        for path in files(".py")
        if re.search(r"except Exception|except:|except BaseException", path.read_text())
    ]
    assert {place.split("/")[0] for place in caught} <= {"journal", "channels"}


def offences(
    rule: Callable[[ast.Module], Iterator[str]],
    *,
    within: set[str] | None = None,
    but_not: set[str] | None = None,
) -> dict[str, list[str]]:
    """What the rule finds, by file; a file belongs to its folders and to its own name."""
    found = {}
    for path in files(".py"):
        parts = set(path.relative_to(SOURCE).with_suffix("").parts)
        if (within is None or parts & within) and not parts & (but_not or set()):
            found[name(path)] = list(rule(ast.parse(path.read_text())))
    return {place: lines for place, lines in found.items() if lines}


def long_functions(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{node.name}: {length} lines"


def writes(tree: ast.Module) -> Iterator[str]:
    """`update` of a dictionary takes its argument by position, that of rows by name."""
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES:
            words = set(re.split(r"\W+", ast.unparse(call.func.value)))
            if not words & NOT_ROWS and not (call.func.attr == "update" and call.args):
                yield ast.unparse(call)


def vague_saves(tree: ast.Module) -> Iterator[str]:
    exact = {"update_fields", "force_insert"}
    for call in calls(tree):
        is_save = isinstance(call.func, ast.Attribute) and call.func.attr == "save"
        if is_save and not exact & {word.arg for word in call.keywords}:
            yield ast.unparse(call)


def chains(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Attribute(attr="objects"), attr=question):
                if question != "visible_to":
                    yield ast.unparse(node)


def guesses(tree: ast.Module) -> Iterator[str]:
    for call in calls(tree):
        if isinstance(call.func, ast.Name) and call.func.id == "hasattr":
            yield ast.unparse(call)


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def files(suffix: str) -> list[Path]:
    ignored = {"migrations", "dist", "locale"}
    return [path for path in sorted(SOURCE.rglob(f"*{suffix}")) if not ignored & set(path.parts)]


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))
