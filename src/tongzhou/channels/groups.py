"""Tells the groups of departments what concerns them: once, merged, in the daytime, and harmlessly.

A group is a public square: links lead to pages that ask who one is, nothing confidential is said.
"""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tongzhou.channels import outbound
from tongzhou.channels.actions import posts as actions
from tongzhou.channels.models import Post, Robot
from tongzhou.channels.robots import MESSENGERS, Line, News, Outcome
from tongzhou.channels.sealing import unseal
from tongzhou.collaborations.models import Collaboration, Party
from tongzhou.core import clock
from tongzhou.journal import queries as journal
from tongzhou.journal.audience import listeners
from tongzhou.journal.events import EVENTS
from tongzhou.journal.models import Entry
from tongzhou.notices.links import address
from tongzhou.org.calendars import calendar
from tongzhou.org.models import Department, Person
from tongzhou.org.queries import names_of

AT_ONCE = 50
DAY = range(8, 20)
HALF_HOUR = 30
HEADERS = {"Content-Type": "application/json; charset=utf-8"}


def gather(entries: Iterable[Entry]) -> None:
    """Note for each robot what its group is to hear."""
    robots = list(Robot.objects.working().select_related("department"))
    if robots:
        found = ((robot, entry) for entry in entries for robot in _hearing(entry, robots))
        actions.note((robot, entry.seq) for robot, entry in found)


def speak() -> int:
    """One message at most for every robot that has something to say; how many left the house."""
    robots = Robot.objects.working().filter(_has_something()).distinct()
    return sum(_speak(robot) for robot in robots)


def is_daytime(now: datetime) -> bool:
    """Groups are left alone at night, on days off, and when everybody's robots speak at once."""
    here = now.astimezone(clock.zone())
    on_the_hour = here.minute % HALF_HOUR == 0
    return here.hour in DAY and not on_the_hour and calendar().is_working_day(here.date())


def _has_something() -> Q:
    """Tests are made at any hour."""
    waiting = Post.objects.filter(robot=OuterRef("pk"), state=Post.State.PENDING)
    trial = Q(trial=Robot.Trial.WAITING)
    return trial | Q(Exists(waiting)) if is_daytime(clock.now()) else trial


def _hearing(entry: Entry, robots: list[Robot]) -> list[Robot]:
    """Groups of departments that take part and of whom somebody is told."""
    event = EVENTS.get(entry.kind)
    if event is None or not event.mail or entry.collaboration is None:
        return []
    parties = Party.objects.filter(collaboration=entry.collaboration)
    public = parties.exclude(collaboration__visibility=Collaboration.Visibility.CONFIDENTIAL)
    places = list(Department.objects.filter(takes_part__in=public).values_list("path", flat=True))
    people = Person.objects.filter(pk__in=listeners(entry)) if places else Person.objects.none()
    homes = list(people.values_list("department__path", flat=True).distinct())
    return [
        robot
        for robot in robots
        if any(one.startswith(robot.department.path) for one in places)
        and any(one.startswith(robot.department.path) for one in homes)
    ]


def _speak(robot: Robot) -> int:
    taken = actions.take(robot.pk, AT_ONCE)
    if taken is None:
        return 0
    is_trial = not taken
    said = [post for post in taken if _may_be_said(post)]
    actions.drop(post for post in taken if post not in said)
    if not said and not is_trial:
        actions.put_down(robot)
        return 0
    outcome = _sent(robot, _news(robot, said))
    actions.note_outcome(robot, said, outcome, is_trial=is_trial)
    return int(outcome.sent)


def _may_be_said(post: Post) -> bool:
    """It may have become confidential since."""
    cases = Collaboration.objects.filter(pk__in=[post.entry.collaboration])
    return cases.exclude(visibility=Collaboration.Visibility.CONFIDENTIAL).exists()


def _news(robot: Robot, posts: list[Post]) -> News:
    with translation.override(robot.language):
        return News(_title(robot), tuple(_lines(posts) or [_hello()]), _home())


def _title(robot: Robot) -> str:
    title = _("Tongzhou · %(name)s") % {"name": robot.name}
    return f"{title} · {robot.keyword}" if robot.keyword else title


def _lines(posts: list[Post]) -> list[Line]:
    entries = [post.entry for post in posts]
    cases = Collaboration.objects.in_bulk({one.collaboration for one in entries})
    return [
        Line(
            sentence=line.sentence,
            case=f"{cases[entry.collaboration].number} {cases[entry.collaboration].name}",
            url=settings.BASE_URL + address(entry),
        )
        for entry, line in zip(entries, journal.lines(entries, names=names_of), strict=True)
    ]


def _hello() -> Line:
    """With the time: some messengers swallow a message they have seen before."""
    at = clock.now().astimezone(clock.zone()).strftime("%H:%M:%S")
    said = _("This is a test at %(time)s. The robot works.") % {"time": at}
    return Line(said, "", _home())


def _home() -> str:
    return settings.BASE_URL + reverse("today")


def _sent(robot: Robot, news: News) -> Outcome:
    messenger = MESSENGERS[robot.kind]
    url, secret = unseal(robot.address), unseal(robot.secret)
    if not url:
        return Outcome(sent=False, reason=_lost(), final=True)
    with translation.override(robot.language):
        letter = messenger.compose(news, url, secret, clock.now())
    try:
        reply = outbound.post(letter.url, letter.body, HEADERS)
    except outbound.NotAllowed as refusal:
        return Outcome(sent=False, reason=str(refusal.sentence), final=True)
    except outbound.Unanswered as silence:
        return Outcome(sent=False, reason=_without(str(silence), url), wait=30)
    return messenger.read(reply.status, reply.body)


def _lost() -> str:
    return str(_("The address can no longer be read. Enter it again."))


def _without(text: str, url: str) -> str:
    """No word of the address reaches a log or a page."""
    parts = urlsplit(url)
    return text.replace(url, "…").replace(parts.query or url, "…").replace(parts.path, "…")
