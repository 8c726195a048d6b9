"""Made-up content for the gallery of components."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Sentence


@dataclass(frozen=True, slots=True)
class Entry:
    sentence: Sentence
    at: datetime
    short: str
    hue: int


class SpecimenForm(forms.Form):
    name = forms.CharField(label=_("Name"), help_text=_("Say in one line what it is about."))
    wanted_on = forms.DateField(
        label=_("Wanted by"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("a", "A"), ("b", "B")])
    agreed = forms.BooleanField(label=_("We talked about it"), required=False)


def specimens() -> dict[str, object]:
    return {
        "form": SpecimenForm({"wanted_on": "2026-09-30", "kind": "a"}),
        "pages": Paginator(range(1280), 20).page(3),
        "entries": [
            Entry("王工 预警 需求评审与开发：技术难点，预计晚 5 天", clock.now(), "王", 0),
            Entry("李经理 提交变更，等待市场部会签", clock.now() - timedelta(days=1), "李", 3),
        ],
    }
