"""docs/checker.md: what the responsibility check finds, which of it blocks signing, what repairs it."""

from django.utils import translation

from tongzhou.config.handbook import GENERATED, LANGUAGES
from tongzhou.plans.checker.kinds import KINDS, Kind

INTRODUCTION = """\
The division table is checked again on every change (`plans/checker`, one module per question). What
blocks must be settled before the table can be circulated for signature; a hint may stay. Each finding
says why it matters and offers one tap. `tests/plans/seeded` puts defects of each kind into real
tables, written apart from the rules: in 200 of each at least 99 % are found, and less than 1 % of the
sound rows are blamed.

Person-days without an estimate weigh nothing, and what people promised elsewhere is only summed,
never named. A criterion is checkable when it names a figure, a date, a file, who confirms it, or an
event that happened or did not; the words that only seem to say something are in `vocabulary.txt`.
"""
BLOCKS = {"yes": "签字前必须解决 · blocks", "no": "提示 · hint", "A": "A 必须解决 · blocks for A",
          "A R": "A、R 必须解决 · blocks for A and R"}  # fmt: skip


def checks() -> str:
    lines = [f"# Responsibility check 责任检查\n\n{GENERATED}\n", INTRODUCTION]
    lines += [
        "| finding | 简体 · 繁體 · English | signing | why | repair |",
        "|---|---|---|---|---|",
    ]
    lines += [_line(key, kind) for key, kind in KINDS.items()]
    return "\n".join(lines) + "\n"


def _line(key: str, kind: Kind) -> str:
    spoken = " · ".join(_in(language, kind.label) for language in LANGUAGES)
    why, repair = _in("zh-hans", kind.why), _in("zh-hans", kind.repair)
    return f"| `{key}` | {spoken} | {BLOCKS[kind.blocks]} | {why} | {repair} |"


def _in(language: str, sentence: object) -> str:
    with translation.override(language):
        return str(sentence)
