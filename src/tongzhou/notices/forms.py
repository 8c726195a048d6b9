"""The shapes of «I have read this» and of «tell me like this»."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongzhou.notices.models import AppChoice, MailChoice
from tongzhou.notices.timing import Wishes
from tongzhou.notices.topics import TOPICS

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class ReadingForm(forms.Form):
    """Either one notice, or everything up to the entry `until`; without either what was ticked."""

    notice = forms.UUIDField(required=False)
    until = forms.IntegerField(required=False, min_value=0)


class PreferenceForm(forms.Form):
    """One choice per topic, then the hours."""

    quiet_from = forms.TypedChoiceField(label=_("No mail from"), choices=HOURS, coerce=int)
    quiet_until = forms.TypedChoiceField(label=_("until"), choices=HOURS, coerce=int)
    quiet_days_off = forms.BooleanField(label=_("No mail on days off"), required=False)
    digest_hour = forms.TypedChoiceField(
        label=_("The daily mail comes at"), choices=HOURS, coerce=int
    )

    def __init__(self, wishes: Wishes, data: Any = None, *, by_app: bool = False) -> None:
        hours = ("quiet_from", "quiet_until", "quiet_days_off", "digest_hour")
        now = {name: getattr(wishes, name) for name in hours}
        super().__init__(data, initial=now)
        for topic in TOPICS:
            self.fields[topic.key] = forms.ChoiceField(
                label=str(topic.label), choices=MailChoice.Way.choices,
                initial=wishes.ways.get(topic.key, MailChoice.Way.AT_ONCE),
            )  # fmt: skip

        self.by_app = by_app
        for topic in TOPICS if by_app else ():
            self.fields[f"card_{topic.key}"] = forms.ChoiceField(
                label=str(topic.label), choices=AppChoice.Way.choices,
                initial=wishes.cards.get(topic.key, AppChoice.Way.AT_ONCE),
            )  # fmt: skip

    @property
    def topics(self) -> list[forms.BoundField]:
        return [self[topic.key] for topic in TOPICS]

    @property
    def cards(self) -> list[forms.BoundField]:
        return [self[f"card_{topic.key}"] for topic in TOPICS] if self.by_app else []

    @property
    def chosen(self) -> dict[str, Any]:
        """As the action takes it."""
        facts = dict(self.cleaned_data)
        facts["ways"] = {topic.key: facts.pop(topic.key) for topic in TOPICS}
        if self.by_app:
            facts["cards"] = {topic.key: facts.pop(f"card_{topic.key}") for topic in TOPICS}
        return facts
