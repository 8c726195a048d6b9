"""A lesson gets an owner and a date, and is done; also after the case is archived."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.actions.bringing_in import bring_in_person
from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.models import Person
from tongzhou.outcomes import policy
from tongzhou.outcomes.events import ImprovementAgreed, ImprovementDone
from tongzhou.outcomes.holders import end_of_day
from tongzhou.outcomes.models import Improvement, Retrospective
from tongzhou.outcomes.states import IMPROVEMENT

LONGEST = 400


def agree_improvement(
    retrospective: Retrospective, *, text: str, owner: Person, due: date, kind: str, by: Person,
    deputy: Person | None = None,
) -> Improvement:  # fmt: skip
    """Called while the conclusions are recorded, in their transaction."""
    if not text.strip() or len(text) > LONGEST:
        raise Invalid(_("Please say in one line what will be better."))
    if kind not in Improvement.Kind.values:
        raise Invalid(_("Please choose what kind of improvement it is."))
    if deputy == owner:
        raise Invalid(_("The deputy of an improvement is somebody else than its owner."))
    improvement = Improvement.objects.create(
        retrospective=retrospective, text=text, owner=owner, deputy=deputy, due=due, kind=kind
    )
    for person in (owner, deputy):
        if person:
            bring_in_person(retrospective.collaboration, person, by=by)
    settle_ball(improvement)
    record(
        ImprovementAgreed(
            subject=improvement.pk,
            collaboration=retrospective.collaboration_id,
            owner=PersonId(owner.pk),
            text=text,
            due=due,
        ),
        by=by,
    )
    return improvement


def finish(improvement: Improvement, *, by: Person) -> None:
    with transaction.atomic():
        moves.locked(Collaboration.objects.get(retrospective__improvements=improvement))
        rows = Improvement.objects.select_for_update(of=("self",))
        related = ("owner__department", "deputy", "retrospective__collaboration")
        improvement = rows.select_related(*related).get(pk=improvement.pk)
        policy.may_finish(by, improvement).require()
        improvement.state = IMPROVEMENT.after(improvement.state, "finish")
        improvement.done_at = clock.now()
        improvement.save(update_fields=["state", "done_at"])
        settle_ball(improvement)
        record(
            ImprovementDone(
                subject=improvement.pk,
                collaboration=improvement.retrospective.collaboration_id,
                text=improvement.text,
            ),
            by=by,
        )


def settle_ball(improvement: Improvement) -> None:
    case = improvement.retrospective.collaboration
    holder = balls.Holder(
        department=improvement.owner.department,
        person=improvement.owner,
        deputy=improvement.deputy,
        waiting=case.person_in_charge,
        due_at=end_of_day(improvement.due),
    )
    balls.settle(
        "improvement",
        improvement.pk,
        case,
        state=improvement.state,
        title=improvement.text,
        holders=[holder] if improvement.state == "open" else [],
    )
