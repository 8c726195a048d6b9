"""What and when: a deliverable, a criterion somebody can check, dates and a buffer."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from tongzhou.plans.checker.findings import Facts, Finding, Repair, blocker, hint
from tongzhou.plans.rows import Row

LEAST_BUFFER = 3
"""The cold-start prior of the guides (3-5 days), until an own history says otherwise."""

VAGUE = (
    "尽快", "儘快", "尽量", "儘量", "大概", "大约", "大約", "左右", "适当", "適當", "若干", "良好",
    "较好", "較好", "满意", "滿意", "合理", "完善", "优化一下", "優化一下", "一定程度", "基本",
    "as soon as possible", "asap", "good", "nice", "reasonable", "appropriate", "roughly", "some",
)  # fmt: skip
CONFIRMING = (
    "通过", "通過", "确认", "確認", "签字", "簽字", "签收", "簽收", "提交", "上线", "上線", "发布",
    "發布", "验收", "驗收", "交付", "包含", "含有", "覆盖", "覆蓋", "提取", "完成", "达到", "達到",
    "不超过", "不超過", "不低于", "不低於", "无投诉", "归档", "歸檔", "评审", "評審",
    "confirm", "sign", "pass", "approve", "deliver", "publish", "contain", "include", "live",
)  # fmt: skip
_CHECKABLE = re.compile(
    r"\d|[一二三四五六七八九十百千万萬两兩][个個项項份次条條天周週名套页頁]|《.+》|%"
)


def deliverables(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        if not row.deliverable.strip():
            sentence = _("“%(task)s” does not say what is handed over.") % {"task": row.name}
            yield _missing(
                "no_deliverable", row, "deliverable", sentence, _("Name the deliverable")
            )


def criteria(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        if not row.criteria:
            sentence = _("“%(task)s” has no acceptance criterion.") % {"task": row.name}
            yield _missing("no_criterion", row, "criteria", sentence, _("Write a criterion"))
            continue
        for text in row.criteria:
            if not is_checkable(text):
                sentence = _(
                    "Nobody can check “%(criterion)s” (%(task)s): give a figure, a date, a file 《》"
                    " or who confirms it."
                ) % {"criterion": text, "task": row.name}
                yield _missing("uncheckable", row, "criteria", sentence, _("Make it checkable"))


def vague_criteria(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        for text in row.criteria:
            word = vague_word(text)
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
            yield _missing("no_dates", row, "dates", sentence, _("Set the dates"))
        elif row.end < row.start:
            sentence = _("“%(task)s” ends before it starts.") % {"task": row.name}
            repair = Repair(
                "cell",
                _("Swap the two dates"),
                {"field": "dates", "value": f"{row.end} ~ {row.start}", "was": row.text("dates")},
            )
            yield blocker("ends_before_start", row, "dates", sentence, repair)


def buffers(facts: Facts) -> Iterator[Finding]:
    for row in facts.rows:
        if row.buffer_days < LEAST_BUFFER:
            sentence = _(
                "“%(task)s” has %(days)s days of buffer; %(least)s is the least that experience advises."
            ) % {"task": row.name, "days": row.buffer_days, "least": LEAST_BUFFER}  # fmt: skip
            repair = Repair(
                "cell",
                _("Set %(days)s days") % {"days": LEAST_BUFFER},
                {"field": "buffer_days", "value": str(LEAST_BUFFER), "was": str(row.buffer_days)},
            )
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
                "date": facts.wanted_date.isoformat(),
            }
            repair = Repair("edit", _("Change the dates"), {"field": "dates"})
            yield hint("after_wanted_date", row, "dates", sentence, repair)


def is_checkable(text: str) -> bool:
    """A figure, a date, a named file, or a verb by which somebody says yes; not vague alone."""
    plain = unicodedata.normalize("NFKC", text).lower()
    if _CHECKABLE.search(plain):
        return True
    return any(word in plain for word in CONFIRMING) and not vague_word(plain)


def vague_word(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    words = set(re.findall(r"[a-z]+", plain))
    return next(
        (word for word in VAGUE if (word in words if word.isascii() and " " not in word else word in plain)),
        "",
    )  # fmt: skip


def _missing(key: str, row: Row, column: str, sentence: str, label: str) -> Finding:
    return blocker(key, row, column, sentence, Repair("edit", label, {"field": column}))
