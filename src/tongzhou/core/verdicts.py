"""Answers to «may I?» and the five ways an action ends without effect.

A verdict carries the sentence people read, so that a button's absence, a refusal page and an API
error say the same thing.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


@dataclass(frozen=True, slots=True)
class Verdict:
    allowed: bool
    reason: Sentence = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise `Refused` with the reason unless allowed."""
        if not self.allowed:
            raise Refused(self.reason)


YES = Verdict(allowed=True)


def no(reason: Sentence) -> Verdict:
    return Verdict(allowed=False, reason=reason)


def allow_if(condition: bool, reason: Sentence) -> Verdict:  # noqa: FBT001 — the question itself
    return YES if condition else no(reason)


class WithoutEffect(Exception):
    """Nothing was changed; `sentence` is for the person who tried."""

    status = 400
    retry_after = 0
    """Seconds after which trying again makes sense; 0 = the same would happen."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(WithoutEffect):
    """Visible, but not this person's to do: says who may."""

    status = 403


class NotPossibleNow(WithoutEffect):
    """Allowed in principle, but not in this state: says what must happen first."""

    status = 409


class Stale(WithoutEffect):
    """Somebody else was faster. `theirs` is what stands now, `mine` what was typed; keys are fields,
    called `labels` where people read them.
    """

    status = 409

    def __init__(
        self,
        sentence: Sentence = _("Someone else changed this in the meantime."),
        *,
        mine: dict[str, Any] | None = None,
        theirs: dict[str, Any] | None = None,
        labels: dict[str, str] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.labels = labels or {}
        self.mine = mine or {}
        self.theirs = theirs or {}


class TooOften(WithoutEffect):
    """Too much in a short time; `retry_after` is in seconds."""

    status = 429

    def __init__(self, sentence: Sentence, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Invalid(WithoutEffect):
    """The input cannot be taken; `errors` names the field and says what would be right."""

    status = 422

    def __init__(self, sentence: Sentence, *, errors: dict[str, Sentence] | None = None) -> None:
        super().__init__(sentence)
        self.errors = errors or {}
