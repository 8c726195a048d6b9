"""People come, move, leave, and choose how pages look to them."""

import unicodedata
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tongzhou.core import clock
from tongzhou.core.names import reading
from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.journal.actions import record
from tongzhou.journal.events import DepartmentId, PersonId
from tongzhou.org import policy
from tongzhou.org.actions import history
from tongzhou.org.actions.checks import require_living
from tongzhou.org.actions.rights import lay_down
from tongzhou.org.events import (
    PersonAnonymised,
    PersonCreated,
    PersonMoved,
    PersonReturned,
    PreferenceChosen,
)
from tongzhou.org.models import Department, Person, SecondFactor
from tongzhou.org.passwords import check_new

THEMES = ("", "light", "dark")
DENSITIES = ("", "compact", "roomy")
IDENTIFYING = [
    "name", "pinyin", "initials", "login", "title", "mail", "mobile", "password", "anonymised_at",
]  # fmt: skip


def create_person(
    department: Department,
    *,
    by: Person | None,
    login: str,
    name: str,
    password: str = "",
    **facts: object,
) -> Person:
    """`facts` are further fields (title, mail, is_administrator …); no password: no sign-in yet."""
    with transaction.atomic():
        policy.may_manage_organisation(by).require()
        policy.may_grant(by, _granted(password, facts)).require()
        require_living(department)
        person = Person(login=sign_in_name(login), department=department, **facts)
        _set_name(person, name)
        if Person.objects.filter(login=person.login).exists():
            taken = _("Somebody already signs in as “%(login)s”.") % {"login": person.login}
            raise Invalid(taken, errors={"login": taken})
        if password:
            person.set_password(check_new(password, person))
        else:
            person.set_unusable_password()
        person.save(force_insert=True)
        created = PersonCreated(
            subject=person.pk,
            person=PersonId(person.pk),
            department=DepartmentId(department.pk),
        )
        record(created, by=by)
    return person


def move_person(person: Person, *, by: Person | None, to: Department) -> None:
    with transaction.atomic():
        require_living(to)
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_manage_organisation(by).require()
        before = locked.department_id
        if before == to.pk:
            raise NotPossibleNow(_("%(person)s already belongs there.") % {"person": person.name})
        history.keep_home(locked)
        locked.department = to
        locked.save(update_fields=["department"])
        locked.second_homes.filter(department=to).delete()
        record(
            PersonMoved(
                subject=person.pk,
                person=PersonId(person.pk),
                before=DepartmentId(before),
                department=DepartmentId(to.pk),
            ),
            by=by,
        )
    person.department = to


def reactivate(person: Person, *, by: Person | None) -> None:
    """Rights stay behind, whoever opens the account: an administrator gives them again."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_manage_organisation(by).require()
        if locked.is_active:
            raise NotPossibleNow(_("This account is open."))
        if locked.anonymised_at:
            raise NotPossibleNow(_("The data of this person were removed for good."))
        lay_down(locked, by=by)
        locked.is_active = True
        locked.save(update_fields=["is_active"])
        record(PersonReturned(subject=person.pk, person=PersonId(person.pk)), by=by)
    person.is_active, person.is_administrator, person.is_auditor = True, False, False


def anonymise(person: Person, *, by: Person | None) -> None:
    """Remove what identifies a person who left; ids, and so every hash, stay as they are."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_manage_organisation(by).require()
        if locked.is_active:
            raise NotPossibleNow(_("Close the account first."))
        if locked.anonymised_at:
            raise NotPossibleNow(_("The data of this person were removed for good."))
        with translation.override(settings.LANGUAGE_CODE):
            _set_name(locked, gettext("Former colleague"))
        locked.login = f"former-{locked.pk.hex}"
        locked.title = locked.mail = locked.mobile = ""
        locked.set_unusable_password()
        locked.anonymised_at = clock.now()
        locked.save(update_fields=IDENTIFYING)
        locked.tokens.all().delete()
        locked.passkeys.all().delete()
        SecondFactor.objects.filter(person=locked).delete()
        locked.recovery_codes.all().delete()
        locked.skills.all().delete()
        locked.external_ids.all().delete()
        locked.identities.all().delete()
        locked.browsers.all().delete()
        record(PersonAnonymised(subject=person.pk, person=PersonId(person.pk)), by=by)


def set_language(person: Person, *, by: Person, language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Invalid(_("This language is not available."))
    _prefer(person, by=by, field="language", value=language)


def set_theme(person: Person, *, by: Person, theme: str) -> None:
    if theme not in THEMES:
        raise Invalid(_("This appearance is not available."))
    _prefer(person, by=by, field="theme", value=theme)


def set_density(person: Person, *, by: Person, density: str) -> None:
    if density not in DENSITIES:
        raise Invalid(_("This row height is not available."))
    _prefer(person, by=by, field="density", value=density)


def set_rail(person: Person, *, by: Person, names: Sequence[str]) -> None:
    """The order of the pages at the side; nothing means the order of the house."""
    _prefer(person, by=by, field="rail", value=" ".join(names))


def sign_in_name(typed: str) -> str:
    """One spelling for what people type: full-width letters and capitals do not matter."""
    name = unicodedata.normalize("NFKC", typed).strip().lower()
    if not 0 < len(name) <= 60 or any(character.isspace() for character in name):
        sentence = _("A sign-in name has 1 to 60 characters and no spaces.")
        raise Invalid(sentence, errors={"login": sentence})
    return name


def _granted(password: str, facts: Mapping[str, object]) -> set[str]:
    given = {**facts, "password": password}
    return {one for one in ("password", "is_administrator", "is_auditor") if given.get(one)}


def _set_name(person: Person, name: str) -> None:
    person.name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not 0 < len(person.name) <= 60:
        sentence = _("A name has 1 to 60 characters.")
        raise Invalid(sentence, errors={"name": sentence})
    sounds = reading(person.name)
    person.pinyin, person.initials = sounds.pinyin[:200], sounds.initials[:40]


def _prefer(person: Person, *, by: Person, field: str, value: str) -> None:
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        policy.may_be_own(by, locked).require()
        if getattr(locked, field) == value:
            return
        setattr(locked, field, value)
        locked.save(update_fields=[field])
        chosen = PreferenceChosen(subject=locked.pk, language=locked.language, theme=locked.theme)
        record(chosen, by=by)
    setattr(person, field, value)
