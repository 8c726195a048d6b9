"""通讯录同步: how a messenger's departments are ours, and one run of taking its directory over."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.channels.models.apps import App
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person


class Mirrored(models.Model):
    """A department of the directory and the one here that follows its name and its place."""

    app = models.ForeignKey(App, models.CASCADE, related_name="mirrored")
    place = models.CharField(max_length=80)
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["app", "place"], name="place_mirrored_once"),
            models.UniqueConstraint(fields=["app", "department"], name="department_mirrors_once"),
        ]


class SyncSet(models.QuerySet["Sync"]):
    def visible_to(self, person: Person) -> Self:
        return self if person.is_administrator else self.filter(app__added_by=person)


class Sync(models.Model):
    """Read by the worker, looked at by an administrator, taken over by the worker.

    `read` holds the directory until it is taken over or put aside; `steps` what it would change.
    """

    class State(models.TextChoices):
        WANTED = "wanted", _("is being read")
        READ = "read", _("waits for you")
        CONFIRMED = "confirmed", _("is being taken over")
        DONE = "done", _("taken over")
        FAILED = "failed", _("did not work")
        DISCARDED = "discarded", _("put aside")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    app = models.ForeignKey(App, models.CASCADE, related_name="syncs")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default="wanted")
    read = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True, default="")

    objects = SyncSet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["app"], condition=Q(state__in=("wanted", "read", "confirmed")),
                name="one_sync_at_a_time",
            )
        ]  # fmt: skip
