"""Facts are ticked by the other side, one by one; disputes about responsibility look at the table."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org.models import Person
from tongzhou.problems.actions.locking import locked, own_voice, require_living
from tongzhou.problems.events import FactsJudged, TableChecked
from tongzhou.problems.models import Fact, Problem
from tongzhou.problems.states import PROBLEM
from tongzhou.progress.sentences import refuse, require_said

LONGEST = 2000
LONGEST_DOUBT = 400


def judge_facts(problem: Problem, doubts: Mapping[UUID, str], *, by: Person) -> Problem:
    """By fact of the other side: an empty doubt is a tick, a sentence says what is seen otherwise.

    Facts that are not named keep what was said to them.
    """
    if not doubts:
        raise Invalid(_("Please tick at least one fact, or say what you see differently."))
    if any(len(doubt) > LONGEST_DOUBT for doubt in doubts.values()):
        raise Invalid(_("At most %(limit)s characters, please.") % {"limit": LONGEST_DOUBT})
    with transaction.atomic():
        problem = locked(problem.pk)
        voice = own_voice(by, problem)
        PROBLEM.check(problem.state, "judge_facts")
        require_living(problem.collaboration)
        if problem.sides.filter(at=None).exists():
            raise NotPossibleNow(_("Facts are ticked once both sides have said theirs."))
        theirs = Fact.objects.filter(side__problem=problem).exclude(side=voice.side)
        facts = {fact.pk: fact for fact in theirs.select_for_update(of=("self",))}
        if not set(doubts) <= set(facts):
            raise Invalid(_("These facts were changed meanwhile. Please look at them again."))
        for key, doubt in doubts.items():
            _judge(facts[key], doubt.strip(), by=by, on_behalf_of=voice.on_behalf_of)
        disputed = sum(bool(doubt.strip()) for doubt in doubts.values())
        record(
            FactsJudged(
                subject=problem.pk,
                collaboration=problem.collaboration_id,
                department=DepartmentId(voice.side.department_id),
                agreed=len(doubts) - disputed,
                disputed=disputed,
            ),
            by=by,
            on_behalf_of=voice.on_behalf_of,
        )
        return problem


def all_agreed(problem: Problem, by: Person) -> dict[UUID, str]:
    """A tick under every fact of the other side."""
    voice = own_voice(by, problem)
    theirs = Fact.objects.filter(side__problem=problem).exclude(side=voice.side)
    return dict.fromkeys(theirs.values_list("pk", flat=True), "")


def check_table(problem: Problem, *, table_says: str, by: Person) -> Problem:
    """A responsibility dispute looks at the signed row first: what does the table say?"""
    require_said(
        {"table_says": table_says},
        longest=LONGEST,
        needed={"table_says": _("One sentence on what the division table says, please.")},
    )
    with transaction.atomic():
        problem = locked(problem.pk)
        voice = own_voice(by, problem)
        PROBLEM.check(problem.state, "check_table")
        require_living(problem.collaboration)
        if problem.kind != Problem.Kind.RESPONSIBILITY:
            refuse({"table_says": _("Only disputes about responsibility go back to the table.")})
        problem.table_says = table_says
        problem.save(update_fields=["table_says"])
        record(
            TableChecked(
                subject=problem.pk, collaboration=problem.collaboration_id, table_says=table_says
            ),
            by=by,
            on_behalf_of=voice.on_behalf_of,
        )
        return problem


def _judge(fact: Fact, doubt: str, *, by: Person, on_behalf_of: Person | None) -> None:
    fact.verdict = Fact.Verdict.DISPUTED if doubt else Fact.Verdict.AGREED
    fact.doubt, fact.judged_by, fact.on_behalf_of = doubt, by, on_behalf_of
    fact.judged_at = clock.now()
    fact.save(update_fields=["verdict", "doubt", "judged_by", "on_behalf_of", "judged_at"])
