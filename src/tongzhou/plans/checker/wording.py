"""Whether anybody can check a sentence: what it names, once its empty words are taken away.

A criterion needs an anchor: a figure, a date, a named file, somebody who confirms, or an event
that either happened or did not, of something. Praise («良好», «smooth») is no anchor, however long.
"""

import re
from collections.abc import Iterable

from tongzhou.core.han import folded
from tongzhou.plans.checker import english
from tongzhou.plans.checker.vocabulary import (
    EMPTY_ZH,
    EVENTS_EN,
    EVENTS_ZH,
    HOLLOW_ZH,
    JUDGED_ZH,
    MANNER_ZH,
    NOTHING,
    PRAISE_ZH,
    VAGUE_ZH,
    WOOLLY_EN,
    WOOLLY_ZH,
    adjectives,
)

ENOUGH = 7
"""So much substance is an observable state even without a known verb."""
OF_A_LATIN_WORD = 3

_NUMBERING = re.compile(
    r"(?:[-–—*•·●○■□▪✓✔]+|\[[ x]?\]|[(【\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-z])[)】\]、.:。](?!\d)"
    r"|第[一二三四五六七八九十\d]+[条点项,、:])\s*"
)  # fmt: skip
_CIRCLED = re.compile(r"^\s*[①-⒛]+")
_NUMERAL = "[零〇一二两三四五六七八九十百千万亿半几]"
_FIGURE = re.compile(
    rf"\d|%|《[^》]+》|https?://|(?<![第任唯统同万]){_NUMERAL}+(?:个|项|份|次|条|天|周|名|套|页|人|家|台|件|轮|批|种|类|位|张|封|册|本|幅|块|辆|箱|吨|公斤|米|公里|亩|户|栋|所|处|篇|枚|支|句|行|段|门|堂"
    r"|场|期|月|年|日|季度|小时|分钟|秒|元|倍|成|分之|工作日|部门|渠道|方)(?!程度|点|些|性|把|就)"
)
_ONE_BY_ONE = re.compile(r"一(.)(?=[^,，;；。]{1,6}一\1)|(?<=[一-鿿])一个(?=$|[,，;；。])")
"""«发现一个解决一个» counts nothing."""
_HARDLY_A_FIGURE = re.compile(
    r"(?<![零〇一二两三四五六七八九十百千万亿半几])一(?:个|次(?!性?[^,，;；。]{0,6}(?:成功|通过))|种|条|层|番|步)|[两三四五六各多]方"
)
"""«上一个台阶», «三方都满意»: counts that praise can be made of, so they are looked for behind the praise."""
_DATE = re.compile(
    r"[年月季旬周]度?[末底初]|[本下上每]?周[一二三四五六日]|次日|当日|当天|隔日|(?:节|开业|上线|开学|会议|发布)前"
)
_COUNTED = re.compile(
    r"零(?=[一-鿿])|全部|全体|所有|全员|每(?=[一-鿿])|逐[条项个一]|不(?:超过|低于|少于|高于|晚于|早于|大于|小于|得超过|得低于)"
    r"|至少|以内|之内|双方|三方|人手一|一[人户店岗]一"
    r"|无(?:一|任何)?(?:严重|重大|阻塞|高危)(?![一-鿿]{0,4}感)"
    r"|\b(?:no|zero|all|every|each|both|never|at least|at most|within)\b\W+(?=\w)"
)
_ABSENT = re.compile(
    r"[无無未](?:一|任何|人员|出现|发生|发现)*[一-鿿]{0,3}?(?:处罚|罚款|罚单|索赔|退货|超时|违章|脱岗|检出|查出|投诉|故障|遗漏|差错|错误|缺陷|丢失|重复|事故|逾期|遗留|中断|返工"
    r"|违规|受伤|伤亡|走失|错别字|乱码|漏[项填]|空项|破损|裂[缝纹]|渗漏|超标|超支|超期|告警|死链|断货|缺货|报错|违纪"
    r"|违约|纠纷|诉讼|欠款|坏账)(?!隐患|感)"
)
_CONFIRMED = re.compile(
    r"[由经交报请送][^,，;；。]{2,20}[签审定批核验认阅封]|[盖加][^,，;；。]{0,4}[章印]|(?:查|检|验|测|考核|评定|鉴定|试运行)[^,，;；。]{0,4}合格|(?:报送|送交|呈报|提交|移交|交付|送达|寄送|递交)[^,，;；。]{1,12}(?:部|局|行|委|会|处|科|院|中心|公司|厅|所|站|办|组|室|署)|经[^,，;；。]{2,20}合格|(?:不合格|缺陷|隐患|问题|差错|事故|投诉)为零|检[测验]报告|合格证|[双会面亲联]签|签字|签名|签收|签署|盖章|签认|确认|批准|审批|审核|评审|验收|批复|核准|核验|同意|复核"
    r"|\b(?:signed|confirmed|approved|accepted|reviewed) by\b|\bsignature of\b"
)
_NAMED = re.compile(r"《[^》]*》")
_HAN = re.compile(r"[一-鿿]")
_WORD = english.WORD
_HOPED = re.compile(r"尽量|尽可能|争取|力争|努力|希望|最好|力求|\b(?:try|aim|ideally|hopefully)\b")
_AT_FIRST = re.compile("一[次遍](?:性)?")
_SOME = re.compile(
    r"(?:常见|常用|主流|主要|相关|有关|必要|大部分|大多数|多数|部分|各类|各种)的?[一-鿿]{1,4}(?=$|[,，;；。])"
)
"""«兼容常见机型»: of which nobody can say whether they are meant."""
_GOT = re.compile(
    r"(?:取得|获得|拿到|领到|领取|办理|办出|办妥|办结|换发|申领)[^,，;；。]{1,14}(?:证书?|执照|批文|批件|资质|函|牌照|编号|文号)(?=$|[,，;；。并])"
)
_HANDLED = re.compile(
    r"[寄送交退发運运调搬移转轉存签簽缴繳译譯改换換拆装裝贴貼挂掛印刷涂锁鎖](?:成|回|入|至|给|給|往|到|为|為|掉|满|滿|齐|齊|清|毕|畢)(?![位为])[一-鿿]{2,}"
    r"|(?<=[表单書书件料册案据证账卡图稿])[报交送呈][一-鿿]{2,6}(?=$|[,，;；。])|附(?![近加件属属议带和])[一-鿿]{2,}"
)
"""«寄回原厂», «译成英文», «执行表报财务», «附质检报告»: what a hand does with a thing, and whereto."""
_NOT_THERE = re.compile(r"[一-鿿]{2,}[无無]([一-鿿]{2})(?=$|[,，;；。])")
_READS = re.compile(
    r"(?<![较更颇极最成作认行因以尤])(?:[一-鿿]{2,})(?<![较更颇极最成作认行因以尤])为([一-鿿a-z]{2,6})(?=$|[,，;；。])"
)
_RULED_OUT = re.compile(
    r"合理化|不合格|基本(?:功能|信息|面|工资|款|盘|法|情况)|左右(?:两|侧|布局|滑|对齐)|支持(?=[\da-z])"
)
_ABOUT = re.compile(
    r"左右|基本(?=[一-鿿])|a lot|as soon as possible|as soon as|as much as|up to standard|if possible"
)


def is_checkable(text: str) -> bool:
    """Whether two people would agree on yes or no."""
    plain = without_numbering(folded(_CIRCLED.sub("", text)))
    plain = _ONE_BY_ONE.sub("", plain)
    if _HOPED.search(plain):
        plain = _AT_FIRST.sub("", plain)
    if _anchored(_HARDLY_A_FIGURE.sub("", plain)):
        return True
    plain = _without_praise(plain)
    if _anchored(plain):
        return True
    vague = bool(vague_word(plain))
    if _CONFIRMED.search(plain):
        return not vague or _substance(_CONFIRMED.sub("", plain)) >= 2
    if not vague and (_happens(plain) or _is_so(plain)):
        return True
    if _HAN.search(plain):
        return not vague and _substance(plain) >= ENOUGH
    return english.is_checkable(plain)


def vague_word(text: str) -> str:
    """The first word that only seems to say something; the empty text if there is none."""
    plain = _RULED_OUT.sub("", folded(text))
    about = _ABOUT.search(plain)
    if about:
        return about[0]
    found = _VAGUE_ZH.search(plain)
    return found[0] if found else english.vague_in(plain)


def woolly_word(text: str) -> str:
    """What blurs a sentence that could otherwise be checked: «大概 100 条», «roughly 20 %»."""
    plain = _RULED_OUT.sub("", _NAMED.sub("", folded(text)))
    about = _ABOUT.search(plain) or _WOOLLY_ZH.search(plain)
    return (
        about[0] if about else next((one for one in _WORD.findall(plain) if one in WOOLLY_EN), "")
    )


def says_nothing(text: str) -> bool:
    """Empty, a dash, or a word that only fills the cell: «待定», «TBD», «相关材料»."""
    plain = without_numbering(folded(text))
    signs = "".join(sign for sign in plain if sign.isalnum() or sign == "/")
    return not signs.strip("/") or signs in NOTHING or plain.strip() in NOTHING


def without_numbering(plain: str) -> str:
    """«1. », «（二）», «①», «- [x] » before a sentence are no figures."""
    plain = plain.strip()
    while found := _NUMBERING.match(plain):
        rest = plain[found.end() :].strip()
        if not rest:
            break
        plain = rest
    return plain


def _without_praise(plain: str) -> str:
    """«审批更快», «气氛活跃», «流程简化»: clauses that only praise, or only say which way, are left out."""
    return "，".join(
        one for one in map(str.strip, _CLAUSE.split(plain)) if one and not _is_praise(one)
    )


def _is_praise(clause: str) -> bool:
    bare = re.sub(_TAIL, "", clause)
    if any(bare[-n:] in adjectives() for n in (4, 3, 2)) or _PRAISED.search(clause):
        return True
    done = _MANNER.search(clause)
    return bool(done and not _EVENT_ZH.search(done[0])) or bool(_SINGLE.search(bare))


def _anchored(plain: str) -> bool:
    """A figure, a date, something that must not happen, or a count and what it counts."""
    if _FIGURE.search(plain) or _DATE.search(plain):
        return True
    if not _COUNTED.search(plain):
        return bool(_ABSENT.search(plain)) and not vague_word(plain)
    return _substance(_COUNTED.sub("", plain)) >= 2 and not vague_word(plain)


def _happens(plain: str) -> bool:
    if any(word in plain for word in JUDGED_ZH):
        return True
    plain = _SOME.sub("", plain)
    events = set(_EVENT_ZH.findall(plain))
    if len(events) > 1 or (events and _substance(_EVENT_ZH.sub("", plain))):
        return True
    words = _WORD.findall(plain)
    return len(words) > 1 and any(word in EVENTS_EN for word in words)


def _is_so(plain: str) -> bool:
    """A paper that was got, something that is not where it must not be, «意见为无保留»."""
    if (
        _GOT.search(plain)
        or _HANDLED.search(plain)
        or any(one[1] not in HOLLOW_ZH for one in _NOT_THERE.finditer(plain))
    ):
        return True
    return any(not _is_praise(one[1]) and not vague_word(one[1]) for one in _READS.finditer(plain))


def _substance(plain: str) -> int:
    """What is left of a sentence without its empty words: Chinese characters, and Latin words."""
    return len(_HAN.findall(_EMPTY_ZH.sub("", plain))) + OF_A_LATIN_WORD * english.substance(plain)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


_WOOLLY_ZH = _any_of(WOOLLY_ZH)
_VAGUE_ZH = _any_of(VAGUE_ZH)
_EMPTY_ZH = _any_of(VAGUE_ZH | EMPTY_ZH)
_EVENT_ZH = _any_of(EVENTS_ZH)
_CLAUSE = re.compile(r"[,，;；。!！]")
_TAIL = "(?:了|的|些|一些|一点|起来|感)?$"
_PRAISED = re.compile(
    rf"(?:{_any_of(PRAISE_ZH).pattern}){_TAIL}|就(?:行|好|成|可以)$|(?:得到|得以|有所|有了)[一-鿿]{{2,4}}$|(?<!文)(?<!变)(?<!绿)化$"
    rf"|感$|[易好耐][懂记学用看听吃玩写读拿拆装]$|新?(?:台阶|高度|局面|篇章|层楼)$|(?:{_any_of(PRAISE_ZH).pattern})地?(?:运行|推进|开展|完成|落地|实施|贯彻|执行|进行|衔接|过渡|运转|发展|增长)$"
    rf"|(?:更(?![换新改正名替])|越|较|很|最|太|又|比较|非常|十分|特别|相当|足够|不再|不太|别太)[一-鿿]{{1,4}}{_TAIL}"
)
"""How a clause ends that nobody can hold against anything."""
_MANNER = re.compile(rf"(?:{_any_of(MANNER_ZH).pattern})地?[一-鿿]{{2,4}}$")
"""«彻底整治», «切实转变»: how hard somebody tries, of something that is no event."""
_SINGLE = re.compile(
    r"[一-鿿]{2}(?:[广低快慢弱浅薄美轻]|(?<![标限身])高|(?<!拿)大|(?<![大最])小|(?<!多)少|(?<!百)强|多"
    r"|(?<![装贴挂摆放填写备码铺修接订签排建调绑锁封焊刷涂搭架])好)$"
)
"""«覆盖面广», «投诉少»: one sign of degree at the end, and nothing it was measured against."""
