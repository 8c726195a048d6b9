"""Proves that what was signed still stands: rows, signatures, the table and the journal agree.

Like the chain of the journal this shows that the records are consistent in themselves; who may
write the whole database can write a whole history, which only an anchor kept elsewhere reveals.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tongzhou.agreements.binding import second_root, signed_digest
from tongzhou.agreements.imprints import of_acts, of_versions
from tongzhou.agreements.models import ChangeRequest, Row, Seat, Version
from tongzhou.agreements.queries.breaks import judged
from tongzhou.agreements.queries.many import Facts, Signed, facts_of
from tongzhou.agreements.queries.warrants import unfounded
from tongzhou.collaborations.models import Ball
from tongzhou.core.batches import Told, batched, silent
from tongzhou.journal.models import Entry

AT_ONCE = 100
Act = tuple[str, UUID | None, str]
Acts = dict[UUID, set[Act]]
"""By version: department, person and digest of each act of signing."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the journal says was circulated and signed; its own chain is proved elsewhere."""

    roots: dict[UUID, str]
    acts: Acts
    frozen: dict[UUID, str]
    """Imprints of versions."""
    given: dict[UUID, dict[str, str]]
    """Imprints of acts, by version and department."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`number` is the collaboration's, `task` the row's (None: the shared terms or the whole)."""

    number: str
    version: int
    task: int | None
    field: str
    sentence: str


def verify_signatures(told: Told = silent) -> list[Problem]:
    """Every difference, named by collaboration, task and field; versions in their order."""
    return [*_versions(told), *_second_roots(), *_balls()]


def _versions(told: Told) -> Iterator[Problem]:
    said = _journal()
    total, seen = Version.objects.count(), 0
    versions = Version.objects.order_by("collaboration__number", "number")
    for some in batched(versions.select_related("collaboration", "change"), AT_ONCE):
        facts = facts_of(some)
        bare = unfounded([version.pk for version in some])
        for version in some:
            yield from _breaks(version, facts)
            yield from _unfounded(version, bare.get(version.pk, []))
            if said.roots.get(version.pk) != version.root:
                told_otherwise = _("the journal names another fingerprint of the version")
                yield _problem(version, told_otherwise)
            yield from _acts(version, facts.acts.get(version.pk, []), said.acts[version.pk])
            yield from _completeness(version, is_signed=version.pk not in facts.unsigned)
        yield from _imprints(some, said)
        seen += len(some)
        told(seen, total)
    yield from _gone(said.roots.keys())


def _gone(circulated: Iterable[UUID]) -> Iterator[Problem]:
    for key in set(circulated) - set(Version.objects.values_list("pk", flat=True)):
        what = _("a version that the journal knows is gone: %(id)s") % {"id": key}
        yield Problem("", 0, None, "", what)


def _breaks(version: Version, facts: Facts) -> Iterator[Problem]:
    rows, misfits = facts.rows.get(version.pk, []), facts.misfits.get(version.pk, [])
    for one in judged(version, rows, misfits, current=facts.tables.get(version.pk)):
        yield _problem(version, f"{one.where}: {one.what}", task=one.number, field=one.field)


def _unfounded(version: Version, rows: Iterable[Row]) -> Iterator[Problem]:
    for row in rows:
        what = _("“%(row)s” has no signatures, and nothing that was signed before allows it")
        told = what % {"row": row.task.name if row.task else _("Shared terms")}
        yield _problem(version, told, task=row.task.number if row.task else None)


def _problem(version: Version, told: str, *, task: int | None = None, field: str = "") -> Problem:
    case = version.collaboration
    facts = {"collaboration": case.number, "version": version.number, "what": told}
    sentence = _("%(collaboration)s, version %(version)s: %(what)s") % facts
    return Problem(case.number, version.number, task, field, sentence)


def _journal() -> Said:
    said = Said({}, defaultdict(set), {}, defaultdict(dict))
    entries = Entry.objects.filter(kind__in=("agreement.circulated", "agreement.signed"))
    rows = entries.values_list("kind", "subject", "actor", "payload")
    for kind, subject, actor, payload in rows.iterator(chunk_size=1000):
        imprint = payload.get("imprint")
        if kind == "agreement.circulated":
            said.roots[subject] = payload["root"]
            if imprint:
                said.frozen[subject] = imprint
        else:
            said.acts[subject].add((payload["department"], actor, payload["signed"]))
            if imprint:
                said.given[subject][payload["department"]] = imprint
    return said


def _imprints(versions: Sequence[Version], said: Said) -> Iterator[Problem]:
    """Columns that no root holds: seats, moments, proofs, for whom somebody signed."""
    frozen = of_versions([one.pk for one in versions if one.pk in said.frozen])
    given = of_acts([one.pk for one in versions if one.pk in said.given])
    for version in versions:
        if frozen.get(version.pk) != said.frozen.get(version.pk):
            yield _problem(version, _("what was frozen is not what its entry vouches for"))
        for department, imprint in said.given.get(version.pk, {}).items():
            if given.get((version.pk, UUID(department))) != imprint:
                yield _problem(version, _("a signature is not what its entry vouches for"))


def _acts(version: Version, given: Sequence[Signed], told: set[Act]) -> Iterator[Problem]:
    stand: dict[Act, str] = {
        (str(one.department), one.person, signed_digest(version.root, one.department, one.hashes)): one.name
        for one in given
    }  # fmt: skip
    for act in stand.keys() - told:
        what = _("the journal does not know the signature of %(department)s as it stands here")
        yield _problem(version, what % {"department": stand[act]})
    for gone in told - stand.keys():
        if not any(known[0] == gone[0] for known in stand):
            yield _problem(version, _("a signature that the journal knows is gone"))


def _completeness(version: Version, *, is_signed: bool) -> Iterator[Problem]:
    if version.change and version.change.state in ("provisional", "reverted"):
        return
    if version.state in ("in_force", "superseded") and not is_signed:
        yield _problem(version, _("in force although not every department has signed"))


def _second_roots() -> Iterator[Problem]:
    """Versions that were fingerprinted by SM3 as well."""
    said = dict(
        Entry.objects.filter(kind="agreement.fingerprinted").values_list("subject", "payload__sm3")
    )
    versions = Version.objects.filter(pk__in=said).select_related("collaboration")
    for version in versions.prefetch_related("rows").iterator(chunk_size=AT_ONCE):
        contents = [row.content for row in sorted(version.rows.all(), key=lambda row: row.position)]
        root = second_root(version.collaboration_id, version.number, contents)
        if root != said[version.pk]:
            yield _problem(version, _("the rows do not fit the SM3 fingerprint in the journal"))


def _balls() -> Iterator[Problem]:
    """Whoever has to sign holds the ball, and nobody else."""
    held: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Ball.objects.filter(kind__in=("version", "change"))
    for matter, department in rows.values_list("matter", "department"):
        held[matter].add(department)
    provisional = Q(state="in_force", change__state="provisional")
    open_versions = Version.objects.filter(Q(state="circulating") | provisional)
    wanted = _open_seats(open_versions)
    for version in open_versions.select_related("collaboration"):
        matter = version.change_id or version.pk
        if held.pop(matter, set()) != wanted[version.pk]:
            yield _problem(version, _("the ball is not with those who have to sign"))
    drafts = ChangeRequest.objects.filter(state__in=("draft", "reviewing"))
    idle: dict[UUID, Any] = dict(drafts.values_list("pk", "number"))
    for matter in held.keys() - idle.keys():
        yield Problem(
            "", 0, None, "", _("a ball lies with a settled matter: %(id)s") % {"id": matter}
        )


def _open_seats(versions: QuerySet[Version]) -> dict[UUID, set[UUID]]:
    """The departments that have still to sign, by version."""
    seats = Seat.objects.order_by().filter(row__version__in=versions.order_by(), signature=None)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for version, department in seats.values_list("row__version", "department").distinct():
        found[version].add(department)
    return found
