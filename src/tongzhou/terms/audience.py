"""Who hears of a word: the liaisons and heads of all departments that give it a meaning."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from tongzhou.journal.audience import heard_by
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.terms.models import Wording


@heard_by("term.worded", "term.given_up")
def those_who_use_it(entry: Entry) -> Iterable[UUID]:
    departments = Wording.objects.filter(term=entry.subject).order_by().values("department")
    people = Q(heads__in=departments) | Q(liaises__department__in=departments)
    yield from Person.objects.filter(people).distinct().values_list("pk", flat=True)
