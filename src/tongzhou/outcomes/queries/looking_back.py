"""What the page of a retrospective shows; views stay unseen until they are shared."""

from typing import Any
from uuid import UUID

from tongzhou.duties.origins import origin
from tongzhou.org.models import Person
from tongzhou.outcomes.actions.retrospectives import CONCLUDED
from tongzhou.outcomes.models import Improvement, Retrospective, View
from tongzhou.outcomes.queries.figures import figures, opening_words
from tongzhou.ui.addresses import address

WORDS = ("highlight", "shortfall", "suggestion")


def page(row: Retrospective, person: Person) -> dict[str, Any]:
    """Who has written is shown while the views are silent, never what."""
    views = list(View.objects.filter(retrospective=row).select_related("person__department"))
    found = figures(row.collaboration)
    own = next((view for view in views if view.person_id == person.pk), None)
    return {
        "retrospective": row,
        "figures": found,
        "goal": row.collaboration.goal,
        "views": views if row.state != "silent" else [],
        "written": [view.person for view in views],
        "own": own,
        "own_words": {name: getattr(own, name) for name in WORDS} if own else {},
        "kinds": Improvement.Kind.choices,
        "improvements": row.improvements.select_related("owner", "deputy"),
        "concluded": _concluded(row, opening_words(row.collaboration, found)),
    }


@origin("retrospective")
def where_found(retrospective: UUID, person: Person) -> tuple[str, str] | None:
    """The retrospective a gap in the responsibility register came up in."""
    rows = Retrospective.objects.visible_to(person).select_related("collaboration")
    row = rows.filter(pk=retrospective).first()
    return (row.collaboration.name, address("retrospective", row.pk)) if row else None


def people(row: Retrospective) -> list[Person]:
    """Who may own an improvement: everybody of the departments that took part."""
    parties = row.collaboration.parties.values("department")
    found = Person.objects.filter(department__in=parties, is_active=True)
    return list(found.order_by("pinyin", "login"))


def _concluded(row: Retrospective, opening: str) -> dict[str, str]:
    words = {name: getattr(row, name) for name in CONCLUDED}
    return words if row.state != "shared" else {**words, "goal_result": opening}
