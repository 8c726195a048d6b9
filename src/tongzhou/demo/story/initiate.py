"""Chapter 1: the request, a talk of the two heads, three asks and their answers."""

from datetime import date
from decimal import Decimal

from tongzhou.collaborations.actions import answers, asks, cases
from tongzhou.collaborations.models import Meeting
from tongzhou.collaborations.terms import AnswerTerms, AskTerms
from tongzhou.demo.cast import Cast
from tongzhou.demo.story.scene import YEAR, Story, at, meet, write_minutes


def initiate(story: Story) -> None:
    cast = story.cast
    story.case = cases.draft(cast.marketing, _request(cast), by=cast.li)
    for department, terms in _asks(cast).items():
        story.asks[department] = asks.draft(
            story.case, department=cast.department(department), terms=terms, by=cast.li
        )
    with at(6, 12, 10):
        cases.send(story.case, by=cast.li)
    with at(6, 13, 10):
        both = [cast.li, cast.wang]
        talk = meet(story, Meeting.Kind.TALK, "目标、产品部的顾虑、能派谁", both)
        write_minutes(
            talk,
            "王总监关心留存，愿意派 2 名开发，但希望功能优化一起做。",
            ["产品部派 2 名开发工程师"],
            outcome="两边说定：产品部派 2 名开发，功能优化一起做。",
        )
    with at(6, 14, 11):
        answers.accept(
            story.asks["sales"], by=cast.zhou, sentence="100 条需求没问题，7 月 20 日前交。"
        )
    with at(6, 14, 15):
        answers.ask_back(
            story.asks["service"], question="投诉数据要近 3 个月还是半年的？", by=cast.huang
        )
    with at(6, 14, 17):
        answers.reply(story.asks["service"], sentence="近 3 个月就够。", by=cast.li)
    with at(6, 15, 9):
        answers.accept(story.asks["service"], by=cast.huang)
    with at(6, 15, 14):
        answers.counter(
            story.asks["product"],
            terms=AnswerTerms(by_date=date(YEAR, 8, 20), people="王强、刘洋"),
            sentence="评审要一周，8 月 20 日完成更稳妥；功能优化一并做。",
            by=cast.liu,
        )
    with at(6, 15, 16):
        answers.agree(story.asks["product"], by=cast.li, sentence="同意，一起做。")


def _request(cast: Cast) -> cases.Contents:
    return cases.Contents(
        name="Q3 用户活跃度提升",
        person_in_charge=cast.li,
        partners=(cast.product, cast.sales, cast.service),
        background="近 3 个月用户留存率下降 5%，需通过功能升级与活动策划提升活跃度。",
        goal="3 项新功能上线；Q3 月活跃用户增长 15%，新功能使用率达到 30%。",
        wanted_date=date(YEAR, 9, 30),
        people_needed="产品部 2 名开发工程师",
        data_needed="销售部 100 条用户需求反馈",
        milestones=(
            ("完成需求评审", date(YEAR, 7, 31)),
            ("功能开发", date(YEAR, 8, 31)),
            ("功能上线", date(YEAR, 9, 28)),
        ),
        notes="需优先考虑移动端用户体验。",
    )


def _asks(cast: Cast) -> dict[str, AskTerms]:
    return {
        "product": AskTerms(
            what="3 项新功能上线，派 2 名开发工程师",
            why="留存率 3 个月下降 5%，竞品 6 月上线了社交分享",
            by_date=date(YEAR, 8, 15),
            effort_days=Decimal(46),
            gain="次月留存 +10%，计入产品部 Q3 留存指标",
            give_back="市场部提供 200 份用户访谈原始记录",
        ),
        "sales": AskTerms(
            what="收集 100 条有效用户需求",
            why="需求评审 7 月 21 日开始",
            by_date=date(YEAR, 7, 20),
            effort_days=Decimal(12),
            gain="新卖点，话术转化预计 +8%",
            give_back="活动线索优先分给销售部",
        ),
        "service": AskTerms(
            what="提取 TOP3 投诉原因与数据",
            why="让评审先解决投诉最多的问题",
            by_date=date(YEAR, 7, 25),
            effort_days=Decimal(6),
            gain="投诉量预计 −20%",
            give_back="上线前一周给客服部培训资料",
        ),
    }
