"""What is asked, answered and offered, as values: the wording between the two sides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.verdicts import Invalid, Sentence

LONGEST = 2000
LONGEST_LINE = 300
LONGEST_PEOPLE = 200
MOST_DAYS = Decimal(9999)
MOST_READY = 5
FEWEST_OFFERED, MOST_OFFERED = 3, 5
NOT_DAYS = _("Person-days are a number from 0 to 9999.")


@dataclass(frozen=True, kw_only=True)
class AskTerms:
    """The asker's wording."""

    what: str
    why: str = ""
    by_date: date | None = None
    effort_days: Decimal | None = None
    gain: str = ""
    give_back: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerTerms:
    """What an answer puts on the table; what is empty stays as it was asked."""

    what: str = ""
    by_date: date | None = None
    effort_days: Decimal | None = None
    people: str = ""
    give_back: str = ""

    def __bool__(self) -> bool:
        return self != UNCHANGED

    def over(self, asked: "AnswerTerms") -> "AnswerTerms":
        """These terms, completed by what was asked."""
        changed = {name: value for name, value in vars(self).items() if value not in ("", None)}
        return replace(asked, **changed)


UNCHANGED = AnswerTerms()


@dataclass(frozen=True, kw_only=True)
class OptionTerms:
    """One of several ways, of which one is chosen."""

    what: str
    by_date: date | None = None
    effort_days: Decimal | None = None

    @property
    def as_answer(self) -> AnswerTerms:
        return AnswerTerms(what=self.what, by_date=self.by_date, effort_days=self.effort_days)


def check_asked(terms: AskTerms) -> None:
    texts = {name: getattr(terms, name) for name in ("what", "why", "gain", "give_back")}
    errors = too_long(texts, LONGEST) | _effort_errors(terms.effort_days)
    if not terms.what.strip():
        errors["what"] = _("Say what exactly is asked.")
    refuse(errors)


def check_answered(terms: AnswerTerms) -> None:
    texts = {"what": terms.what, "give_back": terms.give_back}
    errors = too_long(texts, LONGEST) | too_long({"people": terms.people}, LONGEST_PEOPLE)
    refuse(errors | _effort_errors(terms.effort_days) | day_errors(by_date=terms.by_date))


def check_ready(options: Sequence[OptionTerms]) -> None:
    """Up to five ready options the asker attaches."""
    if len(options) > MOST_READY:
        refuse({"options": _("At most five options, please.")})
    _check_options(options)


def check_offered(options: Sequence[OptionTerms]) -> None:
    """Three to five real choices, each different."""
    if not FEWEST_OFFERED <= len(options) <= MOST_OFFERED:
        refuse({"options": _("Offer three to five options, so that there is a real choice.")})
    _check_options(options)


def check_sentence(sentence: str, *, needed: Sentence = "") -> None:
    """`needed` is what to say when the sentence may not be empty."""
    errors = too_long({"sentence": sentence}, LONGEST)
    if needed and not sentence.strip():
        errors["sentence"] = needed
    refuse(errors)


def too_long(texts: Mapping[str, str], limit: int) -> dict[str, Sentence]:
    return {
        name: _("Please keep it under %(limit)s characters; these are %(length)s.")
        % {"limit": limit, "length": len(text)}
        for name, text in texts.items()
        if len(text) > limit
    }


def refuse(errors: Mapping[str, Sentence]) -> None:
    """Raise `Invalid` when there is anything to correct."""
    if errors:
        raise wrong(**errors)


def wrong(**errors: Sentence) -> Invalid:
    """What is to be corrected, by field."""
    return Invalid(next(iter(errors.values())), errors=errors)


def _check_options(options: Sequence[OptionTerms]) -> None:
    errors = too_long(
        {"options": max((o.what for o in options), key=len, default="")}, LONGEST_LINE
    )
    for option in options:
        wrong_terms = _effort_errors(option.effort_days) | day_errors(by_date=option.by_date)
        for sentence in wrong_terms.values():
            errors["options"] = sentence
    if any(not option.what.strip() for option in options):
        errors["options"] = _("An option needs a few words.")
    elif len({option.what.strip() for option in options}) < len(options):
        errors["options"] = _("Two options are the same.")
    refuse(errors)


def day_errors(**days: date | None) -> dict[str, Sentence]:
    """Nobody can promise or ask for anything by a day that is over."""
    past = {name: day for name, day in days.items() if day and day < clock.today()}
    return {
        name: _("%(day)s has already passed.") % {"day": day.isoformat()}
        for name, day in past.items()
    }


def _effort_errors(days: Decimal | None) -> dict[str, Sentence]:
    if days is None or (days.is_finite() and 0 <= days <= MOST_DAYS):
        return {}
    return {"effort_days": NOT_DAYS}
