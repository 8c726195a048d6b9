"""Who may use which address: every route and method of the product has its word here.

everyone       nobody has to be signed in
member         whoever is signed in
party          who sees the collaboration the id belongs to; for all others there is no such page
own            only the person it belongs to; for all others there is no such page
role           every member sees the thing, its head or the person named may do it; others: 403
administrator  only administrators; others: 403
"""

EVERYONE = {
    "healthz": "GET",
    "readyz": "GET",
    "sign-in": "GET POST",
    "language": "POST",
    "theme": "POST",
    "api/v1/openapi.json": "GET",
    "api/v1/": "GET",
}

MEMBER = {
    "": "GET",
    "sign-out": "POST",
    "identity-proofs": "GET POST",
    "me": "GET",
    "me/delegations": "POST",
    "me/passwords": "POST",
    "me/session-ends": "POST",
    "me/tokens": "POST",
    "calendar": "GET",
    "collaborations": "GET POST",
    "collaborations/hints": "POST",
    "collaborations/new": "GET",
    "departments": "GET",
    "departments/<uuid:department>": "GET",
    "departments/<uuid:department>/intake": "GET",
    "imports": "GET POST",
    "imports/new": "GET",
    "intake-forms/<uuid:intake_form>": "GET",
    "intake-questions": "GET",
    "notices": "GET",
    "notice-readings": "POST",
    "people": "GET",
    "people/<uuid:person>": "GET",
    "people/options": "GET",
    "search": "GET",
    "api/v1/me": "GET",
    "api/v1/collaborations": "GET",
}

PARTY = {
    "agreements/<uuid:version>": "GET",
    "agreements/<uuid:version>/objections": "POST",
    "agreements/<uuid:version>/signatures": "POST",
    "agreements/<uuid:version>/withdrawals": "POST",
    "api/v1/asks/<uuidstr:ask>": "GET",
    "api/v1/asks/<uuidstr:ask>/answers": "POST",
    "api/v1/collaborations/<uuidstr:collaboration>": "GET",
    "api/v1/collaborations/<uuidstr:collaboration>/tasks": "GET",
    "api/v1/tasks/<uuidstr:task>": "GET PATCH",
    "asks/<uuid:ask>": "GET",
    "asks/<uuid:ask>/answers": "POST",
    "asks/<uuid:ask>/edit": "GET POST",
    "asks/<uuid:ask>/removals": "POST",
    "asks/<uuid:ask>/sendings": "POST",
    "asks/<uuid:ask>/withdrawals": "POST",
    "changes/<uuid:change>": "GET",
    "changes/<uuid:change>/lines": "POST",
    "changes/<uuid:change>/rebases": "POST",
    "changes/<uuid:change>/rejections": "POST",
    "changes/<uuid:change>/submissions": "POST",
    "changes/<uuid:change>/take-ups": "POST",
    "changes/<uuid:change>/withdrawals": "POST",
    "collaborations/<uuid:collaboration>": "GET",
    "collaborations/<uuid:collaboration>/agreement": "GET",
    "collaborations/<uuid:collaboration>/agreements": "POST",
    "collaborations/<uuid:collaboration>/agreed-terms": "POST",
    "collaborations/<uuid:collaboration>/asks": "GET POST",
    "collaborations/<uuid:collaboration>/asks/hints": "POST",
    "collaborations/<uuid:collaboration>/asks/new": "GET",
    "collaborations/<uuid:collaboration>/brief": "GET",
    "collaborations/<uuid:collaboration>/cancellations": "GET POST",
    "collaborations/<uuid:collaboration>/changes": "GET POST",
    "collaborations/<uuid:collaboration>/changes/new": "GET",
    "collaborations/<uuid:collaboration>/discards": "GET POST",
    "collaborations/<uuid:collaboration>/divisions": "POST",
    "collaborations/<uuid:collaboration>/edit": "GET POST",
    "collaborations/<uuid:collaboration>/meetings": "GET POST",
    "collaborations/<uuid:collaboration>/meetings/new": "GET",
    "collaborations/<uuid:collaboration>/outcome": "GET",
    "collaborations/<uuid:collaboration>/pauses": "GET POST",
    "collaborations/<uuid:collaboration>/plan": "GET",
    "collaborations/<uuid:collaboration>/plan.xlsx": "GET",
    "collaborations/<uuid:collaboration>/problems": "GET",
    "collaborations/<uuid:collaboration>/problems/new": "GET POST",
    "collaborations/<uuid:collaboration>/progress": "GET",
    "collaborations/<uuid:collaboration>/resumptions": "POST",
    "collaborations/<uuid:collaboration>/sendings": "POST",
    "collaborations/<uuid:collaboration>/tasks": "POST",
    "collaborations/<uuid:collaboration>/timeline": "GET",
    "deliveries/<uuid:delivery>": "GET",
    "deliveries/<uuid:delivery>/acceptances": "POST",
    "deliveries/<uuid:delivery>/finished-remains": "POST",
    "dossiers/<uuid:dossier>": "GET",
    "files/<uuid:stored_file>": "GET",
    "files/<uuid:stored_file>/preview": "GET",
    "improvements/<uuid:improvement>": "GET",
    "improvements/<uuid:improvement>/finished": "POST",
    "meetings/<uuid:meeting>": "GET",
    "meetings/<uuid:meeting>/cancellations": "POST",
    "meetings/<uuid:meeting>/edit": "GET POST",
    "meetings/<uuid:meeting>/invitation.ics": "GET",
    "meetings/<uuid:meeting>/minutes": "POST",
    "problems/<uuid:problem>": "GET",
    "problems/<uuid:problem>/escalations": "POST",
    "problems/<uuid:problem>/fact-confirmations": "POST",
    "problems/<uuid:problem>/meetings": "POST",
    "problems/<uuid:problem>/options": "POST",
    "problems/<uuid:problem>/rulings": "POST",
    "problems/<uuid:problem>/settlements": "POST",
    "problems/<uuid:problem>/sides": "POST",
    "problems/<uuid:problem>/table-checks": "POST",
    "retrospectives/<uuid:retrospective>": "GET",
    "retrospectives/<uuid:retrospective>/closings": "POST",
    "retrospectives/<uuid:retrospective>/conclusions": "POST",
    "retrospectives/<uuid:retrospective>/sharings": "POST",
    "retrospectives/<uuid:retrospective>/views": "POST",
    "risk-notices/<uuid:risk_notice>": "GET",
    "risk-notices/<uuid:risk_notice>/acknowledgements": "POST",
    "risk-notices/<uuid:risk_notice>/settlements": "POST",
    "tasks/<uuid:task>/cells": "POST",
    "tasks/<uuid:task>/check-in": "GET",
    "tasks/<uuid:task>/check-ins": "POST",
    "tasks/<uuid:task>/deliveries": "POST",
    "tasks/<uuid:task>/dependencies": "POST",
    "tasks/<uuid:task>/edit": "GET POST",
    "tasks/<uuid:task>/removals": "POST",
    "tasks/<uuid:task>/restorations": "POST",
    "tasks/<uuid:task>/risk-notices": "POST",
    "tasks/<uuid:task>/roles": "POST",
}

OWN = {
    "delegations/<uuid:delegation>/ends": "POST",
    "imports/<uuid:plan_import>": "GET",
    "imports/<uuid:plan_import>/confirmations": "POST",
    "imports/<uuid:plan_import>/discards": "POST",
    "imports/<uuid:plan_import>/mappings": "POST",
    "tokens/<uuid:token>/revocations": "POST",
}

ROLE = {
    "departments/<uuid:department>/intake-forms": "GET POST",
    "intake-forms/<uuid:intake_form>/edit": "GET POST",
    "intake-forms/<uuid:intake_form>/retirements": "POST",
    "departments/<uuid:department>/promises": "POST",
    "people/<uuid:person>/edit": "GET POST",
}

ADMINISTRATOR = {
    "calendar": "POST",
    "calendar/clearances": "POST",
    "calendar/imports": "POST",
    "departments": "POST",
    "departments/new": "GET",
    "departments/<uuid:department>/administration": "GET",
    "departments/<uuid:department>/deputies": "POST",
    "departments/<uuid:department>/heads": "POST",
    "departments/<uuid:department>/liaisons": "POST",
    "departments/<uuid:department>/liaisons/<uuid:person>/releases": "POST",
    "departments/<uuid:department>/names": "POST",
    "departments/<uuid:department>/parents": "POST",
    "departments/<uuid:department>/seals": "POST",
    "gallery": "GET",
    "people": "POST",
    "people/new": "GET",
    "people/<uuid:person>/anonymisations": "POST",
    "people/<uuid:person>/departments": "POST",
    "people/<uuid:person>/departures": "POST",
    "people/<uuid:person>/passwords": "POST",
    "people/<uuid:person>/returns": "POST",
    "people/<uuid:person>/rights": "POST",
    "people/<uuid:person>/second-homes": "POST",
    "people/<uuid:person>/second-homes/<uuid:department>/ends": "POST",
}

CLASSES = {
    "everyone": EVERYONE,
    "member": MEMBER,
    "party": PARTY,
    "own": OWN,
    "role": ROLE,
    "administrator": ADMINISTRATOR,
}


def matrix() -> dict[tuple[str, str], str]:
    """(path, method) → class."""
    return {
        (path, method): name
        for name, routes in CLASSES.items()
        for path, methods in routes.items()
        for method in methods.split()
    }
