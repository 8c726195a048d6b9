"""Where rows belong that a foreign file gives no department, and whom its bare names mean."""

from collections import defaultdict
from dataclasses import replace

from tongzhou.org.models import Department, Person
from tongzhou.plans.cells import plain
from tongzhou.plans.workbook.contents import Contents, TaskLine


def placed(contents: Contents) -> Contents:
    """A row that names no department belongs to that of its people, else to the initiator's."""
    bare = [task for task in contents.tasks if not task.department]
    if not bare:
        return contents
    homes = {
        plain(name): people[0].department.name
        for name, people in namesakes({one for task in bare for one in task.responsible}).items()
        if len(people) == 1
    }
    default = contents.request.initiator

    def home(task: TaskLine) -> str:
        known = (homes.get(plain(name)) for name in task.responsible)
        return next((one for one in known if one), default)

    tasks = tuple(
        task if task.department else replace(task, department=home(task)) for task in contents.tasks
    )
    return replace(contents, tasks=tasks)


def namesakes(names: set[str]) -> dict[str, list[Person]]:
    """Everybody of those names, wherever they work."""
    found: dict[str, list[Person]] = defaultdict(list)
    wanted = sorted({plain(name) for name in names})
    for start in range(0, len(wanted), 500):
        people = Person.objects.active().filter(name__in=wanted[start : start + 500])
        for person in people.select_related("department"):
            found[plain(person.name)].append(person)
    return found


def heard_of(contents: Contents) -> dict[str, Person | Department]:
    """Who is consulted or informed: a person or a department of that very name."""
    names = {name for task in contents.tasks for name in (*task.consulted, *task.informed)}
    found: dict[str, Person | Department] = {}
    if not names:
        return found
    departments = living_by_name()
    for name, people in namesakes(names).items():
        if len(people) == 1:
            found[name] = people[0]
    for name in names:
        if len(same := departments.get(plain(name), [])) == 1:
            found.setdefault(plain(name), same[0])
    return found


def living_by_name() -> dict[str, list[Department]]:
    found: dict[str, list[Department]] = defaultdict(list)
    for department in Department.objects.living().select_related("head"):
        found[plain(department.name)].append(department)
    return found
