"""A person keeps, names, orders and removes filters. They concern nobody else: no journal entry."""

from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.desk.models import SavedFilter, SavedFilterSet
from tongzhou.org.models import Person

LISTS = ("collaborations", "department-desk", "search")
"""Names of the pages whose filters can be kept."""
NOT_KEPT = ("page",)
MOST = 20
LONGEST_NAME, LONGEST_QUERY = 40, 500


@transaction.atomic
def save_filter(path: str, query: str, name: str, *, by: Person) -> SavedFilter:
    """The same name again means the same filter with another query."""
    path, query, name = _known(path), cleaned(query), _named(name)
    mine = _locked(by).filter(path=path)
    known = next((one for one in mine if one.name == name), None)
    if known:
        known.query = query
        known.save(update_fields=["query"])
        return known
    if len(mine) >= MOST:
        raise Invalid(_("At most %(most)s filters for one list, please.") % {"most": MOST})
    place = max((one.position for one in mine), default=0) + 1
    return SavedFilter.objects.create(person=by, path=path, query=query, name=name, position=place)


@transaction.atomic
def rename_filter(kept: SavedFilter, name: str, *, by: Person) -> None:
    name = _named(name)
    others = _locked(by).filter(path=kept.path).exclude(pk=kept.pk)
    if any(one.name == name for one in others):
        raise _wrong(_("You have a filter of this name already."))
    kept.name = name
    kept.save(update_fields=["name"])


@transaction.atomic
def move_filter(kept: SavedFilter, *, by: Person, down: bool) -> None:
    """One place; at the end nothing happens."""
    order = list(_locked(by).filter(path=kept.path))
    place = order.index(kept)
    target = place + (1 if down else -1)
    if not 0 <= target < len(order):
        return
    order[place], order[target] = order[target], order[place]
    for position, one in enumerate(order):
        one.position = position
    SavedFilter.objects.bulk_update(order, ["position"])


@transaction.atomic
def remove_filter(kept: SavedFilter, *, by: Person) -> None:
    _locked(by)
    kept.removed_at = clock.now()
    kept.save(update_fields=["removed_at"])


@transaction.atomic
def restore_filter(kept: SavedFilter, *, by: Person) -> None:
    """Undoes `remove_filter`; a filter of the same name made since then stays as well."""
    taken = {one.name for one in _locked(by).filter(path=kept.path)}
    if kept.name in taken:
        kept.name = next(
            name
            for number in range(2, MOST + 3)
            if (name := f"{kept.name[: LONGEST_NAME - 3]} {number}") not in taken
        )
    kept.removed_at = None
    kept.save(update_fields=["removed_at", "name"])


def cleaned(query: str) -> str:
    """What filters, in one order; the number of the page is not part of it."""
    pairs = [pair for pair in parse_qsl(query.lstrip("?")) if pair[0] not in NOT_KEPT]
    made = urlencode(pairs)
    if len(made) > LONGEST_QUERY:
        raise Invalid(_("This filter is too long to be kept."))
    return made


def _locked(by: Person) -> SavedFilterSet:
    Person.objects.select_for_update().get(pk=by.pk)
    return SavedFilter.objects.visible_to(by).standing()


def _known(path: str) -> str:
    try:
        found = resolve(path).url_name
    except Resolver404:
        found = None
    if found not in LISTS:
        raise Invalid(_("Filters of this page cannot be kept."))
    return path


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise _wrong(_("A name has 1 to 40 characters."))
    return name


def _wrong(sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={"name": sentence})
