"""People: found by name, the seats they fill, who stands in for them."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Replace
from django.db.models.lookups import StartsWith
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.org.models import Delegation, Department, Person, Skill, Token
from tongzhou.org.queries.rows import Rows

MOST_MATCHES = 20
LONGEST_TEXT = 60


def people_matching(
    text: str, *, by: Person, limit: int = MOST_MATCHES, first: Sequence[Q] = ()
) -> Rows:
    """Active people by part of the name, by pinyin or by initials; the own department first.

    Before it stand those whom `first` describes, in its order.

    Rows with id, name, title, hue and the department's name, which tells namesakes apart.
    """
    found = Person.objects.visible_to(by).active().filter(matching(text))
    near = Case(
        When(name__iexact=_plain(text), then=0),
        *(When(one, then=place) for place, one in enumerate(first, start=1)),
        When(department=by.department_id, then=len(first) + 1),
        default=len(first) + 2,
        output_field=IntegerField(),
    )
    rows: Rows = found.order_by(near, "pinyin", "login").values(
        "id", "name", "title", department_name=F("department__name"), hue=F("department__hue")
    )
    return rows[:limit]


def people_near(text: str, near: Collection[UUID], *, by: Person) -> Rows:
    """The same, those of the departments `near` first."""
    first = (Q(department__in=near),) if near else ()
    return people_matching(text, by=by, first=first)


def matching(text: str) -> Q:
    """Everybody whose name, pinyin, initials, sign-in name or skill the text begins or is part of."""
    typed = _plain(text)
    if not typed:
        return Q()
    skilled = Skill.objects.filter(name__icontains=typed).values("person")
    sounds = Replace("pinyin", Value(" "), Value(""))
    return (
        Q(name__icontains=typed)
        | Q(StartsWith(sounds, Value(typed)))
        | Q(initials__startswith=typed)
        | Q(login__startswith=typed)
        | Q(pk__in=skilled)
    )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower().split())


def people_of(department: Department) -> Rows:
    """Active people of the department itself, by pinyin."""
    rows: Rows = Person.objects.active().filter(department=department)
    return rows.values("id", "name", "title")


def seats_of(person: Person) -> list[tuple[str, list[Department]]]:
    """The seats a person fills, each with its departments; two queries."""
    mine = Q(head=person) | Q(deputy=person)
    led = list(Department.objects.living().filter(mine))
    seats = [
        (str(_("Department head")), [one for one in led if one.head_id == person.pk]),
        (str(_("Deputy head")), [one for one in led if one.deputy_id == person.pk]),
        (str(_("Liaison")), list(Department.objects.living().filter(liaisons__person=person))),
    ]
    return [(label, departments) for label, departments in seats if departments]


def delegations_of(person: Person) -> QuerySet[Delegation]:
    """Current and coming ones, in both directions."""
    both = Delegation.objects.filter(Q(person=person) | Q(delegate=person))
    open_ones = both.filter(ended_at=None, until__gte=clock.today())
    return open_ones.select_related("person", "delegate").order_by("since")


def away(person: Person, delegations: Iterable[Delegation]) -> Delegation | None:
    """By which somebody stands in for the person today."""
    own = (one for one in delegations if one.person_id == person.pk)
    return next((one for one in own if one.covers(clock.today())), None)


def tokens_of(person: Person) -> QuerySet[Token]:
    """Those that still open a door, newest first."""
    return Token.objects.visible_to(person).filter(person=person, revoked_at=None)
