"""Who is meant by a cell that names several people, with or without what each of them does."""

import re
import unicodedata

_BETWEEN = re.compile(
    r"[、,，;；/／\n\r|+＋&＆]|\s{2,}|\s+and\s+|\s+und\s+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])",
    re.IGNORECASE,
)
_JOINED = re.compile(r"([\u4e00-\u9fff]{2,4})(?:和|及|与|與|跟)([\u4e00-\u9fff]{2,4})")
_ROLE = re.compile(r"^[^:：]{1,12}[:：]\s*")
_NOTE = re.compile(r"[(（][^)）]{0,30}[)）]$")
NOBODY = {"", "无", "無", "-", "—", "/", "待定", "未定", "tbd", "n/a", "none", "?", "？"}
LONGEST = 40


def read_people(text: str) -> tuple[str, ...]:
    """«前台：张三、后台：李四/王五» names three people."""
    found: dict[str, None] = {}
    for part in _BETWEEN.split(text.replace("_x000D_", "\n")):
        name = _NOTE.sub("", _ROLE.sub("", part.strip())).strip(" 。.·:：\u3000\xa0")
        joined = _JOINED.fullmatch(name)
        for one in joined.groups() if joined else (name,):
            if one.lower() not in NOBODY and len(one) <= LONGEST:
                found[" ".join(one.split())] = None
    return tuple(found)


def is_last_first(texts: list[str]) -> bool:
    """Whether a column writes «Picard, Booker»: one comma, one word on each side, always."""
    commas = [unicodedata.normalize("NFKC", text) for text in texts if "," in text or "，" in text]
    return len(commas) > 2 and all(
        re.fullmatch(r"[A-Za-z'.-]+, [A-Za-z'.-]+", text) for text in commas
    )
