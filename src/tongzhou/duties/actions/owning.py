"""A department takes a duty on or gives it up; where several do, the common superior decides."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.duties import policy
from tongzhou.duties.actions.turns import locked, settle
from tongzhou.duties.actions.wording import LONGEST_SENTENCE, require_reason
from tongzhou.duties.events import DutyAssigned, DutyClaimed, DutyGivenUp
from tongzhou.duties.models import Claim, Duty, Tenure
from tongzhou.duties.states import DUTY
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import as_person


def claim(duty: Duty, *, department: Department, sentence: str = "", by: Person) -> Duty:
    """The first claim on a gap owns it; a second one leads to the common superior."""
    if len(sentence) > LONGEST_SENTENCE:
        raise Invalid(_("At most %(limit)s characters, please.") % {"limit": LONGEST_SENTENCE})
    with transaction.atomic():
        duty = locked(duty)
        standing = policy.standing_of_head(by, department)
        DUTY.check(duty.state, "claim")
        if duty.claims.filter(department=department, given_up_at=None).exists():
            raise NotPossibleNow(
                _("%(department)s has already taken it on.") % {"department": department}
            )
        Claim.objects.create(
            duty=duty, department=department, sentence=sentence.strip(), by=by,
            on_behalf_of=standing.on_behalf_of, at=clock.now(),
        )  # fmt: skip
        _follow_claims(duty, "claim", by=by)
        event = DutyClaimed(subject=duty.pk, name=duty.name, department=DepartmentId(department.pk))
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=duty.claims.all())
        return duty


def give_up(duty: Duty, *, department: Department, reason: str, by: Person) -> Duty:
    """Whoever is left owns it; nobody left makes it a gap."""
    require_reason(reason)
    with transaction.atomic():
        duty = locked(duty)
        standing = policy.standing_of_head(by, department)
        DUTY.check(duty.state, "give_up")
        given = duty.claims.filter(department=department, given_up_at=None)
        if not given.update(given_up_at=clock.now(), given_up_by=by):
            raise NotPossibleNow(
                _("%(department)s does not hold this duty.") % {"department": department}
            )
        _follow_claims(duty, "give_up", by=by)
        event = DutyGivenUp(
            subject=duty.pk, name=duty.name, department=DepartmentId(department.pk),
            reason=reason.strip(),
        )  # fmt: skip
        record(event, by=by, on_behalf_of=standing.on_behalf_of, keeps=duty.claims.all())
        return duty


def assign(duty: Duty, *, department: Department, reason: str, by: Person) -> Duty:
    """Binding: other claims end."""
    require_reason(reason)
    with transaction.atomic():
        duty = locked(duty)
        policy.may_assign(by, duty).require()
        standing = as_person(by, duty.superior) if duty.superior else None
        absent = standing.on_behalf_of if standing else None
        DUTY.check(duty.state, "assign")
        standing_claims = duty.claims.filter(given_up_at=None)
        standing_claims.exclude(department=department).update(
            given_up_at=clock.now(), given_up_by=by
        )
        if not standing_claims.filter(department=department).exists():
            Claim.objects.create(
                duty=duty, department=department, by=by, on_behalf_of=absent, at=clock.now()
            )
        _own(duty, department, "assign", sentence=reason.strip(), by=by)
        settle(duty)
        event = DutyAssigned(
            subject=duty.pk, name=duty.name, department=DepartmentId(department.pk),
            reason=reason.strip(),
        )  # fmt: skip
        record(event, by=by, on_behalf_of=absent, keeps=duty.claims.all())
        return duty


def _follow_claims(duty: Duty, verb: str, *, by: Person) -> None:
    """None: a gap; one: the owner; several: contested."""
    claims = list(duty.claims.filter(given_up_at=None).select_related("department"))
    if len(claims) == 1:
        _own(duty, claims[0].department, verb, sentence=claims[0].sentence, by=by)
    else:
        duty.state = DUTY.after(duty.state, verb, to="contested" if claims else "gap")
        _disown(duty)
        duty.save(update_fields=["state", "owner", "since"])
    settle(duty)


def _own(duty: Duty, department: Department, verb: str, *, sentence: str, by: Person) -> None:
    duty.state = DUTY.after(duty.state, verb, to="owned")
    _disown(duty)
    duty.owner, duty.since = department, clock.today()
    duty.save(update_fields=["state", "owner", "since"])
    Tenure.objects.create(
        duty=duty, department=department, since=clock.today(), sentence=sentence, by=by
    )


def _disown(duty: Duty) -> None:
    duty.tenures.filter(until=None).update(until=clock.today())
    duty.owner, duty.since = None, None
