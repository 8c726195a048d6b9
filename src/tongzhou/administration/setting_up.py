"""What a new house still needs, each step as the rows say how far it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tongzhou.administration import queries
from tongzhou.channels.mail import is_configured
from tongzhou.core import clock
from tongzhou.core.verdicts import Sentence
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person
from tongzhou.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Step:
    """`ways` are pages that bring it further, each with its label; `said` is how it stands."""

    name: str
    label: Sentence
    why: Sentence
    said: Sentence
    is_done: bool
    ways: tuple[tuple[Sentence, str], ...] = ()


def steps() -> list[Step]:
    return [_company(), _holidays(), _departments(), _people(), _seats(), _mail()]


def _company() -> Step:
    root = Department.objects.living().order_by("path").first()
    ways = ((_("Rename it"), address("department", root.pk)),) if root else ()
    return Step(
        "company", _("Company and administrator"), _("Whoever keeps the house, and what it is called."),
        root.name if root else "—", root is not None, ways,
    )  # fmt: skip


def _holidays() -> Step:
    year = clock.today().year
    known = calendar().is_published(year)
    said = _("The holidays of %(year)s are known.") if known else _(
        "The holidays of %(year)s are not known; weekends are an estimate."
    )  # fmt: skip
    return Step(
        "holidays", _("Public holidays and make-up days"),
        _("All deadlines count working days. A day of your own or half a day is added there as well."),
        said % {"year": year}, known, ((_("Look at the calendar"), address("calendar")),),
    )  # fmt: skip


def _departments() -> Step:
    count = Department.objects.living().count() - 1
    said = ngettext("%(num)s department so far.", "%(num)s departments so far.", count)
    ways = (
        (_("From a table"), address("new-roster")),
        (_("By hand"), address("new-department")),
    )
    return Step(
        "departments", pgettext("search", "Departments"),
        _("Requests go from department to department. The ones that take part first are enough."),
        said % {"num": count}, count > 0, ways,
    )  # fmt: skip


def _people() -> Step:
    people = queries.people()
    said = ngettext(
        "%(num)s person can sign in, %(unable)s not yet.",
        "%(num)s people can sign in, %(unable)s not yet.",
        people.active - people.unable,
    )
    ways = (
        (_("From a table"), address("new-roster")),
        (_("By hand"), address("new-person")),
        (_("Send one-time links"), f"{address('people')}?show=unable"),
    )
    return Step(
        "people", _("People"), _("Each signs in alone: what somebody signs is theirs."),
        said % {"num": people.active - people.unable, "unable": people.unable},
        Person.objects.active().count() > 1, ways,
    )  # fmt: skip


def _seats() -> Step:
    vacant = len(queries.vacant())
    said = ngettext(
        "%(num)s department without a head.", "%(num)s departments without a head.", vacant
    )
    return Step(
        "seats", _("Heads and liaisons"),
        _("The liaison answers, the head signs; without them nothing comes back."),
        said % {"num": vacant}, vacant == 0, ((_("All departments"), address("departments")),),
    )  # fmt: skip


def _mail() -> Step:
    said = _("The server sends mail.") if is_configured() else _("No mail server is set.")
    return Step(
        "mail", _("Sending mail"), _("People who are not in the house are told by mail."),
        said, is_configured(),
    )  # fmt: skip
