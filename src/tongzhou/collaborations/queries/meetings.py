"""Meetings of a collaboration, and what a new one starts with."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tongzhou.collaborations.models import Ask, Collaboration, Meeting
from tongzhou.core import clock
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Liaison, Person


def meetings_of(case: Collaboration) -> list[Meeting]:
    """With attendees and decisions, the latest first."""
    rows = Meeting.objects.filter(collaboration=case).select_related("called_by", "recorded_by")
    return list(rows.prefetch_related("attendees__person__department", "decisions__owner"))


def likely_people(case: Collaboration) -> list[Person]:
    """Heads, deputies and liaisons of the parties and the person in charge."""
    parties = Department.objects.filter(takes_part__collaboration=case)
    seats = Q(heads__in=parties) | Q(deputises__in=parties) | Q(liaises__department__in=parties)
    rows = Person.objects.active().filter(seats | Q(pk=case.person_in_charge_id))
    return list(rows.select_related("department").distinct())


def plan_of(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a meeting that is planned."""
    local = meeting.starts_at.astimezone(clock.zone())
    people = [row.person for row in meeting.attendees.select_related("person")]
    offered = {person.pk for person in likely_people(meeting.collaboration)}
    return {
        "kind": meeting.kind,
        "on": local.date(),
        "at": local.time(),
        "minutes_long": meeting.minutes_long,
        "place": meeting.place,
        "agenda": meeting.agenda,
        "invited": [person.pk for person in people if person.pk in offered],
        "others": "、".join(person.login for person in people if person.pk not in offered),
    }


def first_plan(case: Collaboration, kind: str, partner: Department | None = None) -> dict[str, Any]:
    """Tomorrow at ten, with heads and liaisons; a talk is between the two heads.

    `partner` is whose head the talk is with; the first one where nobody says.
    """
    partner = partner or (first_partner(case) if kind == Meeting.Kind.TALK else None)
    return {
        "kind": kind,
        "on": calendar().add_working_days(clock.today(), 1),
        "at": "10:00",
        "minutes_long": 30 if kind == Meeting.Kind.TALK else 60,
        "agenda": talk_agenda(case, partner) if partner else agenda(kind),
        "invited": _two_heads(case, partner) if partner else _invited(case),
    }


def agenda(kind: str) -> str:
    """What a meeting of this kind usually goes through, one point a line."""
    match kind:
        case Meeting.Kind.KICKOFF:
            points = [
                _("1. Goal: what is to be reached, and why now"),
                _("2. Resources and abilities: what each department can bring"),
                _("3. Division of work and dates: who does what by when"),
                _("4. Risks: what may go wrong, and who says so first"),
            ]
        case Meeting.Kind.TALK:
            points = [
                _("1. What does your department want to reach this quarter?"),
                _("2. What would make this work worth your while?"),
                _("3. What must not happen?"),
            ]
        case Meeting.Kind.SPECIAL:
            points = [
                _("1. Facts: the figures of both sides"),
                _("2. Impact on each side"),
                _("3. Two or three ways out, and the decision"),
            ]
        case Meeting.Kind.RETROSPECTIVE:
            points = [
                _("1. Goal and result"),
                _("2. What went well"),
                _("3. What fell short, and why"),
                _("4. Improvements: who, by when"),
            ]
        case _:
            points = [_("1. Progress"), _("2. Risks"), _("3. Next week")]
    return "\n".join(points)


def first_partner(case: Collaboration) -> Department | None:
    return Department.objects.filter(
        takes_part__collaboration=case, takes_part__is_initiator=False
    ).first()


def partner_of(case: Collaboration, key: str) -> Department | None:
    """The partner department of this key, where it is one."""
    found = {
        str(party.department_id): party.department
        for party in case.parties.select_related("department__head")
        if not party.is_initiator
    }
    return found.get(key)


def talk_agenda(case: Collaboration, partner: Department) -> str:
    """Three prepared questions, made from what is known of the request."""
    ask = case.asks.filter(department=partner).exclude(state="withdrawn").first()
    return "\n".join(f"{number}. {text}" for number, text in enumerate(_questions(case, ask), 1))


def _questions(case: Collaboration, ask: Ask | None) -> list[str]:
    asked = ask.title if ask else case.name
    return [_worth(ask, asked), _difficult(case, ask, asked), _early_word(case, asked)]


def _worth(ask: Ask | None, asked: str) -> str:
    if ask and ask.gain:
        return _("We think “%(ask)s” brings you this: %(gain)s. What would you rather gain?") % {
            "ask": asked, "gain": " ".join(ask.gain.split()),
        }  # fmt: skip
    return _("What would make “%(ask)s” worth your while?") % {"ask": asked}


def _difficult(case: Collaboration, ask: Ask | None, asked: str) -> str:
    last = ask.answers.exclude(verb__in=("send", "revise")).last() if ask else None
    if last and last.sentence:
        return _("You said: “%(said)s”. What has to change so that it works?") % {
            "said": " ".join(last.sentence.split())
        }
    day = (ask.by_date if ask else None) or case.wanted_date
    if day is None:
        return _("What is the most difficult part of “%(ask)s” for your people?") % {"ask": asked}
    return _("By %(day)s: which of your people and dates does that collide with?") % {
        "day": day.isoformat()
    }


def _early_word(case: Collaboration, asked: str) -> str:
    return _("If “%(ask)s” slips, who of us says so first, and what must never happen?") % {
        "ask": asked
    }


def _two_heads(case: Collaboration, partner: Department) -> list[Any]:
    heads = (case.department.head_id, partner.head_id)
    return [pk for pk in heads if pk]


def _invited(case: Collaboration) -> list[Any]:
    parties = Department.objects.filter(takes_part__collaboration=case)
    heads = [pk for pk in parties.values_list("head", flat=True) if pk]
    liaisons = Liaison.objects.filter(department__in=parties).values_list("person", flat=True)
    return [*heads, *liaisons]
