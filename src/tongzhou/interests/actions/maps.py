"""What departments care about, each for itself and together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.moves import locked
from tongzhou.collaborations.models import Collaboration, Party
from tongzhou.core import clock
from tongzhou.core.verdicts import Refused, Stale
from tongzhou.goals.models import Measure
from tongzhou.interests import policy
from tongzhou.interests.actions.said import refuse, require_living, require_words, within
from tongzhou.interests.events.aligning import InterestSaid, InterestShared, InterestUnshared
from tongzhou.interests.models import Interest, SharedInterest
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person

LONGEST_POSITION = 200
LONGEST = 300


@dataclass(frozen=True)
class Words:
    position: str
    interest: str = ""
    measure: Measure | None = None
    concern: str = ""
    is_open: bool = False


def say(
    collaboration: Collaboration, words: Words, *, department: Department, seen: int, by: Person
) -> Interest:
    """`seen` is the version the form was made from; 0 where nothing was said yet."""
    facts = _checked(words, department)
    with transaction.atomic():
        case = locked(collaboration)
        require_living(case)
        standing = policy.voice(by, department)
        require_party(case, department)
        row = Interest.objects.filter(collaboration=case, department=department).first()
        if (row.version if row else 0) != seen:
            raise Stale(mine={"position": words.position, "interest": words.interest})
        row = row or Interest(collaboration=case, department=department)
        for name, value in facts.items():
            setattr(row, name, value)
        row.version, row.by, row.at = seen + 1, by, clock.now()
        if seen:
            row.save(update_fields=[*facts, "version", "by", "at"])
        else:
            row.save(force_insert=True)
        event = InterestSaid(
            subject=row.pk, collaboration=case.pk, department=DepartmentId(department.pk)
        )
        record(event, by=by, on_behalf_of=standing.on_behalf_of)
    return row


def share(
    collaboration: Collaboration, *, sentence: str, departments: Sequence[Department], by: Person
) -> SharedInterest:
    """Any party may name one; at least two departments gain by it."""
    said = require_words("sentence", sentence, LONGEST, _("Say in a sentence what helps both."))
    if len(departments) < 2:
        refuse("departments", _("Choose at least two departments."))
    with transaction.atomic():
        case = locked(collaboration)
        require_living(case)
        speak_for_any(case, by)
        for department in departments:
            require_party(case, department)
        row = SharedInterest(collaboration=case, sentence=said, by=by, at=clock.now())
        row.save(force_insert=True)
        row.departments.set(departments)
        event = InterestShared(
            subject=row.pk, collaboration=case.pk, said=said,
            departments=tuple(DepartmentId(one.pk) for one in departments),
        )  # fmt: skip
        record(event, by=by)
    return row


def unshare(shared: SharedInterest, *, by: Person) -> None:
    with transaction.atomic():
        case = locked(shared.collaboration)
        require_living(case)
        row = SharedInterest.objects.get(pk=shared.pk)
        if row.by_id != by.pk:
            policy.leader(by, case)
        event = InterestUnshared(subject=row.pk, collaboration=case.pk, said=row.sentence)
        record(event, by=by)
        row.delete()


def require_party(case: Collaboration, department: Department) -> None:
    if not Party.objects.filter(collaboration=case, department=department).exists():
        raise Refused(
            _("%(department)s does not take part in this collaboration.")
            % {"department": department.name}
        )


def speak_for_any(case: Collaboration, by: Person) -> None:
    """Somebody who answers for one of the parties, or who leads."""
    policy.may_take_part(by, case).require()


def _checked(words: Words, department: Department) -> dict[str, object]:
    if words.measure and words.measure.goal.department_id != department.pk:
        refuse("measure", _("Choose a measure of %(department)s.") % {"department": department})
    position = require_words(
        "position", words.position, LONGEST_POSITION, _("Say in a line what you want.")
    )
    return {
        "position": position,
        "interest": within("interest", words.interest, LONGEST),
        "measure": words.measure,
        "concern": within("concern", words.concern, LONGEST),
        "is_open": words.is_open,
    }
