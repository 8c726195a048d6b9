"""Who may call a meeting and record its minutes."""

from django.utils.translation import gettext_lazy as _

from tongzhou.collaborations.models import Collaboration, Meeting, Named, Party
from tongzhou.collaborations.policy.cases import initiates
from tongzhou.core.verdicts import YES, Verdict, allow_if
from tongzhou.org.models import Person
from tongzhou.org.standing import as_liaison, as_person


def may_call(by: Person, collaboration: Collaboration) -> Verdict:
    """Anybody who stands for a party: the initiator, a facilitator, heads and liaisons."""
    if initiates(by, collaboration) or _facilitates(by, collaboration):
        return YES
    parties = Party.objects.filter(collaboration=collaboration).select_related("department")
    return allow_if(
        any(as_liaison(by, party.department) for party in parties),
        _(
            "Meetings are called by the initiator, the facilitator, or the parties' heads and liaisons."
        ),
    )


def may_record(by: Person, meeting: Meeting) -> Verdict:
    """Whoever called it, the initiator or a facilitator."""
    collaboration = meeting.collaboration
    return allow_if(
        as_person(by, meeting.called_by) is not None
        or initiates(by, collaboration) is not None
        or _facilitates(by, collaboration),
        _("Only %(person)s, who called the meeting, the initiator or the facilitator may do this.")
        % {"person": meeting.called_by},
    )


def may_reply(by: Person, meeting: Meeting) -> Verdict:
    return allow_if(
        meeting.attendees.filter(person=by).exists(), _("Only those who are invited may reply.")
    )


def _facilitates(by: Person, collaboration: Collaboration) -> bool:
    named = Named.objects.filter(collaboration=collaboration, why=Named.Why.FACILITATOR)
    return named.filter(person=by).exists()
