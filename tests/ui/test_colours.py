"""Everything written can be read, in light and in dark."""

import re

import pytest

from tests.ui.colours import CSS, contrast, tokens

TEXT_ON = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "card", "sunken", "hover")),
    *((tone, ground) for tone in ("river", "seal", "moss", "amber", "plum")
      for ground in ("paper", "card", "hover", f"{tone}-wash")),
    ("on-river", "river"), ("on-river", "river-deep"), ("on-seal", "seal"), ("on-seal", "seal-deep"),
    ("river", "sunken"), ("ink", "river-wash"), ("ink", "amber-wash"), ("ink", "seal-wash"),
    ("ink-2", "line"), ("ink-3", "river-wash"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(text: str, ground: str, theme: int) -> None:
    known = tokens()
    assert contrast(known[text][theme], known[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_fields_have_visible_edges(theme: int) -> None:
    known = tokens()
    assert contrast(known["edge"][theme], known["card"][theme]) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_department_colour_carries_its_letter(theme: int) -> None:
    css = (CSS / "hues.css").read_text(encoding="utf-8")
    hues = [float(hue) for hue in re.findall(r"--h: (\d+);", css)]
    assert len(hues) == 11
    ground, letter = ((0.5, 0.1), (1.0, 0.0)) if theme == 0 else ((0.76, 0.1), (0.2, 0.03))
    for hue in hues:
        assert contrast((*ground, hue), (*letter, hue)) >= 4.5, hue


def test_colours_are_named_only_in_the_tokens() -> None:
    raw = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE)
    for sheet in sorted(CSS.glob("*.css")):
        if sheet.name in ("tokens.css", "hues.css"):
            continue
        text = re.sub(r"color-mix\(in oklch", "", sheet.read_text(encoding="utf-8"))
        text = re.sub(r"#[a-z][a-z-]*\s*[,{.:>]", "", text)
        assert not raw.findall(text), sheet.name
