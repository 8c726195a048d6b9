"""What is said beside a matter: who may, who hears, what stays."""

from datetime import timedelta
from types import ModuleType

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.collaborations.asking import drafted_case, send
from tests.company import Company
from tests.files.handing_in import upload
from tongzhou.collaborations.models import Collaboration
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Refused, Stale, TooOften
from tongzhou.discussions import pace
from tongzhou.discussions.actions import comments
from tongzhou.discussions.models import Comment, Mention
from tongzhou.discussions.queries import names_to_mention
from tongzhou.discussions.rendering import rendered
from tongzhou.discussions.subjects import SUBJECTS, Matter, find
from tongzhou.discussions.urls import PLACES
from tongzhou.files.models import StoredFile
from tongzhou.journal.models import Entry
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person


@pytest.fixture
def case(company: Company, clock: ModuleType) -> Collaboration:
    made = drafted_case(company)
    send(made, by=company.li)
    return made


@pytest.fixture
def matter(case: Collaboration, company: Company) -> Matter:
    found = find("collaboration", case.pk, by=company.li)
    assert found
    return found


def heard(person: Person) -> list[str]:
    run_once()
    return list(Notice.objects.filter(person=person).values_list("kind", flat=True))


def test_every_kind_of_matter_has_its_place_and_its_address() -> None:
    assert {kind for kind, _plural in PLACES} == set(SUBJECTS)


def test_a_comment_says_who_and_when_and_the_journal_keeps_no_word_of_it(
    matter: Matter, company: Company
) -> None:
    said = comments.write(matter, "场地已经**确认**", by=company.lin)
    assert "<strong>确认</strong>" in said.html
    entry = Entry.objects.get(subject=said.pk)
    assert entry.kind == "comment.written"
    assert "确认" not in str(entry.payload)


def test_an_auditor_reads_and_does_not_comment(matter: Matter, company: Company) -> None:
    with pytest.raises(Refused):
        comments.write(matter, "看过了", by=company.auditor)


@pytest.mark.parametrize("text", ["", "   \n", "长" * 10_001])
def test_nothing_and_too_much_is_refused(matter: Matter, company: Company, text: str) -> None:
    with pytest.raises(Invalid):
        comments.write(matter, text, by=company.lin)


def test_a_file_alone_is_enough(matter: Matter, company: Company) -> None:
    said = comments.write(matter, "", uploads=[upload()], by=company.lin)
    assert said.attachments.count() == 1


def test_whoever_is_named_hears_of_it_by_mail_and_the_department_through_its_liaison(
    matter: Matter, company: Company
) -> None:
    said = comments.write(matter, "@王磊 @销售部 请看排期", by=company.lin)
    link = LexborHTMLParser(said.html).css_first("a.mention")
    assert link.attributes["href"] == f"/people/{company.wang.pk}"
    assert "comment.mentioned" in heard(company.wang)
    assert "comment.mentioned" in heard(company.zhou)
    assert "comment.mentioned" not in heard(company.gao)


@pytest.mark.check("T015")
def test_whoever_may_not_see_the_matter_is_never_told_and_the_author_learns_it(
    matter: Matter, company: Company
) -> None:
    said = comments.write(matter, "@冯源 能帮忙看看吗", by=company.lin)
    assert [one.told for one in said.mentions.all()] == [False]
    assert heard(company.feng) == []


def test_a_mail_address_and_code_name_nobody(matter: Matter, company: Company) -> None:
    said = comments.write(matter, "wang@wang.com 和 `@王磊`", by=company.lin)
    assert "mention" not in said.html.replace("@wang.com", "")


def test_namesakes_are_told_apart_by_choosing_or_by_sign_in_name(
    matter: Matter, company: Company
) -> None:
    Person.objects.filter(pk=company.gao.pk).update(name="王磊")
    with pytest.raises(Invalid, match="@wang"):
        comments.write(matter, "@王磊 请看", by=company.lin)
    chosen = comments.write(matter, "@王磊 请看", chosen=[company.gao.pk], by=company.lin)
    typed = comments.write(matter, "@wang 请看", by=company.lin)
    assert [one.person for one in chosen.mentions.all()] == [company.gao]
    assert [one.person for one in typed.mentions.all()] == [company.wang]
    assert ">@王磊<" in typed.html


def test_the_author_changes_a_comment_within_a_day_and_the_earlier_wording_stays(
    matter: Matter, company: Company, clock: ModuleType
) -> None:
    said = comments.write(matter, "周三交", by=company.lin)
    with pytest.raises(Refused):
        comments.edit(said, "周五交", by=company.li)
    comments.edit(said, "周四交 @王磊", by=company.lin)
    said.refresh_from_db()
    assert [one.text for one in said.wordings.all()] == ["周三交"]
    assert "comment.mentioned" in heard(company.wang)
    clock.advance(timedelta(hours=25))
    with pytest.raises(NotPossibleNow):
        comments.edit(said, "周五交", by=company.lin)


def test_two_windows_of_the_author_do_not_overwrite_each_other(
    matter: Matter, company: Company
) -> None:
    said = comments.write(matter, "一", by=company.lin)
    comments.edit(said, "二", seen=1, by=company.lin)
    with pytest.raises(Stale):
        comments.edit(said, "三", seen=1, by=company.lin)


def test_nobody_is_named_twice_by_one_comment(matter: Matter, company: Company) -> None:
    said = comments.write(matter, "@王磊 请看", by=company.lin)
    comments.edit(said, "@王磊 请再看", by=company.lin)
    assert Mention.objects.count() == 1
    assert heard(company.wang).count("comment.mentioned") == 1


def test_a_removed_comment_leaves_its_place_and_takes_its_files_along_until_undone(
    matter: Matter, company: Company
) -> None:
    said = comments.write(matter, "附件", uploads=[upload()], by=company.lin)
    with pytest.raises(Refused):
        comments.remove(said, by=company.li)
    comments.remove(said, by=company.lin)
    assert not StoredFile.objects.visible_to(company.li).exists()
    comments.restore(said, by=company.lin)
    assert StoredFile.objects.visible_to(company.li).exists()
    assert Comment.objects.get().removed_at is None


def test_an_archived_collaboration_is_talked_about_no_more(
    matter: Matter, case: Collaboration, company: Company
) -> None:
    said = comments.write(matter, "好", by=company.lin)
    Collaboration.objects.filter(pk=case.pk).update(state="archived")
    for attempt in (
        lambda: comments.write(matter, "再说一句", by=company.lin),
        lambda: comments.edit(said, "改", by=company.lin),
        lambda: comments.remove(said, by=company.lin),
    ):
        with pytest.raises(NotPossibleNow):
            attempt()


@pytest.mark.check("T116")
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[点](javascript:alert(1))",
        "[点](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://evil.example/pixel.png)",
        "<svg/onload=alert(1)>",
        "[a](java\nscript:alert(1))",
        '[x](https://a.example "onmouseover=alert(1)")',
        "<a href='x' onclick='y'>z</a>",
        "`<b onclick=x>`",
        "[x]: javascript:alert(1)\n\n[x]",
        '<https://a.example/" onmouseover=alert(1)>',
    ],
)
def test_nothing_that_runs_comes_out_of_a_comment(text: str) -> None:
    tree = LexborHTMLParser(rendered(text, {"王磊": ("王磊", "/people/1")}))
    assert tree.css("script, img, svg, iframe, object, style") == []
    for node in tree.css("*"):
        assert not any(name.startswith("on") for name in node.attributes), text
        assert not (node.attributes.get("href") or "").lower().startswith(("javascript", "data"))


def test_everybody_is_called_by_who_answers_for_a_side(matter: Matter, company: Company) -> None:
    said = comments.write(matter, "请@所有人看，周五前回复", by=company.lin)
    called = {one.person for one in said.mentions.all()}
    assert {company.li, company.wang, company.liu} <= called
    assert company.lin not in called
    assert company.feng not in called
    assert "comment.mentioned" in heard(company.liu)
    with pytest.raises(Invalid, match="接口人"):
        comments.write(matter, "@everyone 看一下", by=company.gao)
    again = comments.write(matter, "写给 all@所有人.cn，不是 @everyones", by=company.gao)
    assert not again.mentions.exists()


def test_everybody_is_offered_last_with_their_number(matter: Matter, company: Company) -> None:
    case = Collaboration.objects.get(pk=matter.id)
    offered = names_to_mention("", by=company.lin, case=case)[-1]
    assert offered["name"] == "所有人"
    assert "人" in offered["note"]
    assert names_to_mention("syr", by=company.lin, case=case)[-1]["kind"] == "everybody"
    kinds = [one["kind"] for one in names_to_mention("", by=company.gao, case=case)]
    assert "everybody" not in kinds


def test_a_name_is_heard_without_a_space_before_it(matter: Matter, company: Company) -> None:
    said = comments.write(matter, "这件事请@王磊看一下，抄送wang@lei.cn", by=company.lin)
    assert [one.person for one in said.mentions.all()] == [company.wang]
    assert 'class="mention"' in said.html


@pytest.mark.check("T155")
def test_nobody_says_more_in_a_minute_than_others_can_read(
    matter: Matter, company: Company, clock: ModuleType
) -> None:
    for number in range(pace.COMMENTS):
        comments.write(matter, f"第 {number} 条", by=company.lin)
    with pytest.raises(TooOften):
        comments.write(matter, "还有一条", by=company.lin)
    assert Comment.objects.count() == pace.COMMENTS
    comments.write(matter, "别人照常说话", by=company.liu)
    clock.advance(timedelta(seconds=61))
    comments.write(matter, "现在可以了", by=company.lin)


@pytest.mark.check("T155")
def test_everybody_is_called_five_times_an_hour_at_most(
    matter: Matter, company: Company, clock: ModuleType
) -> None:
    for number in range(pace.CALLS):
        comments.write(matter, f"@所有人 第 {number} 次", by=company.lin)
    with pytest.raises(TooOften) as told:
        comments.write(matter, "@everyone 再看一下", by=company.lin)
    assert told.value.retry_after == 3600
    comments.write(matter, "不叫所有人就可以", by=company.lin)
    clock.advance(timedelta(minutes=61))
    comments.write(matter, "@所有人 一小时以后", by=company.lin)
