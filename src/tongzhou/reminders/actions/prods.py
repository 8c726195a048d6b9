"""催办: a kind word to whoever holds the ball, capped so that it stays one."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.models import Person
from tongzhou.reminders import policy
from tongzhou.reminders.events import BallProdded
from tongzhou.reminders.models import Prod

MOST = 3
"""Times by hand for one turn; after that the clock alone speaks."""


@transaction.atomic
def prod(ball: Ball, *, by: Person) -> Prod:
    """Remind the holder now; the mail respects the night of whoever gets it."""
    Collaboration.objects.select_for_update().get(pk=ball.collaboration_id)
    held = Ball.objects.select_related("collaboration", "person").filter(pk=ball.pk).first()
    if held is None or held.person is None or held.person_id == by.pk:
        raise NotPossibleNow(_("Nobody else holds this any more."))
    policy.may_prod(by, held).require()
    if held.paused_because:
        raise NotPossibleNow(_("The clock stands still; there is nothing to remind of."))
    _require_seldom(held)
    made = Prod.objects.create(
        ball=held.pk, since=held.since, day=clock.today(), by=by, at=clock.now()
    )
    told = BallProdded(
        subject=held.matter, collaboration=held.collaboration_id, matter=held.kind,
        title=held.title, person=PersonId(held.person.pk),
    )  # fmt: skip
    record(told, by=by)
    return made


def _require_seldom(ball: Ball) -> None:
    made = Prod.objects.filter(ball=ball.pk, since=ball.since)
    if made.filter(day=clock.today()).exists():
        raise NotPossibleNow(_("A reminder went out today already. The next is possible tomorrow."))
    if made.count() >= MOST:
        raise NotPossibleNow(_("Three reminders are enough; the clock passes it up by itself."))
