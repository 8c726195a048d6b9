"""The one-page brief 一页纸: why, what, when, what blocks, what is asked of whom."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.collaborations.measuring import Moved, moved_by
from tongzhou.collaborations.models import Ask, Collaboration, Milestone
from tongzhou.collaborations.queries.cases import asks_within
from tongzhou.collaborations.queries.foreseen import Foreseen
from tongzhou.collaborations.queries.importance import evidence_of
from tongzhou.collaborations.queries.open_matters import OpenMatters, open_matters
from tongzhou.collaborations.queries.promised import Promised, promised_days
from tongzhou.collaborations.queries.turns import BallLine, ball_line
from tongzhou.collaborations.states import ASK
from tongzhou.core.prepared import Prepared
from tongzhou.core.verdicts import Sentence
from tongzhou.org.calendars import calendar

LEVELS = dict(Collaboration.Level.choices)
MOST_ASKED = 8
MOST_FORESEEN = 3
SHORT, LINE = 160, 80
"""Characters that a message in a chat is read through with: for why and what, and for a line."""


@dataclass(frozen=True, slots=True)
class AskLine:
    id: UUID
    department: str
    hue: int
    what: str
    by_date: date | None
    gain: str
    moves: tuple[Moved, ...]
    state: Sentence
    tone: str


@dataclass(frozen=True, slots=True)
class Brief:
    """`workday` is the last working day up to the wanted date, where that date is a day off."""

    id: UUID
    number: str
    name: str
    initiator: str
    person_in_charge: str
    why: str
    what: str
    wanted_date: date | None
    workday: date | None
    milestones: tuple[tuple[str, date | None], ...]
    resources: tuple[tuple[Sentence, str], ...]
    priority: Sentence
    evidence: tuple[str, ...]
    blocks: tuple[BallLine, ...]
    asks: tuple[AskLine, ...]
    foreseen: tuple[Foreseen, ...]
    address: str


def brief_of(
    case: Collaboration,
    *,
    opened: OpenMatters | None = None,
    asks: list[Ask] | None = None,
    promised: Promised | None = None,
    told: tuple[Foreseen, ...] = (),
) -> Brief:
    """`opened`, `asks` and `promised` are what `open_matters`, `asks_within` and `promised_days` say,
    where the page has them; `told` are the clauses still open, where they are wanted."""
    return Brief(
        id=case.pk,
        number=case.number,
        name=case.name,
        initiator=case.department.name,
        person_in_charge=case.person_in_charge.name,
        why=case.background,
        what=case.goal,
        wanted_date=case.wanted_date,
        workday=effective_workday(case.wanted_date),
        milestones=tuple(_milestones(case.pk)),
        resources=_resources(case),
        priority=LEVELS.get(case.priority, ""),
        evidence=_evidence(case),
        blocks=_blocks(case, opened or open_matters(case)),
        asks=_asks(
            asks_within(case.pk) if asks is None else asks,
            ("withdrawn",) if case.state == "draft" else ("withdrawn", "draft"),
            promised_days(case) if promised is None else promised,
        ),
        foreseen=told,
        address=f"{settings.BASE_URL}{reverse('brief', args=[case.pk])}",
    )


def effective_workday(day: date | None) -> date | None:
    """The last working day before a day off; None where the day itself is worked."""
    if day is None or calendar().is_working_day(day):
        return None
    return calendar().add_working_days(day, -1)


def as_text(brief: Brief) -> str:
    """For a chat or a mail, in the reader's language."""
    lines = [f"【{brief.name}】{brief.number}"]
    lines += _said(_("Why: %(text)s"), _short(brief.why, SHORT))
    lines += _said(_("Goal: %(text)s"), _short(brief.what, SHORT))
    lines += _said(_("By when: %(text)s"), _dates(brief))
    if brief.priority:
        lines.append("；".join([str(brief.priority), *brief.evidence]))
    lines += [_("Stuck at: %(text)s") % {"text": _block(line)} for line in brief.blocks]
    if brief.asks:
        lines.append(_("What is asked:"))
        lines += [f"· {_asked(ask)}" for ask in brief.asks[:MOST_ASKED]]
        if len(brief.asks) > MOST_ASKED:
            lines.append(_("… and %(count)s more") % {"count": len(brief.asks) - MOST_ASKED})
    lines += [
        _("Agreed beforehand: %(text)s") % {"text": _short(one.text, SHORT)}
        for one in brief.foreseen[:MOST_FORESEEN]
    ]
    facts = {"person": brief.person_in_charge, "department": brief.initiator}
    lines.append(_("In charge: %(person)s, %(department)s") % facts)
    return "\n".join([*lines, brief.address])


def mail_link(brief: Brief) -> str:
    """Opens the reader's own mail program."""
    return f"mailto:?subject={quote(brief.name)}&body={quote(as_text(brief))}"


def _short(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _said(pattern: str, text: str) -> list[str]:
    return [pattern % {"text": " ".join(text.split())}] if text.strip() else []


def _dates(brief: Brief) -> str:
    dated = [f"{name} {on.isoformat() if on else ''}".strip() for name, on in brief.milestones]
    wanted = brief.wanted_date.isoformat() if brief.wanted_date else ""
    return "；".join([part for part in (wanted, *dated) if part])


def _block(line: BallLine) -> str:
    who = f"{line.department} {line.person}".strip()
    return _("%(title)s, waiting for %(who)s") % {"title": line.title, "who": who}


def _asked(ask: AskLine) -> str:
    facts = {"department": ask.department, "what": _short(ask.what, LINE)}
    if ask.by_date is None:
        return _("%(department)s: %(what)s") % facts
    return _("%(department)s: %(what)s, by %(day)s") % {**facts, "day": ask.by_date.isoformat()}


def _resources(case: Collaboration) -> tuple[tuple[Sentence, str], ...]:
    named = (
        (_("People"), case.people_needed),
        (_("Budget"), case.budget_needed),
        (_("Data"), case.data_needed),
    )
    return tuple((label, text) for label, text in named if text.strip())


def _evidence(case: Collaboration) -> tuple[str, ...]:
    """Of value and urgency, asked only where a priority is stated."""
    rows = evidence_of(case.pk) if case.priority else []
    return tuple(rows[0][1:]) if rows else ()


def _blocks(case: Collaboration, opened: OpenMatters) -> tuple[BallLine, ...]:
    return tuple(ball_line(ball, case) for ball in opened.stuck)


def _asks(asks: list[Ask], hidden: tuple[str, ...], promised: Promised) -> tuple[AskLine, ...]:
    shown = [ask for ask in asks if ask.state not in hidden]
    edges = moved_by([ask.pk for ask in shown])
    return tuple(_line(ask, promised.get(ask.pk), edges.get(ask.pk, [])) for ask in shown)


@Prepared
def _milestones(case: UUID) -> QuerySet[Milestone, Any]:
    return Milestone.objects.filter(collaboration=case).values_list("name", "on")


def _line(ask: Ask, promised: date | None, moves: list[Moved]) -> AskLine:
    state = ASK.state(ask.state)
    agreed = ask.state == "agreed"
    return AskLine(
        id=ask.pk,
        department=ask.department.name,
        hue=ask.department.hue,
        what=ask.agreed_what if agreed else ask.what,
        by_date=promised or (ask.agreed_by_date if agreed else None) or ask.by_date,
        gain=ask.gain,
        moves=tuple(moves),
        state=state.label,
        tone=state.tone,
    )
