"""Somebody answers the question of the quarter, once.

No entry of the journal tells of it: its time, beside a tally that moved, would tell what was said.
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.org.models import Person
from tongzhou.pulse import policy
from tongzhou.pulse.models import Tally, Turn
from tongzhou.pulse.quarters import this_quarter


def answer(value: int, *, by: Person) -> None:
    policy.may_answer(by).require()
    if value not in Tally.Answer.values:
        raise Invalid(_("Please choose one of the five answers."))
    quarter = this_quarter()
    with transaction.atomic():
        try:
            with transaction.atomic():
                Turn.objects.create(quarter=quarter, person=by)
        except IntegrityError:
            raise NotPossibleNow(
                _("You have answered this quarter. The next question comes with the next one.")
            ) from None
        tally, _is_new = Tally.objects.get_or_create(
            quarter=quarter, department=by.department, answer=value
        )
        Tally.objects.filter(pk=tally.pk).update(count=F("count") + 1)
