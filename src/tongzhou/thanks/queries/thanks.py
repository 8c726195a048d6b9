"""Thanks as one reader sees them."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongzhou.collaborations.models import Collaboration
from tongzhou.journal import queries as journal
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import names_of
from tongzhou.thanks import policy
from tongzhou.thanks.models import Mention, Thanks

MOST = 100
SHOWN = ("person__department", "department", "giver", "by__department", "collaboration")


def _shown(rows: "QuerySet[Thanks]") -> "QuerySet[Thanks]":
    standing = Mention.objects.filter(thanks=OuterRef("pk"), ended_at=None)
    return rows.select_related(*SHOWN).annotate(is_public=Exists(standing))


def received(person: Person) -> "QuerySet[Thanks]":
    return _shown(Thanks.objects.filter(person=person))[:MOST]


def given(person: Person) -> "QuerySet[Thanks]":
    return _shown(Thanks.objects.filter(by=person))[:MOST]


def of_ours(person: Person) -> "QuerySet[Thanks]":
    """What the people of departments the person leads were thanked for; the latest first."""
    people = stands_for(person)
    led = Department.objects.filter(Q(head__in=people) | Q(deputy__in=people))
    below = Q(pk__in=[])
    for path in led.values_list("path", flat=True):
        below |= Q(department__path__startswith=path)
    rows = Thanks.objects.visible_to(person).filter(below).exclude(person=person)
    return _shown(rows)[:MOST]


def of_case(case: Collaboration, person: Person) -> "QuerySet[Thanks]":
    """What the reader may read of one collaboration: the own, those below, and the public ones."""
    return _shown(Thanks.objects.visible_to(person).filter(collaboration=case))[:MOST]


def page(thanks: Thanks, person: Person) -> dict[str, Any]:
    return {
        "thanks": thanks,
        "is_public": thanks.mentions.filter(ended_at=None).exists(),
        "may_decide": policy.may_decide(person, thanks),
        "sees_case": Collaboration.objects.visible_to(person)
        .filter(pk=thanks.collaboration_id)
        .exists(),
        "history": journal.of_subject(thanks.pk, names=names_of),
    }
