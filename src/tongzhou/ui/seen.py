"""A form that changes what stands already says what its page showed: nobody writes over the unseen.

Rows with a version of their own compare that. Everything else carries a mark, made of what the fields
stood at; whoever sends it after somebody else's change is shown both texts, and nothing happens.
"""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from tongzhou.core.verdicts import Stale

FIELD = "seen"
Texts = Mapping[str, str]
Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")


def mark_of(stands: Texts) -> str:
    """Short: it tells apart what one form showed, and proves nothing."""
    return hashlib.sha256(repr(sorted(stands.items())).encode()).hexdigest()[:16]


def held(rows: Rows, request: HttpRequest) -> Rows:
    """While a form is taken nobody else moves what it is compared with."""
    return rows.select_for_update(of=("self",)) if request.method == "POST" else rows


def compared(form: forms.Form, stale: Stale) -> Stale:
    """Field by field what was typed and what stands now, as `initial` has it, called as on the page."""
    typed, stands = _texts(form, form.cleaned_data), _texts(form, form.initial)
    moved = [name for name in stands if name in typed and typed[name] != stands[name]]
    return Stale(
        stale.sentence,
        mine={name: typed[name] for name in moved} or stale.mine,
        theirs={name: stands[name] for name in moved} or stale.theirs,
        labels={name: str(form[name].label) for name in form.fields},
    )


class SeenForm(forms.Form):
    """`initial` is what stands now, also when the form is sent; the row is held by then."""

    @property
    def seen(self) -> str:
        return self.data.get(FIELD) or mark_of(_texts(self, self.initial))

    def require_seen(self) -> None:
        """After `is_valid`. A program that sends no mark compares the ETag of what it read."""
        said = self.data.get(FIELD)
        if said and said != mark_of(_texts(self, self.initial)):
            raise Stale()


def _texts(form: forms.Form, values: Mapping[str, Any]) -> dict[str, str]:
    """As a person reads them."""
    shown = {name: field for name, field in form.fields.items() if not field.widget.is_hidden}
    return {name: _text(field, values[name]) for name, field in shown.items() if name in values}


def _text(field: forms.Field, value: Any) -> str:
    """A choice by its name, a key by what it stands for."""
    if isinstance(value, Collection) and not isinstance(value, str):
        return ", ".join(sorted(_text(field, one) for one in value))
    if isinstance(field, forms.ModelChoiceField) and value:
        key = getattr(value, "pk", value)
        return (
            str(field.queryset.filter(pk=key).first() or "") if field.queryset is not None else ""
        )
    if isinstance(field, forms.BooleanField):
        return "✓" if value else "—"
    if isinstance(field, forms.ChoiceField) and value is not None:
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return "" if value is None else str(value)
