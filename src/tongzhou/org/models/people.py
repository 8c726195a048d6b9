"""People, who stands in for whom, and how they sign in."""

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
from tongzhou.org.models.departments import Department

T = TypeVar("T")


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
    density = models.CharField(max_length=7, default="", blank=True)
    rail = models.CharField(max_length=200, default="", blank=True)
    hours_per_day = models.DecimalField(max_digits=3, decimal_places=1, default=8)
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    is_auditor = models.BooleanField(default=False)
    anonymised_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    session_round = models.PositiveIntegerField(default=0, editable=False)

    objects = People()
    USERNAME_FIELD = "login"
    memo: dict[str, Any] | None = None
    is_program = False
    """Whoever calls does so with a token: nobody is proven to sit there."""

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


class DelegationSet(models.QuerySet["Delegation"]):
    def visible_to(self, person: "Person") -> Self:
        return self.filter(Q(person=person) | Q(delegate=person))

    def on(self, day: date) -> Self:
        return self.filter(since__lte=day, until__gte=day, ended_at=None)

    def during(self, first: date, last: date) -> Self:
        """Those that cover at least one of these days."""
        return self.filter(since__lte=last, until__gte=first, ended_at=None)


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
