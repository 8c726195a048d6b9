"""部门语言: what a word means in each department, one wording after the other."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.core.han import folded
from tongzhou.core.ids import new_id
from tongzhou.org.models import Department, Person

LONGEST_NAME, LONGEST_TEXT, LONGEST_SENTENCE = 40, 1000, 400


class TermSet(models.QuerySet["Term"]):
    def visible_to(self, person: Person) -> Self:
        """How departments speak is no secret: every member reads it."""
        return self.all() if person.is_active else self.none()


class Term(models.Model):
    """A word; what it means is said by departments (`Wording`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Word"), max_length=LONGEST_NAME)

    objects = TermSet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Spelling(models.Model):
    """One way to write the word, its name among them; `key` is what texts are compared by."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="spellings")
    text = models.CharField(max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], name="one_term_for_a_spelling")
        ]


class Wording(models.Model):
    """What the word means in a department from `at` on; without text it means nothing there any more.

    `unlike` is what people wrongly take it for.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, models.PROTECT, related_name="wordings")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField(_("What it means here"), blank=True)
    example = models.CharField(_("Example"), max_length=LONGEST_SENTENCE, blank=True)
    unlike = models.CharField(_("What it does not mean"), max_length=LONGEST_SENTENCE, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["term", "department", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["term", "department", "number"], name="one_wording_of_a_number"
            )
        ]


def key_of(text: str) -> str:
    """How a spelling is compared: full and half width, both Chinese scripts, small letters."""
    return " ".join(folded(text).split())[:LONGEST_NAME]
