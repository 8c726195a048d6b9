"""Whether what was promised for the week was done: said with the next update, once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.journal.actions import record
from tongzhou.org.standing import Standing
from tongzhou.plans.models import Task
from tongzhou.progress.events import PromiseKept, PromiseNotKept
from tongzhou.progress.models import CheckIn, PromiseVerdict
from tongzhou.progress.queries.promises import words_of
from tongzhou.progress.sentences import refuse, require_said

LONGEST_REASON = 400


def require_reason(*, kept: bool | None, reason: str) -> None:
    if kept is False and not reason.strip():
        refuse({"reason": _("One sentence on what came in between, please.")})
    require_said({"reason": reason}, longest=LONGEST_REASON)


def judge(
    task: Task, said_in: CheckIn, *, kept: bool | None, reason: str, standing: Standing
) -> PromiseVerdict | None:
    """None where nothing was promised, or it was told already. The row is locked."""
    promise = words_of(Task.objects.filter(pk=task.pk)).promised.get(task.pk)
    if kept is None or promise is None or promise.is_judged:
        return None
    verdict = PromiseVerdict.objects.create(
        promise_id=promise.id, said_in=said_in, is_kept=kept, reason="" if kept else reason.strip(),
        by=said_in.by, on_behalf_of=standing.on_behalf_of, at=clock.now(),
    )  # fmt: skip
    facts: dict[str, Any] = {
        "subject": task.pk, "collaboration": task.collaboration_id, "task": task.name,
        "promise": promise.text,
    }  # fmt: skip
    event = PromiseKept(**facts) if kept else PromiseNotKept(**facts, reason=verdict.reason)
    record(event, by=said_in.by, on_behalf_of=standing.on_behalf_of, keeps=[verdict])
    return verdict
