"""What belongs to the organisation: everybody finds it, and what is said beside it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tongzhou.discussions.queries import said_beside
from tongzhou.duties.models import Duty
from tongzhou.goals.models import Goal
from tongzhou.knowledge.texts.text import Kind, Text, lines, sounds
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import aliases_of, measured_and_timed, profiles_of
from tongzhou.teams.models import Team


def of_people(people: Iterable[Person], now: datetime) -> Iterator[Text]:
    """`people` come with their departments."""
    found = list(people)
    said = said_beside("person", [one.pk for one in found if one.anonymised_at is None])
    for person in found:
        body = lines(person.title, person.department.name, *said[person.pk])
        names = f"{person.pinyin} {person.pinyin.replace(' ', '')} {person.initials}"
        yield Text(
            Kind.PERSON, person.pk, person.name, body, now, names, department=person.department_id
        )


def of_departments(departments: Iterable[Department], now: datetime) -> Iterator[Text]:
    """`departments` come with their heads; a former name still finds them."""
    found = list(departments)
    former = aliases_of(*(one.pk for one in found))
    profiles = {row.department_id: row for row in profiles_of(found)}
    said = said_beside("department", [one.pk for one in found])
    judged = measured_and_timed(found)
    for one in found:
        heads = [person.name for person in (one.head, one.deputy) if person]
        profile = profiles.get(one.pk)
        texts = (profile.does, profile.flow, profile.needs, profile.constraints) if profile else ()
        texts = (*texts, *judged.get(one.pk, ()))
        names = " ".join(
            [sounds(one.name), one.code, *former[one.pk], *map(sounds, former[one.pk])]
        )
        yield Text(
            Kind.DEPARTMENT, one.pk, one.name, lines(*heads, *texts, *said[one.pk]), now, names,
            department=one.pk,
        )  # fmt: skip


def of_teams(teams: Iterable[Team], now: datetime) -> Iterator[Text]:
    """`teams` come with their leaders; a draft is nobody's but its leader's."""
    found = [team for team in teams if team.state != "draft"]
    said = said_beside("team", [one.pk for one in found])
    for team in found:
        body = lines(team.leader.name, team.purpose, team.measure, team.rights, *said[team.pk])
        yield Text(
            Kind.TEAM, team.pk, team.name, body, now, sounds(team.name),
            department=team.leader.department_id,
        )  # fmt: skip


def of_duties(duties: Iterable[Duty], now: datetime) -> Iterator[Text]:
    """`duties` come with their owners."""
    found = list(duties)
    said = said_beside("duty", [one.pk for one in found])
    for duty in found:
        body = lines(duty.owner.name if duty.owner else "", duty.description, *said[duty.pk])
        names = sounds(duty.name)
        yield Text(Kind.DUTY, duty.pk, duty.name, body, now, names, department=duty.owner_id)


def of_goals(goals: Iterable[Goal], now: datetime) -> Iterator[Text]:
    """`goals` come with their departments, endings and measures."""
    found = list(goals)
    said = said_beside("goal", [one.pk for one in found])
    for goal in found:
        measures = (measure.name for measure in goal.measures.all())
        ending = ended.sentence if (ended := getattr(goal, "closing", None)) else ""
        body = lines(goal.department.name, goal.why, *measures, ending, *said[goal.pk])
        names = sounds(goal.name)
        yield Text(Kind.GOAL, goal.pk, goal.name, body, now, names, department=goal.department_id)
