"""Who may change the organisation, and who may change what is one's own."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import YES, Verdict, allow_if, no
from tongzhou.org.models import Delegation, Department, ExternalId, Person, Token
from tongzhou.org.standing import as_head

MESSENGERS = frozenset(ExternalId.System.values)


def may_manage_organisation(by: Person | None) -> Verdict:
    """None is the operator at the command line of the server."""
    if by is None:
        return YES
    return allow_if(
        by.is_administrator and by.is_active,
        _("Only an administrator may change the organisation."),
    )


def may_set_promise(by: Person, department: Department) -> Verdict:
    return allow_if(
        as_head(by, department) is not None,
        _("Only the head of %(department)s, the deputy or the head's delegate may set this.")
        % {"department": department.name},
    )


def may_describe(by: Person, department: Department) -> Verdict:
    if by.is_administrator and by.is_active:
        return YES
    return may_set_promise(by, department)


def may_be_own(by: Person | None, person: Person) -> Verdict:
    """What belongs to one person alone: password, language, delegates, tokens."""
    if by is None:
        return YES
    return allow_if(
        by.pk == person.pk and by.is_active,
        _("Only %(person)s may change this.") % {"person": person.name},
    )


def may_change_profile(by: Person | None, person: Person, kept: Collection[str]) -> Verdict:
    """`kept` are the facts that administrators keep; the rest is also the person's own."""
    if by is not None and by.pk == person.pk and by.is_active and not kept:
        return YES
    return may_manage_organisation(by)


def may_change_keys(by: Person | None, person: Person | None, changed: Collection[str]) -> Verdict:
    """What opens an account is changed by people. `person` None is somebody new.

    Whoever has another's account in a messenger, or the mail that a sign-in of the company vouches
    for, comes in as the other: a token would become a session, and more rights than it has.
    """
    if by is None or not by.is_program:
        return YES
    if not MESSENGERS.isdisjoint(changed):
        return no(_("Accounts in messengers open the door: sign in and change them on the page."))
    has_rights = person and person.is_active and (person.is_administrator or person.is_auditor)
    return allow_if(
        not has_rights or {"login", "mail"}.isdisjoint(changed),
        _("Programs do not change how somebody who administers or audits signs in."),
    )


def may_grant(by: Person | None, granted: Collection[str]) -> Verdict:
    """A password or a right for somebody new."""
    return allow_if(
        by is None or not by.is_program or not granted,
        _("Passwords and rights are given by people: sign in and do it on the page."),
    )


def may_end_delegation(by: Person, delegation: Delegation) -> Verdict:
    return allow_if(
        by.pk in (delegation.person_id, delegation.delegate_id),
        _("Only the two people of a delegation may end it."),
    )


def may_end_sessions(by: Person, person: Person) -> Verdict:
    """One's own, or as an administrator somebody's whose device is lost."""
    return YES if by.pk == person.pk and by.is_active else may_manage_organisation(by)


def may_revoke(by: Person, token: Token) -> Verdict:
    return allow_if(
        by.pk == token.person_id or by.is_administrator,
        _("Only the owner of a token or an administrator may revoke it."),
    )
