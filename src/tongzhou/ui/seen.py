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


def require_seen(said: str | None, stands: Texts, typed: Texts) -> None:
    """By label. A program that sends no mark compares the ETag of what it read (docs/api.md)."""
    if not said or said == mark_of(stands):
        return
    mine = {label: text for label, text in typed.items() if text != stands.get(label, "")}
    if mine:
        raise Stale(mine=mine, theirs={label: stands.get(label, "") for label in mine})


def held(rows: Rows, request: HttpRequest) -> Rows:
    """While a form is taken nobody else moves what it is compared with."""
    return rows.select_for_update(of=("self",)) if request.method == "POST" else rows  # type: ignore[return-value]


class SeenForm(forms.Form):
    """`initial` is what stands now, also when the form is sent; the row is held by then."""

    @property
    def seen(self) -> str:
        return self.data.get(FIELD) or mark_of(self.stands())

    def stands(self) -> dict[str, str]:
        return {
            str(self[name].label): self._text(name, self.initial[name]) for name in self._kept()
        }

    def require_seen(self) -> None:
        """After `is_valid`."""
        typed = {
            str(self[name].label): self._text(name, self.cleaned_data[name])
            for name in self._kept()
        }
        require_seen(self.data.get(FIELD), self.stands(), typed)

    def _kept(self) -> list[str]:
        return [name for name in self.fields if name in self.initial]

    def _text(self, name: str, value: Any) -> str:
        """As a person reads it; a choice by its name, keys like what they stand for."""
        field = self.fields[name]
        if isinstance(value, Collection) and not isinstance(value, str):
            return ", ".join(sorted(self._text(name, one) for one in value))
        if isinstance(field, forms.ModelChoiceField) and value:
            key = getattr(value, "pk", value)
            return str(field.queryset.filter(pk=key).first() or "") if field.queryset else ""
        if isinstance(field, forms.BooleanField):
            return "✓" if value else "—"
        if isinstance(field, forms.ChoiceField) and value is not None:
            return str(dict(field.choices).get(value, value))
        return "" if value is None else str(value)
