"""Who may answer for the asked department, and who for the asking one."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Ask, Ball
from tongzhou.collaborations.policy.cases import initiates, only_the_initiator
from tongzhou.collaborations.policy.seats import liaises
from tongzhou.collaborations.states import ASK
from tongzhou.core.verdicts import YES, Invalid, Sentence, Verdict, no
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.standing import Role, Standing, as_head, as_person

SUPERIOR = "superior"
"""The role of whoever silence passed the ball to."""


def stands_at(by: Person, ask: Ask, who: str) -> Standing | None:
    """In which capacity `by` would make a move of the role `who` of the lifecycle table."""
    match who:
        case "receiver":
            return receives(by, ask)
        case "head":
            return _confirms(by, ask)
        case "initiator":
            return initiates(by, ask.collaboration)
        case _:
            return None


def receives(by: Person, ask: Ask) -> Standing | None:
    """Whoever it was forwarded to, a liaison, the head, a delegate, or whom silence passed it to."""
    named = as_person(by, ask.person) if ask.person else None
    return named or liaises(by, ask.department) or _by_silence(by, ask)


def may_move(by: Person, ask: Ask, verb: str) -> Verdict:
    """Whether this person may do `verb`, whatever the state; «not now» is the lifecycle's word."""
    _standing, verdict = judge(by, ask, verb)
    return verdict


def judge(by: Person, ask: Ask, verb: str) -> tuple[Standing | None, Verdict]:
    """In which capacity `by` would do it, and whether they may."""
    who = ASK.move(verb).who
    standing = stands_at(by, ask, who)
    if standing is None:
        return None, no(_who_may(ask, who))
    return standing, _both_sides(standing, ask) if who in ("receiver", "head") else YES


def may_answer(by: Person, ask: Ask) -> Verdict:
    return may_move(by, ask, "accept")


def _both_sides(standing: Standing, ask: Ask) -> Verdict:
    """The same person never asks and answers, nor through a delegate."""
    acting = [one for one in (standing.person, standing.on_behalf_of) if one]
    if not any(_asks(one, ask) for one in acting):
        return YES
    return no(
        _(
            "You stand on the asking side of this request: somebody else has to answer for %(department)s."
        )
        % {"department": ask.department}
    )


def _asks(person: Person, ask: Ask) -> bool:
    """In charge, or head, deputy or liaison of the asking department in person."""
    standing = initiates(person, ask.collaboration)
    return standing is not None and standing.on_behalf_of is None


def _confirms(by: Person, ask: Ask) -> Standing | None:
    return as_head(by, ask.department) or _by_silence(by, ask)


def _by_silence(by: Person, ask: Ask) -> Standing | None:
    """Silence passes the ball up; who holds it may answer."""
    ball = _passed_balls(by).get(ask.pk)
    if ball is None or ball.person is None:
        return None
    found = as_person(by, ball.person)
    return found and Standing(
        by, SUPERIOR if found.role == Role.SELF else found.role, found.on_behalf_of
    )


def _passed_balls(by: Person) -> dict[UUID, Ball]:
    return by.remembered("passed asks", lambda: _find_passed_balls(by))


def _find_passed_balls(by: Person) -> dict[UUID, Ball]:
    mine = Ball.objects.filter(kind="ask", step__gte=1, person__in=stands_for(by))
    receivers = mine.filter(state__in=[s.key for s in ASK.states if s.ball in ("receiver", "head")])
    return {ball.matter: ball for ball in receivers.select_related("person")}


def _who_may(ask: Ask, who: str) -> str:
    if who == "initiator":
        return only_the_initiator(ask.collaboration)
    if who == "head":
        return _("Only the head of %(department)s or the deputy may do this.") % {
            "department": ask.department
        }
    return _("Only the liaison or the head of %(department)s may answer.") % {
        "department": ask.department
    }


def judge_forward(ask: Ask, *, department: Department | None, person: Person | None) -> None:
    """Raise `Invalid` unless the new receiver is another one, and not the asking side."""
    target = department or ask.department
    if department is None and person is None:
        _refuse("department", _("Choose a department or a person."))
    if target.pk == ask.collaboration.department_id:
        _refuse(
            "department",
            _("%(department)s is asking: it cannot answer itself.") % {"department": target},
        )
    if department is not None and department.pk == ask.department_id and person is None:
        _refuse("department", _("It is already with %(department)s.") % {"department": target})
    if person is not None and (not person.is_active or person.department_id != target.pk):
        _refuse("person", _("Choose somebody of %(department)s.") % {"department": target})


def _refuse(field: str, sentence: Sentence) -> None:
    raise Invalid(sentence, errors={field: sentence})
