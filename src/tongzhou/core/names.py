"""Chinese names as they are sorted and searched: full pinyin and initials."""

import os
import unicodedata
from dataclasses import dataclass

SURNAMES = {
    "万俟": "mo qi", "单于": "chan yu", "尉迟": "yu chi", "长孙": "zhang sun", "澹台": "tan tai",
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "朴": "piao", "区": "ou",
    "盖": "ge", "翟": "zhai", "任": "ren", "华": "hua", "纪": "ji", "宁": "ning", "燕": "yan",
    "卜": "bu", "秘": "bi", "乐": "yue", "员": "yun", "种": "chong", "折": "she", "洗": "xian",
    "缪": "miao", "逄": "pang", "尉": "wei", "黑": "he", "眭": "sui", "隗": "wei", "句": "gou",
    "召": "shao", "过": "guo", "能": "nai", "那": "na", "柏": "bai", "盛": "sheng", "石": "shi",
    "沈": "shen", "贾": "jia", "覃": "qin", "祭": "zhai", "牟": "mu", "冼": "xian", "应": "ying",
    "教": "jiao", "重": "chong", "钭": "tou", "阚": "kan", "車": "che", "车": "che",
    "單": "shan", "區": "ou", "蓋": "ge", "華": "hua", "紀": "ji", "寧": "ning", "樂": "yue",
}  # fmt: skip
"""Readings a dictionary of words gets wrong because as a surname the character sounds different."""

RARE = {"𠮷": "ji", "䶮": "yan"}
"""Characters of names that dictionaries lack."""


@dataclass(frozen=True, slots=True)
class Reading:
    pinyin: str
    initials: str


def reading(name: str) -> Reading:
    """«曾小明» reads «zeng xiao ming», zxm; other scripts stay as they are, in lower case."""
    text = unicodedata.normalize("NFKC", name).strip().lower()
    surname = text[:2] if text[:2] in SURNAMES and len(text) > 2 else text[:1]
    known = SURNAMES.get(surname)
    if known is None:
        surname, known = "", ""
    syllables = [*known.split(), *_syllables(text[len(surname) :])]
    return Reading(" ".join(syllables), "".join(syllable[0] for syllable in syllables))


def _syllables(text: str) -> list[str]:
    # The phrase dictionary (45 MB) is for prose; names are read character by character.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import lazy_pinyin

    for character, sound in RARE.items():
        text = text.replace(character, f" {sound} ")
    return [word for part in lazy_pinyin(text) for word in part.split()]
