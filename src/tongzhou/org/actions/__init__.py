"""Every verb of the organisation."""

from tongzhou.org.actions.acting import end_acting, name_acting_head
from tongzhou.org.actions.calendars import (
    alternate_weeks,
    clear_day,
    import_holidays,
    set_day,
)
from tongzhou.org.actions.delegations import delegate, end_delegation
from tongzhou.org.actions.departments import (
    create_department,
    cut_seal,
    dye_department,
    order_departments,
    rename_department,
    set_promise,
)
from tongzhou.org.actions.describing import describe_department
from tongzhou.org.actions.leaving import retire
from tongzhou.org.actions.moving import (
    dissolve_department,
    move_department,
    recode_department,
)
from tongzhou.org.actions.passwords import change_password, end_sessions, set_password
from tongzhou.org.actions.people import (
    anonymise,
    create_person,
    move_person,
    reactivate,
    set_density,
    set_language,
    set_rail,
    set_theme,
)
from tongzhou.org.actions.profiles import change_profile
from tongzhou.org.actions.rights import leave_second_home, set_rights, take_second_home
from tongzhou.org.actions.roster import (
    confirm_roster,
    discard_roster,
    take_over_roster,
    upload_roster,
)
from tongzhou.org.actions.seats import (
    appoint_deputy,
    appoint_head,
    appoint_liaison,
    release_liaison,
)
from tongzhou.org.actions.tokens import create_token, revoke_token

__all__ = [
    "recode_department",
    "discard_roster",
    "describe_department",
    "dissolve_department",
    "dye_department",
    "end_acting",
    "name_acting_head",
    "order_departments",
    "anonymise",
    "appoint_deputy",
    "appoint_head",
    "appoint_liaison",
    "change_password",
    "change_profile",
    "alternate_weeks",
    "clear_day",
    "confirm_roster",
    "create_department",
    "create_person",
    "create_token",
    "cut_seal",
    "delegate",
    "end_delegation",
    "end_sessions",
    "import_holidays",
    "leave_second_home",
    "move_department",
    "move_person",
    "reactivate",
    "release_liaison",
    "rename_department",
    "retire",
    "revoke_token",
    "set_day",
    "set_density",
    "set_language",
    "set_password",
    "set_promise",
    "set_rights",
    "set_rail",
    "set_theme",
    "take_over_roster",
    "take_second_home",
    "upload_roster",
]
