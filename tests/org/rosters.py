"""Tables of people as tests hand them in."""

import csv
from io import BytesIO, StringIO

import xlsxwriter

TITLES = ("姓名", "账号", "部门", "上级部门", "职务", "手机", "邮箱", "角色")


def workbook(*rows: tuple[object, ...], titles: tuple[str, ...] = TITLES, above: int = 0) -> bytes:
    """`above` rows stand over the headings: a title, a date."""
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("人员")
    for number in range(above):
        sheet.write_string(number, 0, "花名册")
    for number, row in enumerate((titles, *rows), start=above):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.close()
    return data.getvalue()


def table(
    *rows: tuple[str, ...], titles: tuple[str, ...] = TITLES, encoding: str = "utf-8"
) -> bytes:
    text = StringIO()
    csv.writer(text).writerows((titles, *rows))
    return text.getvalue().encode(encoding)
