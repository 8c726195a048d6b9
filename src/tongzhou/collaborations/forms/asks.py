"""The shape of a request to one department, with up to five ready options."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Case, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.forms.answers import read_options
from tongzhou.collaborations.forms.efforts import EffortField
from tongzhou.collaborations.measuring import moved_by, none_yet_in
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.collaborations.terms import LONGEST, AskTerms, OptionTerms
from tongzhou.core.verdicts import Invalid, Sentence, Stale
from tongzhou.goals.models import Measure
from tongzhou.goals.queries import measures_of
from tongzhou.org.forms.days import DayField
from tongzhou.org.models import Department, Person
from tongzhou.ui.seen import FIELD, mark_of

LONGEST_REASON = 200
TERMS = ("what", "why", "by_date", "effort_days", "gain", "give_back")
MEASURES = ("theirs", "ours", "no_theirs", "no_ours")


def _text(label: Any, help_text: Any, *, rows: int = 2, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": rows}),
    )


class MeasureField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no such brackets
    def __init__(self, label: Any) -> None:
        super().__init__(
            Measure.objects.none(), label=label, required=False, empty_label=_("None of the goals")
        )

    def label_from_instance(self, obj: Measure) -> str:
        return f"{obj.goal.department.name} · {obj.name}"


class AskForm(forms.Form):
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), empty_label=None
    )
    what = _text(_("What exactly"), _("How many, how large, what counts as done."), required=True)
    why = _text(_("Why"), _("One fact with a figure is enough."))
    by_date = DayField(label=_("By when"), required=False)
    effort_days = EffortField(label=_("Person-days, roughly"), required=False)
    gain = _text(_("What they gain"), _("Best linked to a figure of theirs."))
    give_back = _text(
        _("What we give in return"), _("Data, people, a promise for their next request.")
    )
    theirs = MeasureField(label=_("It helps their measure"))
    ours = MeasureField(label=_("It helps our measure"))
    no_theirs = forms.CharField(
        label=_("No measure of theirs yet, because"), required=False, max_length=LONGEST_REASON
    )
    no_ours = forms.CharField(
        label=_("No measure of ours yet, because"), required=False, max_length=LONGEST_REASON
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        case: Collaboration,
        person: Person,
        ask: Ask | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=(initial_of(ask) if ask else {}) | (initial or {}))
        if ask is None:
            self.fields["department"].queryset = askable(case, person)  # type: ignore[attr-defined]
        else:
            del self.fields["department"]
        self.case = case
        self.stands = stands_of(ask) if ask else {}
        self._offer_measures(case, ask)
        self.options: tuple[OptionTerms, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            self.options = read_options(self.data) if isinstance(self.data, QueryDict) else ()
        except Invalid as wrong:
            self.take_errors(wrong.errors)
        theirs, department = cleaned.get("theirs"), cleaned.get("department")
        if theirs and department and theirs.goal.department_id != department.pk:
            self.add_error(
                "theirs", _("Choose a measure of %(department)s.") % {"department": department}
            )
        return cleaned

    def _offer_measures(self, case: Collaboration, ask: Ask | None) -> None:
        """Of the asked department; while it may still be chosen, of every partner."""
        asked = self.asked_department(ask)
        partners = (
            [ask.department_id] if ask else [*case.parties.values_list("department", flat=True)]
        )
        if asked:
            partners.append(asked.pk)
        offered = {one for one in partners if one != case.department_id}
        for name, homes in (("theirs", list(offered)), ("ours", [case.department_id])):
            linked = Measure.objects.filter(pk__in=filter(None, [self.stands.get(name)]))
            self.fields[name].queryset = measures_of(homes) | linked  # type: ignore[attr-defined]
        self.initial = {**self.stands, **self.initial}

    @property
    def seen(self) -> str:
        """The other side links its measure meanwhile; what was typed keeps what it began from."""
        began = self.data.get(FIELD) or self.initial.get(FIELD)
        return began or (mark_of(self.stands) if self.stands else "")

    def require_seen(self) -> None:
        """Otherwise the measures are shown as they stand now, beside all the rest that was typed."""
        said = self.data.get(FIELD)
        if said and said != mark_of(self.stands):
            self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, as posted
            self.data.update({FIELD: mark_of(self.stands), **self.stands})  # type: ignore[attr-defined]
            self.full_clean()
            raise Stale(
                _("The measures were changed meanwhile: the form shows them as they stand now.")
            )

    def measures(self) -> dict[str, Any]:
        """What it helps on either side, or why nothing yet; what a program left unsaid stays."""
        unsaid = {name: text for name, text in self.stands.items() if name not in self.data}
        kept = {
            name: self.fields[name].queryset.filter(pk=text or None).first()  # type: ignore[attr-defined]
            if name in ("theirs", "ours")
            else text
            for name, text in unsaid.items()
        }
        return {name: self.cleaned_data[name] for name in MEASURES} | kept

    def asked_department(self, ask: Ask | None) -> Department | None:
        """Whom the form is about as it stands: chosen, proposed, or the first of the list."""
        if ask is not None:
            return ask.department
        offered = self.fields["department"].queryset  # type: ignore[attr-defined]
        key = self["department"].value()
        chosen = offered.filter(pk=key).first() if _is_key(key) else None
        return chosen or offered.first()

    def terms(self) -> AskTerms:
        return AskTerms(**{name: self.cleaned_data[name] for name in TERMS})

    def take_errors(self, errors: Mapping[str, Sentence]) -> None:
        """Errors an action found, at their fields."""
        for name, sentence in errors.items():
            self.add_error(name if name in self.fields else None, str(sentence))


def askable(case: Collaboration, person: Person) -> QuerySet[Department]:
    """Every other department; the partners of the collaboration come first."""
    others = Department.objects.visible_to(person).living().exclude(pk=case.department_id)
    partners = When(pk__in=case.parties.values("department"), then=Value(0))
    return others.order_by(Case(partners, default=Value(1)), "path")


def initial_of(ask: Ask) -> dict[str, Any]:
    return {name: getattr(ask, name) for name in TERMS}


def stands_of(ask: Ask) -> dict[str, str]:
    """The first helping measure of each side, or why there is none yet: the form shows no more."""
    found = dict.fromkeys(MEASURES, "")
    own = ask.collaboration.department_id
    for edge in moved_by([ask.pk]).get(ask.pk, []):
        side = "ours" if edge.department == own else "theirs"
        if edge.helps:
            found[side] = found[side] or str(edge.measure)
    for said in none_yet_in([ask.pk]).get(ask.pk, []):
        found["no_ours" if said.department == own else "no_theirs"] = said.reason
    return found


def option_rows(
    form: AskForm, ask: Ask | None, kept: QueryDict | None = None
) -> list[tuple[str, str, str]]:
    """What is typed, or what the ask has; always five rows."""
    typed = form.data if isinstance(form.data, QueryDict) and form.data else kept
    if typed is not None:
        rows = typed_options(typed)
    else:
        ready = ask.options.all() if ask else []
        rows = [
            (one.what, one.by_date.isoformat() if one.by_date else "", _plain(one.effort_days))
            for one in ready
        ]
    return rows + [("", "", "")] * (5 - len(rows))


def typed_options(data: QueryDict) -> list[tuple[str, str, str]]:
    names = ("option_what", "option_by_date", "option_effort")
    return list(zip(*(data.getlist(name) for name in names), strict=False))


def _is_key(typed: Any) -> bool:
    try:
        UUID(str(typed))
    except ValueError:
        return False
    return True


def _plain(number: Any) -> str:
    return "" if number is None else f"{number.normalize():f}"
