"""Chinese as one spelling: traditional characters as simplified ones, full width as half width.

For comparing and searching only, never for showing: the house's own traditional copy is written,
not converted. The characters are those of OpenCC (Apache-2.0, see NOTICE).
"""

import unicodedata
from functools import cache
from pathlib import Path


def folded(text: str) -> str:
    """One spelling of everything that people read as the same; of Latin the small letters."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_simplified())


@cache
def _simplified() -> dict[int, int]:
    lines = Path(__file__).with_name("traditional.txt").read_text(encoding="utf-8").splitlines()
    return str.maketrans(lines[0], lines[1])
