"""Departments, people and who stands in for whom."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id

T = TypeVar("T")
HUES = 12
"""Departments are told apart by one of this many colours (ui/front/css/hues.css)."""


class DepartmentSet(models.QuerySet["Department"]):
    def visible_to(self, person: "Person") -> Self:
        """The organisation is open to everybody who belongs to it."""
        return self if person.is_active else self.none()


def seal_of(name: str) -> str:
    """What a department's seal says that chose nothing of its own."""
    return f"{name[:4]}印"


class Department(models.Model):
    """`path` is «/code/code/» from the root, so that a subtree is one prefix."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Name"), max_length=80)
    code = models.SlugField(_("Code"), max_length=30, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=400, unique=True)
    head = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="heads")
    deputy = models.ForeignKey(
        "Person", models.PROTECT, null=True, blank=True, related_name="deputises"
    )
    hue = models.PositiveSmallIntegerField(default=0)
    seal_text = models.CharField(_("Seal text"), max_length=8, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    response_hours = models.PositiveSmallIntegerField(_("Response promise"), default=24)
    accept_limit_days = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = DepartmentSet.as_manager()

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="not_its_own_parent"),
            # A subtree is found with LIKE, which SQLite compares without case.
            models.CheckConstraint(
                condition=Q(code=Lower("code"), path=Lower("path")),
                name="department_code_is_lower_case",
            ),
            models.CheckConstraint(
                condition=Q(response_hours__gte=1), name="response_promise_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def seal(self) -> str:
        """The text in the red seal, «产品部印» unless the department chose its own."""
        return self.seal_text or seal_of(self.name)

    def contains(self, other: "Department") -> bool:
        return other.path.startswith(self.path)


class PersonSet(models.QuerySet["Person"]):
    def visible_to(self, person: "Person") -> Self:
        """Everybody, also who left: their names stand under past signatures."""
        return self if person.is_active else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)


class People(BaseUserManager.from_queryset(PersonSet)["Person"]):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Person":
        person: Person = self.get(login=username)
        return person


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
    anonymised_at = models.DateTimeField(null=True, editable=False)
    session_round = models.PositiveIntegerField(default=0, editable=False)

    objects = People()
    USERNAME_FIELD = "login"
    memo: dict[str, Any] | None = None

    class Meta:
        ordering: ClassVar = ["pinyin", "login"]
        indexes: ClassVar = [
            models.Index(fields=["initials"], name="person_initials"),
            models.Index(fields=["pinyin", "login"], name="person_by_pinyin"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(login=Lower("login")), name="sign_in_name_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """What stands in the round avatar."""
        return self.name[:1]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A new password or a new round makes every open session of the person void."""
        value = f"{self.session_round} {self.password}"
        return salted_hmac("tongzhou.session", value, secret=secret, algorithm="sha256").hexdigest()

    def remembered(self, key: str, find: Callable[[], T]) -> T:
        """The answer of `find`, asked once a request; only the signed-in person has a memo."""
        if self.memo is None:
            return find()
        if key not in self.memo:
            self.memo[key] = find()
        answer: T = self.memo[key]
        return answer


class Liaison(models.Model):
    """接口人: answers for the department."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="liaisons")
    person = models.ForeignKey(Person, models.PROTECT, related_name="liaises")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "person"], name="liaison_once")
        ]


class DelegationSet(models.QuerySet["Delegation"]):
    def visible_to(self, person: "Person") -> Self:
        return self.filter(Q(person=person) | Q(delegate=person))

    def on(self, day: date) -> Self:
        return self.filter(since__lte=day, until__gte=day, ended_at=None)


class Delegation(models.Model):
    """`delegate` answers and signs «代» `person` from `since` to `until`, both days included."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(Person, models.PROTECT, related_name="delegated")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = DelegationSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-since", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="delegation_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(person=models.F("delegate")), name="nobody_is_their_own_delegate"
            ),
        ]

    def covers(self, day: date) -> bool:
        return self.ended_at is None and self.since <= day <= self.until


class CalendarDay(models.Model):
    """A day the organisation decided or imported; it wins over the bundled holidays."""

    day = models.DateField(primary_key=True)
    is_working = models.BooleanField()
    name = models.CharField(max_length=40)


class SignInFailure(models.Model):
    """Counted to slow down guessing; swept after a day."""

    login = models.CharField(max_length=60)
    address = models.CharField(max_length=45)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["address", "at"], name="failures_by_address")]


class TokenSet(models.QuerySet["Token"]):
    def visible_to(self, person: "Person") -> Self:
        return self.filter(person=person)


class Token(models.Model):
    """An API token; only its SHA-256 is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = TokenSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at"]
