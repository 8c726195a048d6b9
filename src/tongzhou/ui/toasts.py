"""A short word after an action, kept through the redirect, with a way to undo it where there is one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

from tongzhou.core.verdicts import Sentence

TONES = {
    "moss": messages.SUCCESS,
    "river": messages.INFO,
    "amber": messages.WARNING,
    "seal": messages.ERROR,
}


@dataclass(frozen=True, slots=True)
class Toast:
    message: str
    tone: str
    undo_url: str


def say(
    request: HttpRequest, sentence: Sentence, *, tone: str = "moss", undo_url: str = ""
) -> None:
    """Shown on the next page; `undo_url` takes a POST that reverses what was done."""
    messages.add_message(request, TONES[tone], str(sentence), extra_tags=undo_url)


def waiting(request: HttpRequest) -> Iterator[Toast]:
    """What has not been shown yet; reading it counts as showing it."""
    tones = {level: tone for tone, level in TONES.items()}
    for message in messages.get_messages(request):
        yield Toast(
            str(message.message), tones.get(message.level, "river"), message.extra_tags or ""
        )
