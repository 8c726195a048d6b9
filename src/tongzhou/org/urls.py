"""Addresses of org."""

from django.urls import path

from tongzhou.org import urls_of_departments
from tongzhou.org.views import (
    calendars,
    invitations,
    leaving,
    me,
    passkeys,
    people,
    profiles,
    roster,
    second_factors,
    sign_in,
)

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("invitation", invitations.invitation, name="invitation"),
    path("identity-proofs", sign_in.identity_proofs, name="identity-proofs"),
    path("language", me.language, name="language"),
    path("theme", me.theme, name="theme"),
    path("me", me.me, name="me"),
    path("me/passwords", me.passwords, name="my-passwords"),
    path("me/second-factors", second_factors.second_factors, name="my-second-factors"),
    path(
        "me/second-factors/confirmations",
        second_factors.confirmations,
        name="my-second-factor-confirmations",
    ),
    path("me/second-factors/ends", second_factors.ends, name="my-second-factor-ends"),
    path(
        "people/<uuid:person>/second-factor-ends",
        second_factors.ends_of,
        name="person-second-factor-ends",
    ),
    path("passkey-options", passkeys.passkey_options, name="passkey-options"),
    path("me/passkeys", passkeys.my_passkeys, name="my-passkeys"),
    path("me/passkeys/<uuid:passkey>/ends", passkeys.passkey_ends, name="passkey-ends"),
    path(
        "people/<uuid:person>/passkey-ends",
        passkeys.person_passkey_ends,
        name="person-passkey-ends",
    ),
    path("me/session-ends", me.session_ends, name="my-session-ends"),
    path("browsers/<uuid:browser>/ends", me.browser_ends, name="browser-ends"),
    path("me/delegations", me.delegations, name="my-delegations"),
    path("me/tokens", me.tokens, name="my-tokens"),
    path("delegations/<uuid:delegation>/ends", me.delegation_ends, name="delegation-ends"),
    path("tokens/<uuid:token>/revocations", me.token_revocations, name="token-revocations"),
    *urls_of_departments.urlpatterns,
    path("people", people.people, name="people"),
    path("people/new", people.new_person, name="new-person"),
    path("people/imports", roster.upload, name="rosters"),
    path("people/imports/new", roster.new, name="new-roster"),
    path("people/imports/template.xlsx", roster.empty_table, name="roster-template"),
    path("people/imports/<uuid:roster_import>", roster.preview, name="roster"),
    path(
        "people/imports/<uuid:roster_import>/confirmations",
        roster.confirmations,
        name="roster-confirmations",
    ),
    path("people/imports/<uuid:roster_import>/discards", roster.discards, name="roster-discards"),
    path("people/options", people.options, name="people-options"),
    path("people/<uuid:person>", people.person, name="person"),
    path("people/<uuid:person>/edit", profiles.edit, name="edit-person"),
    path("people/<uuid:person>/rights", profiles.rights, name="person-rights"),
    path("people/<uuid:person>/second-homes", profiles.second_homes, name="second-homes"),
    path(
        "people/<uuid:person>/second-homes/<uuid:department>/ends",
        profiles.second_home_ends,
        name="second-home-ends",
    ),
    path("people/<uuid:person>/departments", people.homes, name="person-departments"),
    path("people/<uuid:person>/passwords", people.passwords, name="person-passwords"),
    path(
        "people/<uuid:person>/invitations",
        invitations.person_invitations,
        name="person-invitations",
    ),
    path("people/<uuid:person>/departures", leaving.departures, name="person-departures"),
    path("people/<uuid:person>/session-ends", people.session_ends, name="person-session-ends"),
    path("people/<uuid:person>/returns", people.returns, name="person-returns"),
    path(
        "people/<uuid:person>/anonymisations", people.anonymisations, name="person-anonymisations"
    ),
    path("calendar", calendars.calendar, name="calendar"),
    path("calendar/imports", calendars.imports, name="calendar-imports"),
    path("calendar/alternations", calendars.alternations, name="calendar-alternations"),
    path("calendar/clearances", calendars.clearances, name="calendar-clearances"),
]
