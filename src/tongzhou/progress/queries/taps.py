"""What the page behind a link of the weekly round shows: the rows of one person, as they stand now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core import clock
from tongzhou.org.capabilities import hashed, round_of
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.plans.models import Role
from tongzhou.progress.models import CheckIn, HeldWord, RoundLink, WeeklyRound
from tongzhou.progress.queries.signals import trusted_by
from tongzhou.progress.queries.weeks import WeekRow, current_round, weekly

STEPS = (25, 50, 75, 90)
MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Tap:
    """One row on the phone; `held` by kind is what may still be taken back."""

    row: WeekRow
    is_own: bool
    held: Mapping[str, HeldWord]
    seen: str
    own_confidence: str

    @property
    def steps(self) -> list[int]:
        return [step for step in STEPS if step > int(self.row.percent)][:MOST_STEPS]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a link is worth now. `state`: open, expired or void."""

    state: str
    link: RoundLink
    case: Collaboration | None = None
    taps: tuple[Tap, ...] = ()
    told: tuple[CheckIn, ...] = ()
    """Of an expired link: who updated what in its own week, and nothing newer."""


def find(token: str) -> RoundLink | None:
    related = ("person__department", "weekly__collaboration")
    return RoundLink.objects.select_related(*related).filter(hash=hashed(token)).first()


def standing_of(link: RoundLink) -> Standing:
    """Judged by what the person may see and do at this moment."""
    person = link.person
    if not person.is_active or link.round != round_of(person):
        return Standing("void", link)
    cases = Collaboration.objects.visible_to(person).select_related(
        "department", "person_in_charge"
    )
    case = cases.filter(pk=link.weekly.collaboration_id).first()
    if case is None:
        return Standing("void", link)
    if link.until <= clock.now():
        return Standing("expired", link, case, told=tuple(_told(link, case)))
    return Standing("open", link, case, tuple(_taps(person, case)))


def seen_of(task: UUID) -> str:
    """How a row stands: the newest update of it, by whomever."""
    newest = CheckIn.objects.filter(task=task).order_by("-at", "-id").values_list("pk", flat=True)
    return str(newest.first() or "")


def links_wanted(person: Person, about: Mapping[UUID, tuple[str, UUID, UUID | None]]) -> Mapping[
    UUID, WeeklyRound
]:  # fmt: skip
    """By notice (kind, subject, collaboration): the week it asks the person about."""
    found: dict[UUID, WeeklyRound] = {}
    for notice, (kind, subject, case) in about.items():
        weekly = _week_of(kind, subject, case)
        if weekly and (kind != "round.closed" or trusted_by(person, weekly.collaboration)):
            found[notice] = weekly
    return found


def _week_of(kind: str, subject: UUID, case: UUID | None) -> WeeklyRound | None:
    if kind.startswith(("round.", "held_word.")):
        rows = WeeklyRound.objects.select_related("collaboration__department")
        return rows.filter(pk=subject).first()
    found = Collaboration.objects.filter(pk=case).first() if case else None
    return current_round(found) if found else None


def _taps(person: Person, case: Collaboration) -> Iterable[Tap]:
    rows = weekly(case, person)
    own = _own(person, case)
    held: dict[UUID, dict[str, HeldWord]] = {}
    for word in HeldWord.objects.filter(person=person, weekly__collaboration=case, state="held"):
        held.setdefault(word.task_id, {})[word.kind] = word
    seen = _seen(row.id for row in rows)
    for row in rows:
        is_own = row.id in own
        if not is_own and not row.may_trust:
            continue
        believed = next((c.level for c in row.confidences if c.by_id == person.pk), "")
        yield Tap(row, is_own, held.get(row.id, {}), seen.get(row.id, ""), believed)


def _told(link: RoundLink, case: Collaboration) -> Iterable[CheckIn]:
    """The last update of each row the person carries."""
    rows = CheckIn.objects.filter(round=link.weekly_id, task__in=_own(link.person, case))
    last = {row.task_id: row for row in rows.select_related("task", "by").order_by("at", "id")}
    return last.values()


def _seen(tasks: Iterable[UUID]) -> dict[UUID, str]:
    rows = CheckIn.objects.filter(task__in=list(tasks)).order_by("at", "id")
    return {task: str(pk) for task, pk in rows.values_list("task", "pk")}


def _own(person: Person, case: Collaboration) -> set[UUID]:
    """What the person carries, and what silence brought to them."""
    people = [one.pk for one in stands_for(person)]
    roles = Role.objects.filter(
        task__collaboration=case, letter__in=("R", "A"), person__in=people
    ).values_list("task", flat=True)
    balls = Ball.objects.filter(collaboration=case, kind="check_in", person__in=people)
    return {*roles, *balls.values_list("matter", flat=True)}
