"""Who: exactly one accountable, at least one responsible, all of them here and of the right house."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tongzhou.plans.checker.findings import (
    Absence,
    Candidate,
    Facts,
    Finding,
    Repair,
    blocker,
    cell,
    hint,
)
from tongzhou.plans.rows import LIST, Row, Seat
from tongzhou.ui.formats import day

LETTERS = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}


def accountable(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        named = _named(row, "A")
        if not named:
            sentence = _("“%(task)s” has nobody accountable (A).") % {"task": row.name}
            yield blocker("no_accountable", row, "accountable", sentence, _naming(facts, row, "A"))
        elif len(named) > 1:
            sentence = _("“%(task)s” has several accountable (A): %(people)s. Keep one.") % {
                "task": row.name,
                "people": LIST.join(seat.name for seat in named),
            }
            yield blocker(
                "two_accountable", row, "accountable", sentence, _keeping(facts, row, named)
            )


def responsible(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        if not _named(row, "R"):
            sentence = _("“%(task)s” has nobody responsible (R).") % {"task": row.name}
            yield blocker("no_responsible", row, "responsible", sentence, _naming(facts, row, "R"))


def absent(facts: Facts) -> Iterator[Finding]:
    """Who left: blocking where the work or the signature hangs on it, a hint for C and I."""
    for row in facts.rows:
        for letter, column in LETTERS.items():
            for seat in row.seats.get(letter, ()):
                if seat.person and not seat.is_active:
                    sentence = _(
                        "%(person)s, named for %(letter)s of “%(task)s”, is no longer here."
                    )
                    names = {"person": seat.name, "letter": letter, "task": row.name}
                    say = blocker if letter in "AR" else hint
                    repair = _instead(facts, row, letter, seat)
                    yield say("absent", row, column, sentence % names, repair)


def away(facts: Facts) -> Iterator[Finding]:
    """Who is here, but not while the row is to be done."""
    for row in facts.rows:
        for letter in ("A", "R"):
            for seat in _named(row, letter):
                absence = _absence(facts, row, seat)
                if absence and seat.is_active:
                    sentence = _(
                        "%(person)s, %(letter)s of “%(task)s”, is away until %(until)s, when it is due;"
                        " %(delegate)s stands in."
                    ) % {
                        "person": seat.name,
                        "letter": letter,
                        "task": row.name,
                        "until": day(absence.until),
                        "delegate": absence.delegate.name,
                    }
                    repair = _replaced(row, letter, seat, absence.delegate)
                    yield hint("away", row, LETTERS[letter], sentence, repair)


def outsiders(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        for letter in ("A", "R"):
            for seat in _named(row, letter):
                if seat.is_active and not _belongs(facts, row, seat):
                    yield _outsider(facts, row, letter, seat)


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


def _named(row: Row, letter: str) -> list[Seat]:
    """People, each once: a department or a bare job title answers for nothing."""
    return list({seat.person: seat for seat in row.seats.get(letter, ()) if seat.person}.values())


def _absence(facts: Facts, row: Row, seat: Seat) -> Absence | None:
    if row.end is None or seat.person is None:
        return None
    found = facts.absences.get(seat.person, ())
    return next((one for one in found if one.since <= row.end <= one.until), None)


def _outsider(facts: Facts, row: Row, letter: str, seat: Seat) -> Finding:
    sentence = _("%(person)s, %(letter)s of “%(task)s”, does not belong to %(department)s.") % {
        "person": seat.name,
        "letter": letter,
        "task": row.name,
        "department": row.department.name,
    }
    say = blocker if letter == "A" else hint
    repair = _instead(facts, row, letter, seat)
    return say("outsider", row, LETTERS[letter], sentence, repair)


def _belongs(facts: Facts, row: Row, seat: Seat) -> bool:
    head = facts.heads.get(row.department.id)
    is_head = head is not None and head.id == seat.person
    return is_head or seat.department_path.startswith(row.department.path)


def _candidate(
    facts: Facts, row: Row, letter: str, *, besides: Seat | None = None
) -> Candidate | None:
    """The head for A, the liaison for R; the other of the two where one is vacant or meant."""
    head, liaison = (speakers.get(row.department.id) for speakers in (facts.heads, facts.liaisons))
    order = (head, liaison) if letter == "A" else (liaison, head)
    gone = besides.person if besides else None
    return next((one for one in order if one and one.id != gone), None)


def _naming(facts: Facts, row: Row, letter: str) -> Repair:
    candidate = _candidate(facts, row, letter)
    if candidate is None:
        return Repair("edit", _("Name somebody"), {"field": LETTERS[letter]})
    return Repair(
        "role",
        _("Name %(person)s") % {"person": candidate.name},
        {"letter": letter, "person": str(candidate.id)},
    )


def _instead(facts: Facts, row: Row, letter: str, gone: Seat) -> Repair:
    """For A and R somebody else; who was only to be told is left out."""
    candidate = _candidate(facts, row, letter, besides=gone)
    if letter in "CI":
        rest = LIST.join(str(seat.key) for seat in row.seats[letter] if seat != gone)
        label = _("Leave %(person)s out") % {"person": gone.name}
        return cell(row, LETTERS[letter], rest, label)
    if candidate is None:
        return Repair("edit", _("Choose somebody else"), {"field": LETTERS[letter]})
    return _replaced(row, letter, gone, candidate)


def _replaced(row: Row, letter: str, gone: Seat, candidate: Candidate) -> Repair:
    stay = [seat.key for seat in row.seats[letter] if seat != gone] if letter == "R" else []
    keys = dict.fromkeys((*stay, candidate.id))
    label = _("Name %(person)s instead") % {"person": candidate.name}
    return cell(row, LETTERS[letter], LIST.join(map(str, keys)), label)


def _keeping(facts: Facts, row: Row, named: list[Seat]) -> Repair:
    """Who can stay: first of all somebody who is here and belongs to the department."""
    best = sorted(named, key=lambda seat: (not seat.is_active, not _belongs(facts, row, seat)))[0]
    return Repair(
        "role",
        _("Keep %(person)s") % {"person": best.name},
        {"letter": "A", "person": str(best.person)},
    )
