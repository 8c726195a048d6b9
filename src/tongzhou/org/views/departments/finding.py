"""One department by its id."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from tongzhou.org import policy
from tongzhou.org.models import Department
from tongzhou.org.request import PersonRequest
from tongzhou.ui.seen import held


def department_of(request: PersonRequest, pk: UUID, *, is_held: bool = False) -> Department:
    """`is_held` until the end of the transaction: what stands is compared with what a page showed."""
    visible = Department.objects.visible_to(request.user)
    if is_held:
        visible = held(visible, request)
    related = ("head", "deputy", "parent", "successor")
    return get_object_or_404(visible.select_related(*related), pk=pk)


def managed_department(request: PersonRequest, pk: UUID) -> Department:
    """Held only for whoever may change it: a form that is refused makes nobody wait."""
    department_of(request, pk)
    policy.may_manage_organisation(request.user).require()
    return department_of(request, pk, is_held=True)
