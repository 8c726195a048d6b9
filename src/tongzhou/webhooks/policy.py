"""Who keeps webhooks: administrators; but where one of them tells things its owner alone decides."""

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Verdict, allow_if
from tongzhou.org.models import Person
from tongzhou.org.policy import may_manage_organisation
from tongzhou.webhooks.models import Webhook

may_add = may_manage_organisation
may_close = may_manage_organisation


def may_change(person: Person, webhook: Webhook) -> Verdict:
    """Otherwise somebody could have sent to an own address what only the owner may see."""
    return may_add(person) and allow_if(
        webhook.owner_id == person.pk,
        _("A webhook has the rights of who added it; nobody else changes it."),
    )
