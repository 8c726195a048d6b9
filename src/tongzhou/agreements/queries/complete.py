"""What a change request must be before anybody is asked to sign it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import DROPPED, Link, waiting
from tongzhou.agreements.labels import label_of
from tongzhou.agreements.models import ChangeRequest
from tongzhou.agreements.queries.changes import contents_after, lines_of, links, terms_after
from tongzhou.agreements.queries.definitions import require_defined
from tongzhou.core.verdicts import Invalid

NEEDED = ("name", "department", "accountable", "start", "end", "deliverable", "criteria")


def require_sound(change: ChangeRequest) -> None:
    """A change leaves no row without what signing it needed in the first place."""
    after, lines = contents_after(change), lines_of(change)
    touched = {line.task for line in lines if line.task}
    for key in after.keys() & touched:
        if not after[key].get(DROPPED):
            _require_whole(after[key])
    _require_no_circle(after, waiting(lines, links(change.collaboration_id)))


def require_words_defined(change: ChangeRequest) -> None:
    """Words that the change brings in mean one thing to all who sign, or one definition is chosen."""
    before = {one.task_id: one.content for one in change.base.rows.all()}
    rows = [content for key, content in before.items() if key]
    after = list(contents_after(change).values())
    require_defined(change.collaboration, (before[None], rows), (terms_after(change), after))


def _require_whole(content: Content) -> None:
    for field in NEEDED:
        if not content[field]:
            raise Invalid(
                _("“%(task)s” needs a value for “%(field)s”.")
                % {"task": content["name"], "field": label_of(field)}
            )
    if content["end"] < content["start"]:
        facts = {"start": content["start"], "end": content["end"]}
        raise Invalid(_("The end (%(end)s) is before the start (%(start)s).") % facts)


def _require_no_circle(after: Mapping[UUID, Content], waits: Iterable[Link]) -> None:
    """Rows that wait for nobody are put aside until none is left, or only a circle."""
    ahead: dict[UUID, set[UUID]] = {}
    for link in waits:
        ahead.setdefault(link.task, set()).add(link.on)
    while free := {on for ons in ahead.values() for on in ons} - ahead.keys():
        ahead = {task: ons - free for task, ons in ahead.items() if ons - free}
    if ahead:
        told = " → ".join(str(after[key]["name"]) for key in ahead if key in after)
        raise Invalid(
            _("These rows would wait for each other in a circle: %(path)s.") % {"path": told}
        )
