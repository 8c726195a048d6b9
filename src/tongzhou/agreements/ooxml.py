"""What a Word document needs beyond python-docx: faces for Chinese, frames, lines, page numbers."""

from collections.abc import Sequence
from typing import IO, Any

from tongzhou.core.xml_text import without_control

FACE, EVEN = ("Microsoft YaHei", "zh-CN"), "Consolas"
FACES = {"zh-hant": ("Microsoft JhengHei", "zh-TW")}
"""Every Windows and Mac has them or replaces them by its own face without serifs."""
LATIN = "Arial"
EDGE = "60"
"""Between the line and the words of a cell, in twentieths of a point."""
LINE, SHADE = "B9C1CA", "F3F5F7"


def plain_page(paper: Any, *, chinese: tuple[str, str]) -> None:
    """A4, and every style of the document in one face; `chinese` is its name and its language."""
    from docx.shared import Mm, Pt, RGBColor

    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(13)
    page.top_margin, page.bottom_margin = Mm(22), Mm(17)
    page.header_distance, page.footer_distance = Mm(10), Mm(8)
    sizes = {"Normal": 9, "Header": 9, "Footer": 9, "Title": 17, "Heading 2": 11}
    for name, size in sizes.items():
        style = paper.styles[name]
        _faced(style.element.get_or_add_rPr(), LATIN, *chinese)
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string("1C2430")
        style.font.bold = name in ("Title", "Heading 2")
        style.paragraph_format.space_after = Pt(0)
    paper.styles["Heading 2"].paragraph_format.space_before = Pt(14)
    paper.styles["Heading 2"].paragraph_format.space_after = Pt(4)
    _without(paper.styles["Title"].element, "w:pBdr")
    for name in ("Header", "Footer"):
        _without(paper.styles[name].element, "w:tabs")


def said(
    paragraph: Any,
    text: str,
    *,
    size: float | None = None,
    bold: bool = False,
    colour: str = "",
    face: str = "",
    framed: bool = False,
) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(without_control(text))
    if size:
        run.font.size = Pt(size)
    if bold:
        run.font.bold = True
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    if face:
        run.font.name = face
    if framed:
        _append(run._r.get_or_add_rPr(), "w:bdr", val="single", sz="8", space="0", color=colour)


def field(paragraph: Any, name: str, *, size: float, colour: str) -> None:
    """PAGE or NUMPAGES; Word counts itself, the figure inside is for programs that do not."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    said(paragraph, "1", size=size, colour=colour)
    run = paragraph.runs[-1]._r
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), name)
    run.addprevious(element)
    element.append(run)


def apart(paper: Any) -> Any:
    """A paragraph with some room above."""
    from docx.shared import Pt

    made = paper.add_paragraph()
    made.paragraph_format.space_before = Pt(10)
    return made


def right_tab(paragraph: Any, millimetres: float) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(millimetres), WD_TAB_ALIGNMENT.RIGHT)


def underlined(paragraph: Any) -> None:
    """A line below, over the whole width; before any tab stop, as the format wants it."""
    borders = _append(paragraph._p.get_or_add_pPr(), "w:pBdr")
    _append(borders, "w:bottom", val="single", sz="10", space="4", color="1C2430")


def picture(paragraph: Any, image: IO[bytes], *, width: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run().add_picture(image, width=Mm(width))


def table(paper: Any, rows: int, widths: Sequence[float], *, ruled: bool) -> list[list[Any]]:
    """Its cells, row by row. Ruled: the first row is the heading, repeated on every page."""
    from docx.shared import Mm

    made = paper.add_table(rows=rows, cols=len(widths))
    made.autofit = False
    wide = [Mm(width) for width in widths]
    for column, width in zip(made.columns, wide, strict=True):
        column.width = width
    every = made._cells
    cells = [every[at : at + len(widths)] for at in range(0, len(every), len(widths))]
    for row in cells:
        for cell, width in zip(row, wide, strict=True):
            cell.width = width
    if ruled:
        _rule(made, cells[0])
    return cells


def _rule(made: Any, heads: Sequence[Any]) -> None:
    borders = _before(made._tbl.tblPr, "w:tblLayout", "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _append(borders, f"w:{side}", val="single", sz="4", space="0", color=LINE)
    margins = _before(made._tbl.tblPr, "w:tblLook", "w:tblCellMar")
    for side, twips in (("top", "30"), ("left", EDGE), ("bottom", "30"), ("right", EDGE)):
        _append(margins, f"w:{side}", w=twips, type="dxa")
    _before(made._tbl.tblPr, "w:tblBorders", "w:tblInd", w=EDGE, type="dxa")
    for row in made.rows:
        _append(row._tr.get_or_add_trPr(), "w:cantSplit")
    _append(made.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for cell in heads:
        _append(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=SHADE)


def _faced(properties: Any, latin: str, chinese: str, language: str) -> None:
    """The language tells a program without that face which signs and marks to take instead."""
    _without(properties, "w:rFonts")
    made = _element("w:rFonts", ascii=latin, hAnsi=latin, cs=latin, eastAsia=chinese)
    properties.insert(0, made)
    _append(properties, "w:lang", val="en-GB", eastAsia=language)


def _without(element: Any, tag: str) -> None:
    """What the template of python-docx brings along: a line under the title, stops for tabs."""
    from docx.oxml.ns import qn

    for found in list(element.iter(qn(tag))):
        found.getparent().remove(found)


def _before(parent: Any, other: str, tag: str, **values: str) -> Any:
    """Word takes the children of some elements in one order only."""
    from docx.oxml.ns import qn

    element = _element(tag, **values)
    parent.find(qn(other)).addprevious(element)
    return element


def _append(parent: Any, tag: str, **values: str) -> Any:
    element = _element(tag, **values)
    parent.append(element)
    return element


def _element(tag: str, **values: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element
