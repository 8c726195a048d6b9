import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongzhou.core.names import reading
from tongzhou.knowledge.bigrams import Phrase, fold, phrases, tokens
from tongzhou.knowledge.snippets import marked, pattern, snippet

WORDS = st.text(alphabet="留存率回升会员體驗 ABz09-_%*\"'（），。", max_size=40)


def holds(text: str, phrase: Phrase) -> bool:
    """What both engines do: the tokens follow each other; the last may be a beginning."""
    cut = list(tokens(text))
    length = len(phrase.tokens)
    for place in range(len(cut) - length + 1):
        *first, last = cut[place : place + length]
        fits = last.startswith(phrase.tokens[-1]) if phrase.is_open else last == phrase.tokens[-1]
        if fits and tuple(first) == phrase.tokens[:-1]:
            return True
    return False


def test_chinese_is_cut_into_pairs_and_each_run_ends_with_its_last_character() -> None:
    assert list(tokens("留存率，提高 4%")) == ["留存", "存率", "率", "提高", "高", "4"]


@pytest.mark.check("T188")
def test_full_width_capitals_and_traditional_are_folded() -> None:
    assert fold("ＡＰＩ　護航 Q３") == "api 护航 q3"
    assert list(tokens("協-２０２６-0042")) == ["协", "2026", "0042"]


@pytest.mark.check("T188")
@given(
    before=WORDS, middle=st.text(alphabet="留存率回升会员體驗", min_size=1, max_size=8), after=WORDS
)
def test_every_piece_of_chinese_is_found_where_it_stands(
    before: str, middle: str, after: str
) -> None:
    assert all(holds(before + middle + after, phrase) for phrase in phrases(middle))


@given(text=WORDS, query=st.text(alphabet="留存率回升会员", min_size=1, max_size=3))
def test_chinese_that_is_not_there_is_not_found(text: str, query: str) -> None:
    found = all(holds(text, phrase) for phrase in phrases(query))
    assert found == (query in fold(text))


def test_mixed_words_are_one_phrase_and_words_between_blanks_are_several() -> None:
    assert phrases("Paddle框架") == [Phrase(("paddle", "框架"), is_open=False)]
    assert phrases("第3章") == [Phrase(("第", "3", "章"), is_open=True)]
    assert len(phrases("留存 率 留存")) == 2


@pytest.mark.check("T154")
@pytest.mark.parametrize("typed", ["", " ", "%", "_", '"', "*", "—— …", "'; --", "()^~:-", "\x00"])
def test_signs_are_nothing_to_look_for(typed: str) -> None:
    assert phrases(typed) == []


def test_pinyin_of_a_department_is_read_character_by_character() -> None:
    assert reading("产品部").initials == "cpb"


@given(text=WORDS, query=WORDS)
def test_a_snippet_is_text_of_the_document_and_nothing_else(text: str, query: str) -> None:
    wanted = pattern(query)
    assert "".join(part.text for part in marked(text, wanted)) == text
    shown = "".join(part.text for part in snippet(text, wanted)).strip("…")
    assert shown in " ".join(text.split())


def test_what_was_found_is_marked_in_the_readers_own_script() -> None:
    parts = marked("用戶留存率（Q３）", pattern("留存 q3"))
    assert [part.text for part in parts if part.is_hit] == ["留存", "Q３"]
    assert [part.text for part in marked("㎡留存", pattern("留存")) if part.is_hit] == ["留存"]


def test_a_snippet_begins_shortly_before_the_first_hit() -> None:
    parts = snippet("前文" * 100 + "留存率回升" + "后文" * 100, pattern("留存"))
    texts = [part.text for part in parts]
    assert texts[0] == texts[-1] == "…"
    assert texts[2] == "留存"
