"""Two people at once: the tree stays a tree, guesses stay counted, one liaison stays one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests import company as company_module
from tests.company import PASSWORD
from tongzhou.core.verdicts import Invalid, NotPossibleNow, TooOften, WithoutEffect
from tongzhou.journal.models import Entry
from tongzhou.org import actions
from tongzhou.org.actions.sign_in import PER_LOGIN_AND_ADDRESS, attempt
from tongzhou.org.models import Department, Liaison

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable[[], object]) -> list[str]:
    """What each job came to: "done" or the name of its refusal."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        start.wait(timeout=10)
        try:
            job()
        except WithoutEffect as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_two_moves_at_once_never_close_a_circle() -> None:
    company = company_module.build()
    results = at_once(
        lambda: actions.move_department(company.sales, by=None, parent=company.product),
        lambda: actions.move_department(company.product, by=None, parent=company.sales),
    )
    assert sorted(results) == [NotPossibleNow.__name__, "done"]
    for department in Department.objects.select_related("parent"):
        above = department.parent.path if department.parent else "/"
        assert department.path == f"{above}{department.code}/"


def test_a_liaison_appointed_twice_at_once_is_one() -> None:
    company = company_module.build()
    appoint = [
        lambda: actions.appoint_liaison(company.sales, by=None, person=company.wu)
        for _click in range(4)
    ]
    assert sorted(at_once(*appoint)).count("done") == 1
    assert Liaison.objects.filter(department=company.sales, person=company.wu).count() == 1
    assert Entry.objects.filter(kind="department.liaison_appointed").count() == 1


@pytest.mark.check("T150")
def test_guesses_sent_all_at_once_are_all_counted() -> None:
    checked = []

    def guess() -> None:
        with attempt("li", "10.0.0.1"):
            checked.append(1)
            raise Invalid("wrong")

    results = at_once(*[guess] * 12)
    assert len(checked) <= PER_LOGIN_AND_ADDRESS
    assert results.count(TooOften.__name__) == 12 - len(checked)


def test_a_password_changed_twice_at_once_has_one_winner() -> None:
    company = company_module.build()
    results = at_once(
        *[
            lambda new=new: actions.change_password(
                company.li, by=company.li, current_password=PASSWORD, new_password=new
            )
            for new in ("同舟共济 first", "同舟共济 second")
        ]
    )
    assert sorted(results) == [Invalid.__name__, "done"]
