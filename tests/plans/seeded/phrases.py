"""What people write where a criterion or a deliverable should stand. Knows nothing of the checker."""

import random

WHEN = ("尽快", "尽早", "及时", "按时", "抓紧", "第一时间", "适时", "早日", "按计划", "如期")
HOW = (
    "认真",
    "积极",
    "高质量",
    "妥善",
    "圆满",
    "顺利",
    "全力",
    "努力",
    "保质保量",
    "稳步",
    "切实",
    "扎实",
)
DO = (
    "完成",
    "做好",
    "推进",
    "落实",
    "跟进",
    "处理",
    "优化",
    "完善",
    "提升",
    "改善",
    "加强",
    "开展",
    "配合",
)
THING = ("工作", "任务", "相关工作", "用户体验", "产品质量", "整体效果", "各项事宜", "服务水平", "页面效果",
         "系统性能", "沟通", "流程", "部门配合", "后续事项", "客户关系")  # fmt: skip
IS = ("良好", "不错", "满意", "到位", "理想", "过关", "合理", "流畅", "稳定", "清晰", "美观", "友好", "没问题",
      "符合要求", "达到预期", "令人满意", "比较好", "还可以", "有明显提升", "显著改善", "有所提高", "正常")  # fmt: skip
WHO = ("用户", "领导", "客户", "大家", "老板", "各部门", "团队")
JUDGE = ("满意", "都满意", "觉得好", "认可", "没意见", "反馈良好", "感觉不错", "喜欢")
ENGLISH = (
    "good quality", "works well", "as soon as possible", "ASAP", "high quality", "users are happy",
    "looks nice", "improve performance", "better user experience", "reasonably fast", "works fine",
    "done properly", "in a timely manner", "meets expectations", "satisfactory results", "easy to use",
    "stable enough", "as good as possible", "smooth operation", "robust and reliable", "efficient",
    "appropriate effort", "to a high standard", "everything is OK", "user friendly", "well done",
)  # fmt: skip
NOTHING = ("", " ", "　", "无", "無", "待定", "TBD", "tbd", "-", "——", "暂无", "N/A", "……", "？", "略",
           "同上", "待补充", "/", "none", "TODO")  # fmt: skip
FRAMES = ("{}", " {} ", "1. {}", "（1）{}", "①{}", "{}。", "- {}", "{}！", "一、{}", "【{}】")
TRADITIONAL = str.maketrans(
    "尽时顺认极质妥圆满优强开实务产统门业续户体验关对习备领导团队应检节测试数据库报档优员义",
    "盡時順認極質妥圓滿優強開實務產統門業續戶體驗關對習備領導團隊應檢節測試數據庫報檔優員義",
)


def vague(dice: random.Random) -> str:
    kind = dice.randrange(6)
    if kind == 0:
        said = dice.choice(WHEN) + dice.choice(DO) + dice.choice(THING)
    elif kind == 1:
        said = dice.choice(HOW) + dice.choice(DO) + dice.choice(THING)
    elif kind == 2:
        said = dice.choice(THING) + dice.choice(IS)
    elif kind == 3:
        said = dice.choice(WHO) + dice.choice(JUDGE)
    elif kind == 4:
        said = dice.choice(ENGLISH)
    else:
        said = f"{dice.choice(THING)}{dice.choice(IS)}，{dice.choice(WHO)}{dice.choice(JUDGE)}"
    if dice.random() < 0.2:
        said = said.translate(TRADITIONAL)
    return dice.choice(FRAMES).format(said)


def nothing(dice: random.Random) -> str:
    return dice.choice(NOTHING)


def respelt(text: str, dice: random.Random) -> str:
    """The same thing as another person would type it."""
    ways = (
        lambda: text,
        lambda: " ".join(text.split("》")) + "》" if text.startswith("《") else text,
        lambda: text.replace("《", "").replace("》", ""),
        lambda: text.replace("《", "“").replace("》", "”"),
        lambda: f"  {text}　",
        lambda: f"{dice.randrange(1, 9)}. {text}",
        lambda: f"（{dice.randrange(1, 9)}）{text}",
        lambda: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text),
        lambda: text.upper(),
        lambda: text.translate(TRADITIONAL),
        lambda: f"{text}一份",
        lambda: f"{text}。",
        lambda: text.replace(" ", ""),
    )
    return dice.choice(ways)()
