"""What can happen to the rules of signing and of proof: an event for each, told in its own words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ProofMinutesSet(Event):
    kind = "rules.proof_minutes_set"
    sentence = _("%(actor)s set how long a proof of identity is enough to sign: %(value)s minutes.")
    value: int


@dataclass(frozen=True, kw_only=True)
class SignForSeveralSet(Event):
    kind = "rules.sign_for_several_set"
    sentence = _("%(actor)s set whether one person may sign for several departments: %(value)s.")
    value: bool


@dataclass(frozen=True, kw_only=True)
class ObjectionDaysSet(Event):
    kind = "rules.objection_days_set"
    sentence = _(
        "%(actor)s set for how many working days a change in force can be objected to: %(value)s."
    )
    value: int


@dataclass(frozen=True, kw_only=True)
class Sm3Set(Event):
    kind = "rules.sm3_set"
    sentence = _("%(actor)s set whether versions also get an SM3 fingerprint: %(value)s.")
    value: bool


@dataclass(frozen=True, kw_only=True)
class StampsSet(Event):
    kind = "rules.stamps_set"
    sentence = _("%(actor)s set who stamps the end of the journal each day: %(value)s.")
    value: str


@dataclass(frozen=True, kw_only=True)
class RailSet(Event):
    """`value` names the pages, one after the other; empty means as the program has them."""

    kind = "rules.rail_set"
    sentence = _("%(actor)s set the order of the pages at the side for everybody.")
    value: str


OF_RULE: dict[str, type[Event]] = {
    "proof_minutes": ProofMinutesSet,
    "sign_for_several": SignForSeveralSet,
    "objection_days": ObjectionDaysSet,
    "sm3": Sm3Set,
    "stamps": StampsSet,
}
