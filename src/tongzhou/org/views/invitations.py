"""A one-time link: made by an administrator, opened by whom it is for."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tongzhou.journal.once import once
from tongzhou.org import policy
from tongzhou.org.actions.invitations import accept_invitation, invite, invited
from tongzhou.org.forms.errors import done
from tongzhou.org.forms.people import NewPasswordForm
from tongzhou.org.middleware import public
from tongzhou.org.models import Person
from tongzhou.org.request import PersonRequest
from tongzhou.ui.toasts import say


@never_cache
@once
@require_POST
def person_invitations(request: PersonRequest, person: UUID) -> HttpResponse:
    """The link is shown here and never again."""
    found = get_object_or_404(Person.objects.visible_to(request.user), pk=person)
    policy.may_manage_organisation(request.user).require()
    secret = invite(found, by=request.user)
    link = f"{settings.BASE_URL}{reverse('invitation')}?code={secret}"
    return render(request, "org/invited.html", {"person": found, "link": link})


@public
@never_cache
@sensitive_post_parameters("new_password", "code")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    code = (request.POST.get("code") or request.GET.get("code") or "")[:200]
    person = invited(code)
    form = NewPasswordForm(request.POST or None)
    if person and done(form, partial(accept_invitation, code)):
        say(request, _("Your password is set. Please sign in with it."))
        return HttpResponseRedirect(reverse("sign-in"), status=303)
    status = 422 if form.is_bound and person else 200
    context = {"person": person, "form": form, "code": code}
    return render(request, "org/invitation.html", context, status=status)
