"""What people say beside the facts, what they attach, and what they follow."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.access import OfCaseQuerySet
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.ids import new_id
from tongzhou.discussions.access import OfCommentQuerySet, SaidQuerySet
from tongzhou.files.access import lies_beside
from tongzhou.files.models import StoredFile
from tongzhou.org.models import Department, Person


class Comment(models.Model):
    """Markdown about one matter, or about a place when there is no collaboration.

    `html` is what it renders to, made when it is written.
    A removed one leaves its author and its time; its words are shown no more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, models.CASCADE, null=True, related_name="comments"
    )
    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    about = models.CharField(max_length=100, blank=True)
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="answered")
    text = models.TextField(_("Comment"))
    html = models.TextField()
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = SaidQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["subject", "at"], name="comment_of_subject"),
        ]

    def __str__(self) -> str:
        return self.text


class Wording(models.Model):
    """What a comment said before it was changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="wordings")
    version = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()

    objects = OfCommentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment", "version"], name="wording_once")
        ]


class Mention(models.Model):
    """@: a person or a whole department. `told` is whether they saw the matter at that moment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    told = models.BooleanField()

    objects = OfCommentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment", "person"], name="person_mentioned_once"),
            models.UniqueConstraint(
                fields=["comment", "department"], name="department_mentioned_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, department__isnull=True)
                | Q(person__isnull=True, department__isnull=False),
                name="mention_of_one",
            ),
        ]


class Attachment(models.Model):
    """A stored file that lies beside a matter, alone or with the comment it came with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, models.CASCADE, null=True, related_name="attachments"
    )
    kind = models.CharField(max_length=20)
    subject = models.UUIDField(db_index=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="attachment")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="attachments")

    objects = SaidQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["file__at", "id"]


@lies_beside
def files_beside_places(person: Person) -> Q:
    rows = Attachment.objects.filter(collaboration=None).visible_to(person)
    return Q(pk__in=rows.order_by().values("file"))


class Stance(models.Model):
    """How much somebody wants to hear of a collaboration beyond what concerns them anyway."""

    class Mode(models.TextChoices):
        FOLLOW = "follow", _("Follows")
        MUTE = "mute", _("Mutes")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collaboration = models.ForeignKey(Collaboration, models.CASCADE, related_name="stances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    mode = models.CharField(max_length=6, choices=Mode.choices)
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collaboration", "person"], name="one_stance_each")
        ]
