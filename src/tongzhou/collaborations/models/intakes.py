"""What a department wants to know with each kind of request: its own form, versioned."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongzhou.collaborations.models.asks import Ask
from tongzhou.core.ids import new_id
from tongzhou.files.models import StoredFile
from tongzhou.org.models import Department, Person


class IntakeFormSet(models.QuerySet[Any]):
    def visible_to(self, person: Person) -> Self:
        """How a department wants to be asked is known to everybody who may ask it."""
        return self if person.is_active else self.none()


class IntakeForm(models.Model):
    """One version of the form of one kind of request; it never changes once somebody was asked with it.

    Versions of the same kind share `series`; at most one of them is current, none once it was retired.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    series = models.UUIDField(default=new_id, editable=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="intake_forms")
    name = models.CharField(_("Kind of request"), max_length=60)
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    objects = IntakeFormSet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "version"], name="intake_version_once"),
            models.UniqueConstraint(
                fields=["series"], condition=Q(is_current=True), name="one_current_intake"
            ),
            models.UniqueConstraint(
                fields=["department", "name"],
                condition=Q(is_current=True),
                name="intake_name_once_per_department",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IntakeField(models.Model):
    """One question. `key` is the same through the versions, so that typed text is carried over."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", pgettext_lazy("kind of field", "Number")
        DATE = "date", _("Date")
        CHOICE = "choice", _("Choice")
        YES_NO = "yes_no", _("Yes or no")
        PERSON = "person", pgettext_lazy("kind of field", "Person")
        FILE = "file", pgettext_lazy("kind of field", "File")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    form = models.ForeignKey(IntakeForm, models.CASCADE, related_name="fields")
    key = models.UUIDField(default=new_id, editable=False)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TEXT)
    help = models.CharField(max_length=200, blank=True)
    choices = models.TextField(blank=True)
    is_required = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "position"], name="intake_field_position"),
            models.UniqueConstraint(fields=["form", "key"], name="intake_field_key_once"),
            models.CheckConstraint(
                condition=~Q(kind="choice") | ~Q(choices=""),
                name="a_choice_has_something_to_choose",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def offered(self) -> list[str]:
        """What a choice offers, one line each."""
        return [line for line in self.choices.splitlines() if line]


class IntakeEntry(models.Model):
    """What the asker filled in; `text` as it reads, the typed value beside it."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="intake_entries")
    field = models.ForeignKey(IntakeField, models.PROTECT, related_name="+")
    text = models.TextField()
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    day = models.DateField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["field__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ask", "field"], name="intake_entry_once")
        ]
