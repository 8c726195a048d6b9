"""What an operator types."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings
from django.db import connection
from django.utils import translation

from tests.company import Company
from tongzhou.config.cli import main
from tongzhou.org.models import Department, Person, Token

Say = Callable[..., Result]


@pytest.fixture
def tongzhou(monkeypatch: pytest.MonkeyPatch) -> Iterator[Say]:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with translation.override("en"):
        yield lambda *words, **more: CliRunner().invoke(main, words, **more)


@pytest.mark.django_db
def test_the_first_account_brings_its_department_along(tongzhou: Say) -> None:
    said = tongzhou(
        "user", "create", "Admin", "--name", "管理员", "--department", "hq", "--administrator",
        "--password", "tongzhou-2023",
    )  # fmt: skip
    assert (said.exit_code, said.output) == (0, "admin may sign in.\n")
    assert Person.objects.get().is_administrator
    assert Department.objects.get().code == "hq"


def test_a_second_account_needs_a_department_that_exists(tongzhou: Say, company: Company) -> None:
    said = tongzhou(
        "user", "create", "new", "--name", "新人", "--department", "nowhere", "--password", "abcd-1234-x"
    )  # fmt: skip
    assert said.exit_code == 1
    assert "There is no department “nowhere”. There are: hq, finance" in said.output


def test_a_password_that_is_too_short_is_refused_in_a_sentence(
    tongzhou: Say, company: Company
) -> None:
    said = tongzhou("user", "password", "li", "--password", "kurz")
    assert said.exit_code == 1
    assert "8" in said.output
    assert "Traceback" not in said.output


def test_a_token_is_printed_alone(tongzhou: Say, company: Company) -> None:
    said = tongzhou("token", "create", "--person", "li")
    assert said.output == said.output.strip() + "\n"
    assert len(said.output.split()) == 1
    assert Token.objects.get().person == company.li


def test_a_token_for_nobody_is_refused(tongzhou: Say, company: Company) -> None:
    said = tongzhou("token", "create", "--person", "nobody")
    assert (said.exit_code, said.output) == (1, "Error: Nobody signs in as “nobody”.\n")


@pytest.mark.django_db
def test_an_untouched_journal_is_confirmed(tongzhou: Say) -> None:
    said = tongzhou("verify")
    assert said.exit_code == 0


@pytest.mark.django_db
def test_the_doctor_names_every_part_and_says_what_is_missing(tongzhou: Say) -> None:
    said = tongzhou("doctor")
    parts = [line.split()[1].rstrip(":") for line in said.output.splitlines()]
    assert parts[:3] == ["database", "migrations", "journal"]
    assert {"calendar", "front", "messages", "disk", "mail"} <= set(parts)
    assert "note  mail: not configured: nobody is reminded by mail." in said.output


@pytest.mark.django_db
def test_the_doctor_fails_when_a_migration_is_missing(tongzhou: Say) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'org'")
    said = tongzhou("doctor")
    assert said.exit_code == 1
    assert "Run: tongzhou migrate" in said.output


@pytest.mark.django_db
def test_the_doctor_sees_that_the_front_end_is_not_built(
    tongzhou: Say, settings: LazySettings, tmp_path: Path
) -> None:
    settings.SOURCE = tmp_path
    said = tongzhou("doctor")
    assert said.exit_code == 1
    assert "FAULT front end: not built. Run: npm ci && npm run build" in said.output
