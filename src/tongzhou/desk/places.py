"""To which page of the rail an address belongs, where the address itself does not say it."""

HOMES = {
    **dict.fromkeys(
        (
            "asks", "tasks", "meetings", "agreements", "changes", "cosignatures", "problems",
            "risk-notices", "urgent-calls", "deliveries", "retrospectives", "improvements",
            "dossiers", "option-tables", "table-options", "table-sides", "deals", "deal-sides",
            "effects", "comments", "imports",
        ),
        "collaborations",
    ),
    **dict.fromkeys(("people", "teams", "calendar", "terms", "intake-forms"), "departments"),
    **dict.fromkeys(("exchange", "gains", "thanks", "contributions", "pulse"), "insight"),
    **dict.fromkeys(("campaigns", "respondents"), "submissions"),
    **dict.fromkeys(("apps", "robots", "webhooks", "syncs"), "administration"),
    **dict.fromkeys(("week", "promises", "helped"), "today"),
    "measures": "goals",
    "me/notices": "notices",
}  # fmt: skip


def is_at(path: str, name: str, url: str) -> bool:
    """The desk of a department belongs to the desk, although it lies under departments."""
    if path.endswith("/desk"):
        return name == "desk"
    if path == url or (url != "/" and path.startswith(url)):
        return True
    parts = path.strip("/").split("/")
    return HOMES.get("/".join(parts[:2]), HOMES.get(parts[0], "")) == name
