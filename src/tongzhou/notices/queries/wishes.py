"""What people chose about being told."""

from collections.abc import Iterable
from uuid import UUID

from tongzhou.notices.models import AppChoice, MailChoice, Preference
from tongzhou.notices.timing import Wishes


def wishes_of(people: Iterable[UUID]) -> dict[UUID, Wishes]:
    """Everybody's, three queries for however many."""
    wanted = list(people)
    if not wanted:
        return {}
    ways: dict[UUID, dict[str, str]] = {one: {} for one in wanted}
    for choice in MailChoice.objects.filter(person__in=wanted):
        ways[choice.person_id][choice.topic] = choice.way
    cards: dict[UUID, dict[str, str]] = {one: {} for one in wanted}
    for card in AppChoice.objects.filter(person__in=wanted):
        cards[card.person_id][card.topic] = card.way
    chosen = Preference.objects.in_bulk(wanted)
    return {one: _wishes(chosen.get(one), ways[one], cards[one]) for one in wanted}


def _wishes(chosen: Preference | None, ways: dict[str, str], cards: dict[str, str]) -> Wishes:
    if chosen is None:
        return Wishes(ways=ways, cards=cards)
    return Wishes(
        quiet_from=chosen.quiet_from, quiet_until=chosen.quiet_until,
        quiet_days_off=chosen.quiet_days_off, digest_hour=chosen.digest_hour, ways=ways, cards=cards,
    )  # fmt: skip
