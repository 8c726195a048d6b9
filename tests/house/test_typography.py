import pytest

from tongzhou.config.typography import chinese


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\u597d,\u884c", "\u597d\uff0c\u884c"),
        ("%(who)s\u8bf4: %(what)s", "%(who)s\u8bf4\uff1a%(what)s"),
        ("%(who)s:%(what)s\u597d", "%(who)s\uff1a%(what)s\u597d"),
        ("\u65e5\u671f(%(end)s)\u65e9\u4e8e", "\u65e5\u671f\uff08%(end)s\uff09\u65e9\u4e8e"),
        ("17:30 \u524d", "17:30 \u524d"),
        ("see (a), b", "see (a), b"),
        ("\u300c%(a)s\u300d,\u597d?", "\u300c%(a)s\u300d\uff0c\u597d\uff1f"),
    ],
)
def test_marks_between_chinese_words_are_full_width(typed: str, printed: str) -> None:
    assert chinese(typed) == printed
