"""How departments met in one collaboration: derived anew from its requests and deliveries."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Min, Q

from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.exchange.models import PairInCase
from tongzhou.plans.models import Task

NEVER = ("draft", "discarded")
DONE = ("accepted", "accepted_with_remains")
Pairs = dict[UUID, dict[str, Any]]


def derive(case: UUID) -> None:
    """By the department that was asked; confidential collaborations count for nobody."""
    with transaction.atomic():
        PairInCase.objects.filter(collaboration=case).delete()
        row = Collaboration.objects.exclude(state__in=NEVER).filter(pk=case).first()
        if row is None or row.visibility == "confidential":
            return
        found = _asks(row)
        _promises(row, found)
        PairInCase.objects.bulk_create(
            PairInCase(
                collaboration=row, asker_id=row.department_id, asked_id=asked,
                **{"last_at": row.created_at} | facts,
            )
            for asked, facts in found.items()
        )  # fmt: skip


def _asks(case: Collaboration) -> Pairs:
    found: Pairs = defaultdict(dict)
    theirs = Q(answers__department=F("department"), answers__at__gte=F("sent_at"))
    sent = Ask.objects.filter(collaboration=case).exclude(sent_at=None).order_by()
    rows = sent.exclude(department=case.department_id).annotate(
        first=Min("answers__at", filter=theirs)
    )
    for asked, at, first, state in rows.values_list("department", "sent_at", "first", "state"):
        facts = found[asked]
        facts["asks"] = facts.get("asks", 0) + 1
        _later(facts, first or at)
        if first:
            facts["answered"] = facts.get("answered", 0) + 1
            facts["seconds"] = facts.get("seconds", 0) + int((first - at).total_seconds())
        elif state == "sent":
            facts["open_since"] = min(at, facts.get("open_since", at))
    return found


def _promises(case: Collaboration, found: Pairs) -> None:
    """A promise is kept when what was accepted had been delivered by its day."""
    tasks = Task.objects.filter(collaboration=case, removed_at=None, state__in=DONE)
    rows = tasks.exclude(end=None).exclude(department=case.department_id).order_by()
    rows = rows.annotate(last=Max("deliveries__at"))
    for asked, end, last in rows.values_list("department", "end", "last"):
        facts = found[asked]
        facts["promised"] = facts.get("promised", 0) + 1
        if last:
            facts["kept"] = facts.get("kept", 0) + (last.date() <= end)
            _later(facts, last)


def _later(facts: dict[str, Any], at: datetime) -> None:
    facts["last_at"] = max(at, facts.get("last_at", at))
