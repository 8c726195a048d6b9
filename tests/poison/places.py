"""Every page there is, with one thing of each kind, and searches that carry poison themselves."""

import re

from tests.house.hidden import model_of
from tests.house.permission_matrix import matrix
from tests.house.routes import Route

ELSEWHERE = ("api/", "scim/", "sign-", "live")


def addresses(*, only_things: bool = False) -> list[str]:
    found = []
    for path, method in matrix():
        names = re.findall(r"<uuid:(\w+)>", path)
        is_one = len(names) <= 1 and path.count("<") == len(names)
        is_wanted = is_one and (names or not only_things)
        if method == "GET" and is_wanted and not path.startswith(ELSEWHERE):
            found += _of(path, names)
    return [
        *found,
        "/search?q=<svg onload=alert(7331)>",
        "/collaborations?q=%22%3E%3Csvg%20onload%3Dalert(7331)%3E",
    ]


def _of(path: str, names: list[str]) -> list[str]:
    if not names:
        return [f"/{path}"]
    keys = model_of(names[0])._default_manager.values_list("pk", flat=True)[:1]
    return [Route(path, (names[0],)).address({names[0]: key}) for key in keys]
