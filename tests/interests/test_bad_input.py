"""What cannot be weighed is said in a clear sentence, on the page and to programs, and changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.api.conftest import Caller, calling
from tests.company import Company
from tests.forms import errors, send
from tests.interests import aligning, dealing
from tests.interests.test_deal_privacy import PRIVATE
from tongzhou.interests.models import Deal, DealChoice, DealClash, OptionTable

__all__ = ["calling"]
SignIn = Callable[[Any], Client]
Calling = Callable[[Any], Caller]
SCORES = {
    "not a number": "NaN", "endless": "inf", "negative": "-1", "beyond": "11", "half": "0.5",
    "missing": "", "word": "很多",
}  # fmt: skip


@pytest.mark.parametrize("value", SCORES.values(), ids=SCORES)
def test_scores_and_points_that_are_none(
    company: Company, signed_in: SignIn, calling: Calling, value: str
) -> None:
    table, deal = aligning.opened(company), dealing.opened(company)
    side = aligning.side_of(table, company.product)
    scores = {f"score_{one.pk}": "7" for one in table.options.all()} | {"floor": value}
    _refused(company.liu, signed_in, calling, f"/table-sides/{side.pk}/scores/edit", scores)
    weights = dealing.weights_of(deal, "product")
    points = {f"points_{pk}": str(one) for pk, one in weights.points.items()}
    given = points | {f"score_{pk}": str(one) for pk, one in weights.scores.items()}
    given[f"score_{next(iter(weights.scores))}"] = value
    address = f"/deal-sides/{dealing.side_of(deal, company.product).pk}/points/edit"
    _refused(company.liu, signed_in, calling, address, given)


def test_what_leaves_nothing_to_compare(
    company: Company, signed_in: SignIn, calling: Calling
) -> None:
    table, deal = aligning.opened(company), dealing.opened(company)
    side = aligning.side_of(table, company.product)
    equal = {f"score_{one.pk}": "7" for one in table.options.all()} | {"floor": "5"}
    _refused(company.liu, signed_in, calling, f"/table-sides/{side.pk}/scores/edit", equal)
    weights = dealing.weights_of(deal, "product")
    even = {f"points_{pk}": str(one) for pk, one in weights.points.items()}
    even |= {f"score_{pk}": "5" for pk in weights.scores}
    address = f"/deal-sides/{dealing.side_of(deal, company.product).pk}/points/edit"
    _refused(company.liu, signed_in, calling, address, even)
    none = {name: "0" if name.startswith("points_") else one for name, one in even.items()}
    _refused(company.liu, signed_in, calling, address, none)


def test_one_department_a_thousand_ways_and_clauses_that_contradict(
    company: Company, signed_in: SignIn, calling: Calling
) -> None:
    deal = dealing.drafted(company)
    case = f"/collaborations/{deal.collaboration_id}"
    alone = {"question": "一家", "departments": [str(company.product.pk)]}
    for form in ("option-tables", "deals"):
        _refused(company.lin, signed_in, calling, f"{case}/{form}/new", alone)
    many = {"name": "新的一项", "today": "现在", "ways": "\n".join(map(str, range(1000)))}
    _refused(company.lin, signed_in, calling, f"/deals/{deal.pk}/terms", many)
    first, second, *_more = deal.terms.all()
    today, *ways = first.choices.all()
    for one, other in ((ways[0], ways[1]), (ways[0], ways[0]), (today, second.choices.first())):
        clash = {"one": str(one.pk), "other": str(other.pk)}
        _refused(company.lin, signed_in, calling, f"/deals/{deal.pk}/clashes", clash)
    long = {"name": "很" * 121, "scope": "全部"}
    table = aligning.drafted(company, deal.collaboration)
    _refused(company.lin, signed_in, calling, f"/option-tables/{table.pk}/options", long)
    dear = {"name": "贵", "people_days": "NaN"}
    _refused(company.lin, signed_in, calling, f"/option-tables/{table.pk}/options", dear)


def _refused(
    person: Any, signed_in: SignIn, calling: Calling, address: str, given: dict[str, Any]
) -> None:
    """By page and by program alike: 422, a sentence of people's words, and nothing has changed."""
    before = _rows()
    shown = send(signed_in(person), address, **given)
    assert shown.status_code == 422, (address, shown.status_code)
    assert errors(shown).strip(), address
    told = calling(person).post(address, given, key="k" * 20 + str(len(address)))
    assert told.status_code == 422, (address, told.status_code, told.content)
    body = told.json()
    assert body["detail"] or body["errors"], address
    assert "Traceback" not in told.content.decode()
    assert _rows() == before


def _rows() -> list[int]:
    models = (*PRIVATE, Deal, DealChoice, DealClash, OptionTable)
    return [model._default_manager.count() for model in models]
