"""A delivery is judged, criterion by criterion."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions import cases
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.journal.events import Event
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Standing
from tongzhou.outcomes import policy
from tongzhou.outcomes.actions import concerned, retrospectives
from tongzhou.outcomes.actions.deliveries import LONGEST, settle_ball
from tongzhou.outcomes.actions.locking import locked_delivery
from tongzhou.outcomes.events import (
    AcceptanceCompleted,
    DeliveryAccepted,
    DeliveryAcceptedWithRemains,
    DeliveryReturned,
)
from tongzhou.outcomes.models import Acceptance, Delivery, Judgement, Remain, Result
from tongzhou.outcomes.states import DELIVERY
from tongzhou.plans import actions as plans
from tongzhou.plans.models import Task
from tongzhou.progress.actions.expecting import expect_update
from tongzhou.progress.sentences import require_said

LONGEST_LINE = 400
RESULTS = {
    "accept_delivery": "accepted",
    "accept_with_remains": "accepted_with_remains",
    "return": "returned",
}


@dataclass(frozen=True, kw_only=True)
class Judged:
    """`verdicts` by criterion id: met, unmet or cannot_tell; `remains` are (text, due) pairs."""

    verdicts: dict[UUID, str]
    sentence: str = ""
    remains: list[tuple[str, date]] = field(default_factory=list)


def accept_delivery(delivery: Delivery, judged: Judged, *, by: Person) -> Acceptance:
    """Every criterion must be judged met; otherwise accept with remains or return."""
    require_said({"sentence": judged.sentence}, longest=LONGEST)
    if any(verdict != "met" for verdict in judged.verdicts.values()):
        raise Invalid(
            _("Not every criterion is met: accept with remains, or return it with the reason.")
        )
    return _judge(delivery, "accept_delivery", judged, by=by)


def accept_with_remains(delivery: Delivery, judged: Judged, *, by: Person) -> Acceptance:
    require_said({"sentence": judged.sentence}, longest=LONGEST)
    if not judged.remains:
        raise Invalid(_("What remains, and until when? At least one point, please."))
    return _judge(delivery, "accept_with_remains", judged, by=by)


def return_delivery(delivery: Delivery, judged: Judged, *, by: Person) -> Acceptance:
    """Back to work with the reason; the round number of the next delivery goes up."""
    require_said(
        {"sentence": judged.sentence},
        longest=LONGEST,
        needed={"sentence": _("Please say what is missing, in one sentence.")},
    )
    return _judge(delivery, "return", judged, by=by)


def _judge(delivery: Delivery, verb: str, judged: Judged, *, by: Person) -> Acceptance:
    with transaction.atomic():
        delivery = locked_delivery(delivery)
        department, standing = policy.as_acceptor(by, delivery)
        _decide_state(delivery, verb, department, standing, sentence=judged.sentence)
        acceptance = Acceptance.objects.create(
            delivery=delivery,
            result=RESULTS[verb],
            sentence=judged.sentence,
            department=department,
            by=by,
            on_behalf_of=standing.on_behalf_of,
            at=clock.now(),
        )
        _write_judgements(acceptance, judged, every=verb != "return")
        record(
            _event(delivery, verb, judged),
            by=by,
            on_behalf_of=standing.on_behalf_of,
            keeps=_said_with(acceptance),
        )
        if delivery.state == "co_signing":
            settle_ball(delivery)
        else:
            take_effect(delivery, verb, by=by, on_behalf_of=standing.on_behalf_of)
        return acceptance


def _said_with(acceptance: Acceptance) -> list[Model]:
    """The own co-signature among it, where a department concerned accepts."""
    given = acceptance.delivery.cosignatures.filter(
        department=acceptance.department, state="signed"
    )
    return [acceptance, *acceptance.judgements.all(), *acceptance.remains.all(), *given]


def complete(delivery: Delivery, *, by: Person, on_behalf_of: Person | None) -> None:
    """The last concerned department has co-signed what was accepted before."""
    result = delivery.acceptance.result
    delivery.state = DELIVERY.after(delivery.state, "complete", result)
    delivery.save(update_fields=["state"])
    case, task = delivery.task.collaboration_id, delivery.task.name
    record(AcceptanceCompleted(subject=delivery.pk, collaboration=case, task=task), by=None)
    verb = next(verb for verb, state in RESULTS.items() if state == result)
    take_effect(delivery, verb, by=by, on_behalf_of=on_behalf_of)


def take_effect(
    delivery: Delivery, verb: str, *, by: Person, on_behalf_of: Person | None = None
) -> None:
    """The task moves with its delivery, and the collaboration with its last task."""
    if verb == "return":
        concerned.lapse(delivery)
    plans.move_task(delivery.task, verb, by=by, on_behalf_of=on_behalf_of)
    settle_ball(delivery)
    move_on(delivery.task, by=by)
    expect_update(delivery.task)
    if verb == "return":
        cases.settle(delivery.task.collaboration)


def _decide_state(
    delivery: Delivery, verb: str, department: Department, standing: Standing, *, sentence: str
) -> None:
    """Accepted counts once every department concerned has co-signed; until then it waits."""
    DELIVERY.check(delivery.state, verb)
    state = RESULTS[verb]
    if verb != "return":
        concerned.answered_by_accepting(delivery, department, standing, sentence=sentence)
        state = "co_signing" if concerned.are_awaited(delivery) else state
    delivery.state = DELIVERY.after(delivery.state, verb, state)
    delivery.save(update_fields=["state"])


def _write_judgements(acceptance: Acceptance, judged: Judged, *, every: bool) -> None:
    criteria = {c.pk: c for c in acceptance.delivery.task.criteria.all()}
    known = set(judged.verdicts.values()) <= set(Judgement.Verdict.values)
    if not known or (every and set(judged.verdicts) != set(criteria)):
        raise Invalid(_("Please judge every criterion: met, not met, or cannot tell."))
    _require_reason(acceptance.delivery, judged)
    Judgement.objects.bulk_create(
        Judgement(
            acceptance=acceptance, criterion=criteria[pk], text=criteria[pk].text, verdict=verdict
        )
        for pk, verdict in judged.verdicts.items()
        if pk in criteria
    )
    if any(not text.strip() or len(text) > LONGEST_LINE for text, _due in judged.remains):
        raise Invalid(_("A remaining point is one line with its date."))
    if any(due < clock.today() for _text, due in judged.remains):
        raise Invalid(_("What remains is due today or later."))
    Remain.objects.bulk_create(
        Remain(acceptance=acceptance, text=text, due=due) for text, due in judged.remains
    )


def _require_reason(delivery: Delivery, judged: Judged) -> None:
    """What by its own figure is not met is only called met with a reason."""
    unmet = Result.objects.filter(delivery=delivery, verdict=Result.Verdict.UNMET)
    overruled = [
        text
        for pk, text in unmet.values_list("criterion", "text")
        if judged.verdicts.get(pk) == Judgement.Verdict.MET
    ]
    if overruled and not judged.sentence.strip():
        sentence = _("By its figure “%(criterion)s” is not met: why does it count as met?")
        facts = {"criterion": overruled[0]}
        raise Invalid(sentence % facts, errors={"sentence": sentence % facts})


def move_on(task: Task, *, by: Person) -> None:
    """All accepted, nothing remaining: on to the retrospective. A return: back to delivering."""
    rows = Task.objects.filter(collaboration=task.collaboration_id, removed_at=None)
    case = task.collaboration
    if not rows.exclude(state="accepted").exists():
        cases.move(case, "finish_acceptance", by=by)
        retrospectives.open_retrospective(case)
    elif case.state == "accepting" and rows.filter(state="in_progress").exists():
        cases.move(case, "take_back", by=by)


def _event(delivery: Delivery, verb: str, judged: Judged) -> Event:
    of: dict[str, Any] = {
        "subject": delivery.pk,
        "collaboration": delivery.task.collaboration_id,
        "task": delivery.task.name,
    }
    match verb:
        case "accept_delivery":
            return DeliveryAccepted(first_pass=delivery.round == 1, **of)
        case "accept_with_remains":
            return DeliveryAcceptedWithRemains(remains=len(judged.remains), **of)
        case _:
            return DeliveryReturned(reason=judged.sentence, **of)
