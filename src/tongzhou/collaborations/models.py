"""The root of everything: a collaboration, its parties, its asks with their answers, its meetings, its balls."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import CaseQuerySet, OfCaseQuerySet
from tongzhou.collaborations.states import ASK, COLLABORATION, MEETING, SETTLED
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person


class Collaboration(models.Model):
    """协作需求表. `number` is what people quote (协-2026-0042); the key is `id`."""

    class Visibility(models.TextChoices):
        PARTIES = "parties", _("The parties")
        COMPANY = "company", _("The whole company")
        CONFIDENTIAL = "confidential", _("Named people only")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    department = models.ForeignKey(Department, models.PROTECT, related_name="initiated")
    person_in_charge = models.ForeignKey(Person, models.PROTECT, related_name="in_charge_of")
    background = models.TextField(_("Background"), blank=True)
    goal = models.TextField(_("Measurable goal"), blank=True)
    wanted_date = models.DateField(_("Wanted date"), null=True, blank=True)
    people_needed = models.TextField(_("People needed"), blank=True)
    budget_needed = models.TextField(_("Budget needed"), blank=True)
    data_needed = models.TextField(_("Data needed"), blank=True)
    notes = models.TextField(_("Notes"), blank=True)
    leadership_attention = models.TextField(_("Leadership attention"), blank=True)
    visibility = models.CharField(
        max_length=12, choices=Visibility.choices, default=Visibility.PARTIES
    )
    state = models.CharField(
        max_length=12, choices=COLLABORATION.choices, default="draft", db_index=True
    )
    resumes_to = models.CharField(max_length=12, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    state_since = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-changed_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="paused") | ~Q(resumes_to=""), name="paused_knows_its_way_back"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The last number given out in a year; its row lock keeps numbers unique."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Milestone(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=120)
    on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]


class Party(models.Model):
    """A department that takes part; the initiating one is among them."""

    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="parties")
    department = models.ForeignKey(Department, models.PROTECT, related_name="takes_part")
    is_initiator = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-is_initiator", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "department"], name="party_once"),
            models.UniqueConstraint(
                fields=["collaboration"], condition=Q(is_initiator=True), name="one_initiator"
            ),
        ]


class Named(models.Model):
    """A person who sees the collaboration beside its parties, and why."""

    class Why(models.TextChoices):
        MEMBER = "member", _("Named member")
        FACILITATOR = "facilitator", _("Facilitator")
        FOLLOWER = "follower", _("Follower")
        SUPERIOR = "superior", _("Common superior")

    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="named")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    why = models.CharField(max_length=12, choices=Why.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "person", "why"], name="named_once")
        ]


class Ask(models.Model):
    """请求: one department asks one department.

    `what` … `give_back` are the asker's latest wording; `agreed_…` what both sides stand on, binding
    once the state is agreed. `clock_started_at` is when the receiver's response promise last began.
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


class AnswerQuerySet(OfCaseQuerySet):
    case_path = "ask__collaboration"


class Answer(models.Model):
    """One turn of the conversation, by either side, with the terms it put on the table.

    `number` counts the turns of an ask; empty terms mean «unchanged».
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=24, choices=[(m.verb, m.label) for m in ASK.moves])
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    sentence = models.TextField(blank=True)
    what = models.TextField(blank=True)
    by_date = models.DateField(null=True, blank=True)
    effort_days = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    people = models.CharField(max_length=200, blank=True)
    give_back = models.TextField(blank=True)
    chosen = models.CharField(max_length=300, blank=True)
    to_department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ask", "number"], name="answer_number_once")
        ]


class AnswerOption(models.Model):
    """One of 3–5 options an answering department offers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    by_date = models.DateField(null=True, blank=True)
    effort_days = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "position"], name="answer_option_position"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=5), name="at_most_five_offers"
            ),
        ]


class Meeting(models.Model):
    class Kind(models.TextChoices):
        TALK = "talk", _("One-to-one talk")
        KICKOFF = "kickoff", _("Kickoff meeting")
        WEEKLY = "weekly", _("Weekly meeting")
        SPECIAL = "special", _("Special meeting")
        RETROSPECTIVE = "retrospective", _("Retrospective meeting")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    starts_at = models.DateTimeField()
    minutes_long = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=120, blank=True)
    agenda = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=MEETING.choices, default="planned")
    minutes = models.TextField(blank=True)
    held_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    called_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-starts_at"]


class Attendee(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    came = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendee_once")
        ]


class Decision(models.Model):
    """What a meeting decided, one sentence each."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)

    class Meta:
        ordering: ClassVar = ["position"]


class Ball(models.Model):
    """Who moves next in one open matter. Written only by `balls.settle` from the matter's state.

    `kind` is the lifecycle of the matter and the name of its page; `title` the matter in its
    own words. `step` counts how far silence has passed the ball up.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="balls")
    kind = models.CharField(max_length=20)
    matter = models.UUIDField()
    state = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="balls")
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    waiting = models.ForeignKey(Person, models.PROTECT, null=True, related_name="awaited")
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True, db_index=True)
    paused_because = models.CharField(max_length=20, blank=True, default="")
    step = models.PositiveSmallIntegerField(default=0)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = [F("due_at").asc(nulls_last=True), "since", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "matter", "department"], name="one_ball_per_matter"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["person", "due_at"], name="ball_of_person")]
