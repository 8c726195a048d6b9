"""What a form takes up again when its page is opened."""

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from tongzhou.collaborations.models import Sketch
from tongzhou.org.models import Person


@dataclass(frozen=True)
class Kept:
    data: QueryDict
    version: int
    saved_at: datetime

    @property
    def initial(self) -> dict[str, object]:
        """For a form that is not judged yet: single texts, and lists where several were chosen."""
        return {
            name: texts if name in LISTS else texts[-1]
            for name, texts in self.data.lists()
            if texts
        }


LISTS = ("partners",)


def sketch_of(person: Person, place: str) -> Kept | None:
    row = Sketch.objects.visible_to(person).filter(place=place).first()
    if row is None:
        return None
    data = QueryDict(mutable=True)
    for name, texts in row.data.items():
        data.setlist(name, texts)
    return Kept(data, row.version, row.saved_at)
