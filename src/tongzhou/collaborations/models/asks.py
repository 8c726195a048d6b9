"""One department asks one department; the asker may attach ready options."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models.cases import Collaboration
from tongzhou.collaborations.states import ASK, SETTLED
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person


class Ask(models.Model):
    """请求: one department asks one department.

    `what` … `give_back` are the asker's latest wording; `agreed_…` what both sides stand on, binding
    once the state is agreed. `clock_started_at` is when the receiver's response promise last began.
    `intake` is the version of the asked department's own form that was filled in.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="asks")
    department = models.ForeignKey(Department, models.PROTECT, related_name="asked")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.TextField(_("What exactly"))
    why = models.TextField(_("Why"), blank=True)
    by_date = models.DateField(_("By when"), null=True, blank=True)
    effort_days = models.DecimalField(
        _("Person-days"), max_digits=6, decimal_places=1, null=True, blank=True
    )
    gain = models.TextField(_("What they gain"), blank=True)
    give_back = models.TextField(_("What we give in return"), blank=True)
    intake = models.ForeignKey(
        "collaborations.IntakeForm", models.PROTECT, null=True, blank=True, related_name="asks"
    )
    state = models.CharField(max_length=16, choices=ASK.choices, default="draft", db_index=True)
    version = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField(null=True)
    clock_started_at = models.DateTimeField(null=True)
    snoozed_until = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True)
    agreed_what = models.TextField(blank=True, default="")
    agreed_by_date = models.DateField(null=True, blank=True)
    agreed_effort_days = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    agreed_people = models.CharField(max_length=200, blank=True, default="")
    agreed_give_back = models.TextField(blank=True, default="")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=SETTLED, settled_at__isnull=False)
                | (~Q(state__in=SETTLED) & Q(settled_at__isnull=True)),
                name="settled_ask_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | ~Q(agreed_what=""), name="agreed_ask_has_terms"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def title(self) -> str:
        """The first line, short enough for a heading."""
        first = self.what.strip().splitlines()[0] if self.what.strip() else ""
        return first if len(first) <= 80 else f"{first[:79]}…"

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED


class AskOption(models.Model):
    """One of the 1–5 ready options the asker attaches («选一个即可»)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    by_date = models.DateField(null=True, blank=True)
    effort_days = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ask", "position"], name="ask_option_position"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=5), name="at_most_five_options"
            ),
        ]
