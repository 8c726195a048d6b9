"""Users: people as an identity provider reads and writes them, through the ordinary verbs."""

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Field, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongzhou.api.scim.errors import Unfit, taken
from tongzhou.api.scim.filters import Comparison
from tongzhou.api.scim.resources import (
    Kind,
    Resource,
    compared,
    exactly,
    gathered,
    uuid_or_none,
    with_meta,
)
from tongzhou.core.verdicts import Invalid
from tongzhou.org import actions
from tongzhou.org.actions.people import sign_in_name
from tongzhou.org.actions.provisioning import call_person, rename_sign_in
from tongzhou.org.models import Department, Identity, Person, SecondHome
from tongzhou.org.models.provisioning import PROVISIONED

CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
LANGUAGES = {"zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-hant": "zh-hant", "en": "en"}


class Wanted(NamedTuple):
    """What stands in a resource, as far as this house keeps it; `department` None is: not said."""

    login: str
    name: str
    title: str
    mail: str
    mobile: str
    is_active: bool
    external_id: str
    department: Department | None
    language: str


def rows() -> "QuerySet[Person]":
    """Who works here, and who left while a provider still knows them. After DELETE it does not."""
    linked = Identity.objects.filter(issuer=PROVISIONED).values("person")
    found = Person.objects.filter(Q(is_active=True) | Q(pk__in=linked), anonymised_at=None)
    homes = SecondHome.objects.select_related("department")
    return found.select_related("department").prefetch_related(
        Prefetch("identities", Identity.objects.filter(issuer=PROVISIONED), to_attr="provisioned"),
        Prefetch("second_homes", homes, to_attr="homes"),
    )


def resource(request: HttpRequest, person: Person, *, full: bool = True) -> Resource:
    """`full` is a question of groups."""
    del full
    homes = [person.department, *(one.department for one in gathered(person, "homes"))]
    found: Resource = {
        "schemas": [CORE, ENTERPRISE],
        "id": str(person.pk),
        "userName": person.login,
        "displayName": person.name,
        "name": {"formatted": person.name},
        "active": person.is_active,
        "groups": [{"value": str(one.pk), "display": one.name, "type": "direct"} for one in homes],
        ENTERPRISE: {"department": person.department.name},
    }
    if person.title:
        found["title"] = person.title
    if person.mail:
        found["emails"] = [{"value": person.mail, "type": "work", "primary": True}]
    if person.mobile:
        found["phoneNumbers"] = [{"value": person.mobile, "type": "mobile"}]
    for one in gathered(person, "provisioned"):
        if one.subject != str(person.pk):
            found["externalId"] = one.subject
    return with_meta(request, found, "User", "Users")


def meant(one: Comparison) -> Q:
    if one.path in COLUMNS:
        return compared(COLUMNS[one.path], one)
    if one.path in ("emails.type", "phonenumbers.type"):
        return Q()
    if one.path == "id":
        return exactly(one, lambda value: Q(pk=uuid_or_none(value)), Q())
    if one.path == "active":
        return exactly(one, lambda value: Q(is_active=_truth(value)), Q())
    if one.path == "externalid":
        return exactly(
            one, lambda value: Q(pk__in=_of_outside(subject=str(value))), Q(pk__in=_of_outside())
        )
    raise Unfit("invalidFilter", _("This attribute cannot be filtered by."))


COLUMNS = {
    "username": "login", "displayname": "name", "name.formatted": "name", "title": "title",
    "emails": "mail", "emails.value": "mail", "phonenumbers": "mobile", "phonenumbers.value": "mobile",
    f"{ENTERPRISE.lower()}:department": "department__name",
}  # fmt: skip
USERS = Kind("User", "Users", rows, resource, meant)


def take_in(body: Resource, *, by: Person) -> Person:
    """Whoever left and is known here by this name comes back as the same person."""
    wanted = _read(body)
    gone = Person.objects.filter(login=sign_in_name(wanted.login)).first()
    if gone is not None:
        if gone.is_active or gone.identities.filter(issuer=PROVISIONED).exists():
            raise _taken(gone.login)
        _link(gone, wanted, by)
        write(gone, body, {}, by=by)
        return gone
    person = _create(wanted, by)
    _link(person, wanted, by)
    if not wanted.is_active:
        actions.retire(person, by=by)
    return person


def _create(wanted: Wanted, by: Person) -> Person:
    """Somebody may have come by this name since it was looked for."""
    try:
        return actions.create_person(
            wanted.department or unplaced(), by=by, login=wanted.login, name=wanted.name,
            title=wanted.title, mail=wanted.mail, mobile=wanted.mobile, language=wanted.language,
        )  # fmt: skip
    except Invalid:
        login = sign_in_name(wanted.login)
        if Person.objects.filter(login=login).exists():
            raise _taken(login) from None
        raise


def _taken(login: str) -> Unfit:
    return taken(_("Somebody already signs in as “%(login)s”.") % {"login": login})


def write(person: Person, body: Resource, before: Resource, *, by: Person) -> None:
    """Only what differs; `before` tells which of several spellings of a name was changed."""
    wanted = _read(body, before)
    if sign_in_name(wanted.login) != person.login:
        rename_sign_in(person, by=by, login=wanted.login)
    facts = {
        name: getattr(wanted, name)
        for name in ("name", "title", "mail", "mobile")
        if getattr(wanted, name) != getattr(person, name)
    }
    if facts:
        actions.change_profile(person, by=by, version=person.version, **facts)
    if wanted.external_id:
        _link(person, wanted, by)
    if wanted.department and wanted.department.pk != person.department_id and _moved(body, before):
        actions.move_person(person, by=by, to=wanted.department)
    if wanted.is_active != person.is_active:
        _set_active(person, wanted, by)


def remove(person: Person, *, by: Person) -> None:
    """The person leaves, by the ordinary way; what they did and signed stays with their name."""
    if person.is_active:
        actions.retire(person, by=by)
    call_person(person, "", by=by)


def unplaced() -> Department:
    """Where people stand of whom nothing else is said: the top of the tree."""
    return Department.objects.living().filter(parent=None).order_by("position", "path")[0]


def _set_active(person: Person, wanted: Wanted, by: Person) -> None:
    if wanted.is_active:
        actions.reactivate(person, by=by)
        return
    if not person.identities.filter(issuer=PROVISIONED).exists():
        _link(person, wanted, by)
    actions.retire(person, by=by)


def _link(person: Person, wanted: Wanted, by: Person) -> None:
    subject = wanted.external_id or str(person.pk)
    other = Identity.objects.filter(issuer=PROVISIONED, subject=subject).exclude(person=person)
    if other.exists():
        raise taken(_("Somebody else is already known by this externalId."))
    call_person(person, subject, by=by)


def _read(body: Resource, before: Resource | None = None) -> Wanted:
    said = {name.lower(): value for name, value in body.items()}
    enterprise = said.get(ENTERPRISE.lower())
    place = enterprise.get("department") if isinstance(enterprise, dict) else None
    login = _text(said.get("username"), 60, "userName")
    if not login:
        raise Unfit("invalidValue", _("userName is missing."))
    return Wanted(
        login=login,
        name=_name(said, before or {}) or login,
        title=_column("title", said.get("title")),
        mail=_column("mail", _first(said.get("emails"))),
        mobile=_column("mobile", _first(said.get("phonenumbers"))),
        is_active=_truth(said.get("active", (before or {}).get("active", True))),
        external_id=_text(said.get("externalid"), 255, "externalId"),
        department=_department(place),
        language=_language(said.get("preferredlanguage")),
    )


def _name(said: dict[str, Any], before: Resource) -> str:
    """What people are called here is one text; a changed part of `name` outweighs an old display."""
    parts: dict[str, Any] = said["name"] if isinstance(said.get("name"), dict) else {}
    shown, formatted = said.get("displayname"), parts.get("formatted")
    old = before.get("displayName")
    family, given = (str(parts.get(one) or "").strip() for one in ("familyName", "givenName"))
    is_latin = (family + given).isascii()
    composed = f"{given} {family}".strip() if is_latin else f"{family}{given}"
    candidates = [shown, formatted, composed]
    changed = [one for one in candidates if one and one != old] if old else candidates
    return _text(next((one for one in [*changed, shown, formatted] if one), ""), 60, "displayName")


def _moved(body: Resource, before: Resource) -> bool:
    return not before or body.get(ENTERPRISE) != before.get(ENTERPRISE)


def _department(place: Any) -> Department | None:
    """By code or by a name only one has; unknown: the person stays where they are."""
    if not isinstance(place, str) or not place:
        return None
    living = Department.objects.living()
    found = list(living.filter(Q(code=place.lower()) | Q(name=place))[:2])
    return found[0] if len(found) == 1 else None


def _first(values: Any) -> Any:
    rows = [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []
    rows.sort(key=lambda one: (not _truth(one.get("primary", False)), one.get("type") != "work"))
    return rows[0].get("value") if rows else ""


def _column(name: str, value: Any) -> str:
    text = "" if value is None else str(value).strip()
    try:
        field = Person._meta.get_field(name)
        assert isinstance(field, Field)
        field.run_validators(text)
    except ValidationError as invalid:
        raise Unfit("invalidValue", f"{name}: {invalid.messages[0]}") from invalid
    return text


def _text(value: Any, most: int, name: str) -> str:
    text = "" if value is None else str(value).strip()
    if len(text) > most:
        facts = {"name": name, "most": most}
        raise Unfit("invalidValue", _("%(name)s has at most %(most)s characters.") % facts)
    return text


def _truth(value: Any) -> bool:
    """Some providers write "True" and "False"."""
    return value if isinstance(value, bool) else str(value).lower() in ("true", "1")


def _language(value: Any) -> str:
    words = str(value or "").lower().replace("_", "-")
    return next((ours for word, ours in LANGUAGES.items() if words.startswith(word)), "zh-hans")


def _of_outside(**facts: str) -> Any:
    return Identity.objects.filter(issuer=PROVISIONED, **facts).values("person")
