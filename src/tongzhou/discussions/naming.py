"""Who is meant by an @ in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.org.models import Department, Person
from tongzhou.ui.addresses import address

AT = re.compile(r"(?<![\w@.])@(\S{1,60})", re.ASCII)
"""Not the @ of a mail address; Chinese is written without a space before it: «请@王磊»."""
MOST = 20


@dataclass(frozen=True, slots=True)
class Named:
    """`name` is what stands behind the @; exactly one of the two is there."""

    name: str
    person: Person | None = None
    department: Department | None = None

    @property
    def key(self) -> UUID:
        one = self.person or self.department
        assert one is not None
        return one.pk

    @property
    def label(self) -> str:
        """The name people go by, also where the sign-in name was typed."""
        one = self.person or self.department
        assert one is not None
        return one.name

    @property
    def person_id(self) -> UUID | None:
        return self.person.pk if self.person else None

    @property
    def department_id(self) -> UUID | None:
        return self.department.pk if self.department else None

    @property
    def url(self) -> str:
        return address("person" if self.person else "department", self.key)


def named_in(text: str, *, chosen: Iterable[UUID] = ()) -> list[Named]:
    """The longest name that follows each @, of a person or a department; unknown ones are text.

    `chosen` are the ids that were picked from the list, which tells namesakes apart. Two queries.
    """
    tails = list(dict.fromkeys(found[1] for found in AT.finditer(text)))
    begins = {tail[:length] for tail in tails for length in range(1, len(tail) + 1)}
    if not begins:
        return []
    known = _known(begins)
    picked = set(chosen)
    found: dict[UUID, Named] = {}
    for tail in tails:
        lengths = range(len(tail), 0, -1)
        name = next((tail[:length] for length in lengths if tail[:length] in known), None)
        if name:
            one = _the_one(name, known[name], picked)
            found[one.key] = one
    if len(found) > MOST:
        raise Invalid(_("At most %(most)s names in one comment, please.") % {"most": MOST})
    return list(found.values())


def _known(names: set[str]) -> dict[str, list[Named]]:
    known: dict[str, list[Named]] = {}
    people = Person.objects.active().filter(Q(name__in=names) | Q(login__in=names))
    for person in people.select_related("department"):
        for name in {person.name, person.login} & names:
            known.setdefault(name, []).append(Named(name, person=person))
    for department in Department.objects.filter(name__in=names):
        known.setdefault(department.name, []).append(Named(department.name, department=department))
    return known


def _the_one(name: str, namesakes: list[Named], picked: set[UUID]) -> Named:
    meant = [one for one in namesakes if one.key in picked] or namesakes
    if len(meant) == 1:
        return meant[0]
    who = "、".join(f"@{one.person.login} ({one.person.department})" for one in meant if one.person)
    sentence = _("Several are called “%(name)s”. Write one of: %(who)s") % {
        "name": name,
        "who": who,
    }
    raise Invalid(sentence, errors={"text": sentence})
