"""An action's refusal of the input, shown at the fields it names."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from tongzhou.core.verdicts import Invalid, Stale
from tongzhou.ui.seen import SeenForm, compared

T = TypeVar("T")


def done(form: forms.Form, act: Callable[..., T]) -> T | None:
    """What `act` made of the form's fields; None when `form.errors` say why nothing happened.

    Raises `Stale` when its page showed something else than what stands now.
    """
    if not form.is_valid():
        return None
    try:
        if isinstance(form, SeenForm):
            form.require_seen()
        return act(**form.cleaned_data)
    except Stale as stale:
        raise compared(form, stale) from stale
    except Invalid as invalid:
        show(form, invalid)
        return None


def show(form: forms.Form, invalid: Invalid) -> None:
    known = {name: text for name, text in invalid.errors.items() if name in form.fields}
    for name, text in known.items():
        form.add_error(name, str(text))
    if not known:
        form.add_error(None, str(invalid.sentence))
