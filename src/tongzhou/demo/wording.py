"""What departments of the demonstration mean by the same word."""

from tongzhou.demo.company import Company
from tongzhou.terms.actions import Said, introduce, word

WORDS = (
    ("product", "上线", Said(text="功能在正式环境对全部用户可用", example="改版 7 月 12 日上线：当天全量", unlike="灰度发布", spellings=("发布上线",))),
    ("marketing", "上线", Said(text="用户在应用商店能下载到新版本", example="商店审核通过的那一天")),
    ("rd", "上线", Said(text="代码已部署到正式环境", unlike="用户已经能看到")),
    ("product", "活跃用户", Said(text="当天打开过应用一次的账号，按设备去重", spellings=("DAU", "日活"))),
    ("marketing", "活跃用户", Said(text="近 30 天有过分享或下单的用户", example="6 月：42 万")),
    ("sales", "转化率", Said(text="签约客户数 ÷ 有效线索数", example="28 ÷ 210 = 13%")),
    ("marketing", "转化率", Said(text="注册人数 ÷ 落地页访问人数", example="1.4%", unlike="下单率")),
    ("finance", "预测", Said(text="三种情景下的区间，每季度更新一次", example="收入 1.8–2.2 亿", unlike="目标")),
    ("sales", "预测", Said(text="已签和在谈合同按概率加权的金额", example="在谈 300 万 × 40% = 120 万")),
    ("hq", "验收", Said(text="按分工表的验收标准逐条核对，结果记录在案")),
)  # fmt: skip
REWORDED = Said(text="注册人数 ÷ 落地页独立访客数", example="1.4%", unlike="下单率")


def speak(company: Company) -> None:
    """Heads write the words down once the agreements stand; one says it more exactly at once."""
    made = {}
    for code, name, said in WORDS:
        department = company.departments[code]
        assert department.head is not None
        made[code, name] = introduce(name, department=department, said=said, by=department.head)
    first = made["marketing", "转化率"]
    marketing = company.departments["marketing"]
    assert marketing.head is not None
    word(first.term, department=marketing, said=REWORDED, seen=1, by=marketing.head)
