"""The order of the pages at the side, as each person wants it, and as the company has it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.desk.frame import ADMINISTRATION, NAVIGATION, rail_of
from tongzhou.journal.once import once
from tongzhou.org import actions
from tongzhou.org.actions.rules import set_rail_for_all
from tongzhou.org.models import Person
from tongzhou.org.request import PersonRequest
from tongzhou.ui.addresses import address
from tongzhou.ui.toasts import say


@once
@require_POST
def order(request: PersonRequest) -> HttpResponse:
    """One page up or down by one place, all as the company has them, or all so for everybody."""
    person, typed = request.user, request.POST
    if "again" in typed:
        actions.set_rail(person, by=person, names=[])
        say(request, _("The pages stand in the usual order again."))
    elif "everybody" in typed:
        set_rail_for_all(_for_all(person), by=person)
        say(request, _("Everybody without an order of their own has this one within seconds."))
    else:
        move = typed.get("up") or typed.get("down") or ""
        actions.set_rail(person, by=person, names=_moved(person, move, up="up" in typed))
    return redirect(f"{address('me')}#rail-order")


def _for_all(person: Person) -> list[str]:
    """As the person has them; nothing where that is how they came."""
    came = [page[0] for page in (*NAVIGATION, *ADMINISTRATION)]
    names = [page[0] for page in rail_of(person)]
    return [] if names == came else names


def _moved(person: Person, name: str, *, up: bool) -> list[str]:
    """An unknown page, or one that stands at the end, moves nothing."""
    names = [page[0] for page in rail_of(person)]
    if name not in names:
        return names
    place = names.index(name)
    target = place - 1 if up else place + 1
    if 0 <= target < len(names):
        names[place], names[target] = names[target], names[place]
    return names
