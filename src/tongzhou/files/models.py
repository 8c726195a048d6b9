"""A file somebody handed in: what it is called, what it is, where its bytes lie."""

from pathlib import Path
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongzhou.core.ids import new_id
from tongzhou.files import kinds, store
from tongzhou.files.access import StoredFileSet
from tongzhou.org.models import Person


class StoredFile(models.Model):
    """Bytes are kept once per content, under their hash; a row is one act of handing in.

    `media_type` is judged from the content, never from what the browser says. `collaboration`
    is the one whose readers may open it; None until it lies in one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    collaboration = models.UUIDField(null=True, db_index=True)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = StoredFileSet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gte=1), name="stored_file_is_not_empty"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="withdrawn_file_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return store.place(self.sha256)

    @property
    def is_shown_inline(self) -> bool:
        return self.media_type in kinds.SHOWN_INLINE

    @property
    def is_image(self) -> bool:
        return self.media_type in kinds.IMAGES

    @property
    def icon(self) -> str:
        return kinds.icon(self.media_type)
