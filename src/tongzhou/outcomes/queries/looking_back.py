"""What the page of a retrospective shows; views stay unseen until they are shared."""

from typing import Any

from tongzhou.org.models import Person
from tongzhou.outcomes.actions.retrospectives import CONCLUDED
from tongzhou.outcomes.models import Improvement, Retrospective, View
from tongzhou.outcomes.queries.figures import figures

WORDS = ("highlight", "shortfall", "suggestion")


def page(row: Retrospective, person: Person) -> dict[str, Any]:
    views = list(View.objects.filter(retrospective=row).select_related("person"))
    return {
        "retrospective": row,
        "figures": figures(row.collaboration),
        "goal": row.collaboration.goal,
        "views": views if row.state != "silent" else [],
        "written": len(views),
        "own": next((view for view in views if view.person_id == person.pk), None),
        "people": [(one.pk, one.name) for one in people(row)],
        "kinds": Improvement.Kind.choices,
        "improvements": row.improvements.select_related("owner"),
    }


def people(row: Retrospective) -> list[Person]:
    """Who may own an improvement: everybody of the departments that took part."""
    parties = row.collaboration.parties.values("department")
    found = Person.objects.filter(department__in=parties, is_active=True)
    return list(found.order_by("pinyin", "login"))


def own_words(row: Retrospective, person: Person) -> dict[str, str]:
    own = View.objects.filter(retrospective=row, person=person).values(*WORDS).first()
    return dict(own) if own else {}


def concluded(row: Retrospective) -> dict[str, str]:
    return {name: getattr(row, name) for name in CONCLUDED}
