"""Adding, changing, testing and closing a group robot; all by an administrator."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.channels.events import RobotAdded, RobotChanged, RobotClosed
from tongzhou.channels.models import Post, Robot
from tongzhou.channels.robots import MESSENGERS
from tongzhou.channels.sealing import seal
from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId
from tongzhou.org import policy
from tongzhou.org.models import Department, Person


@transaction.atomic
def add(
    *, kind: str, name: str, department: Department, address: str, secret: str, by: Person,
    keyword: str = "", language: str = "zh-hans",
) -> Robot:  # fmt: skip
    """The robot of one group; `secret` is what the messenger calls 加签 or 签名校验."""
    policy.may_manage_organisation(by).require()
    if not address:
        _refuse("address", _("Paste the address the messenger shows for the robot."))
    _judge(kind, address)
    robot = Robot.objects.create(
        kind=kind, name=name, department=department, address=seal(address), secret=seal(secret),
        keyword=keyword, language=language, added_by=by, added_at=clock.now(),
    )  # fmt: skip
    record(RobotAdded(subject=robot.pk, **_facts(robot)), by=by)
    return robot


@transaction.atomic
def change(
    robot: Robot, *, name: str, department: Department, address: str, secret: str, by: Person,
    keyword: str = "", language: str = "zh-hans",
) -> Robot:  # fmt: skip
    """An empty address or secret keeps what is sealed. What failed before is forgotten."""
    policy.may_manage_organisation(by).require()
    locked = _open(robot)
    if address:
        _judge(locked.kind, address)
        locked.address = seal(address)
    if secret:
        locked.secret = seal(secret)
    locked.name, locked.department = name, department
    locked.keyword, locked.language = keyword, language
    locked.trial, locked.failures, locked.last_error, locked.retry_at = "", 0, "", None
    locked.save(
        update_fields=[
            "name", "department", "address", "secret", "keyword", "language", "trial",
            "failures", "last_error", "retry_at",
        ]
    )  # fmt: skip
    record(RobotChanged(subject=locked.pk, **_facts(locked)), by=by)
    return locked


@transaction.atomic
def test(robot: Robot, *, by: Person) -> None:
    """The worker says hello within seconds and notes what the messenger answered."""
    policy.may_manage_organisation(by).require()
    locked = _open(robot)
    locked.trial, locked.retry_at = Robot.Trial.WAITING, None
    locked.save(update_fields=["trial", "retry_at"])


@transaction.atomic
def close(robot: Robot, *, by: Person) -> None:
    """Its address is forgotten at once; what it said stays."""
    policy.may_manage_organisation(by).require()
    locked = _open(robot)
    locked.closed_at, locked.address, locked.secret = clock.now(), "", ""
    locked.save(update_fields=["closed_at", "address", "secret"])
    Post.objects.filter(robot=locked, state=Post.State.PENDING).update(state=Post.State.DROPPED)
    record(RobotClosed(subject=locked.pk, name=locked.name), by=by)


@transaction.atomic
def send_again(robot: Robot, *, by: Person) -> int:
    """Everything that was given up gets another chance; how many."""
    policy.may_manage_organisation(by).require()
    locked = _open(robot)
    locked.failures, locked.retry_at = 0, None
    locked.save(update_fields=["failures", "retry_at"])
    dead = Post.objects.filter(robot=locked, state=Post.State.DEAD)
    return dead.update(state=Post.State.PENDING, attempts=0, at=clock.now())


def _open(robot: Robot) -> Robot:
    locked = Robot.objects.select_for_update().get(pk=robot.pk)
    if locked.closed_at:
        raise NotPossibleNow(_("This robot is closed. Add it anew."))
    return locked


def _judge(kind: str, address: str) -> None:
    """Only addresses of the messenger itself, or of a server the operator allows."""
    messenger = MESSENGERS[kind]
    try:
        parts = urlsplit(address)
        place = f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
    except ValueError:
        parts, place = urlsplit(""), ""
    if place in settings.OUTBOUND_ALLOW:
        return
    is_theirs = parts.scheme == "https" and parts.netloc in messenger.hosts
    if not is_theirs or not parts.path.startswith(messenger.path):
        example = f"https://{messenger.hosts[0]}{messenger.path}"
        _refuse("address", _("It has to begin with %(example)s") % {"example": example})


def _facts(robot: Robot) -> dict[str, Any]:
    return {
        "name": robot.name,
        "messenger": robot.kind,
        "department": DepartmentId(robot.department_id),
    }


def _refuse(field: str, sentence: Any) -> None:
    raise Invalid(sentence, errors={field: sentence})
