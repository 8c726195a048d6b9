"""What a page of a collaboration says is open, out of any number of balls."""

from datetime import timedelta
from uuid import UUID

from tests.collaborations.asking import sent
from tests.company import Company
from tongzhou.collaborations import balls
from tongzhou.collaborations.balls import Holder
from tongzhou.collaborations.models import Collaboration
from tongzhou.collaborations.queries import open_matters
from tongzhou.core import clock as time
from tongzhou.core.ids import new_id
from tongzhou.org.models import Person


def test_whose_move_comes_first_depends_on_the_page_the_reader_and_the_clock(
    company: Company, clock: object
) -> None:
    case = sent(company).collaboration
    later, own = _ball(case, company.wang, days=9), _ball(case, company.li, days=8)
    paused = _ball(case, company.li, days=1, paused_because="waiting")
    coming = _ball(case, company.li, days=1, state="coming")

    def first(person: Person | None = None, matter: UUID | None = None) -> object:
        foremost = open_matters(case, person, matter).foremost
        assert foremost
        return foremost.title

    assert first() == first(company.gao)
    assert first() not in map(str, (later, own, paused, coming))
    assert first(company.li) == str(own)
    assert first(company.li, later) == str(later)
    assert first(company.li, paused) == first(company.li, coming) == str(own)


def test_what_has_no_clock_never_stands_before_what_has_one(
    company: Company, clock: object
) -> None:
    case = sent(company).collaboration
    draft = _ball(case, company.li, days=None)
    late = _ball(case, company.wang, days=-1)
    foremost = open_matters(case, company.li).foremost
    assert foremost
    assert foremost.title == str(late)
    on_its_page = open_matters(case, company.li, draft).foremost
    assert on_its_page
    assert on_its_page.title == str(draft)


def test_all_are_counted_and_the_most_urgent_trouble_is_named(
    company: Company, clock: object
) -> None:
    case = sent(company).collaboration
    asks = open_matters(case).count
    problems = [_ball(case, company.li, days=days, kind="problem") for days in (5, 4, 3, 2)]
    _ball(case, company.li, days=1, state="coming")

    found = open_matters(case, company.li)

    assert (found.count, found.count_of("problem"), found.count_of("check_in")) == (asks + 4, 4, 0)
    assert found.has("ask")
    assert not found.has("ask", "agreed")
    assert [ball.title for ball in found.stuck] == [str(one) for one in problems[:0:-1]]


def test_where_everything_rests_nothing_is_open(company: Company, clock: object) -> None:
    case = sent(company).collaboration
    case.balls.all().delete()

    found = open_matters(case, company.li)

    assert (found.foremost, found.stuck, found.count, found.days()) == (None, (), 0, set())


def _ball(
    case: Collaboration, person: Person, *, days: int | None, kind: str = "check_in",
    state: str = "open", paused_because: str = "",
) -> UUID:  # fmt: skip
    """A ball of some matter that is called by its key."""
    matter = new_id()
    holder = Holder(
        department=person.department, person=person,
        due_at=None if days is None else time.now() + timedelta(days=days),
        paused_because=paused_because,
    )  # fmt: skip
    balls.settle(kind, matter, case, state=state, title=str(matter), holders=[holder])
    return matter
