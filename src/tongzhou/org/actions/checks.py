"""What several verbs about departments look at first."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.journal.events import DepartmentId
from tongzhou.org import policy
from tongzhou.org.models import Department, Person

LONGEST_PATH = 400
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,29}")


def locked(department: Department, *, by: Person | None) -> Department:
    """For an administrator, and only while the department exists."""
    found = Department.objects.select_for_update().get(pk=department.pk)
    policy.may_manage_organisation(by).require()
    check_living(found)
    return found


def tree() -> dict[object, Department]:
    """All of it, locked in one order: moves are judged one after the other."""
    return {one.pk: one for one in Department.objects.select_for_update().order_by("pk")}


def check_living(department: Department) -> None:
    if department.dissolved_at:
        assert department.successor
        facts = {"department": department.name, "successor": department.successor.name}
        sentence = _("%(department)s was dissolved; %(successor)s took over.") % facts
        raise NotPossibleNow(sentence)


def require_living(department: Department) -> None:
    """Locks it first: nobody moves in while it is being dissolved."""
    check_living(Department.objects.select_for_update().get(pk=department.pk))


def check_active(person: Person) -> None:
    if not person.is_active:
        raise NotPossibleNow(_("The account of %(person)s is closed.") % {"person": person.name})


def checked_name(name: str) -> str:
    text = " ".join(name.split())
    if not 0 < len(text) <= 80:
        sentence = _("A department's name has 1 to 80 characters.")
        raise Invalid(sentence, errors={"name": sentence})
    return text


def checked_code(code: str, *, taken: Iterable[str]) -> str:
    text = code.strip().lower()
    sentence: Sentence
    if not CODE.fullmatch(text):
        sentence = _("A code has 1 to 30 letters a–z, digits, - or _.")
        raise Invalid(sentence, errors={"code": sentence})
    if text in taken:
        sentence = _("Another department has the code “%(code)s”.") % {"code": text}
        raise Invalid(sentence, errors={"code": sentence})
    return text


def checked_path(path: str) -> str:
    if len(path) > LONGEST_PATH:
        raise Invalid(_("The tree of departments would become too deep."))
    return path


def check_between(value: int, least: int, most: int, *, field: str) -> None:
    if not least <= value <= most:
        facts = {"least": least, "most": most}
        sentence = _("Between %(least)s and %(most)s, please.") % facts
        raise Invalid(sentence, errors={field: sentence})


def id_of(department: Department | None) -> DepartmentId | None:
    return DepartmentId(department.pk) if department else None
