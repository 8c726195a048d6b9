"""What was decided becomes a change of the signed table, with the decision as its authority."""

from django.utils.translation import gettext as _

from tongzhou.agreements.actions import changes
from tongzhou.org.models import Person
from tongzhou.problems.models import Ruling

SIGNED = ("delivering", "accepting")


def carry_out(ruling: Ruling, *, by: Person) -> bool:
    """Draft and submit the change that the chosen option asks for; the affected heads sign it.

    False when nothing signed has to change: before signing the table itself is edited.
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
    changes.submit(change, by=by)
    return True
