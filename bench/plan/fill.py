"""Fills a database with one collaboration of ROWS rows and prints its key."""

import os
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from tests import company as company_module  # noqa: E402
from tests.plans.conftest import dividing  # noqa: E402
from tongzhou.core import clock  # noqa: E402
from tongzhou.org.calendars import calendar  # noqa: E402
from tongzhou.plans.models import Criterion, Dependency, Role, Task  # noqa: E402

ROWS = int(os.environ.get("ROWS", "500"))


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    company = company_module.build()
    case = dividing(company)
    people = {
        company.marketing: company.lin, company.product: company.wang_gong,
        company.sales: company.zhou, company.service: company.huang,
    }  # fmt: skip
    owners = list(people)
    days, first = calendar(), clock.today() + timedelta(days=7)
    tasks = [
        Task(
            collaboration=case, number=place + 1, position=place + 1, name=f"第{place + 1}项工作",
            department=owners[place % 4], start=_day(days, first, place % 120),
            end=_day(days, first, place % 120 + 3 + place % 9), deliverable=f"《成果{place + 1}》",
        )
        for place in range(ROWS)
    ]  # fmt: skip
    Task.objects.bulk_create(tasks)
    Criterion.objects.bulk_create(
        Criterion(task=one, position=1, text="覆盖 100 条") for one in tasks
    )
    Role.objects.bulk_create(
        Role(task=one, letter=letter, person=who)
        for one in tasks
        for letter, who in (("R", people[one.department]), ("A", one.department.head))
    )
    Dependency.objects.bulk_create(
        Dependency(task=tasks[place], on=tasks[place - 40]) for place in range(40, ROWS, 2)
    )
    print(case.pk)


def _day(days, first: date, count: int) -> date:  # type: ignore[no-untyped-def]
    return days.add_working_days(first, count)


if __name__ == "__main__":
    main()
