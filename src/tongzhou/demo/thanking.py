"""The people of the demonstration say thanks for what was done."""

from django.conf import settings
from django.utils import translation

from tongzhou.demo.played import Played
from tongzhou.org.models import Person
from tongzhou.thanks.actions import mentioning, saying
from tongzhou.thanks.models import Thanks
from tongzhou.thanks.queries.people import Deserving, deserving

MOST = 2
IN_RETURN = (
    "您当天就给了准话，我们少等了一周，谢谢。",
    "您一句话把口径定了下来，后面没有返工，谢谢。",
    "忙的时候还先回我们，排期一下就定了，谢谢。",
)


def thank(played: Played) -> None:
    """Two people hear it, and one of them does not mind if everybody reads it. Who answered in
    person says thanks in return.
    """
    with translation.override(settings.LANGUAGE_CODE):
        _thank(played)


def _thank(played: Played) -> None:
    people = played.company.people
    answered = [people[one.by] for one in played.script.parts if one.by]
    for place, one in enumerate(_found(played, played.initiator, answered)[:MOST]):
        thanks = _say(played, one, one.sentence, by=played.initiator)
        if place == 0:
            mentioning.agree(thanks, by=one.person)
    leading = [played.initiator, *answered]
    for place, person in enumerate(answered):
        for one in _found(played, person, leading)[:1]:
            own = IN_RETURN[place % len(IN_RETURN)]
            is_quick = one.fact.kind == Thanks.Fact.QUICK
            _say(played, one, own if is_quick else one.sentence, by=person)


def _found(played: Played, by: Person, leading: list[Person]) -> list[Deserving]:
    """Whoever leads and has heard nothing yet comes first."""
    heard = set(Thanks.objects.filter(collaboration=played.case).values_list("person", flat=True))
    return sorted(
        deserving(played.case, by),
        key=lambda one: (one.person not in leading, one.person.pk in heard),
    )


def _say(played: Played, one: Deserving, sentence: str, *, by: Person) -> Thanks:
    words = saying.Words(one.person.pk, one.fact.key, sentence)
    return saying.say(played.case, words, by=by)
