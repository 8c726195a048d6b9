"""Where a notice leads: the page of its matter, or else of its collaboration."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

from tongzhou.journal.models import Entry

PAGES = {"agreement": "version", "held_answer": "ask"}
"""Nouns whose page is called otherwise: the agreement of a collaboration has many versions."""

LISTS = {
    "round.reminded": "week", "held_word.kept": "week", "held_word.failed": "week",
    "mail.given_up": "given-up-mails",
}  # fmt: skip
"""Kinds that lead to a page of several matters: whoever is reminded updates every row there."""
OF_THE_CASE = {"round.closed": "progress"}
"""Kinds that lead to one page of the collaboration."""


def address(entry: Entry) -> str:
    """Pages of matters are named like the noun of the event, with the matter's id; "" if none."""
    if entry.kind in LISTS:
        return reverse(LISTS[entry.kind])
    if entry.kind in OF_THE_CASE:
        return _page(OF_THE_CASE[entry.kind], entry.collaboration)
    names_it = entry.kind.startswith(("ball.", "held_tap."))
    noun = entry.payload["matter"] if names_it else entry.kind.split(".")[0]
    return _page(PAGES.get(noun, noun), entry.subject) or _page(
        "collaboration", entry.collaboration
    )


def _page(name: str, subject: UUID | None) -> str:
    if subject is None:
        return ""
    try:
        return reverse(name, args=[subject])
    except NoReverseMatch:
        return ""
