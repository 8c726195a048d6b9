"""What was decided becomes a change of the signed table, with the decision as its authority."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tongzhou.agreements.actions import changes
from tongzhou.agreements.models import ChangeRequest
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import WithoutEffect
from tongzhou.org.models import Person
from tongzhou.problems.models import Ruling

SIGNED = ("delivering", "accepting")


def carry_out(ruling: Ruling, *, by: Person) -> bool:
    """Draft and submit the change that the chosen option asks for; the affected heads sign it.

    While the heads sign another change it waits as a draft (`carry_on`). False when nothing signed
    has to change: before signing the table itself is edited.
    """
    option, case = ruling.option, ruling.problem.collaboration
    if option is None or option.task is None or option.new_end is None:
        return False
    if case.state not in SIGNED:
        return False
    reason = _("Problem %(number)s: %(sentence)s") % {
        "number": ruling.problem.number,
        "sentence": ruling.sentence,
    }
    change = changes.draft(
        case,
        by=by,
        reason=reason,
        values={option.task.pk: {"end": option.new_end.isoformat()}},
        ruling=ruling.pk,
    )
    if not _others_sign(change):
        changes.submit(change, by=by)
    return True


def carry_on(case: UUID) -> None:
    """The heads have finished with a change: the oldest ruling that waited for that goes to them.

    What is in the way by now stays a draft with whoever ruled, who reads why on its page.
    """
    with transaction.atomic():
        held = moves.locked(Collaboration(pk=case))
        drafts = held.changes.filter(state="draft", ruling__isnull=False).order_by("number")
        for change in drafts if held.state in SIGNED else ():
            if _others_sign(change):
                return
            ruling = Ruling.objects.select_related("by").get(pk=change.ruling)
            if ruling.set_aside_at is None:
                _submit(change, by=ruling.by)


def _submit(change: ChangeRequest, *, by: Person) -> None:
    try:
        with transaction.atomic():
            if change.base.state != "in_force":
                change = changes.rebase(change, by=by)
            changes.submit(change, by=by)
    except WithoutEffect:
        return


def _others_sign(change: ChangeRequest) -> bool:
    others = ChangeRequest.objects.filter(
        collaboration=change.collaboration_id, state__in=("signing", "provisional")
    )
    return others.exclude(pk=change.pk).exists()
