"""Which department a path of names means, and which departments would have to be made."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.org.models import Department
from tongzhou.org.roster.reading import Path


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A department to be made below `parent`, which may itself be new."""

    name: str
    parent: "Department | NewPlace | None"

    @property
    def path(self) -> str:
        if self.parent is None:
            return self.name
        above = self.parent.path if isinstance(self.parent, NewPlace) else self.parent.name
        return f"{above} / {self.name}"


Place = Department | NewPlace


@dataclass
class Places:
    """Knows every department by the end of its path of names; two queries in all."""

    makes: bool
    by_end: dict[Path, list[Department]] = field(default_factory=lambda: defaultdict(list))
    new: dict[tuple[object, str], NewPlace] = field(default_factory=dict)
    root: Department | None = None

    @classmethod
    def known(cls, *, makes: bool) -> "Places":
        places = cls(makes)
        living = Department.objects.filter(dissolved_at=None).order_by("path")
        names = {one.path: one.name for one in living}
        for one in living:
            chain = _chain(one.path, names)
            for start in range(len(chain)):
                places.by_end[chain[start:]].append(one)
            if one.parent_id is None and places.root is None:
                places.root = one
        return places

    def find(self, path: Path, parent: Path = ()) -> Place:
        """Raises `Invalid` when nothing, or more than one, is meant."""
        whole = (*parent, *path)
        found = self.by_end.get(whole, []) or (self.by_end.get(path, []) if not parent else [])
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            raise Invalid(
                _("Several departments are called “%(name)s”. Write the path: %(one)s.")
                % {"name": path[-1], "one": self._path_of(found[0])}
            )
        to_be_made = [one for (_above, name), one in self.new.items() if name == whole[-1]]
        if len(whole) == 1 and len(to_be_made) == 1:
            return to_be_made[0]
        if not self.makes:
            raise Invalid(_("There is no department “%(name)s”.") % {"name": " / ".join(whole)})
        return self._make(whole)

    def foresee(self, paths: Iterable[Path]) -> None:
        """Departments named by their path first, so that a name alone further up means them."""
        for path in sorted(paths, key=len, reverse=True):
            if self.makes and len(path) > 1:
                with suppress(Invalid):
                    self.find(path)

    def _make(self, whole: Sequence[str]) -> Place:
        """Below the longest part of the path that exists; otherwise below the root."""
        if len(whole[-1]) > 80:
            raise Invalid(_("A department's name has 1 to 80 characters."))
        above = self._above(tuple(whole[:-1]))
        key = (above.pk if isinstance(above, Department) else above, whole[-1])
        return self.new.setdefault(key, NewPlace(whole[-1], above))

    def _above(self, path: Path) -> Place | None:
        if not path:
            return self.root
        found = self.by_end.get(path, [])
        return found[0] if len(found) == 1 else self._make(path)

    def _path_of(self, department: Department) -> str:
        ends = [path for path, found in self.by_end.items() if found == [department]]
        if not ends:
            return department.name
        longest = max(ends, key=len)
        return " / ".join(longest)


def key_of(place: Place | None) -> UUID | NewPlace | None:
    return place.pk if isinstance(place, Department) else place


def _chain(path: str, names: dict[str, str]) -> Path:
    codes = path.strip("/").split("/")
    above = ("/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes)))
    return tuple(names[one] for one in above if one in names)
