"""What belongs to no collaboration of this house: words, submissions, free gains, what was before."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from tongzhou.core import clock
from tongzhou.exchange.models import Gain
from tongzhou.knowledge.texts.text import Kind, Text, lines, sounds
from tongzhou.past.models import PastCase
from tongzhou.submissions.models import Campaign, Question, Respondent
from tongzhou.terms.models import Term, Wording

MOST = 20_000
"""Characters of a past collaboration; the index takes about half of them."""


def of_terms(terms: Iterable[Term], now: datetime) -> Iterator[Text]:
    """What each department means by it today; `terms` come with spellings, wordings, departments."""
    for term in terms:
        said = [
            line
            for one in _today(term.wordings.all())
            for line in (one.department.name, one.text, one.example, one.unlike)
        ]
        spellings = " ".join(one.text for one in term.spellings.all())
        if said:
            names = f"{spellings} {sounds(term.name)}"
            yield Text(Kind.TERM, term.pk, term.name, lines(*said), now, names)


def _today(wordings: Iterable[Wording]) -> list[Wording]:
    """The latest of each department, unless it was given up."""
    latest = {one.department_id: one for one in sorted(wordings, key=lambda each: each.number)}
    return [one for one in latest.values() if one.text]


def of_campaigns(campaigns: Iterable[Campaign], _now: datetime) -> Iterator[Text]:
    """What is asked for and how it is found; `campaigns` come with their questions."""
    for one in campaigns:
        if one.state == "discarded":
            continue
        asked = [line for each in one.questions.all() for line in (each.label, each.help)]
        body = lines(
            one.purpose, one.where, one.example, one.reward, one.consequence, one.agreed, *asked
        )
        yield Text(
            Kind.CAMPAIGN, one.pk, one.name, body, one.closed_at or one.opened_at or one.made_at,
            sounds(one.name), department=one.department_id, has_ended=one.state == "closed",
        )  # fmt: skip


def of_respondents(respondents: Iterable[Respondent], _now: datetime) -> Iterator[Text]:
    """What was handed in last; they come with campaign, questions, department and person."""
    for one in respondents:
        newest = next(iter(one.handings.all()), None)
        if newest is None:
            continue
        written = {str(each.key) for each in one.campaign.questions.all() if each.kind in READ}
        said = [text for row in newest.rows for key, text in row.items() if key in written]
        yield Text(
            Kind.RESPONDENT, one.pk, f"{one.campaign.name} · {one}", lines(*said), newest.at,
            department=one.department_id, has_ended=one.campaign.state == "closed",
        )  # fmt: skip


READ = (Question.Kind.TEXT, Question.Kind.NUMBER, Question.Kind.DATE, Question.Kind.CHOICE)


def of_gains(gains: Iterable[Gain], _now: datetime) -> Iterator[Text]:
    """Offered without a request, or claimed on one; `gains` come with what became of them."""
    for one in gains:
        if one.withdrawn_at:
            continue
        receipt = getattr(one, "receipt", None)
        body = lines(
            one.what, one.giver.name, one.receiver.name, one.measure.name if one.measure else "",
            receipt.sentence if receipt else "",
        )  # fmt: skip
        yield Text(
            Kind.GAIN, one.pk, one.title, body, receipt.at if receipt else one.at,
            case=one.collaboration, department=one.giver_id, has_ended=bool(receipt),
        )  # fmt: skip


def of_past_cases(cases: Iterable[PastCase], _now: datetime) -> Iterator[Text]:
    """As its page tells it; `cases` come with their parties."""
    for case in cases:
        initiator = next(
            (one.department_id for one in case.parties.all() if one.is_initiator), None
        )
        yield Text(
            Kind.PAST_CASE, case.pk, case.title, lines(*_told(case.body))[:MOST],
            _noon(case.filed_on or case.source.as_of), f"{case.key} {sounds(case.title)}",
            department=initiator, has_ended=not case.is_open,
        )  # fmt: skip


def _told(body: dict[str, Any]) -> Iterator[str]:
    """A fact that its source does not know is absent."""
    yield from (body.get("goal", ""), body.get("background", ""))
    for task in body.get("tasks", ()):
        yield from (task["title"], task.get("deliverable", ""), *task.get("criteria", ()))
    for ask in body.get("asks", ()):
        yield from (ask.get("what", ""), ask.get("gain", ""))
        yield from (answer.get("text", "") for answer in ask.get("answers", ()))
    yield from (one.get("text", "") for one in body.get("updates", ()))
    yield (body.get("outcome") or {}).get("text", "")


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=clock.zone())
