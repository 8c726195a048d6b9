"""What is typed is kept while it is typed; saving the form itself drops it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Sketch
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Stale
from tongzhou.org.models import Person

LONGEST = 200_000
KEPT = timedelta(days=60)


def keep(place: str, data: Mapping[str, Sequence[str]], *, seen: int, by: Person) -> Sketch:
    """`seen` is the version this window began from, 0 for none; another window raises `Stale`.

    Private and passing: nothing of it goes into the journal.
    """
    if sum(len(text) for texts in data.values() for text in texts) > LONGEST:
        raise Invalid(_("This is too long to be kept while you type: save the form itself."))
    with transaction.atomic():
        row = _locked(place, by)
        if row is None:
            fresh = Sketch(person=by, place=place, data=dict(data), saved_at=clock.now())
            fresh.save(force_insert=True)
            return fresh
        if row.version != seen:
            raise Stale(
                _("You are writing this in another window as well."),
                mine=dict(data),
                theirs={**row.data, "version": row.version},
            )
        row.data, row.version, row.saved_at = dict(data), row.version + 1, clock.now()
        row.save(update_fields=["data", "version", "saved_at"])
        return row


def drop(place: str, *, by: Person) -> None:
    Sketch.objects.filter(person=by, place=place).delete()


def sweep() -> None:
    """What nobody came back to for two months."""
    Sketch.objects.filter(saved_at__lt=clock.now() - KEPT).delete()


def _locked(place: str, by: Person) -> Sketch | None:
    """Whoever is first to write the form in two windows at once is decided by the person's row."""
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    rows = Sketch.objects.select_for_update(of=("self",))
    found: Sketch | None = rows.filter(person=by, place=place).first()
    return found
