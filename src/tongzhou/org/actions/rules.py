"""The organisation decides its own rules of signing and of proof, or follows the server again; and
the order of the pages at the side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core import canonical
from tongzhou.core.verdicts import Invalid, Sentence
from tongzhou.journal import actions as journal
from tongzhou.journal.actions import record
from tongzhou.org import policy
from tongzhou.org import rules as known
from tongzhou.org.events.rules import OF_RULE, RailSet
from tongzhou.org.models import Person
from tongzhou.org.models.rules import Rule


def hold() -> known.Rules:
    """What stands, and nobody moves it until the end of this transaction: a rule that was never
    changed has no row to lock, so whoever writes one holds the journal first.
    """
    journal.hold()
    standing = known.keep(dict(Rule.objects.values_list("name", "value")))
    return replace(known.of_the_server(), **standing.own)


def set_rules(values: Mapping[str, Any], *, by: Person | None) -> None:
    """By name; what stays as it is makes no entry."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        standing = asdict(hold())
        if wrong := dict(_wrong(values)):
            raise Invalid(next(iter(wrong.values())), errors=wrong)
        for name, value in values.items():
            if value != standing[name]:
                Rule.objects.update_or_create(name=name, defaults={"value": value})
                _tell(name, value, by)
        _forget()


def follow_the_server(*, by: Person | None) -> None:
    """Every rule is again what the server is set to."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        hold()
        server = asdict(known.of_the_server())
        for rule in Rule.objects.filter(name__in=server):
            _tell(rule.name, server[rule.name], by)
            rule.delete()
        _forget()


def set_rail_for_all(names: Sequence[str], *, by: Person | None) -> None:
    """The order of the pages for everybody who has none of their own; no names: as they came."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        hold()
        if tuple(names) == known.rail():
            return
        value = " ".join(names)
        if names:
            Rule.objects.update_or_create(name=known.RAIL, defaults={"value": value})
        else:
            Rule.objects.filter(name=known.RAIL).delete()
        record(RailSet(subject=known.SUBJECT, value=value), by=by)
        _forget()


def _tell(name: str, value: Any, by: Person | None) -> None:
    record(OF_RULE[name](subject=known.SUBJECT, value=value), by=by)  # type: ignore[call-arg]


def _forget() -> None:
    """Twice: for the rest of this transaction, and for threads that read before it ended."""
    known.forget()
    transaction.on_commit(known.forget)


def _wrong(values: Mapping[str, Any]) -> Iterator[tuple[str, Sentence]]:
    limits = {"proof_minutes": known.MINUTES, "objection_days": known.DAYS}
    for name, (low, high) in limits.items():
        if name in values and not low <= values[name] <= high:
            yield name, _("From %(low)s to %(high)s.") % {"low": low, "high": high}
    if values.get("sm3") and not canonical.has_second():
        yield "sm3", _("The OpenSSL of this server does not know SM3.")
    if values.get("stamps") and not _is_address(values["stamps"]):
        yield "stamps", _("An address that begins with https:// or http://.")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
