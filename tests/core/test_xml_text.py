"""No text, whatever was pasted into it, keeps a document from being written."""

from io import BytesIO

import pytest
from docx import Document

from tongzhou.agreements import ooxml
from tongzhou.core.xml_text import without_control


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x1f", "\ud83d", "\ufffe"])
def test_what_xml_cannot_say_is_left_out(sign: str) -> None:
    paper = Document()
    ooxml.said(paper.add_paragraph(), f"曝光{sign}20 万")
    paper.save(kept := BytesIO())
    assert Document(kept).paragraphs[-1].text == "曝光20 万"


def test_lines_and_columns_stay() -> None:
    assert without_control("甲\t乙\r\n𠮷") == "甲\t乙\r\n𠮷"
