"""Who sees what: the one rule behind every page, list, search, notice and export."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable

from tongzhou.org.hierarchy import reach, stands_for
from tongzhou.org.models import Person


class CaseQuerySet(models.QuerySet[Any]):
    """Collaborations themselves."""

    def visible_to(self, person: Person) -> Self:
        return self.filter(visible(person))


class OfCaseQuerySet(models.QuerySet[Any]):
    """Rows that belong to a collaboration are visible exactly when it is.

    A subclass names the way to the collaboration in `case_path`.
    """

    case_path = "collaboration"

    def visible_to(self, person: Person) -> Self:
        from tongzhou.collaborations.models import Collaboration

        cases = Collaboration.objects.visible_to(person).values("pk")
        return self.filter(**{f"{self.case_path}__in": cases})


def visible(person: Person) -> Q | Combinable:
    """As a condition on Collaboration.

    Drafts are seen by the initiating department alone; confidential ones by named people and
    whoever they stand for; the rest by the parties, everybody above them, and people named.
    An auditor reads everything.
    """
    from tongzhou.collaborations.models import Named, Party

    if person.is_auditor:
        return Q()
    parties = Party.objects.filter(collaboration=OuterRef("pk"))
    takes_part = Exists(parties.filter(reach(person, field="department__path")))
    initiates = Exists(parties.filter(reach(person, field="department__path"), is_initiator=True))
    named = Exists(
        Named.objects.filter(collaboration=OuterRef("pk"), person__in=stands_for(person))
    )
    sent = ~Q(state__in=("draft", "discarded"))
    open_to_all = Q(visibility="company") & sent
    everyday = Q(visibility__in=("parties", "company"))
    theirs = (initiates | (takes_part & sent)) & everyday
    if person.is_administrator:
        theirs |= everyday & sent
    return theirs | open_to_all | named
