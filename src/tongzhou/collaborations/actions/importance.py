"""Priority with its evidence, and what leaders said, as facts that counterparts learn at once."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.events.importance import (
    AttentionRecorded,
    AttentionTakenBack,
    PriorityLowered,
    PriorityRaised,
    PriorityStated,
)
from tongzhou.collaborations.models import Attention, Collaboration, Degree, Priority
from tongzhou.collaborations.policy.cases import as_initiator
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.collaborations.terms import refuse
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, Sentence
from tongzhou.journal.actions import record
from tongzhou.org.models import Person

LONGEST_EVIDENCE, LONGEST_LINK, LONGEST_WHO = 300, 500, 60
Level = Collaboration.Level
LEVELS = {6: Level.TOP, 5: Level.HIGH, 4: Level.MEDIUM, 3: Level.LOW, 2: Level.LOW}
"""The level of a priority by the sum of value and urgency."""
RANK = {"": 0, Level.LOW: 1, Level.MEDIUM: 2, Level.HIGH: 3, Level.TOP: 4}
OVER = ("archived", "discarded", "cancelled")


@dataclass(frozen=True, kw_only=True)
class Importance:
    value: int
    value_evidence: str
    urgency: int
    urgency_evidence: str
    link: str = ""


def state_priority(collaboration: Collaboration, given: Importance, *, by: Person) -> Priority:
    """Both degrees need their evidence: a figure, a date, a document."""
    _check(given)
    with transaction.atomic():
        case = locked(collaboration)
        standing = as_initiator(by, case)
        _require_living(case)
        before, level = case.priority, LEVELS[given.value + given.urgency]
        row = Priority(
            collaboration=case, level=level, by=by, on_behalf_of=standing.on_behalf_of,
            at=clock.now(), **vars(given),
        )  # fmt: skip
        row.save(force_insert=True)
        case.priority, case.changed_at = level, row.at
        case.save(update_fields=["priority", "changed_at"])
        made = _event_of(before, level)
        event = made(
            subject=case.pk, collaboration=case.pk, before=before, after=level, **vars(given)
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[row])
    return row


def record_attention(
    collaboration: Collaboration,
    *,
    who: str,
    said: str,
    on: date | None = None,
    evidence: str = "",
    by: Person,
) -> Attention:
    """A fact, not a threat: what was said, when, and where it can be read."""
    _check_attention(who, said, on, evidence)
    with transaction.atomic():
        case = locked(collaboration)
        standing = as_initiator(by, case)
        _require_living(case)
        row = Attention(
            collaboration=case, who=who.strip(), said=said.strip(), on=on,
            evidence=evidence.strip(), recorded_by=by, recorded_at=clock.now(),
        )  # fmt: skip
        row.save(force_insert=True)
        _keep_in_sight(case)
        event = AttentionRecorded(
            subject=row.pk, collaboration=case.pk, who=row.who, said=row.said, on=on,
            evidence=row.evidence,
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[row])
    return row


def take_back_attention(attention: Attention, *, by: Person) -> None:
    """It was wrong or is over; that it was recorded stays in the journal."""
    with transaction.atomic():
        case = locked(attention.collaboration)
        standing = as_initiator(by, case)
        row = Attention.objects.select_for_update(of=("self",)).get(pk=attention.pk)
        if row.taken_back_at is not None:
            raise NotPossibleNow(_("This was taken back already."))
        row.taken_back_at, row.taken_back_by = clock.now(), by
        row.save(update_fields=["taken_back_at", "taken_back_by"])
        _keep_in_sight(case)
        event = AttentionTakenBack(subject=row.pk, collaboration=case.pk, who=row.who)
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[row])


def _event_of(before: str, after: str) -> type[PriorityStated]:
    if not before or RANK[before] == RANK[after]:
        return PriorityStated
    return PriorityRaised if RANK[after] > RANK[before] else PriorityLowered


def _keep_in_sight(case: Collaboration) -> None:
    """The head of every page shows the latest that stands."""
    last = Attention.objects.filter(collaboration=case, taken_back_at=None).first()
    case.leadership_attention = f"{last.who}：{last.said}" if last else ""
    case.changed_at = clock.now()
    case.save(update_fields=["leadership_attention", "changed_at"])


def _require_living(case: Collaboration) -> None:
    if case.state in OVER:
        label = COLLABORATION.state(case.state).label
        sentence = _("The collaboration is “%(state)s”: its priority is history.")
        raise NotPossibleNow(sentence % {"state": label})


def _check(given: Importance) -> None:
    errors: dict[str, Sentence] = {}
    for name in ("value", "urgency"):
        if getattr(given, name) not in Degree.values:
            errors[name] = _("Choose one of the list.")
        evidence = getattr(given, f"{name}_evidence")
        if not evidence.strip():
            errors[f"{name}_evidence"] = _("On what does it rest? A figure, a date or a document.")
        elif len(evidence) > LONGEST_EVIDENCE:
            errors[f"{name}_evidence"] = _("One sentence, please: 300 characters at most.")
    if given.link and not _is_link(given.link):
        errors["link"] = _("A link begins with https:// or http://.")
    refuse(errors)


def _check_attention(who: str, said: str, on: date | None, evidence: str) -> None:
    errors: dict[str, Sentence] = {}
    if not who.strip() or len(who) > LONGEST_WHO:
        errors["who"] = _("Who said it? A name, 60 characters at most.")
    if not said.strip() or len(said) > LONGEST_EVIDENCE:
        errors["said"] = _("What was said? One sentence, 300 characters at most.")
    if on is not None and on > clock.today():
        errors["on"] = _("This day is still to come.")
    if len(evidence) > LONGEST_LINK:
        errors["evidence"] = _("At most 500 characters, please.")
    refuse(errors)


def _is_link(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_LINK
