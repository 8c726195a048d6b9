"""Gives a collaboration of the demo company a division table of ROWS rows; prints where it is and who leads it."""

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")

import django

django.setup()

from tongzhou.collaborations.models import Collaboration  # noqa: E402
from tongzhou.plans.actions import change_table  # noqa: E402
from tongzhou.plans.blocks import Block, NewRow, Typed  # noqa: E402

ROWS = int(os.environ.get("ROWS", "500"))
AT_ONCE = 100


def main() -> None:
    case = Collaboration.objects.filter(state="dividing").select_related("person_in_charge")[0]
    departments = [party.department.name for party in case.parties.select_related("department")]
    while (count := case.tasks.filter(removed_at=None).count()) < ROWS:
        names = [f"n{number}" for number in range(count, min(ROWS, count + AT_ONCE))]
        cells = {
            (name, column): Typed(text)
            for place, name in enumerate(names, start=count)
            for column, text in _row(place, departments).items()
        }
        block = Block(cells=cells, added=tuple(NewRow(name) for name in names))
        change_table(case, block, by=case.person_in_charge)
    print(json.dumps({"case": str(case.pk), "login": case.person_in_charge.login}))


def _row(place: int, departments: list[str]) -> dict[str, str]:
    month, day = place % 3 + 7, place % 20 + 1
    return {
        "name": f"第 {place} 项：整理渠道反馈并给出结论",
        "department": departments[place % len(departments)],
        "dates": f"2027-{month:02}-{day:02} ~ 2027-{month:02}-{day + 7:02}",
        "deliverable": f"《渠道反馈汇总 {place}》",
        "criteria": f"覆盖 {place + 10} 条有效反馈，并由渠道负责人确认",
    }


if __name__ == "__main__":
    main()
