"""Clauses and leeway as sentences, made when they are read."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from tongzhou.agreements.provisions.vocabulary import Said
from tongzhou.ui import formats


class Known(Protocol):
    """Names by id as text."""

    def title(self, task: str) -> str: ...
    def person(self, key: str) -> str: ...


def clause_text(content: Said, known: Known) -> str:
    """«若…，则…。»"""
    return _("If %(condition)s, then %(consequence)s.") % {
        "condition": condition_text(content["if"], known),
        "consequence": consequence_text(content["then"], known),
    }


def condition_text(said: Said, known: Known) -> str:
    return CONDITIONS[said["kind"]](said, formats.day(date.fromisoformat(said["on"])), known)


def consequence_text(said: Said, known: Known) -> str:
    return CONSEQUENCES[said["kind"]](said, known)


def leeway_text(said: Said) -> str:
    if said["kind"] == "shift":
        return _("Dates may move by up to %(days)s, as long as nobody who waits is reached.") % {
            "days": formats.days(said["days"])
        }
    if said["kind"] == "person":
        return _("Who is accountable may change within the department.")
    return _("The name of a task may be worded better.")


def _late(said: Said, day: str, known: Known) -> str:
    facts = {"task": known.title(said["task"]), "day": day}
    return _("“%(task)s” is not accepted by %(day)s") % facts


def _early(said: Said, day: str, known: Known) -> str:
    return _("“%(task)s” is accepted by %(day)s") % {"task": known.title(said["task"]), "day": day}


def _few(said: Said, day: str, _known: Known) -> str:
    facts = {"count": said["count"], "day": day}
    return _("fewer than %(count)s tasks are delivered by %(day)s") % facts


def _enough(said: Said, day: str, _known: Known) -> str:
    facts = {"count": said["count"], "day": day}
    return _("at least %(count)s tasks are delivered by %(day)s") % facts


def _undecided(_said: Said, day: str, _known: Known) -> str:
    return _("a problem is still undecided on %(day)s") % {"day": day}


def _risk(said: Said, day: str, known: Known) -> str:
    facts = {"task": known.title(said["task"]), "day": day}
    return _("a risk notice for “%(task)s” is still open on %(day)s") % facts


def _shift(said: Said, known: Known) -> str:
    titles = formats.joined(_("“%(task)s”") % {"task": known.title(one)} for one in said["tasks"])
    return _("%(tasks)s: %(days)s later") % {"tasks": titles, "days": formats.days(said["days"])}


def _drop(said: Said, known: Known) -> str:
    return _("“%(task)s” is taken out") % {"task": known.title(said["task"])}


def _add(said: Said, known: Known) -> str:
    facts = {"person": known.person(said["person"]), "task": known.title(said["task"])}
    return _("%(person)s joins “%(task)s”") % facts


def _tell(said: Said, known: Known) -> str:
    return _("%(person)s is told") % {"person": known.person(said["person"])}


CONDITIONS: dict[str, Callable[[Said, str, Known], str]] = {
    "late": _late,
    "early": _early,
    "few": _few,
    "enough": _enough,
    "undecided": _undecided,
    "risk": _risk,
}
CONSEQUENCES: dict[str, Callable[[Said, Known], str]] = {
    "shift": _shift,
    "drop": _drop,
    "add": _add,
    "tell": _tell,
}
