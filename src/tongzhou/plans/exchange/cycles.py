"""Which line of a file waits for which, and whether they wait in a circle."""

from django.utils.translation import gettext_lazy as _

from tongzhou.plans.workbook.contents import CellError, TaskLine

Links = list[tuple[int, int, str, int]]
"""(line, the line it waits for, kind, lag) by their places in the file."""
SHOWN = 8


def links_of(tasks: tuple[TaskLine, ...]) -> tuple[Links, list[CellError]]:
    """By number, by place, by name; what names no line, and every circle, is an error."""
    by_key = {task.key: place for place, task in enumerate(tasks) if task.key}
    by_name = {task.name: place for place, task in enumerate(tasks)}
    links: dict[tuple[int, int], tuple[int, int, str, int]] = {}
    errors = []
    for place, task in enumerate(tasks):
        for key, kind, lag in task.waits:
            on = by_key.get(key, by_name.get(key, _ordinal(key, tasks, by_key)))
            if on is None or on == place:
                errors.append(_unknown(task, key, itself=on == place))
            else:
                links[place, on] = (place, on, kind, lag)
    circle = _circle(list(links.values()))
    if circle:
        errors.append(_in_a_circle(tasks, circle))
    return list(links.values()), errors


def _ordinal(key: str, tasks: tuple[TaskLine, ...], by_key: dict[str, int]) -> int | None:
    """Without numbers of its own, a file counts its lines from 1."""
    if by_key or not key.isdigit() or not 1 <= int(key) <= len(tasks):
        return None
    return int(key) - 1


def _circle(links: Links) -> list[int]:
    """The lines of one circle in the order they wait, or nothing."""
    ahead: dict[int, list[int]] = {}
    for line, on, _kind, _lag in links:
        ahead.setdefault(line, []).append(on)
    done: set[int] = set()
    for start in ahead:
        path: list[int] = []
        on_path: set[int] = set()
        stack = [(start, iter(ahead.get(start, ())))] if start not in done else []
        while stack:
            line, rest = stack[-1]
            if line not in on_path:
                path.append(line)
                on_path.add(line)
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.pop()
                on_path.discard(line)
                done.add(line)
            elif following in on_path:
                return path[path.index(following) :]
            elif following not in done:
                stack.append((following, iter(ahead.get(following, ()))))
    return []


def _unknown(task: TaskLine, key: str, *, itself: bool) -> CellError:
    sentence = (
        _("A row cannot wait for itself.")
        if itself
        else _("“%(name)s” is no row of this file.") % {"name": key[:40]}
    )
    return CellError(task.sheet, task.cells.get("前置任务", ""), sentence)


def _in_a_circle(tasks: tuple[TaskLine, ...], circle: list[int]) -> CellError:
    names = [tasks[place].name[:20] for place in circle]
    shown = [*names[:SHOWN], "…"] if len(names) > SHOWN else names
    sentence = _("These rows would wait for each other in a circle: %(path)s.")
    first = tasks[circle[0]]
    path = " → ".join([*shown, names[0]])
    return CellError(first.sheet, first.cells.get("前置任务", ""), sentence % {"path": path})
