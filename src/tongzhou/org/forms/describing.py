"""The form in which a department describes itself: four texts and two short lists."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from tongzhou.org.actions.describing import (
    LONGEST_LEAD,
    LONGEST_TEXT,
    MOST_ROWS,
    Description,
    Lead,
    Measure,
)
from tongzhou.org.models import Department, DepartmentProfile
from tongzhou.org.queries import profile_of


def _text(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "placeholder": hint})
    return forms.CharField(label=label, required=False, max_length=LONGEST_TEXT, widget=widget)


class TextsForm(forms.Form):
    does = _text(_("What it does"), _("What others come to you for, and what they do not."))
    flow = _text(
        _("How work flows here"), _("From the request to the result: who looks at it, and when.")
    )
    needs = _text(_("What it needs from others"), _("What a request must contain to be started."))
    constraints = _text(
        _("What binds it"), _("Fixed dates, rules, capacity: what cannot be changed.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class LeadForm(forms.Form):
    work = forms.CharField(label=_("Kind of work"), max_length=120, required=False)
    least = forms.IntegerField(
        label=_("From (days)"), min_value=1, max_value=LONGEST_LEAD, required=False
    )
    most = forms.IntegerField(
        label=_("To (days)"), min_value=1, max_value=LONGEST_LEAD, required=False
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        work, least, most = typed.get("work"), typed.get("least"), typed.get("most")
        if (least or most) and not work:
            self.add_error("work", _("Say which kind of work."))
        if work and not (least or most) and not self.errors:
            self.add_error("least", _("Say how many working days."))
        if least and most and least > most:
            self.add_error("most", _("The smaller number first."))
        typed["least"], typed["most"] = least or most, most or least
        return typed


class MeasureForm(forms.Form):
    name = forms.CharField(label=_("Measure"), max_length=120, required=False)
    target = forms.CharField(label=_("Target"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("target") and not typed.get("name"):
            self.add_error("name", _("Say what is measured."))
        return typed


LeadForms = forms.formset_factory(LeadForm, extra=2, max_num=MOST_ROWS, absolute_max=60)
MeasureForms = forms.formset_factory(MeasureForm, extra=2, max_num=MOST_ROWS, absolute_max=60)


class DescriptionForm:
    """All three as one; empty lines fall away."""

    def __init__(self, department: Department, data: Any = None) -> None:
        kept = profile_of(department)
        texts = {"version": 0} if kept is None else _facts(kept)
        leads = list(department.lead_times.values("work", "least", "most"))
        measures = list(department.measures.values("name", "target"))
        self.texts = TextsForm(data, initial=texts)
        self.leads: BaseFormSet[LeadForm] = LeadForms(data, initial=leads, prefix="leads")
        self.measures: BaseFormSet[MeasureForm] = MeasureForms(
            data, initial=measures, prefix="measures"
        )

    def is_valid(self) -> bool:
        return all([self.texts.is_valid(), self.leads.is_valid(), self.measures.is_valid()])

    def description(self) -> Description:
        texts = {name: text for name, text in self.texts.cleaned_data.items() if name != "version"}
        leads = [
            Lead(row["work"], row["least"], row["most"])
            for row in (form.cleaned_data for form in self.leads)
            if row.get("work")
        ]
        measures = [
            Measure(row["name"], row["target"])
            for row in (form.cleaned_data for form in self.measures)
            if row.get("name")
        ]
        return Description(**texts, leads=leads, measures=measures)


def _facts(kept: DepartmentProfile) -> dict[str, Any]:
    names = ("does", "flow", "needs", "constraints", "version")
    return {name: getattr(kept, name) for name in names}
