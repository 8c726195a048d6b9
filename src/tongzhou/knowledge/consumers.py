"""Keeps what is searched in step with the journal."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Q

from tongzhou.discussions.models import Comment
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry
from tongzhou.knowledge import actions

QUIET = ("ball.", "round.", "token.", "calendar.", "delegation.")
"""Kinds of entries after which no text reads differently."""
OF_A_TASK = "task."
"""Its subject is the task; nothing else reads differently afterwards."""
NAMING = ("person.profile_changed", "person.anonymised")
DAY = 24 * 3600


@consumer(actions.READER)
def follow(entries: list[Entry]) -> None:
    """Each subject once for a batch, as it stands now, so that repeating does no harm."""
    told = [entry for entry in entries if not entry.kind.startswith(QUIET)]
    tasks = {entry.subject for entry in told if entry.kind.startswith(OF_A_TASK)}
    cases = {entry.collaboration for entry in told if not entry.kind.startswith(OF_A_TASK)}
    actions.reindex_tasks(tasks)
    actions.reindex_cases(sorted(case for case in cases if case))
    beside = _talked_about(told)
    people = beside["person"] | _subjects(told, "person.")
    departments = beside["department"] | _subjects(told, "department.")
    if departments or people:
        actions.reindex_people(Q(pk__in=people) | Q(department__in=departments))
        named = Q(head__in=people) | Q(deputy__in=people)
        actions.reindex_departments(Q(pk__in=departments) | named)
        actions.reindex_respondents(Q(person__in=people) | Q(department__in=departments))
    teams = beside["team"] | _subjects(told, "team.")
    duties = beside["duty"] | _subjects(told, "duty.")
    if teams or people:
        actions.reindex_teams(Q(pk__in=teams) | Q(leader__in=people))
    if duties or departments:
        actions.reindex_duties(Q(pk__in=duties) | Q(owner__in=departments))
    goals = beside["goal"] | _subjects(told, "goal.")
    if goals or departments:
        actions.reindex_goals(Q(pk__in=goals) | Q(department__in=departments))
    _follow_names(told)
    _follow_beyond(told)


def _follow_names(told: list[Entry]) -> None:
    """People may be called otherwise, or not be named any more."""
    changed = {entry.subject for entry in told if entry.kind in NAMING}
    rosters = [entry.payload["people"] for entry in told if entry.kind == "roster.taken"]
    taken = {UUID(str(one)) for people in rosters for one in people}
    if taken:
        actions.reindex_people(Q(pk__in=taken))
        actions.reindex_respondents(Q(person__in=taken))
    actions.reindex_clauses(changed | taken)


def _follow_beyond(told: list[Entry]) -> None:
    """What belongs to no collaboration; clauses, deals and claimed gains went with theirs."""
    if terms := _subjects(told, "term."):
        actions.reindex_terms(Q(pk__in=terms))
    if campaigns := _subjects(told, "campaign."):
        actions.reindex_campaigns(Q(pk__in=campaigns))
    if gains := _subjects([entry for entry in told if entry.collaboration is None], "gain."):
        actions.reindex_gains(Q(pk__in=gains))
    if sources := _subjects(told, "bundle."):
        actions.reindex_past(Q(source__in=sources))


def _subjects(entries: list[Entry], kind: str) -> set[UUID]:
    return {entry.subject for entry in entries if entry.kind.startswith(kind)}


def _talked_about(entries: list[Entry]) -> dict[str, set[UUID]]:
    """The places beside which something was said; comments of collaborations go with those."""
    places: dict[str, set[UUID]] = defaultdict(set)
    loose = _subjects([entry for entry in entries if entry.collaboration is None], "comment.")
    if loose:
        said = Comment.objects.filter(pk__in=loose, collaboration=None)
        for kind, place in said.values_list("kind", "subject"):
            places[kind].add(place)
    return places


@tick("search-check", every=DAY)
def find_what_was_missed() -> None:
    """Imports in bulk and restored backups leave no entries; once a day all rows are compared."""
    actions.reindex_all()
