"""What can happen in the organisation."""

from tongzhou.org.events.calendars import (
    CalendarDaysSet,
)
from tongzhou.org.events.departments import (
    DepartmentCreated,
    DepartmentMoved,
    DepartmentRenamed,
    DeputyAppointed,
    HeadAppointed,
    LiaisonAppointed,
    LiaisonReleased,
    PromiseChanged,
    SealCut,
)
from tongzhou.org.events.people import (
    DelegationEnded,
    DelegationStarted,
    PasswordChanged,
    PersonAnonymised,
    PersonCreated,
    PersonLeft,
    PersonMoved,
    PersonReturned,
    PreferenceChosen,
    SessionsEnded,
    TokenCreated,
    TokenRevoked,
)

__all__ = [
    "CalendarDaysSet",
    "DelegationEnded",
    "DelegationStarted",
    "DepartmentCreated",
    "DepartmentMoved",
    "DepartmentRenamed",
    "DeputyAppointed",
    "HeadAppointed",
    "LiaisonAppointed",
    "LiaisonReleased",
    "PasswordChanged",
    "PersonAnonymised",
    "PersonCreated",
    "PersonLeft",
    "PersonMoved",
    "PersonReturned",
    "PreferenceChosen",
    "PromiseChanged",
    "SealCut",
    "SessionsEnded",
    "TokenCreated",
    "TokenRevoked",
]
