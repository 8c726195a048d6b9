"""Where one can go from anywhere: pages, matters, people, departments, teams, duties, goals."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace
from django.db.models.lookups import StartsWith
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Sentence
from tongzhou.knowledge.queries import ICONS, called
from tongzhou.knowledge.queries import address as address_of_hit
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import people_matching
from tongzhou.org.reading import read_by
from tongzhou.ui.addresses import address

EACH = 6
LONGEST = 60
MOST = 40
CALLED = ("collaboration", "task", "ask", "team", "duty", "goal")
Hit = tuple[Any, ...]
"""subject, title, collaboration and its number, of a document of the search."""
PAGES: tuple[tuple[str, str, Sentence], ...] = (
    ("today", "sun", gettext_lazy("Today")),
    ("notices", "inbox", gettext_lazy("Notices")),
    ("collaborations", "sailboat", gettext_lazy("Collaborations")),
    ("new-collaboration", "plus", gettext_lazy("Start a collaboration")),
    ("desk", "folder-input", gettext_lazy("Department desk")),
    ("departments", "building-2", gettext_lazy("Organisation")),
    ("teams", "users", gettext_lazy("Virtual teams")),
    ("goals", "target", gettext_lazy("Goals")),
    ("insight", "chart-column", gettext_lazy("Insight")),
    ("duties", "clipboard-list", gettext_lazy("Responsibility register")),
    ("terms", "book-open", gettext_lazy("Department language")),
    ("pulse", "chart-column", gettext_lazy("Quarterly pulse")),
    ("exchange", "handshake", gettext_lazy("What we gain by each other")),
    ("all-thanks", "heart", gettext_lazy("Thanks")),
    ("contributions", "scroll-text", gettext_lazy("My contributions")),
    ("people", "users", gettext_lazy("People")),
    ("calendar", "calendar", gettext_lazy("Calendar")),
    ("new-import", "upload", gettext_lazy("Import from Excel")),
    ("me", "user", gettext_lazy("My settings")),
    ("keys", "keyboard", gettext_lazy("Keyboard")),
)


@dataclass(frozen=True, slots=True)
class Way:
    """One line of the palette."""

    url: str
    label: Sentence
    note: Sentence = ""
    icon: str = ""
    short: str = ""
    hue: int = 0


def found(text: str, person: Person) -> list[tuple[str, list[Way]]]:
    """Groups in their order, empty ones left out; at most four queries."""
    typed = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    named = _called(typed, person) if typed else {}
    groups = [
        (_("Collaborations"), _cases(typed, person, named)),
        (_("Tasks and requests"), _ways(named, "task", "ask")),
        (_("People"), _people(typed, person) if typed else []),
        (pgettext("palette", "Departments"), _departments(typed, person) if typed else []),
        (_("Teams, duties and goals"), _ways(named, "team", "duty", "goal")),
        (pgettext("palette", "Pages"), _pages(typed)),
        (_("Search"), _search(typed) if typed else []),
    ]
    return [(label, ways) for label, ways in groups if ways]


def _called(typed: str, person: Person) -> dict[str, list[Hit]]:
    """By kind: the search knows how titles sound, and follows what is new within moments."""
    by_kind: defaultdict[str, list[Hit]] = defaultdict(list)
    for kind, *hit in called(person, typed, CALLED, MOST):
        by_kind[kind].append(tuple(hit))
    return by_kind


def _ways(named: Mapping[str, list[Hit]], *kinds: str) -> list[Way]:
    ways = [
        Way(address_of_hit(kind, subject, case), title, number or "", icon=ICONS[kind])
        for kind in kinds
        for subject, title, case, number in named.get(kind, [])[:EACH]
    ]
    return ways[:EACH]


def _cases(typed: str, person: Person, named: Mapping[str, list[Hit]]) -> list[Way]:
    rows: Any = _named(person, typed) if typed else _latest(person)
    ways = {pk: Way(address("collaboration", pk), name, number, "sailboat", hue=hue)
            for pk, name, number, hue in rows}  # fmt: skip
    for pk, name, _case, number in named.get("collaboration", []):
        ways.setdefault(pk, Way(address("collaboration", pk), name, number, "sailboat"))
    return list(ways.values())[:EACH]


@read_by
def _latest(person: Person) -> QuerySet[Collaboration, Any]:
    return _columns(Collaboration.objects.visible_to(person))


def _named(person: Person, text: str) -> QuerySet[Collaboration, Any]:
    hits = Q(name__icontains=text) | Q(number__icontains=text)
    return _columns(Collaboration.objects.visible_to(person).filter(hits))


def _columns(rows: Any) -> QuerySet[Collaboration, Any]:
    columns = ("pk", "name", "number", "department__hue")
    chosen: QuerySet[Collaboration, Any] = rows.order_by("-changed_at").values_list(*columns)[:EACH]
    return chosen


def _people(typed: str, person: Person) -> list[Way]:
    return [
        Way(
            address("person", row["id"]),
            row["name"],
            row["department_name"],
            short=row["name"][:1],
            hue=row["hue"],
        )
        for row in people_matching(typed, by=person, limit=EACH)
    ]


def _departments(typed: str, person: Person) -> list[Way]:
    sounds = Replace("pinyin", Value(" "), Value(""))
    hits = (
        Q(name__icontains=typed) | Q(code__istartswith=typed) | Q(initials__startswith=typed.lower())
        | Q(StartsWith(sounds, Value(typed.lower())))
    )  # fmt: skip
    rows = Department.objects.visible_to(person).living().filter(hits).order_by("path")
    ways: list[Way] = []
    named: list[tuple[UUID, str, int]] = list(rows.values_list("pk", "name", "hue")[:EACH])
    for pk, name, hue in named:
        ways.append(Way(address("department", pk), name, icon="building-2", hue=hue))
        ways.append(Way(address("department-desk", pk), name, _("Department desk"), "folder-input"))
    return ways


def _pages(typed: str) -> list[Way]:
    known = [(name, icon, str(label)) for name, icon, label in PAGES]
    meant = [one for one in known if typed.lower() in one[2].lower() or one[0].startswith(typed)]
    return [Way(reverse(name), label, icon=icon) for name, icon, label in meant]


def _search(typed: str) -> list[Way]:
    label = _("Search everything for “%(text)s”") % {"text": typed}
    return [Way(f"{reverse('search')}?{urlencode({'q': typed})}", label, icon="search")]
