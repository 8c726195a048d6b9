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

WORDS = {
    "重庆": "chong qing", "重慶": "chong qing", "长": "chang", "長": "chang", "厦门": "xia men",
    "廈門": "xia men", "会计": "kuai ji", "會計": "kuai ji", "银行": "yin hang", "銀行": "yin hang",
    "行业": "hang ye", "行業": "hang ye", "调度": "diao du", "調度": "diao du", "调研": "diao yan",
    "重点": "zhong dian", "朝阳": "chao yang", "合肥": "he fei", "大厦": "da sha", "长期": "chang qi",
    "增长": "zeng zhang", "成长": "cheng zhang", "增長": "zeng zhang", "成長": "cheng zhang",
}  # fmt: skip
"""Words of department names that a reading character by character gets wrong."""


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


def spelled(typed: str) -> Reading:
    """How somebody says the own name is read: «Shàn xiǎo míng» is shan xiao ming, sxm."""
    plain = unicodedata.normalize("NFD", typed.lower()).replace("u\u0308", "v").replace("u:", "v")
    letters = "".join(one for one in plain if one.isascii() and (one.isalpha() or one in " '-"))
    syllables = letters.replace("'", " ").replace("-", " ").split()
    return Reading(" ".join(syllables), "".join(syllable[0] for syllable in syllables))


def reading_of_words(text: str) -> Reading:
    """What is no person's name, such as a department's: «重庆会计部» reads «chong qing kuai ji bu»."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    for word in sorted(WORDS, key=len, reverse=True):
        plain = plain.replace(word, f" {WORDS[word]} ")
    syllables = _syllables(plain)
    return Reading(" ".join(syllables), "".join(syllable[0] for syllable in syllables))


def _syllables(text: str) -> list[str]:
    # The phrase dictionary (45 MB) is for prose; names are read character by character.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import lazy_pinyin

    for character, sound in RARE.items():
        text = text.replace(character, f" {sound} ")
    return [word for part in lazy_pinyin(text) for word in part.split()]
