"""Who opens a file that was handed in: whoever reads what the respondent handed in."""

from django.db.models import Q

from tongzhou.files.access import lies_beside
from tongzhou.org.models import Person
from tongzhou.submissions.models import HandedFile, Respondent


@lies_beside
def handed_in(person: Person) -> Q:
    readable = Respondent.objects.visible_to(person).order_by().values("pk")
    rows = HandedFile.objects.filter(handing__respondent__in=readable)
    return Q(pk__in=rows.order_by().values("file"))
