"""One English sentence has one meaning in the house: the catalogues of all packages are read as one."""

from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po


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
