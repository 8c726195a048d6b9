"""Departments, people, who stands in for whom, and how it was before."""

from tongzhou.org.models.access import SignInFailure, Token, TokenSet
from tongzhou.org.models.audit import Access
from tongzhou.org.models.days import CalendarDay
from tongzhou.org.models.departments import HUES, Department, DepartmentSet, Liaison, seal_of
from tongzhou.org.models.describing import DepartmentMeasure, DepartmentProfile, LeadTime
from tongzhou.org.models.first_run import FirstRun
from tongzhou.org.models.history import (
    ActingHead,
    FormerHome,
    FormerName,
    FormerPlace,
    FormerSeat,
)
from tongzhou.org.models.identities import Browser, Identity
from tongzhou.org.models.invitations import Invitation
from tongzhou.org.models.passkeys import Passkey
from tongzhou.org.models.people import Delegation, DelegationSet, People, Person, PersonSet
from tongzhou.org.models.profiles import ExternalId, SecondHome, Skill
from tongzhou.org.models.provisioning import DepartmentIdentity
from tongzhou.org.models.roster import RosterImport
from tongzhou.org.models.rules import Rule
from tongzhou.org.models.second_factors import RecoveryCode, SecondFactor

__all__ = [
    "HUES",
    "Access",
    "ActingHead",
    "Browser",
    "CalendarDay",
    "Delegation",
    "DelegationSet",
    "Department",
    "DepartmentIdentity",
    "DepartmentMeasure",
    "DepartmentProfile",
    "DepartmentSet",
    "ExternalId",
    "FirstRun",
    "FormerHome",
    "FormerName",
    "FormerPlace",
    "FormerSeat",
    "LeadTime",
    "Liaison",
    "Passkey",
    "People",
    "Person",
    "PersonSet",
    "RecoveryCode",
    "RosterImport",
    "Rule",
    "SecondFactor",
    "SecondHome",
    "SignInFailure",
    "Skill",
    "Identity",
    "Invitation",
    "Token",
    "TokenSet",
    "seal_of",
]
