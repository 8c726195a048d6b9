"""Reads tokens.css and computes contrast the way WCAG 2 does."""

import math
import re
from pathlib import Path

CSS = Path("src/tongzhou/ui/front/css")
_PAIR = re.compile(r"--([a-z0-9-]+):\s*light-dark\(oklch\(([\d. /]+)\), oklch\(([\d. /]+)\)\);")
Colour = tuple[float, float, float]


def tokens() -> dict[str, tuple[Colour, Colour]]:
    """Name → (light, dark), each as lightness, chroma, hue."""
    found = _PAIR.findall((CSS / "tokens.css").read_text(encoding="utf-8"))
    return {name: (_colour(light), _colour(dark)) for name, light, dark in found}


def contrast(one: Colour, other: Colour) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: Colour) -> float:
    red, green, blue = linear_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear_rgb(colour: Colour) -> Colour:
    lightness, chroma, hue = colour
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return _within(red), _within(green), _within(blue)


def _within(part: float) -> float:
    return min(1.0, max(0.0, part))


def _colour(text: str) -> Colour:
    lightness, chroma, hue = (float(part) for part in text.split("/")[0].split())
    return lightness, chroma, hue
