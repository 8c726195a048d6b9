"""What stands at the top of every page of a collaboration: parties, stage, whose move it is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations import policy
from tongzhou.collaborations.models import Collaboration, Party
from tongzhou.collaborations.queries.open_matters import OpenMatters, open_matters
from tongzhou.collaborations.queries.turns import BallLine, ball_line
from tongzhou.collaborations.states import COLLABORATION, STAGES
from tongzhou.core import clock
from tongzhou.core.prepared import Prepared
from tongzhou.core.verdicts import Sentence
from tongzhou.org.calendars import is_estimated
from tongzhou.org.models import Person, seal_of
from tongzhou.ui.addresses import address

TABS = (
    ("overview", _("Overview"), "collaboration", ()),
    ("asks", _("Requests"), "asks", ("ask",)),
    ("alignment", pgettext_lazy("tab", "Interests"), "alignment", ("option_table",)),
    ("plan", _("Plan"), "plan", ()),
    ("agreement", _("Signatures"), "agreement", ("version",)),
    ("progress", _("Progress"), "progress", ("check_in", "risk_notice", "urgent_call")),
    ("problems", _("Problems"), "problems", ("problem",)),
    ("changes", _("Changes"), "changes", ("change",)),
    ("outcome", _("Delivery and retrospective"), "outcome", ("delivery", "retrospective", "improvement")),
    ("discussion", pgettext_lazy("tab", "Discussion"), "collaboration-discussion", ()),
    ("timeline", _("Journal"), "timeline", ()),
)  # fmt: skip
"""Key, label, URL name, and the kinds of ball that the tab's count adds up."""

VERBS = {
    "send": "send-collaboration",
    "revise": "edit-collaboration",
    "divide": "divide-collaboration",
    "circulate": "agreement",
    "archive": "outcome",
    "pause": "pause-collaboration",
    "resume": "resume-collaboration",
    "cancel": "cancel-collaboration",
    "discard": "discard-collaboration",
}
"""Where the initiator does what: URL names that take the collaboration."""
LEVELS = dict(Collaboration.Level.choices)
POSTED = ("send", "divide", "resume")
"""Done with one press; the others open a page first."""


@dataclass(frozen=True, slots=True)
class PartySeat:
    id: UUID
    name: str
    hue: int
    is_initiator: bool
    seal_text: str = ""

    @property
    def seal(self) -> str:
        return self.seal_text or seal_of(self.name)


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: Sentence
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Verb:
    key: str
    label: Sentence
    url: str
    tone: str
    is_posted: bool


@dataclass(frozen=True, slots=True)
class CaseHeader:
    id: UUID
    number: str
    name: str
    url: str
    state: str
    state_label: Sentence
    tone: str
    visibility: str
    read_in_emergency: tuple[tuple[str, datetime], ...]
    person_in_charge: str
    wanted_date: date | None
    estimated_years: tuple[int, ...]
    leadership_attention: str
    priority: str
    priority_label: Sentence
    parties: tuple[PartySeat, ...]
    steps: tuple[tuple[Sentence, str], ...]
    ball: BallLine | None
    other_balls: int
    tabs: tuple[Tab, ...]
    verbs: tuple[Verb, ...]
    initiates: bool

    @property
    def initiator(self) -> PartySeat:
        return next(party for party in self.parties if party.is_initiator)

    def tabs_on(self, current: str) -> list[tuple[Sentence, str, bool, int]]:
        """Label, address, whether it is open now, and how many matters are open in it."""
        return [(tab.label, tab.url, tab.key == current, tab.count) for tab in self.tabs]

    @property
    def partners(self) -> list[PartySeat]:
        return [party for party in self.parties if not party.is_initiator]


def case_header(
    collaboration: Collaboration,
    person: Person,
    *,
    opened: OpenMatters | None = None,
    matter: UUID | None = None,
) -> CaseHeader:
    """At most six queries, however many rows, asks and balls there are.

    `opened` is what `open_matters` says, where the page has asked already; `matter` is what the
    page is about. Where nothing has to be done yet, it is whose move comes next.
    """
    opened = opened or open_matters(collaboration, person, matter)
    standing = policy.initiates(person, collaboration)
    state = COLLABORATION.state(collaboration.state)
    return CaseHeader(
        id=collaboration.pk,
        number=collaboration.number,
        name=collaboration.name,
        url=address("collaboration", collaboration.pk),
        state=collaboration.state,
        state_label=state.label,
        tone=state.tone,
        visibility=collaboration.visibility,
        read_in_emergency=_readers(collaboration),
        person_in_charge=collaboration.person_in_charge.name,
        wanted_date=collaboration.wanted_date,
        estimated_years=_estimated(collaboration, opened),
        leadership_attention=collaboration.leadership_attention,
        priority=collaboration.priority,
        priority_label=LEVELS.get(collaboration.priority, ""),
        parties=_parties(collaboration),
        steps=stage_steps(collaboration),
        ball=ball_line(opened.foremost, collaboration) if opened.foremost else None,
        other_balls=max(opened.count - 1, 0),
        tabs=_tabs(collaboration, opened),
        verbs=_verbs(collaboration, opened) if standing else (),
        initiates=standing is not None,
    )


def _estimated(collaboration: Collaboration, opened: OpenMatters) -> tuple[int, ...]:
    """Years of the dates on the page whose public holidays nobody knows yet."""
    wanted = [collaboration.wanted_date] if collaboration.wanted_date else []
    return tuple(sorted({day.year for day in [*opened.days(), *wanted] if is_estimated(day)}))


def stage_steps(collaboration: Collaboration) -> tuple[tuple[Sentence, str], ...]:
    """The five stages with "done", "now", "halted" (paused, cancelled) or "" for what comes."""
    state = collaboration.state
    shown = collaboration.resumes_to if state == "paused" else state
    place = next((at for at, (_k, _l, states) in enumerate(STAGES) if shown in states), -1)
    marks = ["done"] * max(place, 0)
    if place >= 0:
        marks.append("halted" if state == "paused" else "done" if state == "archived" else "now")
    marks += [""] * (len(STAGES) - len(marks))
    return tuple((label, mark) for (_key, label, _s), mark in zip(STAGES, marks, strict=True))


def _readers(collaboration: Collaboration) -> tuple[tuple[str, datetime], ...]:
    """Administrators who look into what is confidential just now, and until when."""
    if collaboration.visibility != Collaboration.Visibility.CONFIDENTIAL:
        return ()
    running = collaboration.openings.filter(ended_at=None, until__gt=clock.now())
    return tuple(running.values_list("person__name", "until"))


def _parties(collaboration: Collaboration) -> tuple[PartySeat, ...]:
    return tuple(PartySeat(*row) for row in _seats(collaboration.pk))


@Prepared
def _seats(case: UUID) -> QuerySet[Party, Any]:
    department = ("department", "department__name", "department__hue")
    rows = Party.objects.filter(collaboration=case)
    return rows.values_list(*department, "is_initiator", "department__seal_text")


def _tabs(collaboration: Collaboration, opened: OpenMatters) -> tuple[Tab, ...]:
    return tuple(
        Tab(key, label, address(name, collaboration.pk), opened.count_of(*counted))
        for key, label, name, counted in TABS
    )


def _verbs(collaboration: Collaboration, opened: OpenMatters) -> tuple[Verb, ...]:
    """What can be done now; dividing waits for the asks, the archive for conclusions and troubles."""
    waits = {"divide"} if opened.has("ask") else set()
    unsettled = opened.has("problem") or opened.has("risk_notice")
    if unsettled or not opened.has("retrospective", "decided"):
        waits.add("archive")
    return tuple(
        Verb(
            move.verb, move.label, address(VERBS[move.verb], collaboration.pk), move.tone,
            move.verb in POSTED,
        )
        for move in COLLABORATION.moves_from(collaboration.state)
        if move.verb in VERBS.keys() - waits
    )  # fmt: skip
