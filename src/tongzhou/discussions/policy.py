"""Who may say something, and change or remove what was said."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow, Verdict, allow_if
from tongzhou.discussions.models import Comment
from tongzhou.discussions.subjects import Matter
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person

EDITABLE = timedelta(hours=24)
CLOSED = ("archived", "discarded")


def may_comment(by: Person) -> Verdict:
    """Whoever sees the matter, which is asked before."""
    return allow_if(
        not by.is_auditor,
        _("Auditors read everything and change nothing; please ask a colleague to comment."),
    )


def may_call_everybody(by: Person, case: Collaboration) -> Verdict:
    """It disturbs many, so only those who answer for a side."""
    people = stands_for(by)
    seats = Q(head__in=people) | Q(deputy=by) | Q(liaisons__person__in=people)
    sides = Department.objects.filter(seats, takes_part__collaboration=case)
    return allow_if(
        by.pk == case.person_in_charge_id or sides.exists(),
        _("The person in charge, heads and liaisons may call everybody; please name people."),
    )


def may_change(by: Person, comment: Comment) -> Verdict:
    return allow_if(
        comment.by_id == by.pk,
        _("Only %(person)s may change or remove this comment.") % {"person": comment.by},
    )


def is_closed(collaboration: Collaboration | None, matter: Matter) -> bool:
    return matter.is_over or (collaboration is not None and collaboration.state in CLOSED)


def require_going_on(matter: Matter) -> None:
    """A place that is no more is read only."""
    if matter.is_over:
        raise NotPossibleNow(_("This is over; what was said stays as it is."))


def require_open(collaboration: Collaboration) -> None:
    if collaboration.state in CLOSED:
        raise NotPossibleNow(_("This collaboration is archived; what was said stays as it is."))


def is_editable(comment: Comment) -> bool:
    return clock.now() - comment.at <= EDITABLE


def require_editable(comment: Comment) -> None:
    if not is_editable(comment):
        raise NotPossibleNow(
            _("A comment can be changed within 24 hours. Please write another one.")
        )
