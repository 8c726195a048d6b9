"""How the people of the demonstration answered the question of the quarters that are over."""

from datetime import timedelta

from tongzhou.core import clock
from tongzhou.demo.company import Company
from tongzhou.pulse import policy
from tongzhou.pulse.actions import answer

QUARTER = timedelta(days=91)
MOODS = ((2, 3, 3, 4, 1), (4, 4, 2, 4, 3), (4, 4, 3, 5, 3))
"""Quarter by quarter what people tap, in turn: slowly it gets better."""


def look_back(company: Company) -> None:
    """Each quarter four out of five answer."""
    people = [one for one in company.people.values() if policy.may_answer(one)]
    for ago, mood in zip((3, 2, 1), MOODS, strict=True):
        with clock.at(clock.now() - QUARTER * ago):
            for place, person in enumerate(people):
                if place % 5 != ago:
                    answer(mood[(place * 3 + ago) % len(mood)], by=person)
