"""Looking back, the person in charge of the demonstration says thanks for what was done."""

from django.conf import settings
from django.utils import translation

from tongzhou.demo.played import Played
from tongzhou.thanks.actions import mentioning, saying
from tongzhou.thanks.queries.people import deserving

MOST = 2


def thank(played: Played) -> None:
    """Two people hear it, and one of them does not mind if everybody reads it."""
    found = deserving(played.case, played.initiator)[:MOST]
    for place, one in enumerate(found):
        with translation.override(settings.LANGUAGE_CODE):
            words = saying.Words(one.person.pk, one.fact.key, one.sentence)
        thanks = saying.say(played.case, words, by=played.initiator)
        if place == 0:
            mentioning.agree(thanks, by=one.person)
