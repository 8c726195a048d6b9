"""What and when: a deliverable, a criterion somebody can check, dates and a buffer."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from tongzhou.plans.checker.findings import Facts, Finding, Repair, blocker, cell, hint
from tongzhou.plans.checker.wording import is_checkable, says_nothing, vague_word, woolly_word
from tongzhou.plans.rows import CLAUSE, Row
from tongzhou.ui.formats import day

__all__ = ["LEAST_BUFFER", "is_checkable", "vague_word"]

LEAST_BUFFER = 3
"""The cold-start prior of the guides (3-5 days), until an own history says otherwise."""
USUAL_LENGTH = 5
LONGEST_NAMED = 60


def deliverables(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        if says_nothing(row.deliverable):
            sentence = _("“%(task)s” does not say what is handed over.") % {"task": row.name}
            named = f"《{row.name.strip('《》')[:LONGEST_NAMED]}》"
            label = _("Hand over %(file)s") % {"file": named}
            repair = cell(row, "deliverable", named, label)
            yield blocker("no_deliverable", row, "deliverable", sentence, repair)


def criteria(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        said = [text for text in row.criteria if not says_nothing(text)]
        if not said:
            sentence = _("“%(task)s” has no acceptance criterion.") % {"task": row.name}
            yield blocker("no_criterion", row, "criteria", sentence, _to_confirm(facts, row, ""))
        for text in said:
            if not is_checkable(text):
                sentence = _(
                    "Nobody can check “%(criterion)s” (%(task)s): give a figure, a date, a file 《》"
                    " or who confirms it."
                ) % {"criterion": text, "task": row.name}
                repair = _to_confirm(facts, row, text)
                yield blocker("uncheckable", row, "criteria", sentence, repair)


def vague_criteria(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        for text in row.criteria:
            word = woolly_word(text)
            if word and is_checkable(text):
                sentence = _(
                    "“%(word)s” in “%(criterion)s” (%(task)s) can be read in two ways."
                ) % {
                    "word": word,
                    "criterion": text,
                    "task": row.name,
                }
                repair = Repair("edit", _("Say it exactly"), {"field": "criteria"})
                yield hint("vague", row, "criteria", sentence, repair)


def dates(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        if row.start is None or row.end is None:
            sentence = _("“%(task)s” has no start or no end.") % {"task": row.name}
            yield blocker("no_dates", row, "dates", sentence, _proposed_dates(facts, row))
        elif row.end < row.start:
            sentence = _("“%(task)s” ends before it starts.") % {"task": row.name}
            value = f"{row.end} ~ {row.start}"
            repair = cell(row, "dates", value, _("Swap the two dates"))
            yield blocker("ends_before_start", row, "dates", sentence, repair)


def buffers(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        if row.buffer_days < LEAST_BUFFER:
            sentence = _(
                "“%(task)s” has %(days)s days of buffer; %(least)s is the least that experience advises."
            ) % {"task": row.name, "days": row.buffer_days, "least": LEAST_BUFFER}  # fmt: skip
            label = _("Set %(days)s days") % {"days": LEAST_BUFFER}
            repair = cell(row, "buffer_days", str(LEAST_BUFFER), label)
            yield blocker("short_buffer", row, "buffer_days", sentence, repair)


def wanted_date(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        if facts.wanted_date and row.end and row.end > facts.wanted_date:
            days = facts.calendar.working_days_between(facts.wanted_date, row.end)
            sentence = _(
                "“%(task)s” ends %(days)s working days after the wanted date (%(date)s)."
            ) % {
                "task": row.name,
                "days": days,
                "date": day(facts.wanted_date),
            }
            repair = Repair("edit", _("Change the dates"), {"field": "dates"})
            yield hint("after_wanted_date", row, "dates", sentence, repair)


def _to_confirm(facts: Facts, row: Row, text: str) -> Repair:
    """Somebody of the initiator confirms it: the least that can be checked of anything."""
    receiving = facts.heads.get(facts.initiator) if facts.initiator else None
    confirming = receiving or facts.heads.get(row.department.id)
    if confirming is None:
        label = _("Make it checkable") if text else _("Write a criterion")
        return Repair("edit", label, {"field": "criteria"})
    what = text.rstrip("。.;； ") or row.deliverable.strip() or row.name
    written = _("%(what)s, confirmed by the signature of %(person)s") % {
        "what": what.replace("；", "，").replace(";", ",")[: LONGEST_NAMED * 4],
        "person": confirming.name,
    }
    others = [one for one in row.criteria if not says_nothing(one)]
    texts = [written if one == text else one for one in others] if text else [written]
    label = _("%(person)s confirms it by signature") % {"person": confirming.name}
    return cell(row, "criteria", CLAUSE.join(texts), label)


def _proposed_dates(facts: Facts, row: Row) -> Repair:
    """As long as the estimate says (a week without one), from its own date or up to the goal's."""
    days = int(row.effort_days or USUAL_LENGTH) - 1
    reach = facts.calendar.add_working_days
    last = row.end or (None if row.start else _latest(facts))
    if row.start:
        start, end = row.start, reach(row.start, days)
    elif last:
        start, end = reach(last, -days), last
    else:
        return Repair("edit", _("Set the dates"), {"field": "dates"})
    label = _("Plan it for %(start)s – %(end)s") % {"start": day(start), "end": day(end)}
    return cell(row, "dates", f"{start} ~ {end}", label)


def _latest(facts: Facts) -> date | None:
    """The last day that leaves the buffer before the wanted date."""
    wanted = facts.wanted_date
    return facts.calendar.add_working_days(wanted, -LEAST_BUFFER) if wanted else None
