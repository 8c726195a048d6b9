"""What aligning interests costs, and how far it can be trusted: `.venv/bin/python -m bench.alignment`.

Prints how long the comparison of the largest table takes; with `PAGES=1` and TONGZHOU_DATA on a demo
installation p50 and p95 of its alignment page (in one process, signed in). Then the noise study: sides
whose scores differ from what they truly want by σ = 0.3 of the spread of their preferences; of the
proposals that all sides accept, the share in which a side truly does no better than without a deal,
accepted by the scores alone, and after every side was asked once more («double yes»).
"""

import os
import random
import statistics
import time

from tongzhou.interests.weighing import MOST, compared

SEED = 20231118
TIMES = int(os.environ.get("TIMES", "20000"))
NOISE = float(os.environ.get("NOISE", "0.3"))
OPTIONS, SPREAD, MIDDLE = 4, 2.5, 5.5


def main() -> None:
    print(f"comparison of 5 options by 8 sides: {_comparing():.2f} ms")
    if os.environ.get("PAGES"):
        print("alignment page: p50 {:.0f} ms, p95 {:.0f} ms".format(*_page()))
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


def _page() -> tuple[float, float]:
    from tongzhou.config.loading import set_up_django

    set_up_django()
    from django.test import Client

    from tongzhou.interests.models import OptionTable

    table = OptionTable.objects.select_related("collaboration__person_in_charge").first()
    assert table is not None, "TONGZHOU_DATA must be a demo installation"
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(table.collaboration.person_in_charge)
    address = f"/collaborations/{table.collaboration_id}/alignment"
    took = []
    for _ in range(110):
        began = time.perf_counter()
        assert client.get(address).status_code == 200
        took.append((time.perf_counter() - began) * 1000)
    warm = took[10:]
    return statistics.median(warm), statistics.quantiles(warm, n=20)[18]


if __name__ == "__main__":
    main()
