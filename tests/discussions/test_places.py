"""What is said beside a department, a person, a team, a duty or a goal: whoever sees the place reads it."""

from collections.abc import Callable
from datetime import date
from types import ModuleType
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.company import Company
from tests.files.handing_in import upload
from tests.teams.forming import active, drafted
from tongzhou.core.verdicts import NotPossibleNow
from tongzhou.discussions.actions import comments
from tongzhou.discussions.models import Comment
from tongzhou.discussions.subjects import find
from tongzhou.files.models import StoredFile
from tongzhou.goals.actions import setting
from tongzhou.journal.worker import run_once
from tongzhou.knowledge.models import Document
from tongzhou.notices.models import Notice
from tongzhou.org import actions as org
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]
pytestmark = pytest.mark.usefixtures("clock")


def say(kind: str, pk: UUID, text: str, *, by: Person) -> Comment:
    matter = find(kind, pk, by=by)
    assert matter
    return comments.write(matter, text, by=by)


def heard(person: Person) -> list[str]:
    run_once()
    return list(Notice.objects.filter(person=person).values_list("kind", flat=True))


def test_a_word_beside_a_department_reaches_its_head_and_is_read_by_everybody(
    company: Company, signed_in: SignedIn
) -> None:
    sent = {"text": "展位资料 @陈静 看一下", "uploads": upload(), "once": uuid4().hex}
    place = f"/departments/{company.sales.pk}"
    assert signed_in(company.qian).post(f"{place}/comments", sent).status_code == 303
    assert heard(company.zhao) == ["comment.mentioned"]
    assert heard(company.chen) == ["comment.mentioned"]
    page = signed_in(company.xu).get(f"{place}/discussion").content.decode()
    assert "展位资料" in page
    assert f"{place}/discussion" in signed_in(company.xu).get(place).content.decode()


def test_a_file_beside_a_place_opens_for_whoever_sees_the_place(
    company: Company, signed_in: SignedIn
) -> None:
    matter = find("person", company.lin.pk, by=company.wu)
    assert matter
    said = comments.write(matter, "", uploads=[upload()], by=company.wu)
    file = said.attachments.get().file
    assert StoredFile.objects.visible_to(company.qian).filter(pk=file.pk).exists()
    comments.remove(said, by=company.wu)
    assert not StoredFile.objects.visible_to(company.qian).filter(pk=file.pk).exists()


def test_nobody_talks_about_a_team_that_is_still_its_leaders_thought(company: Company) -> None:
    team = drafted(company)
    assert find("team", team.pk, by=company.lin) is None


def test_a_word_beside_a_team_reaches_everybody_it_borrowed(company: Company) -> None:
    team = active(company)
    say("team", team.pk, "周三对一次", by=company.lin)
    assert "comment.written" in heard(company.wang_gong)
    assert "comment.written" not in heard(company.qian)


def test_a_word_beside_a_goal_reaches_who_answers_for_it_until_it_is_closed(
    company: Company, signed_in: SignedIn
) -> None:
    until = {"since": date(2023, 7, 1), "until": date(2023, 9, 30)}
    goal = setting.set_goal(
        setting.Contents(name="留住新用户", **until), department=company.product, by=company.wang
    )
    place = f"/goals/{goal.pk}"
    assert f"{place}/discussion" in signed_in(company.qian).get(place).content.decode()
    said = {"text": "留存按自然周算吗？", "once": uuid4().hex}
    assert signed_in(company.qian).post(f"{place}/comments", said).status_code == 303
    assert "comment.written" in heard(company.liu)
    assert "comment.written" not in heard(company.zhao)
    setting.close(goal, outcome="reached", sentence="到 51%", by=company.wang)
    assert "留存按自然周算吗" in signed_in(company.xu).get(f"{place}/discussion").content.decode()
    with pytest.raises(NotPossibleNow):
        say("goal", goal.pk, "还算吗", by=company.qian)


def test_what_is_over_is_read_only(company: Company, signed_in: SignedIn) -> None:
    say("department", company.finance.pk, "发票找谁？", by=company.lin)
    org.dissolve_department(company.finance, successor=company.sales, by=company.administrator)
    matter = find("department", company.finance.pk, by=company.lin)
    assert matter
    with pytest.raises(NotPossibleNow):
        comments.write(matter, "还在吗", by=company.lin)
    page = signed_in(company.lin).get(f"/departments/{company.finance.pk}/discussion")
    assert "发票找谁" in page.content.decode()


def test_what_was_said_about_somebody_who_is_forgotten_is_shown_no_more(
    company: Company, clock: ModuleType
) -> None:
    said = say("person", company.wu.pk, "谢谢吴敏", by=company.lin)
    org.retire(company.wu, by=company.administrator)
    org.anonymise(company.wu, by=company.administrator)
    assert not Comment.objects.visible_to(company.lin).filter(pk=said.pk).exists()


@pytest.mark.parametrize("word", ["海报尺寸"])
def test_the_search_finds_it_at_the_place(company: Company, word: str) -> None:
    said = say("department", company.marketing.pk, f"{word}用哪一版？", by=company.wu)
    run_once()
    found = Document.objects.get(subject=company.marketing.pk)
    assert word in found.body
    comments.remove(said, by=company.wu)
    run_once()
    found.refresh_from_db()
    assert word not in found.body
