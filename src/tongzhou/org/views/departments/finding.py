"""One department by its id."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest


def department_of(request: PersonRequest, pk: UUID) -> Department:
    visible = Department.objects.visible_to(request.user)
    related = ("head", "deputy", "parent", "successor")
    return get_object_or_404(visible.select_related(*related), pk=pk)
