"""The words of a bundle become the language of its departments, as far as this house has none."""

from collections.abc import Iterator

from tongzhou.org.models import Department
from tongzhou.past.bundle import Bundle
from tongzhou.terms.actions import Said, take_in
from tongzhou.terms.models import LONGEST_NAME, LONGEST_TEXT, Wording, key_of

Line = tuple[str, Department, Said]


def take_words(bundle: Bundle, departments: dict[str, Department]) -> int:
    """What a department says here already stays as it is; a word of nobody is the whole house's."""
    return take_in(_unsaid(_lines(bundle, departments)), by=None)


def _lines(bundle: Bundle, departments: dict[str, Department]) -> Iterator[Line]:
    root = Department.objects.living().filter(parent=None).first()
    for one in bundle.terms:
        department = departments.get(one.department or "") or root
        name, text = " ".join(one.name.split())[:LONGEST_NAME], one.meaning.strip()[:LONGEST_TEXT]
        if department and key_of(name) and text:
            yield name, department, Said(text=text)


def _unsaid(lines: Iterator[Line]) -> list[Line]:
    """Of several meanings in one department the first counts."""
    said = set(Wording.objects.order_by().values_list("term__spellings__key", "department"))
    found: list[Line] = []
    for name, department, meaning in lines:
        if (key_of(name), department.pk) not in said:
            said.add((key_of(name), department.pk))
            found.append((name, department, meaning))
    return found
