"""Proves that what was signed still stands: rows, signatures, the table and the journal agree.

Like the chain of the journal this shows that the records are consistent in themselves; who may
write the whole database can write a whole history, which only an anchor kept elsewhere reveals.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tongzhou.agreements.binding import signed_digest
from tongzhou.agreements.models import ChangeRequest, RowSignature, Seat, Version
from tongzhou.agreements.queries.breaks import broken_rows
from tongzhou.collaborations.models import Ball
from tongzhou.journal.models import Entry

Act = tuple[str, UUID | None, str]
Acts = dict[UUID, set[Act]]
"""By version: department, person and digest of each act of signing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`number` is the collaboration's, `task` the row's (None: the shared terms or the whole)."""

    number: str
    version: int
    task: int | None
    field: str
    sentence: str


def verify_signatures() -> list[Problem]:
    """Every difference, named by collaboration, task and field; versions in their order."""
    return [*_versions(), *_balls()]


def _versions() -> Iterator[Problem]:
    roots, acts = _journal()
    versions = Version.objects.select_related("collaboration__department", "change__base")
    for version in versions.order_by("collaboration__number", "number"):
        for one in broken_rows(version):
            if one.version.pk == version.pk:
                told = f"{one.where}: {one.what}"
                yield _problem(version, told, task=one.number, field=one.field)
        if roots.get(version.pk) != version.root:
            yield _problem(version, _("the journal names another fingerprint of the version"))
        yield from _acts(version, acts[version.pk])
        yield from _completeness(version)


def _problem(version: Version, told: str, *, task: int | None = None, field: str = "") -> Problem:
    case = version.collaboration
    facts = {"collaboration": case.number, "version": version.number, "what": told}
    sentence = _("%(collaboration)s, version %(version)s: %(what)s") % facts
    return Problem(case.number, version.number, task, field, sentence)


def _journal() -> tuple[dict[UUID, str], Acts]:
    """What the journal says was circulated and signed; its own chain is proved elsewhere."""
    roots: dict[UUID, str] = {}
    acts: Acts = defaultdict(set)
    entries = Entry.objects.filter(kind__in=("agreement.circulated", "agreement.signed"))
    rows = entries.values_list("kind", "subject", "actor", "payload")
    for kind, subject, actor, payload in rows.iterator(chunk_size=1000):
        if kind == "agreement.circulated":
            roots[subject] = payload["root"]
        else:
            acts[subject].add((payload["department"], actor, payload["signed"]))
    return roots, acts


def _acts(version: Version, told: set[Act]) -> Iterator[Problem]:
    given: dict[tuple[UUID, UUID], list[str]] = defaultdict(list)
    names: dict[UUID, str] = {}
    rows = RowSignature.objects.filter(seat__row__version=version, carried_from=None)
    for department, name, person, hash_ in rows.values_list(
        "seat__department", "seat__department__name", "person", "hash"
    ):
        given[department, person].append(hash_)
        names[department] = name
    stand: dict[Act, UUID] = {
        (str(department), person, signed_digest(version.root, department, hashes)): department
        for (department, person), hashes in given.items()
    }
    for act in stand.keys() - told:
        what = _("the journal does not know the signature of %(department)s as it stands here")
        yield _problem(version, what % {"department": names[stand[act]]})
    for gone in told - stand.keys():
        if not any(known[0] == gone[0] for known in stand):
            yield _problem(version, _("a signature that the journal knows is gone"))


def _completeness(version: Version) -> Iterator[Problem]:
    open_seats = Seat.objects.filter(row__version=version, signature=None)
    if version.change and version.change.state in ("provisional", "reverted"):
        return
    if version.state in ("in_force", "superseded") and open_seats.exists():
        yield _problem(version, _("in force although not every department has signed"))


def _balls() -> Iterator[Problem]:
    """Whoever has to sign holds the ball, and nobody else."""
    held: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Ball.objects.filter(kind__in=("version", "change"))
    for matter, department in rows.values_list("matter", "department"):
        held[matter].add(department)
    provisional = Q(state="in_force", change__state="provisional")
    open_versions = Version.objects.filter(Q(state="circulating") | provisional)
    for version in open_versions.select_related("collaboration"):
        matter = version.change_id or version.pk
        seats = Seat.objects.filter(row__version=version, signature=None)
        wanted = set(seats.values_list("department", flat=True))
        if held.pop(matter, set()) != wanted:
            yield _problem(version, _("the ball is not with those who have to sign"))
    drafts = ChangeRequest.objects.filter(state__in=("draft", "reviewing"))
    idle: dict[UUID, Any] = dict(drafts.values_list("pk", "number"))
    for matter in held.keys() - idle.keys():
        yield Problem(
            "", 0, None, "", _("a ball lies with a settled matter: %(id)s") % {"id": matter}
        )
