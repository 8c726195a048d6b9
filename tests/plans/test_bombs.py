"""Files that are built to hurt are refused before they cost more than 200 MB or five seconds."""

import os
import resource
import signal
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.plans.sheets import xlsx
from tests.plans.workbooks import changed
from tongzhou.core.verdicts import Invalid
from tongzhou.plans.exchange.reading import Wanted, read_plan, require_something

pytestmark = pytest.mark.check("T141")
MB = 1024 * 1024
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PLAIN = [["任务", "负责人"], ["写方案", "张三"]]
SHEET = "xl/worksheets/sheet9.xml"


def with_part(name: str, content: bytes) -> bytes:
    return changed(xlsx(PLAIN), name, content)


def fifty_thousand_sheets() -> bytes:
    with zipfile.ZipFile(BytesIO(xlsx(PLAIN))) as book:
        names = book.read("xl/workbook.xml")
    one = names[names.index(b"<sheet ") : names.index(b"/>", names.index(b"<sheet ")) + 2]
    many = b"".join(one.replace(b"Sheet1", b"S%d" % n) for n in range(50_000))
    return with_part("xl/workbook.xml", names.replace(one, many))


def fifty_thousand_parts() -> bytes:
    target = BytesIO(xlsx(PLAIN))
    with zipfile.ZipFile(target, "a") as book:
        for number in range(50_000):
            book.writestr(f"xl/worksheets/s{number}.xml", b"")
    return target.getvalue()


def laughs(head: bytes) -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">' + entities + b"]>" + head


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: with_part("xl/media/zeros.bin", b"\0" * 60_000_000),
    "strings": lambda: with_part("xl/sharedStrings.xml", b"<si><t>" + b"x" * 90_000_000),
    "cells": lambda: with_part(SHEET, b"<c/>" * 2_000_000),
    "far cell": lambda: with_part(SHEET, b'<row><c r="XFD1048576" t="n"><v>1</v></c></row>'),
    "far cell in other quotes": lambda: with_part(SHEET, b"<c t='n' r = 'XFD1048576'><v>1</v></c>"),
    "far row": lambda: with_part(SHEET, b'<row r="1048576"><c t="n"><v>1</v></c></row>'),
    "sheets": fifty_thousand_sheets,
    "parts": fifty_thousand_parts,
    "entities": lambda: with_part(SHEET, laughs(b"<x>&l11;</x>")),
    "wide characters": lambda: with_part(SHEET, laughs(b"<x/>").decode().encode("utf-16")),
    "nested": lambda: with_part("xl/embeddings/a.bin", xlsx(PLAIN)),
    "project entities": lambda: laughs(b"<Project><Name>&l11;</Name></Project>"),
    "project outside": lambda: b'<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/passwd">]><Project>&e;</Project>',
    "project of tags": lambda: b"<Project><Tasks>" + b"<Task/>" * 2_000_000 + b"</Tasks></Project>",
    "wide table": lambda: b"a,b\n" + (b"," * 500 + b"\n") * 10_000,
    "truncated": lambda: xlsx(PLAIN)[:3000],
    "wrong name": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 1000,
    "old and broken": lambda: OLD + "Workbook".encode("utf-16-le") + b"\xff" * 5000,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_cheaply(name: str) -> None:
    data = BOMBS[name]()
    refused, seconds, megabytes = cost_of(data)
    assert refused
    assert seconds < 5
    assert megabytes < 200


def test_a_cell_of_a_hundred_thousand_signs_is_no_bomb_and_is_cut_or_named() -> None:
    text = "任务,负责人,交付成果\n" + "长" * 100_000 + ",张三,x\n"
    found = read_plan(text.encode(), Wanted(2026))
    assert len(found.lines[0].name) == 100_000
    data = xlsx([["任务", "负责人"], ["写", "张三"]], [["x"]] * 10)
    assert len(read_plan(data, Wanted(2026)).lines) == 1


def test_false_merged_areas_cost_nothing() -> None:
    data = xlsx([["任务", "负责人"], *([f"t{n}", "张三"] for n in range(2000))])
    with zipfile.ZipFile(BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    lies = (
        b'<mergeCells count="3000">' + b'<mergeCell ref="A1:XFD1048576"/>' * 3000 + b"</mergeCells>"
    )
    lying = changed(
        data, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", b"</sheetData>" + lies)
    )
    _refused, seconds, megabytes = cost_of(lying)
    assert seconds < 5
    assert megabytes < 200


def cost_of(data: bytes) -> tuple[bool, float, float]:
    """What reading costs a process of its own: seconds of work, and memory beyond what it had."""
    before = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        refused = 1
        try:
            require_something(read_plan(data, Wanted(2026)))
        except Invalid:
            refused = 0
        except BaseException:  # noqa: BLE001 — the parent is told
            refused = 2
        os._exit(refused)
    _pid, status, used = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1)
    grown = max(used.ru_maxrss * 1024 - before, 0) / MB
    return os.waitstatus_to_exitcode(status) == 0, used.ru_utime + used.ru_stime, grown
