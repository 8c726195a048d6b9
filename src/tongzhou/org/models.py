"""Departments, people and who stands in for whom."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id

HUES = 12
"""Departments are told apart by one of this many colours (ui/front/css/hues.css)."""


class Department(models.Model):
    """`path` is «/code/code/» from the root, so that a subtree is one prefix."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Name"), max_length=80)
    code = models.SlugField(_("Code"), max_length=30, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=400, db_index=True)
    head = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="heads")
    deputy = models.ForeignKey(
        "Person", models.PROTECT, null=True, blank=True, related_name="deputises"
    )
    hue = models.PositiveSmallIntegerField(default=0)
    seal_text = models.CharField(_("Seal text"), max_length=8, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    response_hours = models.PositiveSmallIntegerField(_("Response promise"), default=24)
    accept_limit_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["path"], name="department_path_is_unique"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def seal(self) -> str:
        """The text in the red seal, «产品部印» unless the department chose its own."""
        return self.seal_text or f"{self.name[:4]}印"

    def contains(self, other: "Department") -> bool:
        return other.path.startswith(self.path)


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(login=username)


class Person(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    login = models.CharField(_("Sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=60)
    pinyin = models.CharField(max_length=200, default="", blank=True)
    initials = models.CharField(max_length=40, default="", blank=True)
    title = models.CharField(_("Title"), max_length=60, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="people")
    mail = models.EmailField(_("Mail"), blank=True)
    mobile = models.CharField(_("Mobile"), max_length=30, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    theme = models.CharField(max_length=6, default="", blank=True)
    hours_per_day = models.DecimalField(max_digits=3, decimal_places=1, default=8)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    is_auditor = models.BooleanField(default=False)

    objects = People()
    USERNAME_FIELD = "login"

    class Meta:
        ordering: ClassVar = ["pinyin", "login"]
        indexes: ClassVar = [models.Index(fields=["initials"], name="person_initials")]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """What stands in the round avatar."""
        return self.name[:1]


class Liaison(models.Model):
    """接口人: answers for the department."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="liaisons")
    person = models.ForeignKey(Person, models.CASCADE, related_name="liaises")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "person"], name="liaison_once")
        ]


class Delegation(models.Model):
    """`delegate` answers and signs «代» `person` on the days from `since` to `until`, both included."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="delegations")
    delegate = models.ForeignKey(Person, models.CASCADE, related_name="delegated")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-since"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="delegation_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(person=models.F("delegate")), name="nobody_is_their_own_delegate"
            ),
        ]

    def covers(self, day: date) -> bool:
        return self.since <= day <= self.until


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a holiday, or a make-up workday 调休."""

    day = models.DateField(primary_key=True)
    is_working = models.BooleanField()
    name = models.CharField(max_length=40)


class SignInFailure(models.Model):
    """Counted to slow down guessing; swept after a day."""

    login = models.CharField(max_length=60)
    address = models.CharField(max_length=45)
    at = models.DateTimeField(db_index=True)


class Token(models.Model):
    """An API token; only its SHA-256 is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


