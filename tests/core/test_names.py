"""Names are sorted and found by how people say them."""

import pytest

from tongzhou.core.names import reading


@pytest.mark.check("T189")
@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("单雄信", "shan xiong xin", "sxx"),
        ("曾国藩", "zeng guo fan", "zgf"),
        ("仇英", "qiu ying", "qy"),
        ("解缙", "xie jin", "xj"),
        ("查良镛", "zha liang yong", "zly"),
        ("𠮷田", "ji tian", "jt"),
        ("李䶮", "li yan", "ly"),
        ("单于明", "chan yu ming", "cym"),
        ("单于", "shan yu", "sy"),
        ("欧阳修", "ou yang xiu", "oyx"),
        ("Anna 王", "anna wang", "aw"),
        ("Ａｎｎａ", "anna", "a"),
        ("", "", ""),
    ],
)
def test_a_name_is_read_as_people_say_it(name: str, pinyin: str, initials: str) -> None:
    found = reading(name)
    assert (found.pinyin, found.initials) == (pinyin, initials)
