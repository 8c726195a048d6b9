"""Which forms change what stands already, and by what field they say what their page showed.

A form that is not named here only adds, or moves a matter on in its lifecycle: see `WITHOUT`.
"""

EDITS = {
    "agreements/<uuid:version>/signatures": "seen",
    "administration/rules": "seen",
    "apps/<uuid:app>/edit": "seen",
    "asks/<uuid:ask>/answers": "version",
    "asks/<uuid:ask>/edit": "version",
    "campaigns/<uuid:campaign>/edit": "version",
    "changes/<uuid:change>/applications": "seen",
    "changes/<uuid:change>/emergencies": "seen",
    "changes/<uuid:change>/submissions": "seen",
    "collaborations/<uuid:collaboration>/communication-plans": "seen",
    "collaborations/<uuid:collaboration>/edit": "version",
    "collaborations/<uuid:collaboration>/interests/edit": "version",
    "comments/<uuid:comment>/edit": "version",
    "departments/<uuid:department>/codes": "seen",
    "departments/<uuid:department>/colours": "seen",
    "departments/<uuid:department>/deputies": "seen",
    "departments/<uuid:department>/heads": "seen",
    "departments/<uuid:department>/names": "seen",
    "departments/<uuid:department>/parents": "seen",
    "departments/<uuid:department>/profile": "version",
    "departments/<uuid:department>/promises": "seen",
    "departments/<uuid:department>/seals": "seen",
    "duties/<uuid:duty>/edit": "version",
    "goals/<uuid:goal>/edit": "version",
    "intake-forms/<uuid:intake_form>/edit": "version",
    "measures/<uuid:measure>/edit": "version",
    "meetings/<uuid:meeting>/edit": "version",
    "meetings/<uuid:meeting>/minutes": "version",
    "people/<uuid:person>/edit": "version",
    "people/<uuid:person>/rights": "seen",
    "robots/<uuid:robot>/edit": "seen",
    "table-options/<uuid:table_option>/edit": "seen",
    "tasks/<uuid:task>/cells": "was",
    "tasks/<uuid:task>/dates": "was",
    "tasks/<uuid:task>/descriptions": "description_version",
    "tasks/<uuid:task>/edit": "was_",
    "tasks/<uuid:task>/fields": "was-",
    "tasks/<uuid:task>/labels": "seen",
    "teams/<uuid:team>/edit": "version",
    "terms/<uuid:term>/releases": "seen",
    "terms/<uuid:term>/wordings": "seen",
    "webhooks/<uuid:webhook>/edit": "seen",
}

WITHOUT = {
    "adds something; nothing that stands is touched": """
        acting-heads fields agreements alternations answers asks attentions calendar check-ins claims
        clashes collaborations comments confidences conclusions daily-lines decisions delegations deliveries divisions
        escalations exports fact-confirmations feishu dingtalk wecom forwardings handings imports
        intake-forms invitations liaisons links loans mail-tests measures meetings mentions minutes new
        objections openings options passkeys pauses people pictures prints priorities prods proposals
        provisions readings remedies replies risk-notices saved-filters second-homes sides steps syncs
        table-checks tasks terms tests thanks tokens undos uploads urgent-calls words""",
    "moves a matter on; the lifecycle takes the first and refuses the second with what happened": """
        acceptances acknowledgements anonymisations cancellations changes closings confirmations
        consents departures discards dissolutions edit drops endings ends finished finished-remains
        handed-in-remains invitation mention-ends passkey-ends rebases receipts redeliveries
        mail-redeliveries refusals rejections releases removals renewals restorals restorations
        resumptions retirements returned-remains returns revisions revocations ripples rulings
        second-factor-ends secrets sendings session-ends settlements sharings signatures stops
        take-backs take-ups takings withdrawals clearances""",
    "sets one thing to what was pressed; whoever presses later means the other, and both are entries": """
        agreed-terms none assignments board-moves departments dependencies followings moves
        notice-readings positions roles stances ticks""",
    "written before signing: whoever signs, signs the root of what was read": """
        definitions leeways lines""",
    "concerns nobody but the one person": """
        codes densities first-run identity-proofs language layouts mappings names notices passwords
        rail second-factors sign-in sign-out sketches theme views""",
    "computes and keeps nothing": """
        hints markdown-previews passkey-options precedents""",
    "the link itself says what it may do": "<str:token>",
}
"""By the last part of the address."""
