"""What is counted: this house, one source or everything, as it stood on a day."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from tongzhou.collaborations.models import Collaboration
from tongzhou.core import clock
from tongzhou.org.models import Person
from tongzhou.past.models import PastCase, Source

HERE = "here"
NEVER_SENT = ("draft", "discarded")


@dataclass(frozen=True, slots=True)
class Scope:
    person: Person
    source: str = ""
    on: date | None = None

    @classmethod
    def asked(cls, person: Person, words: QueryDict) -> "Scope":
        """Whatever cannot be understood is left out."""
        source = words.get("source", "")
        known = source == HERE or Source.objects.filter(key=source[:60]).exists()
        try:
            on = date.fromisoformat(words.get("on", ""))
        except ValueError:
            on = None
        return cls(person, source if source and known else "", on)

    @property
    def day(self) -> date:
        return self.on or clock.today()

    @property
    def query(self) -> dict[str, str]:
        said = {"source": self.source, "on": self.on.isoformat() if self.on else ""}
        return {name: value for name, value in said.items() if value}

    def address(self, path: str, **more: object) -> str:
        words = self.query | {name: str(value) for name, value in more.items()}
        return f"{path}?{urlencode(words)}" if words else path

    def live(self) -> "QuerySet[Collaboration]":
        if self.source not in ("", HERE):
            return Collaboration.objects.none()
        sent = Collaboration.objects.visible_to(self.person).exclude(state__in=NEVER_SENT)
        found: QuerySet[Collaboration] = sent
        return found.filter(created_at__date__lte=self.on) if self.on else found

    def past(self) -> "QuerySet[PastCase]":
        if self.source == HERE:
            return PastCase.objects.none()
        found = PastCase.objects.visible_to(self.person)
        if self.source:
            found = found.filter(source__key=self.source)
        return found.filter(Q(filed_on=None) | Q(filed_on__lte=self.on)) if self.on else found
