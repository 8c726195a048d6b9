"""The first draft of a sentence of thanks, in the language of whoever thanks; never a name in it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongzhou.thanks.facts import Fact, Kind


def draft(fact: Fact) -> str:
    """One sentence that says what was done; it may be written otherwise before it goes."""
    facts = {"what": fact.title, "reached": fact.amount, "promised": fact.promised}
    match fact.kind:
        case Kind.EARLY:
            return _counted(
                fact,
                ngettext(
                    "Thank you for delivering “%(what)s” %(count)s working day early.",
                    "Thank you for delivering “%(what)s” %(count)s working days early.",
                    int(fact.amount),
                ),
            )
        case Kind.QUICK:
            return _counted(
                fact,
                ngettext(
                    "Thank you for answering “%(what)s” within %(count)s hour.",
                    "Thank you for answering “%(what)s” within %(count)s hours.",
                    int(fact.amount),
                ),
            )
        case Kind.WARNED:
            return _counted(
                fact,
                ngettext(
                    "Thank you for warning us about “%(what)s” %(count)s working day ahead.",
                    "Thank you for warning us about “%(what)s” %(count)s working days ahead.",
                    int(fact.amount),
                ),
            )
        case Kind.BEYOND:
            return (
                _("Thank you: “%(what)s” came to %(reached)s, where %(promised)s was promised.")
                % facts
            )
        case Kind.HELPED:
            return (
                _("Thank you for helping with “%(what)s”, which was not yours to promise.") % facts
            )
        case _:
            return _("Thank you for what you put into “%(what)s”.") % facts


def _counted(fact: Fact, sentence: str) -> str:
    return sentence % {"what": fact.title, "count": fact.amount}
