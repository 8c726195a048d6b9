"""What a retrospective agreed: its owner says when it is done."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.channels.taps.offer import Choice, Offer, Purpose, Typed
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.org.models import Person
from tongzhou.outcomes import policy
from tongzhou.outcomes.actions import improvements
from tongzhou.outcomes.models import Improvement
from tongzhou.outcomes.states import IMPROVEMENT
from tongzhou.ui.formats import day


def offer(person: Person, subject: UUID) -> Offer | None:
    improvement = _find(person, subject)
    if improvement is None:
        return None
    case, state = improvement.retrospective.collaboration, IMPROVEMENT.state(improvement.state)
    may = improvement.state == "open" and policy.may_finish(person, improvement).allowed
    return Offer(
        title=improvement.text, case=f"{case.number} {case.name}", state=state.label,
        tone=state.tone, url=reverse("improvement", args=[improvement.pk]),
        facts=(
            (_("By when"), day(improvement.due)),
            (_("What it is"), improvement.get_kind_display()),
        ),
        choices=(Choice("finish", _("It is done"), is_primary=True),) if may else (),
    )  # fmt: skip


def act(person: Person, subject: UUID, choice: str, typed: Typed) -> None:
    improvement = _find(person, subject)
    if improvement is None or choice != "finish":
        raise NotPossibleNow(_("This matter is no longer yours to answer."))
    improvements.finish(improvement, by=person)


def _find(person: Person, subject: UUID) -> Improvement | None:
    rows = Improvement.objects.visible_to(person).select_related(
        "owner", "deputy", "retrospective__collaboration"
    )
    return rows.filter(pk=subject).first()


PURPOSE = Purpose("improvement", ("improvement.agreed",), offer, act)
