"""Departments, and the liaisons who answer for them."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tongzhou.core.ids import new_id

if TYPE_CHECKING:
    from tongzhou.org.models.people import Person

HUES = 12
"""Departments are told apart by one of this many colours (ui/front/css/hues.css)."""


class DepartmentSet(models.QuerySet["Department"]):
    def visible_to(self, person: "Person") -> Self:
        """The organisation is open to everybody who belongs to it."""
        return self if person.is_active else self.none()

    def living(self) -> Self:
        """Those that were not dissolved: whom one may ask, appoint and belong to."""
        return self.filter(dissolved_at=None)


def seal_of(name: str) -> str:
    """What a department's seal says that chose nothing of its own."""
    return f"{name[:4]}印"


class Department(models.Model):
    """`path` is «/code/code/» from the root, so that a subtree is one prefix.

    A dissolved department stands below its successor and is led by the successor's people: what
    was promised in its name stays answered for. `acting_until` says that the head only acts.
    """

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
    pinyin = models.CharField(max_length=300, default="", blank=True)
    initials = models.CharField(max_length=80, default="", blank=True)
    acting_until = models.DateField(null=True, blank=True)
    renamed_at = models.DateTimeField(null=True, editable=False)
    founded_at = models.DateTimeField(null=True, editable=False)
    dissolved_at = models.DateTimeField(null=True, editable=False)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="absorbed"
    )

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
            models.CheckConstraint(
                condition=Q(dissolved_at=None, successor=None)
                | Q(dissolved_at__isnull=False, successor__isnull=False),
                name="dissolved_into_a_successor",
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


class Liaison(models.Model):
    """接口人: answers for the department."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="liaisons")
    person = models.ForeignKey("Person", models.PROTECT, related_name="liaises")
    position = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["department", "person"], name="liaison_once")
        ]
