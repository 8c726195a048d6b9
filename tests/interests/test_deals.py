"""Several points settled together: weighed in secret, asked in silence, all say yes or nothing is shown."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.company import Company
from tests.forms import errors, page, send
from tests.interests import aligning, dealing
from tests.interests.dealing import side_of
from tongzhou.collaborations.models import Ball
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused
from tongzhou.interests.actions.deals import advising, points, writing
from tongzhou.interests.actions.deals.points import Weights
from tongzhou.interests.models import Deal, DealAnswer, DealPick, DealPoints, DealScore
from tongzhou.journal import worker
from tongzhou.journal.models import Entry

SignIn = Callable[[Any], Client]


def test_three_departments_find_a_package_through_the_pages_alone(
    company: Company, signed_in: SignIn
) -> None:
    case = aligning.case_of(company)
    lead = signed_in(company.lin)
    parties = [str(getattr(company, name).pk) for name in dealing.SIDES]
    send(lead, f"/collaborations/{case.pk}/deals/new", question="九月版本", departments=parties)
    deal = Deal.objects.get()
    for name, today, ways in dealing.TERMS:
        added = send(lead, f"/deals/{deal.pk}/terms", name=name, today=today, ways="\n".join(ways))
        assert added.status_code == 303
    assert send(lead, f"/deals/{deal.pk}/openings").status_code == 303
    for name in dealing.SIDES:
        _weigh(signed_in, company, deal, name)
    worker.run_once()
    picks = [pick.choice.name for pick in DealPick.objects.all()]
    assert "每周共享一次" in picks
    own = page(signed_in(company.liu), f"/deals/{deal.pk}")
    assert "每周共享一次" in own.css_first(".deal-rows").text()
    assert [cell.text() for cell in own.css(".deal-rows td.num")] == ["50", "0", "50"]
    for name in dealing.SIDES:
        side = side_of(deal, getattr(company, name))
        client = signed_in(side.department.liaisons.get().person)
        assert send(client, f"/deal-sides/{side.pk}/answers", answer="yes").status_code == 303
    deal.refresh_from_db()
    assert deal.state == "agreed"
    assert "都同意" in page(signed_in(company.xu), f"/deals/{deal.pk}").body.text()
    assert _private_rows() == 0
    assert [pick.choice.name for pick in DealPick.objects.all()] == picks


def test_points_that_contradict_the_answer_come_back_as_they_were_typed(
    company: Company, signed_in: SignIn
) -> None:
    deal = dealing.opened(company)
    side, liu = side_of(deal, company.marketing), signed_in(company.lin)
    address, fields = f"/deal-sides/{side.pk}/points/edit", _fields(deal, "marketing")
    wrong = send(liu, address, **fields, prefers="second")
    assert wrong.status_code == 422
    assert "相反" in errors(wrong)
    assert 'value="60"' in wrong.content.decode()
    assert not DealPoints.objects.exists()
    assert send(liu, address, **fields, prefers="first").status_code == 303


@pytest.mark.parametrize("silent", [False, True])
def test_a_no_and_no_answer_end_alike_and_show_nothing(
    company: Company, signed_in: SignIn, clock: ModuleType, *, silent: bool
) -> None:
    deal = dealing.asked(company)
    dealing.say(company, deal, "marketing", yes=True)
    dealing.say(company, deal, "service", yes=True)
    if not silent:
        dealing.say(company, deal, "product", yes=False)
    advising.close_what_is_due()
    assert Deal.objects.get().state == "asked"
    clock.move_to(clock.now() + timedelta(days=9))
    worker.run_once()
    assert Deal.objects.get().state == "closed"
    assert (_private_rows(), DealPick.objects.count()) == (0, 0)
    assert not Ball.objects.filter(kind="deal").exists()
    assert "没有各方都同意的方案" in page(signed_in(company.lin), f"/deals/{deal.pk}").body.text()


def test_a_silent_answer_leaves_no_trace_that_anybody_else_could_read(company: Company) -> None:
    """No entry, no ball, no time of change: what stands before it stands after it."""
    deal = dealing.asked(company)
    before = _standing(deal)
    dealing.say(company, deal, "product", yes=True)
    dealing.say(company, deal, "product", yes=False)
    assert _standing(deal) == before
    assert [one.name for one in DealAnswer._meta.fields] == ["side", "is_yes"]


def test_only_the_sides_see_the_package_before_all_have_said_yes(company: Company) -> None:
    deal = dealing.asked(company, ("product", "service"))
    seen = DealPick.objects.visible_to
    assert seen(company.liu).count() == seen(company.chen).count() == len(dealing.TERMS)
    for person in (company.lin, company.li, company.chen_zong, company.auditor, company.wang_gong):
        assert seen(person).count() == 0
    for name in ("product", "service"):
        dealing.say(company, deal, name, yes=True)
    assert seen(company.lin).count() == len(dealing.TERMS)


def test_no_package_where_somebody_has_nothing_to_gain(company: Company) -> None:
    deal = dealing.opened(company, ("product", "service"))
    dealing.hand_in(company, deal, "service")
    best = {
        one.pk: 10 if one.is_today else 0 for term in deal.terms.all() for one in term.choices.all()
    }
    equal = {term.pk: 34 - (place > 0) for place, term in enumerate(deal.terms.all())}
    points.hand_in(
        side_of(deal, company.product), Weights(equal, best), prefers="same", by=company.liu
    )
    advising.advise(deal.pk)
    assert (Deal.objects.get().state, _private_rows()) == ("closed", 0)
    advising.advise(deal.pk)


def test_what_does_not_go_together_is_never_proposed(company: Company) -> None:
    deal = dealing.drafted(company, sides=("marketing", "product"))
    shared = deal.terms.get(position=3).choices.get(position=1)
    for term in deal.terms.filter(position__lt=3):
        for choice in term.choices.all():
            writing.forbid(deal, one=shared, other=choice, by=company.lin)
    writing.open_deal(deal, by=company.lin)
    for name in ("marketing", "product"):
        dealing.hand_in(company, deal, name)
    advising.advise(deal.pk)
    assert shared.pk not in DealPick.objects.values_list("choice", flat=True)


BAD: dict[str, dict[str, str]] = {
    "no whole": {"points": "61"}, "not a number": {"points": "NaN"}, "negative": {"points": "-1"},
    "missing": {"points": ""}, "half": {"points": "1.5"}, "no score": {"score": ""},
    "score": {"score": "11"}, "endless": {"points": "inf"},
}  # fmt: skip


@pytest.mark.parametrize("wrong", BAD.values(), ids=BAD)
def test_bad_points_are_refused_and_nothing_typed_is_lost(
    company: Company, signed_in: SignIn, wrong: dict[str, str]
) -> None:
    deal = dealing.opened(company)
    side, fields = side_of(deal, company.marketing), _fields(deal, "marketing")
    for kind, value in wrong.items():
        fields[next(name for name in fields if name.startswith(kind))] = value
    answer = send(signed_in(company.lin), f"/deal-sides/{side.pk}/points/edit", **fields)
    assert answer.status_code == 422
    assert errors(answer)
    assert 'value="30"' in answer.content.decode()
    assert not DealPoints.objects.exists()


def test_what_cannot_be_weighed_is_refused_in_a_clear_sentence(company: Company) -> None:
    deal = dealing.drafted(company)
    with pytest.raises(Invalid):
        writing.add_term(deal, name="上线顺序", today="a", ways=["b"], by=company.lin)
    for ways in ([], ["现在"], [str(one) for one in range(1000)], ["x" * 121]):
        with pytest.raises(Invalid):
            writing.add_term(deal, name="新点", today="现在", ways=ways, by=company.lin)
    with pytest.raises(Invalid):
        writing.draft(deal.collaboration, question="一家", departments=[company.product], by=company.lin)  # fmt: skip
    writing.open_deal(deal, by=company.lin)
    even = Weights(
        dict.fromkeys([term.pk for term in deal.terms.all()], 0), {uuid4(): 1}
    )  # fmt: skip
    with pytest.raises(Invalid):
        points.question_for(deal, even)
    equal = dealing.weights_of(deal, "product")
    with pytest.raises(Invalid):
        points.question_for(deal, Weights(equal.points, dict.fromkeys(equal.scores, 5)))


def test_who_may_not_weigh_lead_or_answer_is_told_so(company: Company) -> None:
    deal = dealing.opened(company)
    side = side_of(deal, company.product)
    for person in (company.lin, company.auditor, company.administrator, company.chen_zong):
        with pytest.raises(Refused):
            points.hand_in(side, dealing.weights_of(deal, "product"), prefers="first", by=person)
    with pytest.raises(Refused):
        writing.revise(deal, reason="我来", by=company.liu)
    dealing.hand_in(company, deal, "product")
    with pytest.raises(NotPossibleNow):
        dealing.hand_in(company, deal, "product")
    with pytest.raises(NotPossibleNow):
        advising.answer(side, is_yes=True, by=company.liu)
    writing.revise(deal, reason="再加一项", by=company.lin)
    assert _private_rows() == 0


def test_the_pages_of_a_deal_ask_few_questions(company: Company, signed_in: SignIn) -> None:
    deal = dealing.asked(company)
    client = signed_in(company.lin)
    for address in (f"/deals/{deal.pk}", f"/collaborations/{deal.collaboration_id}/alignment"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= 20, address


def _weigh(signed_in: SignIn, company: Company, deal: Deal, name: str) -> None:
    side = side_of(deal, getattr(company, name))
    client = signed_in(side.department.liaisons.get().person)
    address, fields = f"/deal-sides/{side.pk}/points/edit", _fields(deal, name)
    asked = points.question_for(deal, dealing.weights_of(deal, name))
    rather = send(client, address, **fields)
    if asked is None:
        assert rather.status_code == 303
        return
    assert "更想要哪一个" in rather.content.decode()
    prefers = "first" if asked.fits("first") else "second"
    assert send(client, address, **fields, prefers=prefers).status_code == 303


def _fields(deal: Deal, name: str) -> dict[str, object]:
    weights = dealing.weights_of(deal, name)
    return {f"points_{pk}": value for pk, value in weights.points.items()} | {
        f"score_{pk}": value for pk, value in weights.scores.items()
    }


def _private_rows() -> int:
    return sum(model.objects.count() for model in (DealPoints, DealScore, DealAnswer))


def _standing(deal: Deal) -> tuple[Any, ...]:
    deal = Deal.objects.select_related("collaboration").get(pk=deal.pk)
    balls = list(Ball.objects.filter(matter=deal.pk).order_by("pk").values())
    return deal.since, deal.state, deal.collaboration.changed_at, Entry.objects.count(), balls
