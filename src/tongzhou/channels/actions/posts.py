"""What the robots are to say, who may send now, and how it ended."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tongzhou.channels.events import RobotFailed
from tongzhou.channels.models import Post, Robot, Sending
from tongzhou.channels.robots import MESSENGERS, Outcome
from tongzhou.core import clock
from tongzhou.journal.actions import record

ATTEMPTS = 6
"""After so many refusals a message is given up and shown to the administrator."""
TOLD_AFTER = 3
"""Failures in a row after which administrators hear of it."""
STALE = timedelta(hours=24)
"""News nobody could be told for so long is no news."""
LEASE = timedelta(seconds=40)
GATHERED = timedelta(seconds=10)
"""What happens within this time is one message."""
LONGEST_PAUSE = 3600
KEPT = timedelta(days=30)
MINUTE = timedelta(minutes=1)


def note(pairs: Iterable[tuple[Robot, int]]) -> None:
    """Each robot has the entry to tell; a repetition changes nothing."""
    now = clock.now()
    rows = [Post(robot=robot, entry_id=entry, at=now) for robot, entry in pairs]
    Post.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def take(robot: UUID, most: int) -> list[Post] | None:
    """Its oldest posts for this worker alone; none of them for a test.

    None when another worker is at it, a limit holds it, or what happens is still being gathered.
    """
    now = clock.now()
    rows = Robot.objects.working().select_for_update(skip_locked=True)
    locked = rows.filter(pk=robot).first()
    if locked is None or not _may_speak(locked, now):
        return None
    waiting = Post.objects.filter(robot=locked, state=Post.State.PENDING)
    waiting.filter(at__lt=now - STALE).update(state=Post.State.DEAD)
    is_trial = locked.trial == Robot.Trial.WAITING
    if not is_trial and not waiting.filter(at__lte=now - GATHERED).exists():
        return None
    Robot.objects.filter(pk=robot).update(busy_until=now + LEASE)
    return [] if is_trial else list(waiting.select_related("entry")[:most])


def _may_speak(robot: Robot, now: datetime) -> bool:
    if (robot.busy_until and robot.busy_until > now) or (robot.retry_at and robot.retry_at > now):
        return False
    spoken = Sending.objects.filter(robot=robot, at__gt=now - MINUTE).count()
    return spoken < MESSENGERS[robot.kind].per_minute


def drop(posts: Iterable[Post]) -> None:
    """What may no longer be said aloud."""
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(state=Post.State.DROPPED)


def put_down(robot: Robot) -> None:
    """Nothing was left to say."""
    Robot.objects.filter(pk=robot.pk).update(busy_until=None)


@transaction.atomic
def note_outcome(robot: Robot, posts: list[Post], outcome: Outcome, *, is_trial: bool) -> None:
    """Free the robot; after a failure it pauses, longer each time and never in step with others."""
    locked = Robot.objects.select_for_update().get(pk=robot.pk)
    Sending.objects.create(
        robot=locked, at=clock.now(), told=len(posts), worked=outcome.sent, note=outcome.reason
    )
    locked.busy_until = None
    locked.failures = 0 if outcome.sent else locked.failures + 1
    locked.last_error = outcome.reason
    locked.retry_at = None if outcome.sent else clock.now() + _pause(locked.failures, outcome.wait)
    if is_trial:
        locked.trial = Robot.Trial.WORKED if outcome.sent else Robot.Trial.FAILED
        locked.tried_at = clock.now()
    locked.save(
        update_fields=["busy_until", "failures", "last_error", "retry_at", "trial", "tried_at"]
    )
    _note_posts(posts, outcome)
    if locked.failures == TOLD_AFTER:
        told = RobotFailed(subject=locked.pk, name=locked.name, reason=locked.last_error)
        record(told, by=None)


def _note_posts(posts: list[Post], outcome: Outcome) -> None:
    """A messenger that is down or busy costs no attempt, a refusal does."""
    rows = Post.objects.filter(pk__in=[post.pk for post in posts])
    if outcome.sent:
        rows.update(state=Post.State.SENT)
    elif outcome.final:
        rows.update(attempts=F("attempts") + 1)
        rows.filter(attempts__gte=ATTEMPTS).update(state=Post.State.DEAD)


def _pause(failures: int, least: int) -> timedelta:
    backoff = min(LONGEST_PAUSE, 5 * 2 ** min(failures, 12))
    return timedelta(seconds=max(least, backoff) * random.uniform(1, 1.25))  # noqa: S311 — jitter


def sweep() -> None:
    old = clock.now() - KEPT
    Sending.objects.filter(at__lt=old).delete()
    Post.objects.filter(at__lt=old).exclude(state=Post.State.PENDING).delete()
