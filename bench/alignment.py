"""What aligning interests costs, and how far it can be trusted: `.venv/bin/python -m bench.alignment`.

Prints how long the comparison of the largest table takes, and the advisor over 8 open points with 4 ways
for 4 departments: for chance figures and for sides that want the opposite of each other (processor
time). With `PAGES=1` and TONGZHOU_DATA on a demo installation p50 and p95 of its alignment page (in one
process, signed in; elapsed and of the processor), and of the picture between 200 departments, put in and taken back in one
transaction. Then the noise study: sides
whose scores differ from what they truly want by σ = 0.3 of the spread of their preferences; of the
proposals that all sides accept, the share in which a side truly does no better than without a deal,
accepted by the scores alone, and after every side was asked once more («double yes»).
"""

import os
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from tongzhou.interests.packages import Problem, Solution
from tongzhou.interests.solving import solved
from tongzhou.interests.weighing import MOST, compared

SEED = 20231118
TIMES = int(os.environ.get("TIMES", "20000"))
NOISE = float(os.environ.get("NOISE", "0.3"))
OPTIONS, SPREAD, MIDDLE = 4, 2.5, 5.5
Taken = tuple[list[float], list[float]]
"""How long each asking took, elapsed and of the processor."""


def main() -> None:
    print(f"comparison of 5 options by 8 sides: {_comparing():.2f} ms")
    for name, opposed in (("chance", False), ("opposed", True)):
        took, found = _advising(opposed=opposed)
        print(
            f"advisor, 8 points x 4 ways x 4 departments, {name}: {took:.0f} ms, "
            f"{found.size:,} packages ({found.method}), {len(found.front):,} of them wasting nothing"
        )
    if os.environ.get("PAGES"):
        print("alignment page:", _told(_page()))
        departments, taken = _picture()
        print(f"exchange picture, {departments} departments:", _told(taken))
    print("noise  sides  accepted  truly loses: by scores  after a double yes")
    for noise in sorted({0.0, NOISE, 2 * NOISE}):
        for sides in (2, 3, 4):
            accepted, lost, agreed, lost_after = _study(noise, sides)
            print(
                f"{noise:5.1f}  {sides:5}  {accepted / TIMES:8.1%}  {_share(lost, accepted):>22}  "
                f"{_share(lost_after, agreed):>18}"
            )


def _comparing() -> float:
    chance = random.Random(SEED)
    rows = [[chance.randint(6, MOST) for _ in range(8)] for _ in range(5)]
    began = time.perf_counter()
    for _ in range(100):
        compared(rows, [5] * 8)
    return (time.perf_counter() - began) * 10


def _advising(*, opposed: bool) -> tuple[float, Solution]:
    chance = random.Random(SEED)
    points = [[chance.randint(1, 20) for _term in range(8)] for _side in range(4)]
    scores = [
        [[chance.randint(0, MOST) for _way in range(4)] for _term in range(8)] for _side in range(4)
    ]
    for side in (1, 3) if opposed else ():
        points[side] = points[side - 1]
        scores[side] = [[MOST - one for one in row] for row in scores[side - 1]]
    values = tuple(
        tuple(
            tuple(points[side][term] * scores[side][term][way] for side in range(4))
            for way in range(4)
        )
        for term in range(8)
    )
    problem = Problem(values, (0,) * 4, (20 * MOST * 8,) * 4)
    began = time.process_time()
    found = solved(problem)
    return (time.process_time() - began) * 1000, found


def _study(noise: float, sides: int) -> tuple[int, int, int, int]:
    """Of TIMES tables: proposals by the scores, truly lost; proposals after a second yes, lost."""
    chance = random.Random(SEED)
    accepted = lost = agreed = lost_after = 0
    for _ in range(TIMES):
        truth = [[chance.gauss(MIDDLE, SPREAD) for _ in range(sides)] for _ in range(OPTIONS)]
        floors = [chance.gauss(MIDDLE - SPREAD / 2, SPREAD / 2) for _ in range(sides)]
        marks = compared(
            [[_said(value, noise, chance) for value in row] for row in truth],
            [_said(floor, noise, chance) for floor in floors],
        )
        best = next((place for place, mark in enumerate(marks) if mark.protects), None)
        if best is None:
            continue
        loses = any(value <= floor for value, floor in zip(truth[best], floors, strict=True))
        accepted, lost = accepted + 1, lost + loses
        if all(
            chance.gauss(value - floor, noise * SPREAD) > 0
            for value, floor in zip(truth[best], floors, strict=True)
        ):
            agreed, lost_after = agreed + 1, lost_after + loses
    return accepted, lost, agreed, lost_after


def _said(value: float, noise: float, chance: random.Random) -> int:
    """A whole number on the scale, as people tap it."""
    return min(max(round(chance.gauss(value, noise * SPREAD)), 0), MOST)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "—"


def _page() -> Taken:
    from tongzhou.config.loading import set_up_django

    set_up_django()
    from django.test import Client

    from tongzhou.interests.models import OptionTable

    table = OptionTable.objects.select_related("collaboration__person_in_charge").first()
    assert table is not None, "TONGZHOU_DATA must be a demo installation"
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(table.collaboration.person_in_charge)
    address = f"/collaborations/{table.collaboration_id}/alignment"
    return _timed(lambda: client.get(address), times=110)


def _picture() -> tuple[int, Taken]:
    """Two hundred departments, 20,000 meetings of pairs; nothing of it stays."""
    from django.db import transaction
    from django.test import Client

    from tongzhou.collaborations.models import Collaboration
    from tongzhou.core import clock, planner
    from tongzhou.exchange.models import PairInCase
    from tongzhou.org.models import Department, Person

    chance = random.Random(SEED)
    root = Department.objects.get(parent=None)
    client = Client(HTTP_HOST="127.0.0.1")
    auditor = Person.objects.filter(is_auditor=True).first() or root.head
    client.force_login(auditor)
    with transaction.atomic():
        made = Department.objects.bulk_create(
            Department(name=f"部门 {at}", code=f"d{at}", path=f"{root.path}d{at}/", parent=root)
            for at in range(200)
        )
        cases = list(Collaboration.objects.values_list("pk", flat=True))
        keys = {(chance.choice(cases), *chance.sample(made, 2)) for _ in range(20_000)}
        PairInCase.objects.bulk_create(
            PairInCase(collaboration_id=case, asker=one, asked=other, asks=2, answered=1,
                       seconds=9000, last_at=clock.now())
            for case, one, other in keys
        )  # fmt: skip
        planner.count_again()
        taken = _timed(lambda: client.get("/exchange/picture"), times=30)
        transaction.set_rollback(True)
    return len(made), taken


def _timed(ask: Callable[[], Any], *, times: int) -> Taken:
    """Elapsed and processor time of each, in milliseconds, without the first tenth."""
    taken = []
    for _ in range(times):
        began, worked = time.perf_counter(), time.process_time()
        assert ask().status_code == 200
        taken.append((time.perf_counter() - began, time.process_time() - worked))
    elapsed, working = zip(*taken[times // 10 :], strict=True)
    return [one * 1000 for one in elapsed], [one * 1000 for one in working]


def _told(taken: Taken) -> str:
    said = (
        f"p50 {statistics.median(one):.0f} ms, p95 {statistics.quantiles(one, n=20)[18]:.0f} ms"
        for one in taken
    )
    return "{}; of processor time {}".format(*said)


if __name__ == "__main__":
    main()
