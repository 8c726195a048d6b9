"""The shape of a request: 协作需求表."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.actions.contents import PREPARED, TEXTS, Contents
from tongzhou.collaborations.forms.choices import ColleagueField, DepartmentField
from tongzhou.collaborations.forms.milestones import read_milestones
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.prepared import Prepared
from tongzhou.core.verdicts import Sentence
from tongzhou.org.forms.days import DayField
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Department, Person

LONGEST = 5000
SEPARATORS = re.compile(r"[、,，;；\n]+")


def _long_text(label: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, widget=forms.Textarea({"rows": rows})
    )


PREPARATION = {
    "talked": _("Whom did you talk to on their side?"),
    "data": _("Which figures or cases do you have at hand?"),
    "alternatives": _("Which other ways did you think of?"),
    "objections": _("What may be difficult for them?"),
    "own_head": _("Does your own head know and support it?"),
}
"""What one goes through before asking; the notes stay with the initiating side."""


class CaseForm(forms.Form):
    """Only the name is required: a draft may be half finished."""

    name = forms.CharField(label=_("Name"), max_length=120)
    department = DepartmentField(label=_("Initiating department"))
    person_in_charge = ColleagueField(label=_("Person in charge"))
    partners = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Partner departments"), required=False
    )
    background = _long_text(_("Background"))
    goal = _long_text(_("Measurable goal"))
    wanted_date = DayField(label=_("Wanted date"), required=False)
    people_needed = _long_text(_("People needed"), 2)
    budget_needed = _long_text(_("Budget needed"), 2)
    data_needed = _long_text(_("Data needed"), 2)
    notes = _long_text(_("Notes"), 2)
    visibility = forms.ChoiceField(
        label=_("Who may see it"), choices=Collaboration.Visibility.choices
    )
    members = forms.CharField(label=_("Named people"), required=False, max_length=1000)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, person: Person,
        case: Collaboration | None = None, initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        own = [case.department] if case else departments_of(person)
        self.only_department = own[0] if len(own) == 1 else None
        for name in ("department", "person_in_charge"):
            self.fields[name].offer(own)  # type: ignore[attr-defined]
        offer(self, "partners", Department.objects.visible_to(person).living())
        for key in PREPARED:
            self.fields[f"prepared_{key}"] = forms.CharField(
                label=PREPARATION[key], required=False, max_length=300
            )

    def clean_members(self) -> list[Person]:
        return read_people(self.cleaned_data["members"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        milestones, error = read_milestones(self.data)
        if error:
            self.add_error(None, str(error))
        department, person = cleaned.get("department"), cleaned.get("person_in_charge")
        if department and person and not person.department.path.startswith(department.path):
            self.add_error("person_in_charge", _("Choose somebody of the initiating department."))
        if department in cleaned.get("partners", ()):
            self.add_error("partners", _("The initiating department takes part in any case."))
        return {**cleaned, "milestones": milestones}

    def take_errors(self, errors: Mapping[str, Sentence]) -> None:
        """Errors an action found, at their fields."""
        for field, sentence in errors.items():
            self.add_error(field if field in self.fields else None, str(sentence))

    def contents(self) -> Contents:
        given = self.cleaned_data
        return Contents(
            **{name: given[name] for name in TEXTS},
            person_in_charge=given["person_in_charge"],
            partners=tuple(given["partners"]),
            wanted_date=given["wanted_date"],
            milestones=given["milestones"],
            visibility=given["visibility"],
            members=tuple(given["members"]),
            preparation=tuple(
                (key, note) for key in PREPARED if (note := given[f"prepared_{key}"].strip())
            ),
        )


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """What may be chosen in this field."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def initial_of(contents: Contents, department: Department) -> dict[str, Any]:
    """The form as it shows what stands now."""
    return {
        **vars(contents),
        "department": department.pk,
        "person_in_charge": contents.person_in_charge.pk,
        "partners": [one.pk for one in contents.partners],
        "members": "、".join(one.login for one in contents.members),
        **{f"prepared_{key}": note for key, note in contents.preparation},
    }


def departments_of(person: Person) -> list[Department]:
    """Those a person may start a collaboration for."""
    people = tuple(one.pk for one in stands_for(person))
    return _departments_of(person.pk, person.department_id, people)


@Prepared
def _departments_of(
    person: UUID, department: UUID, people: tuple[UUID, ...]
) -> QuerySet[Department]:
    leads = Q(head__in=people) | Q(deputy=person) | Q(liaisons__person__in=people)
    own = Q(pk=department) | Q(second_people__person=person)
    return Department.objects.living().filter(own | leads).distinct()


def read_people(text: str) -> list[Person]:
    """Names or sign-in names, separated by 、 or commas."""
    words = [word.strip() for word in SEPARATORS.split(text) if word.strip()]
    if not words:
        return []
    found = list(Person.objects.active().filter(Q(name__in=words) | Q(login__in=words)))
    people = []
    for word in words:
        matching = [one for one in found if word in (one.login, one.name)]
        if not matching:
            raise ValidationError(_("Nobody here is called “%(name)s”.") % {"name": word[:60]})
        if len(matching) > 1:
            sentence = _("Several people are called “%(name)s”: use the sign-in name.")
            raise ValidationError(sentence % {"name": word[:60]})
        people.append(matching[0])
    return list(dict.fromkeys(people))


def day_of(value: object) -> date | None:
    """The typed day, if it is one."""
    try:
        found: date | None = DayField(required=False).clean(value)
    except ValidationError:
        return None
    return found
