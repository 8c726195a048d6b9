"""What holds for every kind of event of the house; grows with each new one."""

from dataclasses import fields

import pytest
from django.conf import settings
from django.utils import translation

from tongzhou.journal.audience import AUDIENCES
from tongzhou.journal.events import EVENTS, sentence


@pytest.mark.parametrize("kind", sorted(EVENTS))
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_kind_reads_as_a_sentence(kind: str, language: str) -> None:
    own = [field.name for field in fields(EVENTS[kind])]
    nothing = dict.fromkeys(set(own) - {"subject", "collaboration"})
    with translation.override(language):
        said = sentence(kind, nothing, actor="某人", names={})
    assert said.strip()
    assert "%(" not in said


def test_every_mailed_kind_is_heard_by_somebody() -> None:
    assert [kind for kind, event in EVENTS.items() if event.mail and kind not in AUDIENCES] == []


def test_nobody_listens_for_what_cannot_happen() -> None:
    assert set(AUDIENCES) <= set(EVENTS)
