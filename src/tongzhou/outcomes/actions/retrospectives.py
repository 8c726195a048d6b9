"""Silent views, shared, conclusions, closed: within seven days."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import cases, moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import as_initiator
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.outcomes import policy
from tongzhou.outcomes.actions import dossiers
from tongzhou.outcomes.actions.improvements import agree_improvement
from tongzhou.outcomes.events import (
    RetrospectiveClosed,
    RetrospectiveDecided,
    RetrospectiveOpened,
    ViewsShared,
    ViewWritten,
)
from tongzhou.outcomes.holders import end_of_day
from tongzhou.outcomes.models import Dossier, Retrospective, View
from tongzhou.outcomes.queries.left_open import left_open
from tongzhou.outcomes.states import RETROSPECTIVE
from tongzhou.progress.sentences import require_said

REVIEW_DAYS = 7
LONGEST = 5000
LONGEST_VIEW = 2000
CONCLUDED = ("goal_result", "highlights", "shortfalls")


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """An improvement with its owner and date; `kind` is one of Improvement.Kind."""

    text: str
    owner: Person
    due: date
    kind: str
    deputy: Person | None = None


@dataclass(frozen=True, kw_only=True)
class Conclusions:
    goal_result: str
    highlights: str = ""
    shortfalls: str = ""
    lessons: list[Lesson] = field(default_factory=list)


def open_retrospective(collaboration: Collaboration) -> Retrospective:
    """Called when the last task is accepted; the caller holds the collaboration."""
    with transaction.atomic():
        retrospective, fresh = Retrospective.objects.get_or_create(
            collaboration=collaboration, defaults={"due_at": due_at()}
        )
        if fresh:
            settle_ball(retrospective)
            moves.settle(collaboration)
            record(
                RetrospectiveOpened(
                    subject=retrospective.pk,
                    collaboration=collaboration.pk,
                    due=retrospective.due_at.astimezone(clock.zone()).date(),
                ),
                by=None,
            )
        return retrospective


def due_at() -> datetime:
    """The close of the last working day within seven days; after holidays longer than that, the first."""
    today, days = clock.today(), calendar()
    last = days.add_working_days(today + timedelta(days=REVIEW_DAYS + 1), -1)
    return end_of_day(last if last > today else days.next_working_day(today))


def open_after_cancelling(case: UUID) -> None:
    """Also what ends early is looked back on, shortly, and then archived."""
    with transaction.atomic():
        cancelled = moves.locked(Collaboration(pk=case))
        if cancelled.state == "cancelled":
            open_retrospective(cancelled)


def write_view(
    retrospective: Retrospective, *, highlight: str, shortfall: str, suggestion: str, by: Person
) -> View:
    """One's own; writing again replaces it as long as the views are silent."""
    if not any(text.strip() for text in (highlight, shortfall, suggestion)):
        raise Invalid(_("One sentence is enough; an empty view helps nobody."))
    words = {"highlight": highlight, "shortfall": shortfall, "suggestion": suggestion}
    require_said(words, longest=LONGEST_VIEW)
    with transaction.atomic():
        retrospective = locked(retrospective.pk)
        policy.may_write_view(by, retrospective.collaboration).require()
        RETROSPECTIVE.check(retrospective.state, "write")
        view, _fresh = View.objects.update_or_create(
            retrospective=retrospective, person=by, defaults={**words, "at": clock.now()}
        )
        record(
            ViewWritten(subject=retrospective.pk, collaboration=retrospective.collaboration_id),
            by=by,
        )
        return view


def share_views(retrospective: Retrospective, *, by: Person) -> None:
    with transaction.atomic():
        retrospective = locked(retrospective.pk)
        standing = as_initiator(by, retrospective.collaboration)
        retrospective.state = RETROSPECTIVE.after(retrospective.state, "share")
        retrospective.save(update_fields=["state"])
        settle_ball(retrospective)
        record(
            ViewsShared(
                subject=retrospective.pk,
                collaboration=retrospective.collaboration_id,
                count=retrospective.views.count(),
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of,
        )


def decide(retrospective: Retrospective, conclusions: Conclusions, *, by: Person) -> Retrospective:
    """Result against goal, highlights, shortfalls, and lessons with owner and date."""
    _require_sound(conclusions)
    with transaction.atomic():
        retrospective = locked(retrospective.pk)
        standing = as_initiator(by, retrospective.collaboration)
        retrospective.state = RETROSPECTIVE.after(retrospective.state, "decide")
        for name in CONCLUDED:
            setattr(retrospective, name, getattr(conclusions, name))
        retrospective.version += 1
        retrospective.save(update_fields=["state", "version", *CONCLUDED])
        settle_ball(retrospective)
        record(
            RetrospectiveDecided(
                subject=retrospective.pk,
                collaboration=retrospective.collaboration_id,
                goal_result=conclusions.goal_result,
                improvements=len(conclusions.lessons),
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of,
        )
        for lesson in conclusions.lessons:
            agree_improvement(
                retrospective, text=lesson.text, owner=lesson.owner, due=lesson.due,
                kind=lesson.kind, deputy=lesson.deputy, by=by,
            )  # fmt: skip
        return retrospective


def close(retrospective: Retrospective, *, by: Person) -> Dossier:
    """Archive the collaboration and freeze its dossier, both in one transaction."""
    with transaction.atomic():
        retrospective = locked(retrospective.pk)
        case = retrospective.collaboration
        standing = as_initiator(by, case)
        retrospective.state = RETROSPECTIVE.after(retrospective.state, "close")
        if case.state == "reviewing":
            _require_nothing_open(case)
        retrospective.closed_at = clock.now()
        retrospective.save(update_fields=["state", "closed_at"])
        settle_ball(retrospective)
        cases.move(case, "archive", by=by, on_behalf_of=standing.on_behalf_of)
        dossier = dossiers.freeze(case)
        record(
            RetrospectiveClosed(
                subject=retrospective.pk, collaboration=case.pk, dossier=dossier.hash
            ),
            by=by,
            on_behalf_of=standing.on_behalf_of,
        )
        return dossier


def settle_ball(retrospective: Retrospective) -> None:
    case = retrospective.collaboration
    holder = balls.Holder(
        department=case.department,
        person=case.person_in_charge,
        deputy=case.department.head,
        due_at=retrospective.due_at,
    )
    balls.settle(
        "retrospective",
        retrospective.pk,
        case,
        state=retrospective.state,
        title=case.name,
        holders=[holder] if RETROSPECTIVE.state(retrospective.state).ball else [],
    )


def locked(pk: UUID) -> Retrospective:
    """The collaboration first, then its retrospective: the same order as everywhere."""
    case = moves.locked(Collaboration.objects.get(retrospective=pk))
    retrospective: Retrospective = Retrospective.objects.select_for_update().get(pk=pk)
    retrospective.collaboration = case
    return retrospective


def _require_nothing_open(case: Collaboration) -> None:
    """A problem, a warning or a change that nobody answered is no thing of the past."""
    if left := left_open(case):
        names = "、".join(one.words for one in left)
        raise NotPossibleNow(
            _("Before the archive, please settle what is open: %(names)s.") % {"names": names}
        )


def _require_sound(conclusions: Conclusions) -> None:
    require_said(
        {name: getattr(conclusions, name) for name in CONCLUDED},
        longest=LONGEST,
        needed={"goal_result": _("Goal and result side by side, with the figure, please.")},
    )
