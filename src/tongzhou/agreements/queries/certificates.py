"""A version as it stands on paper: who agreed on what, who signed it when, and its fingerprints."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.agreements.binding import Content
from tongzhou.agreements.contents import DROPPED
from tongzhou.agreements.models import Row, RowSignature, Seat, Version
from tongzhou.agreements.queries.directory import directory
from tongzhou.agreements.reading import Fact, Names, facts, text_of
from tongzhou.core.verdicts import Sentence
from tongzhou.org.models import Department
from tongzhou.org.queries.past import NamesThen
from tongzhou.ui.formats import lasting

COLUMNS = ("accountable", "start", "end", "buffer_days", "deliverable", "criteria", "supports")


@dataclass(frozen=True, slots=True)
class PaperRow:
    number: int
    name: str
    department: str
    cells: dict[str, str]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Signer:
    """One act of signing, in the order they were given; `given_in` is the version it was for."""

    department: str
    seal: str
    person: str
    on_behalf_of: str
    at: datetime
    how: str
    rows: int
    given_in: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Former:
    """A version up to this one, and why it was made."""

    number: int
    label: Sentence
    circulated_at: datetime
    in_force_at: datetime | None
    why: str
    fingerprint: str


@dataclass(frozen=True)
class Certificate:
    company: str
    version: Version
    terms: list[Fact]
    rows: list[PaperRow]
    signers: list[Signer]
    missing: list[str]
    history: list[Former]
    address: str

    @property
    def label(self) -> Sentence:
        return self.version.label

    @property
    def is_complete(self) -> bool:
        return not self.missing


def certificate(version: Version) -> Certificate:
    rows = list(version.rows.select_related("task").order_by("position"))
    known = directory([row.content for row in rows], ())
    names = known.names(
        {str(row.task_id): row.task.number for row in rows if row.task},
        {str(row.task_id): row.content["name"] for row in rows if row.task},
    )
    company = Department.objects.filter(parent=None).values_list("name", flat=True).first()
    return Certificate(
        company=company or "",
        version=version,
        terms=_terms(rows, names),
        rows=[_row(row.content, row.hash, names) for row in rows if row.task],
        signers=_signers(version),
        missing=_missing(version),
        history=_history(version),
        address=settings.BASE_URL + reverse("version", args=[version.pk]),
    )


def _terms(rows: list[Row], names: Names) -> list[Fact]:
    with lasting():
        return [fact for row in rows if not row.task for fact in facts(row.content, names)]


def _row(content: Content, hash_: str, names: Names) -> PaperRow:
    return PaperRow(
        number=content["number"],
        name=_name(content),
        department=text_of("department", content["department"], names),
        cells={name: _cell(name, content[name], names) for name in COLUMNS},
        fingerprint=hash_[:16],
    )


def _name(content: Content) -> str:
    """A row that this version takes out says so."""
    name = content["name"]
    return _("%(name)s (taken out)") % {"name": name} if content.get(DROPPED) else name


def _cell(name: str, value: Any, names: Names) -> str:
    """Days with their year: paper is read years later."""
    return (value or "") if name in ("start", "end") else text_of(name, value, names)


GIVEN = (
    "seat__department", "person", "person__name", "on_behalf_of__name", "at", "proved_how", "root",
    "seat__row__version__number", "carried_from__seat__row__version__number",
)  # fmt: skip


def _signers(version: Version) -> list[Signer]:
    given = RowSignature.objects.filter(seat__row__version=version).order_by("at", "pk")
    acts: dict[tuple[UUID, UUID, str], list[dict[str, Any]]] = {}
    for one in given.values(*GIVEN):
        acts.setdefault((one["seat__department"], one["person"], one["root"]), []).append(one)
    departments = {key for key, _person, _root in acts}
    then = NamesThen(Department.objects.filter(pk__in=departments))
    return [_signer(rows, then) for rows in acts.values()]


def _signer(rows: list[dict[str, Any]], then: NamesThen) -> Signer:
    one = rows[0]
    called = then.at(one["seat__department"], one["at"])
    return Signer(
        department=called.name,
        seal=called.seal,
        person=one["person__name"],
        on_behalf_of=one["on_behalf_of__name"] or "",
        at=one["at"],
        how=one["proved_how"],
        rows=len(rows),
        given_in=one["carried_from__seat__row__version__number"]
        or one["seat__row__version__number"],
        fingerprint=one["root"][:16],
    )


def _history(version: Version) -> list[Former]:
    rows = Version.objects.filter(
        collaboration=version.collaboration_id, number__lte=version.number
    ).select_related("change", "objection")
    return [
        Former(
            number=one.number,
            label=one.label,
            circulated_at=one.circulated_at,
            in_force_at=one.in_force_at,
            why=_why(one),
            fingerprint=one.root[:16],
        )
        for one in rows.order_by("number")
    ]


def _why(version: Version) -> str:
    """Of the change it was made for; an objection that ended it is said as well."""
    told = []
    if version.change:
        change = version.change
        number, reason = change.number, change.reason or change.get_kind_display()
        told.append(_("Change %(number)s: %(reason)s") % {"number": number, "reason": reason})
    if objection := getattr(version, "objection", None):
        told.append(_("Objection: %(reason)s") % {"reason": objection.reason})
    return " ".join(told)


def _missing(version: Version) -> list[str]:
    seats: Iterable[str] = (
        Seat.objects.filter(row__version=version, signature=None)
        .order_by("department__position")
        .values_list("department__name", flat=True)
    )
    return list(dict.fromkeys(seats))
