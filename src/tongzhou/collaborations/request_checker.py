"""Reads a request or an ask like a friendly colleague: what would make it easier to say yes to.

Pure: texts and dates in, hints out. Nothing here ever keeps anybody from saving.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Sentence

VAGUE = (
    "尽快", "尽早", "抓紧", "优化一下", "完善一下", "改进一下", "弄一下", "搞一下", "看一下", "支持一下", "配合一下",
    "大概", "大约", "差不多", "左右", "适当", "适时", "若干", "一些", "相关", "尽量", "尽可能", "酌情", "及时",
    "儘快", "儘早", "優化一下", "大約", "適當", "相關", "盡量", "儘量",
    "asap", "as soon as possible", "roughly", "some time", "somehow", "if possible", "etc.",
)  # fmt: skip
"""Words that leave open what, how much or when."""

_NUMBER = re.compile(
    r"[0-9０-９%％]|[一二三四五六七八九十百千万两](?:个|名|条|项|次|天|周|月|成|倍|份|人|家)"
)
_MEASURE = re.compile(
    r"[0-9０-９]+(?:\.[0-9]+)?\s*(?:%|％|个|名|条|项|次|份|人|天|秒|分|元|万|倍)|≥|≤|>=|<=|达到|不低于|不超过"
    r"|以上|以内|至少|通过率|验收|確認|确认|上线|《.+》"
)
_REASON = re.compile(
    r"因为|由于|因此|原因|导致|下降|上升|增长|减少|投诉|竞品|要求|为了|[0-9０-９]|because|since"
)
SHORT_REASON = 8


@dataclass(frozen=True, slots=True)
class Hint:
    """`key` names the rule, `field` where it applies, `pattern` a wording that works better.

    `take` is what one press puts into the field, with ＿ where something is to be filled in: in
    place of `word` where the hint is about a word, else after what stands there. `choices` are values
    with their names of which one press takes one; `else_say` is the field that tells why none.
    """

    key: str
    field: str
    sentence: Sentence
    pattern: Sentence
    take: Sentence = ""
    word: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    else_say: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestFacts:
    goal: str = ""
    background: str = ""
    wanted_date: date | None = None
    partners: int = 0
    milestones: int = 0
    resources: str = ""
    today: date | None = None


@dataclass(frozen=True, kw_only=True)
class AskFacts:
    """`theirs` and `ours`: that side has a measure, or says why not yet."""

    what: str = ""
    why: str = ""
    by_date: date | None = None
    gain: str = ""
    give_back: str = ""
    effort_named: bool = False
    theirs: bool = True
    ours: bool = True


def check_request(facts: RequestFacts) -> list[Hint]:
    """In the order in which a reader would stumble."""
    hints = [
        *_vague("goal", facts.goal),
        *_vague("background", facts.background),
        *_vague("resources", facts.resources),
    ]
    if facts.goal.strip() and not _NUMBER.search(facts.goal):
        hints.append(_NO_NUMBER)
    elif facts.goal.strip() and not _MEASURE.search(facts.goal):
        hints.append(_NO_CRITERION)
    if not facts.goal.strip():
        hints.append(_NO_GOAL)
    if _is_without_reason(facts.background):
        hints.append(_NO_REASON)
    if facts.wanted_date is None:
        hints.append(_NO_DATE)
    elif facts.today and facts.wanted_date < facts.today:
        hints.append(_PAST_DATE)
    if not facts.partners:
        hints.append(_NO_PARTNER)
    return hints


def check_ask(facts: AskFacts) -> list[Hint]:
    hints = [*_vague("what", facts.what), *_vague("why", facts.why), *_vague("gain", facts.gain)]
    if facts.what.strip() and not _NUMBER.search(facts.what):
        hints.append(_ASK_WITHOUT_NUMBER)
    if not facts.why.strip():
        hints.append(_ASK_WITHOUT_REASON)
    if facts.by_date is None:
        hints.append(_ASK_WITHOUT_DATE)
    if not facts.gain.strip():
        hints.append(_ASK_WITHOUT_GAIN)
    hints += [hint for has, hint in _measures(facts) if not has]
    if not facts.effort_named:
        hints.append(_ASK_WITHOUT_EFFORT)
    if not facts.give_back.strip():
        hints.append(_ASK_WITHOUT_RETURN)
    return hints


def _measures(facts: AskFacts) -> tuple[tuple[bool, Hint], ...]:
    return (facts.theirs, _ASK_WITHOUT_THEIRS), (facts.ours, _ASK_WITHOUT_OURS)


def vague_words(text: str) -> list[str]:
    """The words in it that leave things open, in the order of the list."""
    lowered = text.lower()
    return [word for word in VAGUE if word in lowered]


def _vague(field: str, text: str) -> list[Hint]:
    return [
        Hint(
            f"vague:{word}",
            field,
            _("“%(word)s” leaves room for misunderstanding.") % {"word": word},
            _("Say how much and by when: “100 valid needs by 20 July”."),
            _INSTEAD.get(word, _HOW_MUCH),
            word,
        )
        for word in vague_words(text)
    ]


def _is_without_reason(background: str) -> bool:
    text = background.strip()
    return len(text) < SHORT_REASON or not _REASON.search(text)


_BY_WHEN, _HOW_MUCH = _("by ＿"), _("＿ (how many)")
_WHEN = (
    "尽快", "尽早", "抓紧", "适时", "及时", "儘快", "儘早", "asap", "as soon as possible", "some time",
)  # fmt: skip
_INSTEAD = (
    dict.fromkeys(_WHEN, _BY_WHEN)
    | dict.fromkeys(("大概", "大约", "差不多", "大約", "roughly"), _("at least"))
    | {"左右": _("(at least)")}
)
"""Words that leave open when; the others leave open how much."""
_NO_GOAL = Hint(
    "goal", "goal", _("There is no goal yet."),
    _("Begin with the result: “monthly active users +15% in Q3”."),
    _("＿ (measure) from ＿ to ＿ by ＿"),
)  # fmt: skip
_NO_NUMBER = Hint(
    "number", "goal", _("The goal has no number: nobody will know when it is reached."),
    _("From what to what, by when: “retention from 40% to 45% by 30 September”."),
    _("from ＿ to ＿ by ＿"),
)  # fmt: skip
_NO_CRITERION = Hint(
    "criterion", "goal", _("How will one see that it is reached?"),
    _("Name what will be checked: a rate, a count, a file, or who confirms."),
    _("accepted when ＿ is at least ＿, confirmed by ＿"),
)  # fmt: skip
_NO_REASON = Hint(
    "reason", "background", _("Why now? People help more readily when they know the reason."),
    _("One fact with a figure: “retention fell by 5% in three months”."),
    _("because ＿ fell from ＿ to ＿ within ＿"),
)  # fmt: skip
_NO_DATE = Hint(
    "date", "wanted_date", _("There is no date: without one, it comes last."),
    _("Choose the day on which the result must be there."),
)  # fmt: skip
_PAST_DATE = Hint(
    "past", "wanted_date", _("This date has passed."), _("Choose a day that can still be reached.")
)
_NO_PARTNER = Hint(
    "partner",
    "partners",
    _("Nobody is asked yet."),
    _("Choose the departments whose help is needed."),
)
_ASK_WITHOUT_NUMBER = Hint(
    "ask_number", "what", _("There is no number in what is asked."),
    _("How many, how large, how often: “two developers for 20 days”."),
    _("＿ (what), ＿ pieces, done when ＿"),
)  # fmt: skip
_ASK_WITHOUT_REASON = Hint(
    "ask_reason", "why", _("The other side does not read why it is needed."),
    _("One sentence with a fact is enough."), _("because ＿ fell from ＿ to ＿ within ＿"),
)  # fmt: skip
_ASK_WITHOUT_DATE = Hint(
    "ask_date", "by_date", _("By when is it needed?"), _("A day, so that they can plan for it.")
)
_ASK_WITHOUT_GAIN = Hint(
    "ask_gain", "gain", _("What do they gain from it?"),
    _("Link it to a figure of theirs: “complaints −20%”."),
    _("your ＿ (measure) improves from ＿ to ＿"),
)  # fmt: skip
_ASK_WITHOUT_THEIRS = Hint(
    "ask_theirs", "theirs", _("Which of their measures does it help?"),
    _("Whoever sees the own figure move says yes more readily."), else_say="no_theirs",
)  # fmt: skip
_ASK_WITHOUT_OURS = Hint(
    "ask_ours", "ours", _("Which of our measures does it help?"),
    _("So that both sides can see later whether it was worth it."), else_say="no_ours",
)  # fmt: skip
_ASK_WITHOUT_EFFORT = Hint(
    "ask_effort", "effort_days", _("How much work is it, roughly?"),
    _("An estimate in person-days can be corrected; none cannot be planned."),
)  # fmt: skip
_ASK_WITHOUT_RETURN = Hint(
    "ask_return", "give_back", _("What will you give in return?"),
    _("Data, people, a promise for their next request."),
    _("we provide ＿ by ＿, in ＿'s hands"),
)  # fmt: skip
