"""Three departments of the story settle three open points; each helper brings them one step further."""

from tests.company import Company
from tests.interests.aligning import case_of
from tongzhou.collaborations.models import Collaboration
from tongzhou.interests.actions.deals import advising, points, writing
from tongzhou.interests.actions.deals.points import Weights
from tongzhou.interests.models import Deal, DealSide
from tongzhou.org.models import Department

TERMS = (
    ("上线顺序", "先优化，后分享", ("同一天上线", "先分享，后优化")),
    ("客服支援", "不安排", ("市场派 1 人驻场两周", "市场派 2 人驻场一周")),
    ("埋点数据", "不共享", ("每周共享一次",)),
)
POINTS = {"marketing": (60, 10, 30), "product": (50, 0, 50), "service": (20, 70, 10)}
SCORES = {
    "marketing": ((2, 7, 9), (6, 5, 2), (0, 10)),
    "product": ((6, 5, 1), (5, 5, 5), (0, 9)),
    "service": ((5, 5, 5), (0, 8, 10), (5, 5)),
}
SIDES = tuple(POINTS)


def drafted(
    company: Company, case: Collaboration | None = None, sides: tuple[str, ...] = SIDES
) -> Deal:
    departments = [getattr(company, name) for name in sides]
    deal = writing.draft(
        case or case_of(company), question="九月版本一起定", departments=departments, by=company.lin
    )
    for name, today, ways in TERMS:
        writing.add_term(deal, name=name, today=today, ways=ways, by=company.lin)
    return deal


def opened(company: Company, sides: tuple[str, ...] = SIDES) -> Deal:
    return writing.open_deal(drafted(company, sides=sides), by=company.lin)


def side_of(deal: Deal, department: Department) -> DealSide:
    sides = DealSide.objects.select_related("department", "deal__collaboration")
    return sides.get(deal=deal, department=department)


def weights_of(deal: Deal, name: str) -> Weights:
    terms = list(deal.terms.prefetch_related("choices"))
    given = {term.pk: value for term, value in zip(terms, POINTS[name], strict=True)}
    scores = {
        choice.pk: value
        for term, row in zip(terms, SCORES[name], strict=True)
        for choice, value in zip(term.choices.all(), row, strict=True)
    }
    return Weights(given, scores)


def hand_in(company: Company, deal: Deal, name: str) -> None:
    """The answer to the question is the one that fits."""
    department = getattr(company, name)
    side, weights = side_of(deal, department), weights_of(deal, name)
    asked = points.question_for(deal, weights)
    fitting = next(one for one in ("first", "second", "same") if not asked or asked.fits(one))
    points.hand_in(side, weights, prefers=fitting, by=department.liaisons.get().person)


def asked(company: Company, sides: tuple[str, ...] = SIDES) -> Deal:
    deal = opened(company, sides)
    for name in sides:
        hand_in(company, deal, name)
    advising.advise(deal.pk)
    return Deal.objects.get(pk=deal.pk)


def say(company: Company, deal: Deal, name: str, *, yes: bool) -> None:
    department = getattr(company, name)
    advising.answer(side_of(deal, department), is_yes=yes, by=department.liaisons.get().person)
