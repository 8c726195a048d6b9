"""A respondent hands in; the asking department takes it, or returns it with a reason."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.files.uploads import Upload
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Person
from tongzhou.submissions import policy
from tongzhou.submissions.actions.campaigns import locked
from tongzhou.submissions.actions.enclosing import files_of, keep_files, with_names
from tongzhou.submissions.events import HandedIn, HandingReturned, HandingTaken
from tongzhou.submissions.models import Campaign, Handing, Look, Respondent
from tongzhou.submissions.rhythms import PATIENCE, moment_of, step_at
from tongzhou.submissions.states import RESPONDENT
from tongzhou.submissions.values import MOST_ROWS, Cell, read_rows

LONGEST_REASON = 400


class WrongCells(Invalid):
    """Some values cannot be read; `cells` says which and what would be right."""

    def __init__(self, cells: Mapping[Cell, Sentence]) -> None:
        super().__init__(_("Some values cannot be read; each says what would be right."))
        self.cells = cells


def hand_in(
    respondent: Respondent,
    typed: Sequence[Mapping[str, str]],
    *,
    by: Person,
    uploads: Mapping[str, Upload] = MappingProxyType({}),
) -> Handing:
    """All rows anew: what was handed in before stays as its own version.

    `uploads` by the key of their question; a file of the version before stays unless replaced.
    """
    with transaction.atomic():
        respondent = _locked(respondent)
        campaign = respondent.campaign
        standing = policy.standing_of_respondent(by, respondent)
        _require_open(campaign)
        questions = list(campaign.questions.all())
        given, refused = files_of(respondent, questions, uploads)
        rows, cells = read_rows(questions, with_names(typed, questions, given))
        cells |= refused
        _require_rows(campaign, rows, cells)
        respondent.state = RESPONDENT.after(respondent.state, "hand_in")
        respondent.first_at = respondent.first_at or clock.now()
        respondent.next_at = None
        respondent.save(update_fields=["state", "first_at", "next_at"])
        handing = Handing.objects.create(
            respondent=respondent, number=respondent.handings.count() + 1, rows=rows, by=by,
            on_behalf_of=standing.on_behalf_of, at=clock.now(),
        )  # fmt: skip
        event = HandedIn(
            subject=campaign.pk, name=campaign.name, rows=len(rows),
            department=DepartmentId(respondent.department_id),
        )  # fmt: skip
        kept = keep_files(handing, given, by=by)
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=[handing, *kept])
        return handing


def take(respondent: Respondent, *, number: int, by: Person) -> Look:
    with transaction.atomic():
        respondent, handing, standing = _looked_at(respondent, number, by)
        respondent.state = RESPONDENT.after(respondent.state, "take")
        respondent.save(update_fields=["state"])
        look = Look.objects.create(
            handing=handing, is_taken=True, by=by, on_behalf_of=standing, at=clock.now()
        )
        event = HandingTaken(**_named(respondent, handing))
        record(event, by=by, on_behalf_of=standing, keeps=[look])
        return look


def give_back(respondent: Respondent, *, number: int, reason: str, by: Person) -> Look:
    """The clock starts anew where the deadline has passed: a working day for the correction."""
    if not reason.strip() or len(reason.strip()) > LONGEST_REASON:
        sentence = _("In one sentence: what should be different?")
        raise Invalid(sentence, errors={"reason": sentence})
    with transaction.atomic():
        respondent, handing, standing = _looked_at(respondent, number, by)
        respondent.state = RESPONDENT.after(respondent.state, "give_back")
        later = calendar().add_working_hours(clock.now(), PATIENCE)
        respondent.due_at = max(respondent.due_at, later)
        respondent.step = min(1, step_at(clock.now(), respondent.due_at))
        respondent.next_at = moment_of(respondent.step + 1, respondent.due_at)
        respondent.save(update_fields=["state", "due_at", "step", "next_at"])
        look = Look.objects.create(
            handing=handing, is_taken=False, reason=reason.strip(), by=by, on_behalf_of=standing,
            at=clock.now(),
        )  # fmt: skip
        event = HandingReturned(reason=look.reason, **_named(respondent, handing))
        record(event, by=by, on_behalf_of=standing, keeps=[look])
        return look


def _locked(respondent: Respondent) -> Respondent:
    campaign = locked(Campaign(pk=respondent.campaign_id))
    rows = Respondent.objects.select_for_update(of=("self",))
    found: Respondent = rows.select_related("department", "person").get(pk=respondent.pk)
    found.campaign = campaign
    return found


def _looked_at(
    respondent: Respondent, number: int, by: Person
) -> tuple[Respondent, Handing, Person | None]:
    respondent = _locked(respondent)
    standing = policy.standing_of_collector(by, respondent.campaign)
    RESPONDENT.check(respondent.state, "take")
    newest = respondent.handings.select_related("by").first()
    if newest is None or newest.number != number:
        raise NotPossibleNow(_("A newer version came in meanwhile: look at that one."))
    return respondent, newest, standing.on_behalf_of


def _require_open(campaign: Campaign) -> None:
    if campaign.state != "open":
        raise NotPossibleNow(_("The collection is closed: please talk to whoever collects."))


def _require_rows(
    campaign: Campaign, rows: Sequence[object], cells: Mapping[Cell, Sentence]
) -> None:
    if cells:
        raise WrongCells(cells)
    if not rows:
        raise Invalid(_("Nothing is filled in yet."))
    if len(rows) > (MOST_ROWS if campaign.is_table else 1):
        raise Invalid(
            _("At most 500 lines, please.") if campaign.is_table else _("One line only, please.")
        )


def _named(respondent: Respondent, handing: Handing) -> dict[str, Any]:
    return {
        "subject": respondent.campaign_id,
        "name": respondent.campaign.name,
        "department": DepartmentId(respondent.department_id),
        "person": PersonId(handing.by_id),
    }
