"""Every form that changes what stands says what its page showed, so that nobody writes over the unseen."""

import pytest

from tests.house.edits import EDITS, WITHOUT
from tests.house.permission_matrix import matrix
from tests.house.routes import routes

ROUTES = {route.path: route for route in routes()}


@pytest.mark.check("T047")
def test_every_form_says_what_its_page_showed_or_there_is_a_reason_why_it_need_not() -> None:
    sent = {path for path, method in matrix() if method == "POST" and not ROUTES[path].is_api}
    reasons = [word for words in WITHOUT.values() for word in words.split()]
    without = {path for path in sent - EDITS.keys() if path.rpartition("/")[2] not in reasons}
    assert without == set(), "say in tests/house/edits.py by what field, or why not"
    assert EDITS.keys() <= sent
    assert len(reasons) == len(set(reasons))
    assert set(reasons) <= {path.rpartition("/")[2] for path in sent - EDITS.keys()}
