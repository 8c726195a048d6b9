"""What the administrator's page of the group robots shows."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from tongzhou.channels.inbound import mailbox
from tongzhou.channels.models import MailReply, Post, Robot, Sending
from tongzhou.core import clock
from tongzhou.org.models import Person

SHOWN = 20


def robots(person: Person) -> QuerySet[Robot]:
    counted = {
        "waiting": Count("posts", filter=Q(posts__state=Post.State.PENDING)),
        "dead": Count("posts", filter=Q(posts__state=Post.State.DEAD)),
    }
    return Robot.objects.visible_to(person).select_related("department").annotate(**counted)


def page(robot: Robot) -> dict[str, Any]:
    counts = Post.objects.filter(robot=robot).aggregate(
        waiting=Count("pk", filter=Q(state=Post.State.PENDING)),
        dead=Count("pk", filter=Q(state=Post.State.DEAD)),
    )
    sendings = Sending.objects.filter(robot=robot)
    spoken = sendings.filter(worked=True).aggregate(last=Max("at"))["last"]
    return {"robot": robot, "sendings": sendings[:SHOWN], "spoken": spoken, **counts}


def dead_posts() -> int:
    """For the operator: messages to groups that were given up within the last month."""
    since = clock.now() - timedelta(days=30)
    return Post.objects.filter(state=Post.State.DEAD, at__gte=since).count()


def blocked_robots() -> list[Robot]:
    """For the operator: robots that failed when they last spoke."""
    return list(Robot.objects.working().filter(failures__gt=0))


def answers_by_mail() -> QuerySet[MailReply] | None:
    """The newest; None where no mailbox is asked."""
    if not mailbox.is_configured():
        return None
    return MailReply.objects.select_related("person__department")[:SHOWN]
