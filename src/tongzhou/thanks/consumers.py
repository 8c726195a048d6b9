"""Whoever is forgotten is forgotten in words of thanks too."""

from tongzhou.journal.consumers import consumer
from tongzhou.journal.models import Entry
from tongzhou.org.models import Person
from tongzhou.thanks.actions import mentioning, saying


@consumer("thanks.forgotten")
def forget_the_words(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.kind == "person.anonymised":
            mentioning.forget(Person.objects.get(pk=entry.subject))
            saying.forget(entry.subject)
