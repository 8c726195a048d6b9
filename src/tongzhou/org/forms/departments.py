"""Departments: their name, their people, their promise."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Sentence
from tongzhou.org.forms.days import DayField
from tongzhou.org.forms.pickers import PersonField
from tongzhou.org.models import HUES, Department, Person
from tongzhou.ui.seen import SeenForm


class DepartmentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no such brackets
    """Departments in tree order, indented by their depth."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Department.objects.living().order_by("path"), **options)

    def label_from_instance(self, department: Department) -> str:
        return "　" * (department.path.count("/") - 2) + department.name


def _offer(field: forms.Field, departments: QuerySet[Department]) -> None:
    assert isinstance(field, DepartmentChoice)
    field.queryset = departments.order_by("path")


class DepartmentForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        help_text=_("Short and lasting: letters a–z, digits, - or _. Used in imports."),
    )
    parent = DepartmentChoice(label=_("Belongs to"), required=False, empty_label=_("Nothing above"))


class NameForm(SeenForm):
    name = forms.CharField(label=_("Name"), max_length=80)


class CodeForm(SeenForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        help_text=_("Short and lasting: letters a–z, digits, - or _. Used in imports."),
    )


class SealForm(SeenForm):
    seal_text = forms.CharField(
        label=_("Seal text"),
        max_length=8,
        required=False,
        help_text=_("Up to 8 characters. Empty: the name of the department."),
    )


class ParentForm(SeenForm):
    """Nothing stands below itself, nor below what stands below it."""

    parent = DepartmentChoice(label=_("Belongs to"), required=False, empty_label=_("Nothing above"))

    def __init__(self, *arguments: Any, moving: Department, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = Department.objects.living().exclude(path__startswith=moving.path)
        _offer(self.fields["parent"], choices)


class ColourForm(SeenForm):
    hue = forms.TypedChoiceField(
        label=_("Colour"), choices=[(hue, hue + 1) for hue in range(HUES)], coerce=int
    )


class SuccessorForm(forms.Form):
    successor = DepartmentChoice(label=_("Which department takes over"), empty_label=_("Choose…"))

    def __init__(self, *arguments: Any, ending: Department, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = Department.objects.living().exclude(path__startswith=ending.path)
        _offer(self.fields["successor"], choices)


class ActingForm(forms.Form):
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))

    def __init__(self, *arguments: Any, by: Person, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["person"] = PersonField(by=by)


class PromiseForm(SeenForm):
    hours = forms.IntegerField(
        label=_("Answer within (working hours)"),
        min_value=1,
        max_value=240,
        help_text=_("24 working hours are three working days."),
    )
    limit_days = forms.IntegerField(
        label=_("Liaisons may promise up to (person-days)"),
        min_value=0,
        max_value=365,
        required=False,
        help_text=_("Beyond this the head confirms. Empty: no limit."),
    )


class SeatForm(SeenForm):
    """One person for one seat, which stands empty without; whoever sits there is `chosen`."""

    def __init__(
        self, *arguments: Any, by: Person, chosen: Person | None, label: Sentence, **options: Any
    ) -> None:
        super().__init__(*arguments, **{**options, "initial": {"person": chosen}})
        self.fields["person"] = PersonField(by=by, chosen=chosen, required=False, label=label)


class LiaisonForm(forms.Form):
    """One more."""

    def __init__(self, *arguments: Any, by: Person, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["person"] = PersonField(by=by)
