"""A form for programs: its fields with type, choices and what stands in them, and what was wrong."""

from collections.abc import Iterable
from typing import Any

from django import forms

MOST_CHOICES = 200
TYPES: list[tuple[type[forms.Field], dict[str, Any]]] = [
    (forms.IntegerField, {"type": ["integer", "string"]}),
    (forms.DecimalField, {"type": ["number", "string"]}),
    (forms.BooleanField, {"type": ["boolean", "string"]}),
    (forms.ModelMultipleChoiceField, {"type": "array", "items": {"type": "string"}}),
    (forms.MultipleChoiceField, {"type": "array", "items": {"type": "string"}}),
    (forms.FileField, {"type": "string", "format": "binary"}),
]
"""By class, the first that fits; the rest is text. Days may be written as people write them."""


def field_schema(field: forms.Field) -> dict[str, Any]:
    """Without what differs by person: labels come in a person's language with the form itself."""
    found = next((schema for kind, schema in TYPES if isinstance(field, kind)), {"type": "string"})
    longest = vars(field).get("max_length")
    if longest and found == {"type": "string"}:
        return {**found, "maxLength": longest}
    return dict(found)


def described(form: forms.BaseForm) -> dict[str, Any]:
    return {
        "fields": {name: _field(form, name) for name in form.fields},
        "errors": form_errors(form),
    }


def form_errors(form: forms.BaseForm) -> dict[str, str]:
    if not form.is_bound:
        return {}
    return {
        "" if name == "__all__" else form.add_prefix(name): " ".join(map(str, said))
        for name, said in form.errors.items()
    }


def _field(form: forms.BaseForm, name: str) -> dict[str, Any]:
    field = form.fields[name]
    value = form[name].value()
    kept = value if isinstance(value, bool | int | list | tuple) else str(value or "")
    shown = {
        "name": form.add_prefix(name),
        "label": str(field.label or ""),
        "help": str(field.help_text or ""),
        "required": field.required,
        "value": [str(one) for one in kept] if isinstance(kept, list | tuple) else kept,
        **field_schema(field),
    }
    if isinstance(field, forms.ChoiceField):
        offered: Iterable[Any] = field.widget.choices
        found = zip(range(MOST_CHOICES), offered, strict=False)
        shown["choices"] = [[str(one[0]), str(one[1])] for _number, one in found]
    return shown
