"""Who: exactly one accountable, at least one responsible, all of them here and of the right house."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tongzhou.plans.checker.findings import Facts, Finding, Repair, blocker, hint
from tongzhou.plans.rows import LIST, Row, Seat

LETTERS = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}


def accountable(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        if not row.accountable:
            sentence = _("“%(task)s” has nobody accountable (A).") % {"task": row.name}
            yield blocker("no_accountable", row, "accountable", sentence, _named(facts, row, "A"))
        elif len(row.accountable) > 1:
            sentence = _("“%(task)s” has several accountable (A): %(people)s. Keep one.") % {
                "task": row.name,
                "people": LIST.join(seat.name for seat in row.accountable),
            }
            yield blocker(
                "two_accountable", row, "accountable", sentence, _role("A", row.accountable[0], row)
            )


def responsible(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        if not row.responsible:
            sentence = _("“%(task)s” has nobody responsible (R).") % {"task": row.name}
            yield blocker("no_responsible", row, "responsible", sentence, _named(facts, row, "R"))


def absent(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        for letter in ("A", "R"):
            gone = [seat for seat in row.seats.get(letter, ()) if not seat.is_active]
            for seat in gone:
                sentence = _("%(person)s, named for %(letter)s of “%(task)s”, is no longer here.")
                facts_of = {"person": seat.name, "letter": letter, "task": row.name}
                repair = _named(facts, row, letter)
                yield blocker("absent", row, LETTERS[letter], sentence % facts_of, repair)


def outsiders(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        for letter in ("A", "R"):
            for seat in row.seats.get(letter, ()):
                if seat.is_active and not _belongs(facts, row, seat):
                    yield _outsider(row, letter, seat)


def stand_ins(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        for seat in row.responsible:
            if seat.stands_in:
                sentence = _(
                    "The seat “%(title)s” of “%(task)s” has no name yet: %(person)s stands in."
                ) % {"title": seat.title, "task": row.name, "person": seat.name}
                repair = Repair(
                    "role",
                    _("%(person)s does it in person") % {"person": seat.name},
                    {"letter": "R", "person": str(seat.person)},
                )
                yield hint("stands_in", row, "responsible", sentence, repair)


def _outsider(row: Row, letter: str, seat: Seat) -> Finding:
    sentence = _("%(person)s, %(letter)s of “%(task)s”, does not belong to %(department)s.") % {
        "person": seat.name,
        "letter": letter,
        "task": row.name,
        "department": row.department.name,
    }
    repair = Repair("edit", _("Choose somebody else"), {"field": LETTERS[letter]})
    say = blocker if letter == "A" else hint
    return say("outsider", row, LETTERS[letter], sentence, repair)


def _belongs(facts: Facts, row: Row, seat: Seat) -> bool:
    head = facts.heads.get(row.department.id)
    is_head = head is not None and head.id == seat.person
    return is_head or seat.department_path.startswith(row.department.path)


def _named(facts: Facts, row: Row, letter: str) -> Repair:
    """The head for A, the liaison (otherwise the head) for R."""
    head = facts.heads.get(row.department.id)
    candidate = head if letter == "A" else facts.liaisons.get(row.department.id, head)
    if candidate is None:
        return Repair("edit", _("Name somebody"), {"field": LETTERS[letter]})
    return Repair(
        "role",
        _("Name %(person)s") % {"person": candidate.name},
        {"letter": letter, "person": str(candidate.id)},
    )


def _role(letter: str, seat: Seat, row: Row) -> Repair:
    return Repair(
        "role",
        _("Keep %(person)s") % {"person": seat.name},
        {"letter": letter, "person": str(seat.person)},
    )
