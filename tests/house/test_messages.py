import json
from pathlib import Path

import pytest
from django.utils import translation

from tongzhou.config import messages
from tongzhou.config.messages import Found


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source tree of one package with one sentence of every sort."""
    package = tmp_path / "boats"
    (package / "templates" / "boats").mkdir(parents=True)
    (package / "__init__.py").write_text(
        'from django.utils.translation import gettext_lazy as _, ngettext\n_("Row to %(place)s")\n'
        'ngettext("%(n)s oar", "%(n)s oars", 2)\n'
    )
    (package / "templates" / "boats" / "page.html").write_text(
        "{% trans place=name %}\n  Land at\n  {{ place }}\n{% endtrans %}{{ pgettext('noun', 'Row') }}"
    )
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    return tmp_path


def test_sentences_come_from_python_and_from_templates(house: Path) -> None:
    assert messages.sentences("boats") == [
        Found("", "%(n)s oar", "%(n)s oars"),
        Found("", "Land at %(place)s"),
        Found("noun", "Row"),
        Found("", "Row to %(place)s"),
    ]


def test_filling_the_printed_skeleton_leaves_no_fault(house: Path) -> None:
    skeleton = messages.missing("boats")
    for spelled, texts in skeleton.items():
        texts.update(dict.fromkeys(texts, "译" + spelled.rpartition("\x04")[2]))
    (house / "filled.json").write_text(json.dumps(skeleton))
    messages.fill("boats", house / "filled.json")
    assert list(messages.faults("boats")) == []


def test_a_translation_with_other_placeholders_is_a_fault(house: Path) -> None:
    messages.update("boats", {"zh_Hans": {("", "Row to %(place)s"): "划到 %(where)s"}})
    assert "boats/zh_Hans: placeholders differ: 'Row to %(place)s'" in messages.faults("boats")


def test_a_sentence_translated_by_another_package_is_taken_over(house: Path) -> None:
    (house / "ships").mkdir()
    (house / "ships" / "__init__.py").write_text('_("Row to %(place)s")')
    messages.update("boats", {"zh_Hans": {("", "Row to %(place)s"): "划到 %(place)s"}})
    messages.update("ships")
    assert messages.translations("ships", "zh_Hans") == {("", "Row to %(place)s"): "划到 %(place)s"}


def test_updating_twice_changes_nothing(house: Path) -> None:
    messages.update("boats")
    file = house / "boats/locale/zh_Hans/LC_MESSAGES/django.po"
    before = file.read_bytes()
    messages.update("boats")
    assert file.read_bytes() == before
    assert b"Date" not in before


@pytest.mark.parametrize("package", messages.packages())
def test_every_sentence_is_translated(package: str) -> None:
    assert list(messages.faults(package)) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh-hans", "其他人刚刚改过这里。"), ("zh-hant", "其他人剛剛改過這裡。"),
     ("en", "Someone else changed this in the meantime.")],
)  # fmt: skip
def test_pages_find_the_catalogues(language: str, sentence: str) -> None:
    with translation.override(language):
        assert translation.gettext("Someone else changed this in the meantime.") == sentence
