"""People keep how they want to see a table. Only what they share with others is journalled."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.plans import policy
from tongzhou.plans.events import PlanViewShared, PlanViewWithdrawn
from tongzhou.plans.models.views import LONGEST_NAME, LONGEST_QUERY, PlanView

MOST = 20


@transaction.atomic
def keep_layout(collaboration: Collaboration, query: str, *, by: Person) -> PlanView:
    """Columns, their order and widths, until the person chooses others."""
    Person.objects.select_for_update().get(pk=by.pk)
    mine = PlanView.objects.standing().filter(collaboration=collaboration, person=by, name="")
    return _keep(mine.first(), collaboration, "", query, by=by)


@transaction.atomic
def keep_view(
    collaboration: Collaboration, name: str, query: str, *, shared: bool, by: Person
) -> PlanView:
    """The same name again means the same view with another query."""
    name = _named(name)
    if shared:
        policy.may_share_view(by, collaboration).require()
    Person.objects.select_for_update().get(pk=by.pk)
    mine = PlanView.objects.standing().filter(collaboration=collaboration, person=by)
    known = mine.filter(name=name).first()
    if known is None and mine.exclude(name="").count() >= MOST:
        raise _wrong(_("At most %(most)s views for one table, please.") % {"most": MOST})
    kept = _keep(known, collaboration, name, query, by=by)
    if shared != (kept.shared_at is not None):
        _share(kept, shared=shared, by=by)
    return kept


@transaction.atomic
def remove_view(view: PlanView, *, by: Person) -> None:
    """The own one, or as initiator one that somebody shares."""
    policy.may_remove_view(by, view).require()
    view.removed_at = clock.now()
    view.save(update_fields=["removed_at"])
    if view.shared_at:
        record(PlanViewWithdrawn(**_about(view)), by=by)


@transaction.atomic
def restore_view(view: PlanView, *, by: Person) -> None:
    """Undoes `remove_view`; a view of that name made since then stays, this one stays away."""
    policy.may_remove_view(by, view).require()
    standing = PlanView.objects.standing().filter(person=view.person, name=view.name)
    if standing.filter(collaboration=view.collaboration).exists():
        raise _wrong(_("You have a view of this name already."))
    view.removed_at = None
    view.save(update_fields=["removed_at"])
    if view.shared_at:
        record(PlanViewShared(**_about(view)), by=by)


def _keep(
    known: PlanView | None, collaboration: Collaboration, name: str, query: str, *, by: Person
) -> PlanView:
    if len(query) > LONGEST_QUERY:
        raise Invalid(_("This filter is too long to be kept."))
    if known is None:
        return PlanView.objects.create(
            collaboration=collaboration, person=by, name=name, query=query
        )
    known.query = query
    known.save(update_fields=["query"])
    return known


def _share(view: PlanView, *, shared: bool, by: Person) -> None:
    view.shared_at = clock.now() if shared else None
    view.save(update_fields=["shared_at"])
    event = PlanViewShared if shared else PlanViewWithdrawn
    record(event(**_about(view)), by=by)


def _about(view: PlanView) -> dict[str, Any]:
    return {"subject": view.pk, "collaboration": view.collaboration_id, "name": view.name}


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise _wrong(_("A name has 1 to 40 characters."))
    return name


def _wrong(sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={"view": sentence})
