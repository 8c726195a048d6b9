"""The empty table of people to fill in, with one sheet that explains it."""

from io import BytesIO

from django.utils.translation import gettext as _

from tongzhou.org.roster.columns import TITLES, title_of

ROWS = 1000
EXAMPLE = {
    "name": "单晓明", "login": "shanxiaoming", "department": "增长中心/市场部", "title": "市场专员",
    "mobile": "13800000000", "mail": "shanxiaoming@example.com", "roles": "接口人",
    "skills": "用户访谈、数据分析", "hours": "8", "pinyin": "shan xiao ming",
}  # fmt: skip


def template() -> bytes:
    """Every column is text, so that telephone numbers keep their zeros and = stays a character."""
    import xlsxwriter

    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "bg_color": "#EAF1F6", "bottom": 1})
    text = book.add_format({"num_format": "@"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    people = book.add_worksheet("人员")
    people.freeze_panes(1, 2)
    people.set_column(0, len(TITLES) - 1, 16, text)
    for column, key in enumerate(TITLES):
        people.write_string(0, column, title_of(key), bold)
    notes = book.add_worksheet("说明")
    notes.set_column(0, 0, 16)
    notes.set_column(1, 1, 70, wrapped)
    notes.set_column(2, 2, 26, wrapped)
    for row, (key, note) in enumerate(_notes().items()):
        notes.write_string(row, 0, title_of(key))
        notes.write_string(row, 1, note)
        notes.write_string(row, 2, EXAMPLE.get(key, ""))
    book.close()
    return data.getvalue()


def _notes() -> dict[str, str]:
    empty = _("An empty cell leaves what is known.")
    return {
        "name": _("Needed."),
        "login": _("Needed. The same sign-in name again updates the same person."),
        "department": _(
            "Needed for somebody new: the name, or the path from the top, parted by /."
        ),
        "parent": _("Where the department stands, if its name alone is not clear or it is new."),
        "title": empty,
        "mobile": empty,
        "mail": empty,
        "roles": _("负责人, 副职 or 接口人 of this department; several parted by commas."),
        "second": _("Further departments, parted by commas."),
        "skills": _("Parted by commas."),
        "hours": _("Between 0.5 and 16; usually 8."),
        "pinyin": _("Only where the reading of a surname is unusual."),
        "wecom": empty,
        "dingtalk": empty,
        "feishu": empty,
    }
