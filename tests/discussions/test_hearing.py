"""Following hears everything, muting hears what waits for oneself."""

import pytest

from tests.collaborations.asking import sent
from tests.company import Company
from tongzhou.collaborations.actions import answers
from tongzhou.collaborations.models import Ask, Collaboration
from tongzhou.core.verdicts import Invalid
from tongzhou.discussions.actions import comments
from tongzhou.discussions.actions.stances import take_stance
from tongzhou.discussions.subjects import Matter, find
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person


def heard(person: Person) -> list[str]:
    run_once()
    return list(Notice.objects.filter(person=person).values_list("kind", flat=True))


@pytest.fixture
def ask(company: Company) -> Ask:
    made = sent(company)
    run_once()
    Notice.objects.all().delete()
    return made


def matter_of(ask: Ask, person: Person) -> Matter:
    found = find("ask", ask.pk, by=person)
    assert found
    return found


def test_a_follower_hears_what_does_not_concern_them(ask: Ask, company: Company) -> None:
    take_stance(ask.collaboration, "follow", by=company.gao)
    answers.ask_back(ask, question="哪三项？", by=company.liu)
    assert heard(company.gao) == ["ask.asked_back"]


@pytest.mark.check("T015")
def test_following_shows_nothing_one_may_no_longer_see(ask: Ask, company: Company) -> None:
    take_stance(ask.collaboration, "follow", by=company.wang_gong)
    Person.objects.filter(pk=company.wang_gong.pk).update(department=company.finance)
    answers.ask_back(ask, question="哪三项？", by=company.liu)
    assert heard(company.wang_gong) == []


@pytest.mark.check("T076")
def test_muting_silences_what_is_only_good_to_know(ask: Ask, company: Company) -> None:
    take_stance(ask.collaboration, "mute", by=company.wang)
    answers.decline(ask, reason="排期已满", by=company.liu)
    assert heard(company.wang) == []


def test_muting_never_hides_what_waits_for_ones_own_move(ask: Ask, company: Company) -> None:
    take_stance(ask.collaboration, "mute", by=company.li)
    answers.ask_back(ask, question="哪三项？", by=company.liu)
    assert heard(company.li) == ["ask.asked_back"]


def test_muting_never_hides_that_one_is_named(ask: Ask, company: Company) -> None:
    take_stance(ask.collaboration, "mute", by=company.wang)
    comments.write(matter_of(ask, company.lin), "随便说说", by=company.lin)
    comments.write(matter_of(ask, company.lin), "@王磊 请看", by=company.lin)
    assert heard(company.wang) == ["comment.mentioned"]


def test_a_choice_is_one_row_however_often_it_is_made(ask: Ask, company: Company) -> None:
    case: Collaboration = ask.collaboration
    for mode in ("follow", "follow", "mute", "", "", "follow"):
        take_stance(case, mode, by=company.liu)
    assert [one.mode for one in case.stances.all()] == ["follow"]
    with pytest.raises(Invalid):
        take_stance(case, "shout", by=company.liu)
