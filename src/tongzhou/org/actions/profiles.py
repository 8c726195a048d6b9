"""What is known of a person: contact, reading of the name, skills, accounts elsewhere."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tongzhou.core.names import reading, spelled
from tongzhou.core.verdicts import Invalid, Sentence, Stale
from tongzhou.journal.actions import record
from tongzhou.journal.events import PersonId
from tongzhou.org import policy
from tongzhou.org.events import MessengerAccountChanged, ProfileChanged
from tongzhou.org.models import ExternalId, Person, Skill

COLUMNS = ("title", "mail", "mobile", "hours_per_day")
SYSTEMS = tuple(ExternalId.System.values)
OWN = frozenset({"mail", "mobile", "hours_per_day", "pinyin", "skills"})
"""What everybody keeps up to date for themselves; the rest belongs to administrators."""
SEPARATORS = re.compile(r"[,，、;；\n]+")
MOST_SKILLS, LONGEST_SKILL = 20, 30
FEWEST_HOURS, MOST_HOURS = Decimal("0.5"), Decimal(16)


def change_profile(person: Person, *, by: Person | None, version: int, **facts: Any) -> None:
    """`facts`: name, pinyin, title, mail, mobile, hours_per_day, skills (text), wecom, dingtalk,
    feishu. `version` is the one the form was made from; raises `Stale` when it is another by now.
    """
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_change_profile(by, locked, facts.keys() - OWN).require()
        if locked.version != version:
            raise Stale()
        changed = tuple(sorted(_change(locked, facts)))
        if not changed:
            return
        policy.may_change_keys(by, locked, changed).require()
        locked.version += 1
        locked.save(update_fields=[*COLUMNS, "name", "pinyin", "initials", "version"])
        event = ProfileChanged(subject=person.pk, person=PersonId(person.pk), changed=changed)
        record(event, by=by)
        tell_of_accounts(locked, changed, by=by)
    person.version = locked.version


def tell_of_accounts(person: Person, changed: Collection[str], *, by: Person | None) -> None:
    """Whose account it is hears of it: whoever has it now could sign in with it."""
    if systems := tuple(one for one in SYSTEMS if one in changed):
        event = MessengerAccountChanged(
            subject=person.pk, person=PersonId(person.pk), systems=systems
        )
        record(event, by=by)


def _change(person: Person, facts: Mapping[str, Any]) -> Iterable[str]:
    yield from _change_name(person, facts)
    for field in COLUMNS:
        if field in facts and facts[field] != getattr(person, field):
            setattr(person, field, facts[field])
            yield field
    _check_hours(person.hours_per_day)
    if "skills" in facts and set_skills(person, facts["skills"]):
        yield "skills"
    for system in SYSTEMS:
        if system in facts and set_external_id(person, system, facts[system]):
            yield system


def _change_name(person: Person, facts: Mapping[str, Any]) -> Iterable[str]:
    """A new name is read anew, unless how it sounds was typed along."""
    before = person.pinyin
    if facts.get("name", person.name) != person.name:
        set_name(person, facts["name"])
        yield "name"
    if facts.get("pinyin") not in (None, "", before):
        _set_reading(person, facts["pinyin"])
        yield "pinyin"


def set_name(person: Person, name: str) -> None:
    person.name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not 0 < len(person.name) <= 60:
        raise _wrong("name", _("A name has 1 to 60 characters."))
    sounds = reading(person.name)
    person.pinyin, person.initials = sounds.pinyin[:200], sounds.initials[:40]


def _set_reading(person: Person, typed: str) -> None:
    sounds = spelled(typed)
    if not sounds.pinyin:
        raise _wrong("pinyin", _("Write pinyin with letters, one space between syllables: ou wen."))
    person.pinyin, person.initials = sounds.pinyin[:200], sounds.initials[:40]


def _check_hours(hours: Decimal) -> None:
    if not FEWEST_HOURS <= hours <= MOST_HOURS:
        raise _wrong("hours_per_day", _("Between half an hour and 16 hours a day."))


def set_skills(person: Person, text: str) -> bool:
    """Whether anything changed; the order of typing stays."""
    plain = unicodedata.normalize("NFC", text)
    named = list(dict.fromkeys(filter(None, map(str.strip, SEPARATORS.split(plain)))))
    if len(named) > MOST_SKILLS or any(len(one) > LONGEST_SKILL for one in named):
        raise _wrong("skills", _("At most 20 skills of 30 characters each."))
    if named == list(person.skills.values_list("name", flat=True)):
        return False
    person.skills.all().delete()
    Skill.objects.bulk_create(Skill(person=person, name=name) for name in named)
    return True


def set_external_id(person: Person, system: str, value: str) -> bool:
    value = unicodedata.normalize("NFKC", value).strip()
    before = person.external_ids.filter(system=system).first()
    if value == (before.value if before else ""):
        return False
    taken = ExternalId.objects.filter(system=system, value=value).select_related("person").first()
    if taken:
        raise _wrong(
            system, _("This account already belongs to %(person)s.") % {"person": taken.person.name}
        )
    person.external_ids.filter(system=system).delete()
    if value:
        ExternalId.objects.create(person=person, system=system, value=value[:80])
    return True


def _wrong(field: str, sentence: Sentence) -> Invalid:
    return Invalid(sentence, errors={field: sentence})
