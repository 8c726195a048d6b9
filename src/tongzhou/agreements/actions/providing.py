"""Writes what is agreed beforehand: by the initiator while dividing, later by a change request."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.agreements.events import ProvisionAgreed, ProvisionTakenOut
from tongzhou.agreements.models import Provision
from tongzhou.agreements.provisions.vocabulary import Said, clause
from tongzhou.agreements.terms import PROVIDED
from tongzhou.collaborations.actions import moves
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.policy import as_initiator
from tongzhou.collaborations.states import COLLABORATION
from tongzhou.core import canonical, clock
from tongzhou.core.ids import new_id
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.org.models import Person
from tongzhou.org.standing import Standing

MOST = 20
KINDS = {key: kind for kind, key in PROVIDED.items()}


def add_clause(case: Collaboration, condition: Said, consequence: Said, *, by: Person) -> Provision:
    """While the table is divided; signed with it, it carries itself out."""
    with transaction.atomic():
        case, standing = _open(case, by)
        if case.provisions.filter(kind="clause", removed_at=None).count() >= MOST:
            raise Invalid(_("An agreement has at most %(most)s clauses.") % {"most": MOST})
        key = new_id()
        made = _create(case, "clause", clause(key, condition, consequence), by=by)
        _tell(ProvisionAgreed, made, standing)
        return made


def set_leeway(case: Collaboration, wanted: Iterable[Said], *, by: Person) -> None:
    """Exactly these from now on; by kind, each once."""
    with transaction.atomic():
        case, standing = _open(case, by)
        for told, one in _replaced(case, "leeway", list(wanted), by=by):
            _tell(told, one, standing)


def take_out(provision: Provision, *, by: Person) -> None:
    """Before it is signed; afterwards a change request does."""
    with transaction.atomic():
        _case, standing = _open(provision.collaboration, by)
        gone = Provision.objects.filter(pk=provision.pk, removed_at=None)
        if gone.update(removed_at=clock.now()):
            _tell(ProvisionTakenOut, provision, standing)


def set_provisions(
    case: Collaboration, name: str, contents: Iterable[Said], *, by: Person | None
) -> None:
    """As a signed change says; `name` is the key in the shared terms. The case is held."""
    standing = Standing(by, "self") if by else None
    for told, one in _replaced(case, KINDS[name], list(contents), by=by):
        _tell(told, one, standing)


def _open(case: Collaboration, by: Person) -> tuple[Collaboration, Standing]:
    case = moves.locked(case)
    standing = as_initiator(by, case)
    if case.state != "dividing":
        raise NotPossibleNow(
            _(
                "Clauses and leeway are written before signing; it is “%(state)s” now. What was"
                " signed changes by request."
            )
            % {"state": COLLABORATION.state(case.state).label}
        )
    return case, standing


def _replaced(
    case: Collaboration, kind: str, contents: list[Said], *, by: Person | None
) -> Iterable[tuple[type[ProvisionAgreed | ProvisionTakenOut], Provision]]:
    """What stands already stays as it is; what was taken out before comes back as itself."""
    standing = list(case.provisions.filter(kind=kind, removed_at=None))
    for one in standing:
        if one.content not in contents:
            one.removed_at = clock.now()
            one.save(update_fields=["removed_at"])
            yield ProvisionTakenOut, one
    known = [one.content for one in standing]
    for content in contents:
        if content not in known:
            yield ProvisionAgreed, _create(case, kind, content, by=by)


def _create(case: Collaboration, kind: str, content: Said, *, by: Person | None) -> Provision:
    """A clause keeps its identity, so that it is carried out once however often it comes back."""
    name = content["if"]["kind"] if kind == "clause" else content.get("kind", content.get("id"))
    key = UUID(content["id"]) if kind == "clause" else new_id()
    facts = {"kind": kind, "name": name, "content": content, "removed_at": None}
    found, is_new = Provision.objects.get_or_create(
        pk=key, collaboration=case, defaults=facts | {"by": by, "at": clock.now()}
    )
    if not is_new:
        found.removed_at = None
        found.save(update_fields=["removed_at"])
    return found


def _tell(
    event: type[ProvisionAgreed | ProvisionTakenOut], one: Provision, standing: Standing | None
) -> None:
    facts = event(
        subject=one.pk, collaboration=one.collaboration_id, provision=one.kind, content=_flat(one)
    )
    record(
        facts,
        by=standing.person if standing else None,
        on_behalf_of=standing.on_behalf_of if standing else None,
        keeps=[one],
    )


def _flat(one: Provision) -> str:
    """What was agreed, as the journal keeps it: the digest of what is signed."""
    return canonical.digest(one.content)
