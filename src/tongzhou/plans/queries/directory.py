"""Whom and what the cells of a table may name, as the grid looks them up while somebody types."""

from collections import Counter
from typing import Any

from django.db.models import Q

from tongzhou.collaborations.models import Collaboration
from tongzhou.org.models import Department, Person
from tongzhou.plans.queries.choices import paths_of_parties

MOST = 2_000
"""More names than this are found by typing them in full."""


def directory(collaboration: Collaboration) -> dict[str, list[list[Any]]]:
    """People as name, department, sounds; departments as name, sounds, whether they take part."""
    paths = paths_of_parties(collaboration)
    theirs = Q(pk__in=[])
    for path in paths:
        theirs |= (
            Q(department__path__startswith=path) | Q(heads__path=path) | Q(deputises__path=path)
        )
    rows = (
        Person.objects.active()
        .filter(theirs)
        .order_by("department__path", "pinyin", "login")
        .values_list("name", "login", "department__name", "pinyin", "initials")
        .distinct()[:MOST]
    )
    departments = (
        Department.objects.living()
        .order_by("path")
        .values_list("name", "pinyin", "initials", "path")
    )
    return {
        "people": _people(list(rows)),
        "departments": [
            [name, _sounds(pinyin, initials), path in paths]
            for name, pinyin, initials, path in departments
        ],
    }


def _people(rows: list[tuple[str, str, str, str, str]]) -> list[list[Any]]:
    """Who shares a name is told apart by what `cells` understands: «name（sign-in name）»."""
    known = Counter(name for name, *_ in rows)
    return [
        [f"{name}（{login}）" if known[name] > 1 else name, department, _sounds(pinyin, initials)]
        for name, login, department, pinyin, initials in rows
    ]


def _sounds(pinyin: str, initials: str) -> str:
    return f"{pinyin.replace(' ', '')} {initials}".strip().lower()
