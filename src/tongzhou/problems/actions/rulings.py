"""Escalate to the lowest common superior, rule, close."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Named
from tongzhou.core import clock
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org.models import Person
from tongzhou.org.standing import as_person
from tongzhou.problems import policy
from tongzhou.problems.actions.carrying_out import carry_out
from tongzhou.problems.actions.locking import locked, own_voice, require_living, settle_ball
from tongzhou.problems.events import ProblemEscalated, ProblemRuled
from tongzhou.problems.models import Option, Problem, Ruling
from tongzhou.problems.route import is_open_upwards
from tongzhou.problems.states import PROBLEM
from tongzhou.problems.superiors import neutral_superior
from tongzhou.progress.sentences import refuse, require_said

LONGEST = 2000


def escalate(problem: Problem, *, by: Person) -> Problem:
    """To the lowest superior above both sides; what the kind asks for first must be done."""
    with transaction.atomic():
        problem = locked(problem.pk)
        voice = own_voice(by, problem)
        PROBLEM.check(problem.state, "escalate")
        require_living(problem.collaboration)
        route = is_open_upwards(problem)
        if not route:
            raise NotPossibleNow(route.reason)
        superior = neutral_superior(problem)
        problem.superior, problem.escalated_at = superior, clock.now()
        problem.state = PROBLEM.after(problem.state, "escalate")
        problem.save(update_fields=["superior", "escalated_at", "state"])
        Named.objects.get_or_create(
            collaboration=problem.collaboration, person=superior, why=Named.Why.SUPERIOR
        )
        settle_ball(problem)
        record(
            ProblemEscalated(
                subject=problem.pk,
                collaboration=problem.collaboration_id,
                superior=PersonId(superior.pk),
            ),
            by=by,
            on_behalf_of=voice.on_behalf_of,
        )
        return problem


def rule(problem: Problem, *, sentence: str, by: Person, option: Option | None = None) -> Ruling:
    """One option or another (`option` None: the superior's own), in one sentence. Binding."""
    wanted = {} if option else {"sentence": _("One sentence that says what is decided, please.")}
    require_said({"sentence": sentence}, longest=LONGEST, needed=wanted)
    with transaction.atomic():
        problem = locked(problem.pk)
        policy.may_rule(by, problem).require()
        PROBLEM.check(problem.state, "rule")
        require_living(problem.collaboration)
        if option and option.problem_id != problem.pk:
            refuse({"option": _("Please choose an option of this problem.")})
        standing = as_person(by, problem.superior) if problem.superior else None
        ruling = Ruling.objects.create(
            problem=problem,
            option=option,
            sentence=sentence.strip() or (option.text if option else ""),
            by=by,
            on_behalf_of=standing.on_behalf_of if standing else None,
            at=clock.now(),
        )
        has_change = carry_out(ruling, by=by)
        problem.state = PROBLEM.after(problem.state, "rule", to="ruled" if has_change else "closed")
        problem.settled_at = clock.now()
        problem.save(update_fields=["state", "settled_at"])
        settle_ball(problem)
        record(
            ProblemRuled(
                subject=problem.pk,
                collaboration=problem.collaboration_id,
                ruling=ruling.sentence,
            ),
            by=by,
            on_behalf_of=ruling.on_behalf_of,
            keeps=[ruling],
        )
        return ruling
