"""The documents say what the program does."""

import re
from pathlib import Path

import pytest

from tongzhou.config import handbook, handbook_of_checks, settings
from tongzhou.config.cli import COMMANDS
from tongzhou.past.bundle import schema

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def test_the_page_of_lifecycles_is_what_the_tables_say() -> None:
    assert (DOCS / "lifecycles.md").read_text() == handbook.lifecycles(), "run bin/docs"


def test_the_page_of_rights_is_what_the_tables_say() -> None:
    assert (DOCS / "rights.md").read_text() == handbook.rights(), "run bin/docs"


def test_the_page_of_commands_is_what_help_prints() -> None:
    assert (DOCS / "commands.md").read_text() == handbook.commands(), "run bin/docs"


def test_the_page_of_checks_is_what_the_checker_knows() -> None:
    assert (DOCS / "checker.md").read_text() == handbook_of_checks.checks(), "run bin/docs"


def test_the_schema_of_bundles_is_what_the_import_reads() -> None:
    assert (DOCS / "bundle.schema.json").read_text() == schema(), "run bin/docs"


def test_every_setting_is_documented_and_nothing_else() -> None:
    read = set(re.findall(r'environment\.\w+\(\s*"(\w+)"', Path(settings.__file__).read_text()))
    documented = set(re.findall(r"^\| `(\w+)`", (DOCS / "settings.md").read_text(), re.M))
    assert documented == read


def test_the_architecture_names_every_package() -> None:
    there = {path.parent.name for path in (ROOT / "src/tongzhou").glob("*/__init__.py")}
    named = set(re.findall(r"`(\w+)`", _table(DOCS / "architecture.md")))
    assert there <= named


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        (page.name, link)
        for page in [ROOT / "README.md", *DOCS.rglob("*.md")]
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / link).exists()
    ]
    assert broken == []


def test_decisions_are_short() -> None:
    long = [page.name for page in (DOCS / "decisions").glob("*.md") if _lines(page) > 40]
    assert long == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    assert f"## tongzhou {command}" in (DOCS / "commands.md").read_text()


def _table(page: Path) -> str:
    return "\n".join(line for line in page.read_text().splitlines() if line.startswith("|"))


def _lines(page: Path) -> int:
    return len(page.read_text().splitlines())
