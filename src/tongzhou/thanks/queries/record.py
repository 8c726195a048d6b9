"""What one person did for others, for their own eyes: no sums, no comparison, nothing to rank by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.collaborations.models import Answer, Collaboration
from tongzhou.core import clock
from tongzhou.org.models import Person
from tongzhou.outcomes.models import Delivery
from tongzhou.progress.models import EARLY_DAYS, RiskNotice
from tongzhou.thanks.facts import DONE, HELPFUL
from tongzhou.thanks.models import Thanks
from tongzhou.ui import formats

MOST = 500
KINDS: dict[str, Promise] = {
    "delivered": gettext_lazy("Delivered"),
    "answered": gettext_lazy("Answered a request"),
    "warned": gettext_lazy("Warned early"),
    "thanked": gettext_lazy("Was thanked"),
}
HEADINGS = (
    gettext_lazy("Day"), gettext_lazy("Contribution"), gettext_lazy("About"),
    gettext_lazy("Collaboration"), gettext_lazy("Note"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contribution:
    at: datetime
    kind: str
    about: str
    case: str
    note: str

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])

    @property
    def day(self) -> date:
        return self.at.astimezone(clock.zone()).date()


def years() -> list[int]:
    """This one and the two before it."""
    this = clock.today().year
    return [this, this - 1, this - 2]


def record_of(person: Person, year: int) -> list[Contribution]:
    """Four queries; the latest first."""
    within = Q(at__gte=_new_year(year), at__lt=_new_year(year + 1))
    parts = (_delivered, _answered, _warned, _thanked)
    found = [one for part in parts for one in part(person, within)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=clock.zone())


def _delivered(person: Person, within: Q) -> Iterator[Contribution]:
    rows = Delivery.objects.visible_to(person).filter(within, by=person, state__in=DONE)
    for row in rows.select_related("task__collaboration").order_by("-at")[:MOST]:
        in_time = row.task.end and row.at.astimezone(clock.zone()).date() <= row.task.end
        note = _("in time, until %(day)s") % {"day": formats.day(row.task.end)} if in_time else ""
        yield Contribution(
            row.at, "delivered", row.task.name, _called(row.task.collaboration), note
        )


def _answered(person: Person, within: Q) -> Iterator[Contribution]:
    rows = Answer.objects.visible_to(person).filter(
        within, by=person, verb__in=HELPFUL, department=F("ask__department")
    )
    for row in rows.select_related("ask__collaboration").order_by("-at")[:MOST]:
        yield Contribution(
            row.at,
            "answered",
            row.ask.title,
            _called(row.ask.collaboration),
            row.get_verb_display(),
        )


def _warned(person: Person, within: Q) -> Iterator[Contribution]:
    rows = RiskNotice.objects.visible_to(person).filter(
        within, by=person, lead_days__gte=EARLY_DAYS
    )
    for row in rows.select_related("task__collaboration").order_by("-at")[:MOST]:
        note = _("%(days)s working days ahead") % {"days": row.lead_days}
        yield Contribution(row.at, "warned", row.task.name, _called(row.task.collaboration), note)


def _thanked(person: Person, within: Q) -> Iterator[Contribution]:
    rows = Thanks.objects.filter(within, person=person).select_related(
        "giver", "by", "collaboration"
    )
    for row in rows[:MOST]:
        who = f"{row.giver.name} {row.by.name}"
        said = _("%(department)s: %(what)s") % {"department": who, "what": row.sentence}
        yield Contribution(row.at, "thanked", row.about, _called(row.collaboration), said)


def _called(case: Collaboration) -> str:
    return f"{case.number} {case.name}"
