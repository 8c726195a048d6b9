"""A task is handed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations import balls
from tongzhou.collaborations.actions import cases
from tongzhou.core import clock
from tongzhou.core.figures import Measured
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.discussions.actions.attachments import attach_to
from tongzhou.discussions.subjects import Matter
from tongzhou.files.uploads import Upload
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.outcomes import holders, policy
from tongzhou.outcomes.actions import concerned, results
from tongzhou.outcomes.actions.results import Brought
from tongzhou.outcomes.events import TaskDelivered
from tongzhou.outcomes.models import Delivery
from tongzhou.plans import actions as plans
from tongzhou.plans.actions.locks import locked
from tongzhou.plans.models import Task
from tongzhou.plans.states import TASK
from tongzhou.progress.sentences import refuse, require_said

LONGEST = 5000
LONGEST_LINK = 500


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What is handed over: in words, figures and files, and what it brings for each criterion."""

    evidence: str
    link: str = ""
    brought: Mapping[UUID, Brought] = field(default_factory=dict)
    figures: tuple[Measured, ...] = ()
    files: Sequence[Upload] = ()


def deliver(task: Task, *, evidence: str, link: str = "", by: Person) -> Delivery:
    """In words alone."""
    return hand_over(task, Handed(evidence=evidence, link=link), by=by)


def hand_over(task: Task, handed: Handed, *, by: Person) -> Delivery:
    """The last delivered task moves the collaboration on to acceptance."""
    evidence, link = handed.evidence, handed.link
    _require_sound(evidence, link)
    with transaction.atomic():
        task = locked(task)
        standing = policy.as_deliverer(by, task)
        if task.collaboration.state != "delivering":
            raise NotPossibleNow(
                _("Tasks are delivered while the collaboration is being delivered.")
            )
        TASK.check(task.state, "deliver")
        plans.move_task(task, "deliver", by=by, on_behalf_of=standing.on_behalf_of)
        delivery = Delivery.objects.create(
            task=task,
            round=task.deliveries.count() + 1,
            evidence=evidence,
            link=link,
            by=by,
            on_behalf_of=standing.on_behalf_of,
            at=clock.now(),
        )
        balls.rest("check_in", task.pk)
        settle_ball(delivery)
        concerned.ask(delivery)
        _write_and_tell(delivery, handed, by=by, on_behalf_of=standing.on_behalf_of)
        if not undelivered(task):
            cases.move(
                task.collaboration, "finish_delivery", by=by, on_behalf_of=standing.on_behalf_of
            )
        return delivery


def _require_sound(evidence: str, link: str) -> None:
    require_said(
        {"evidence": evidence},
        longest=LONGEST,
        needed={"evidence": _("What is delivered, and where to see it, please.")},
    )
    if link and (not link.startswith(("https://", "http://")) or len(link) > LONGEST_LINK):
        refuse({"link": _("An address that begins with https://, please.")})


def _write_and_tell(
    delivery: Delivery, handed: Handed, *, by: Person, on_behalf_of: Person | None
) -> None:
    task, has_file = delivery.task, bool(handed.files or handed.link)
    brought = results.write_results(delivery, handed.brought, has_file=has_file)
    figures = results.write_figures(delivery, handed.figures)
    event = TaskDelivered(
        subject=delivery.pk, collaboration=task.collaboration_id, task=task.name,
        round=delivery.round, evidence=delivery.evidence,
    )  # fmt: skip
    keeps = [delivery, *brought, *figures]
    record(event, by=by, on_behalf_of=on_behalf_of, keeps=keeps)
    results.ask_to_confirm(brought, by=by)
    matter = Matter("delivery", delivery.pk, str(delivery), task.collaboration_id)
    attach_to(matter, handed.files, by=by)


def undelivered(task: Task) -> bool:
    """Is any task of the same collaboration still to be delivered?"""
    rows = Task.objects.filter(collaboration=task.collaboration_id, removed_at=None)
    return rows.filter(state__in=("not_started", "in_progress")).exists()


def settle_ball(delivery: Delivery) -> None:
    balls.settle(
        "delivery",
        delivery.pk,
        delivery.task.collaboration,
        state=delivery.state,
        title=delivery.task.name,
        holders=holders.of_delivery(delivery),
    )
