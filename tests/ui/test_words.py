"""One English sentence has one meaning in the house: the catalogues of all packages are read as one."""

from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django import forms
from django.utils import translation


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_no_two_packages_translate_one_sentence_differently(language: str) -> None:
    said: defaultdict[tuple[str | None, str], dict[str, str]] = defaultdict(dict)
    for catalogue in Path("src/tongzhou").glob(f"*/locale/{language}/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as file:
            for message in read_po(file):
                sentence, meaning = (
                    part if isinstance(part, str) else part[0]
                    for part in (message.id, message.string)
                )
                if sentence and meaning:
                    said[message.context, sentence][meaning] = catalogue.parts[2]
    torn = {key[1]: found for key, found in said.items() if len(found) > 1}
    assert not torn


class EveryField(forms.Form):
    name = forms.CharField(max_length=3)
    count = forms.IntegerField(min_value=1, max_value=5)
    kind = forms.ChoiceField(choices=[("a", "A")])


def _errors(language: str, **typed: str) -> set[str]:
    with translation.override(language):
        found = EveryField(typed).errors
        return {str(text) for texts in found.values() for text in texts}


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_forms_speak_as_the_house_does(language: str) -> None:
    said = _errors(language) | _errors(language, name="four", count="x", kind="b")
    said |= _errors(language, count="9") | _errors(language, count="0")
    for word in ("必填", "必須", "required", "Ensure", "确保", "確認", "Select a valid"):
        assert not any(word in sentence for sentence in said), said


def test_what_is_missing_is_asked_for_with_please() -> None:
    assert _errors("zh-hans") == {"请填写。"}
