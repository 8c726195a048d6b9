"""The columns of a table of people: what they are called, in any order, in three languages."""

import unicodedata

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Sentence

TITLES: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "name", "full name"),
    "login": ("账号", "帐号", "帳號", "登录名", "登入名稱", "login", "account", "sign-in name"),
    "department": ("部门", "部門", "所属部门", "所屬部門", "department"),
    "parent": ("上级部门", "上級部門", "parent department", "belongs to"),
    "title": ("职务", "职位", "岗位", "職稱", "職務", "title"),
    "mobile": ("手机", "手机号", "手機", "手機號碼", "mobile", "phone"),
    "mail": ("邮箱", "邮件", "電子郵件", "信箱", "mail", "email", "e-mail"),
    "roles": ("角色", "部门角色", "部門角色", "role", "roles"),
    "second": ("兼任部门", "兼任部門", "also works in"),
    "skills": ("技能", "skills"),
    "hours": ("每天工时", "每天工作小时", "每天工時", "每天工作小時", "working hours a day"),
    "pinyin": ("拼音", "姓名读音", "姓名讀音", "pinyin"),
    "wecom": ("企业微信账号", "企业微信", "企業微信帳號", "wecom", "wecom account"),
    "dingtalk": ("钉钉账号", "钉钉", "釘釘帳號", "dingtalk", "dingtalk account"),
    "feishu": ("飞书账号", "飞书", "飛書帳號", "feishu", "feishu account"),
}
"""By field; the first title is the one the template carries."""
ALWAYS = ("name", "login")
ROLES = {
    "负责人": "head", "部门负责人": "head", "負責人": "head", "部門主管": "head", "主管": "head",
    "head": "head",
    "副职": "deputy", "副负责人": "deputy", "副職": "deputy", "副主管": "deputy", "deputy": "deputy",
    "接口人": "liaison", "窗口": "liaison", "對接窗口": "liaison", "对接人": "liaison",
    "liaison": "liaison",
}  # fmt: skip
ROLE_NAMES: dict[str, Sentence] = {
    "head": _("Department head"),
    "deputy": _("Deputy head"),
    "liaison": _("Liaison"),
}
_BY_TITLE = {title: key for key, titles in TITLES.items() for title in titles}


def field_of(heading: str) -> str:
    """The field a heading names; empty for a column nobody knows."""
    plain = unicodedata.normalize("NFKC", heading).strip().lower().rstrip("*：:")
    return _BY_TITLE.get(" ".join(plain.split()), "")


def title_of(key: str) -> str:
    return TITLES[key][0]
