"""What a department or a person carries, across collaborations."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tongzhou.org.models import Person
from tongzhou.org.request import PersonRequest
from tongzhou.org.views.departments.finding import department_of
from tongzhou.org.views.departments.page import frame
from tongzhou.schedule.queries.load import of_department, of_person
from tongzhou.schedule.views.calendar import typed_day


@require_GET
def department(request: PersonRequest, department: UUID) -> HttpResponse:
    found = department_of(request, department)
    first = typed_day(request.GET.get("from", ""))
    page = of_department(found, request.user, first)
    return render(request, "schedule/department.html", frame(request, found) | {"page": page})


@require_GET
def person(request: PersonRequest, person: UUID) -> HttpResponse:
    visible = Person.objects.visible_to(request.user).select_related("department")
    found = get_object_or_404(visible, pk=person)
    page = of_person(found, request.user, typed_day(request.GET.get("from", "")))
    return render(request, "schedule/person.html", {"person": found, "page": page})
