"""How far a task is, in the words of those who do it: «未完成（90%）», 0.94, «基本完成», «推迟»."""

import re
import unicodedata
from dataclasses import dataclass

from tongzhou.plans.exchange.grids import is_filled, written


@dataclass(frozen=True, slots=True)
class Status:
    """`kind`: done, some, none, dropped or unknown; `estimated` when words gave the percentage."""

    kind: str
    percent: int
    text: str = ""
    estimated: bool = False
    held: bool = False
    """Put off or paused: worth a word of risk. Late is told by the dates themselves."""


NOTHING = Status("none", 0)

_WORDS = {
    "dropped": (
        "忽略 取消 已取消 作废 作廢 不做 无需 無需 放弃 废弃 中止 終止 见送 見送り 対象外 "
        "cancelled canceled dropped wontdo rejected na 不适用"
    ),
    "done": (
        "已完成 完成 完毕 完畢 完了 完了済 済 済み 已结束 结束 結束 已交付 已上线 上线 已验收 "
        "✅ ✔️ 🟢 👌 已通过 通过 已发布 已关闭 关闭 搞定 ok done complete completed closed finished finish "
        "resolved released delivered yes y 是 √ ✓ ✔ ☑ ● ○完了 达成 已达成"
    ),
    "held": "推迟 推遲 延后 顺延 暂停 暫停 搁置 挂起 阻塞 受阻 "
    "保留 中断 onhold hold paused blocked postponed deferred atrisk",
    "late": "延期 已延期 延迟 延遲 逾期 超期 滞后 遅延 遅れ delayed late overdue",
    "some": (
        "⏳ 🔄 🚧 🟡 🔵 进行中 進行中 处理中 执行中 开发中 测试中 设计中 编写中 实施中 部分完成 未完成 暂未完成 "
        "没完成 尚未完成 没有完成 未完 完成中 待完善 待验收 待审核 审核中 已开始 対応中 作業中 "
        "実施中 着手 仕掛 レビュー中 doing inprogress ongoing started wip active inreview review "
        "testing incomplete partial partlydone"
    ),
    "none": (
        "未开始 未開始 未启动 未啟動 待办 待辦 待处理 待开始 待启动 未着手 未対応 计划中 未审核 "
        "未做 没开始 todo notstarted open new pending planned backlog no n 否 无 × ✗ ✘ 未実施"
    ),
}  # fmt: skip
_NEARLY = {
    word: percent
    for percent, words in {
        90: "基本完成 基本上完成 大体完成 大致完成 接近完成 即将完成 快完成 快完成了 差不多完成 ほぼ完了 "
        "nearlydone almostdone",
        80: "初步完成 大部分完成 主体完成 mostlydone",
        50: "部分完成 完成一半 完成一部分 一半 halfdone partlydone",
    }.items()
    for word in words.split()
}
_KIND = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_MARKS = re.compile(r"[\s:：。.!！、，,;；()（）\[\]【】_'\"’-]+")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*%")
_OF = re.compile(r"(\d{1,4})\s*[/／]\s*(\d{1,4})")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,6})?")
_TENTHS = re.compile(r"([一二三四五六七八九])成")
_LATER = ("推迟", "延期", "延后", "暂停", "delayed")
_TRAILS = ("了", "啦", "中")


def read_status(value: object) -> Status:
    """What a cell says about progress; `unknown` keeps its words."""
    if not is_filled(value) or isinstance(value, bool):
        return Status("done", 100, "✓") if value is True else NOTHING
    text = " ".join(written(value).split())
    if isinstance(value, int | float):
        return _share(float(value), text)
    typed = unicodedata.normalize("NFKC", text)
    if found := _PERCENT.search(typed):
        return _at(float(found[1]), text)
    if (found := _OF.fullmatch(typed)) and 0 < int(found[2]) >= int(found[1]):
        return _at(100.0 * int(found[1]) / int(found[2]), text)
    if _NUMBER.fullmatch(typed):
        return _share(float(typed), text)
    if found := _TENTHS.search(typed):
        return _at(10.0 * ("一二三四五六七八九".index(found[1]) + 1), text)
    return _worded(_MARKS.sub("", typed.lower()), text)


def _worded(bare: str, text: str) -> Status:
    for form in (bare, *(bare.removesuffix(trail) for trail in _TRAILS)):
        if form in _NEARLY:
            return Status("some", _NEARLY[form], text, estimated=True)
        if kind := _KIND.get(form):
            return _of(kind, text)
    if any(word in bare for word in _LATER):
        return _of("held", text)
    return _begun(bare, text)


def _begun(bare: str, text: str) -> Status:
    """Words nobody foresaw that begin with known ones: «已完成初稿»."""
    for word, percent in _NEARLY.items():
        if bare.startswith(word):
            return Status("some", percent, text, estimated=True)
    for kind in ("dropped", "none", "some", "done"):
        words = tuple(word for word in _WORDS[kind].split() if len(word) > 2)
        if bare.startswith(words):
            return _of(kind, text)
    return Status("unknown", 0, text)


def _of(kind: str, text: str) -> Status:
    if kind in ("held", "late"):
        return Status("some", 0, text, held=kind == "held")
    return Status(kind, 100 if kind == "done" else 0, text)


def _share(number: float, text: str) -> Status:
    """0.94 and 94 are the same; 1 is all of it, as a cell formatted in percent holds it."""
    if not 0 <= number <= 100:
        return Status("unknown", 0, text)
    return _at(number * 100 if number <= 1 else number, text)


def _at(percent: float, text: str) -> Status:
    whole = min(round(percent), 100)
    if percent > 100:
        return Status("unknown", 0, text)
    return Status("done" if whole == 100 else "some" if whole else "none", whole, text)
