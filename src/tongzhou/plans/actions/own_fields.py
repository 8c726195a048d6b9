"""The administrator gives the house a field, renames it, retires it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.org.policy import may_manage_organisation
from tongzhou.plans.cells import tidy
from tongzhou.plans.events import FieldAdded, FieldRetired
from tongzhou.plans.models import CustomField
from tongzhou.plans.workbook.columns import heading
from tongzhou.plans.workbook.sheets import PROGRESS, TASKS

MOST_FIELDS, LONGEST_NAME, MOST_OPTIONS = 30, 40, 50
WITH_OPTIONS = (CustomField.Kind.CHOICE, CustomField.Kind.CHOICES)


def add_field(name: str, *, kind: str, options: Iterable[str] = (), by: Person) -> CustomField:
    with transaction.atomic():
        may_manage_organisation(by).require()
        text = " ".join(tidy(name, LONGEST_NAME).split())
        words = [one for one in dict.fromkeys(tidy(one, LONGEST_NAME) for one in options) if one]
        _check(text, kind, words)
        last = CustomField.objects.aggregate(last=Max("position"))["last"] or 0
        field = CustomField.objects.create(
            name=text, kind=kind, position=last + 1,
            options=words if kind in WITH_OPTIONS else [],
        )  # fmt: skip
        record(FieldAdded(subject=field.pk, name=text), by=by)
        return field


def retire_field(field: CustomField, *, retired: bool, by: Person) -> None:
    """It is shown no more; what stands in the rows stays and comes back with it."""
    with transaction.atomic():
        may_manage_organisation(by).require()
        held = CustomField.objects.select_for_update().get(pk=field.pk)
        if (held.retired_at is not None) == retired:
            return
        held.retired_at = clock.now() if retired else None
        held.save(update_fields=["retired_at"])
        record(FieldRetired(subject=held.pk, name=held.name, retired=retired), by=by)


def _check(name: str, kind: str, options: list[str]) -> None:
    if not name:
        raise Invalid(_("A field needs a name."), errors={"name": _("A field needs a name.")})
    if kind not in CustomField.Kind.values:
        raise Invalid(_("Choose a kind."), errors={"kind": _("Choose a kind.")})
    if kind in WITH_OPTIONS and not 2 <= len(options) <= MOST_OPTIONS:
        sentence = _("Give 2 to %(most)s words to choose from, one per line.") % {
            "most": MOST_OPTIONS
        }
        raise Invalid(sentence, errors={"options": sentence})
    if heading(name) in (*TASKS.columns, *PROGRESS.columns):
        ours = _("Every table has a column of this name already.")
        raise Invalid(ours, errors={"name": ours})
    if CustomField.objects.filter(name=name).exists():
        taken = _("There is a field of this name.")
        raise Invalid(taken, errors={"name": taken})
    if CustomField.objects.in_use().count() >= MOST_FIELDS:
        raise Invalid(_("There are %(most)s fields; retire one first.") % {"most": MOST_FIELDS})
