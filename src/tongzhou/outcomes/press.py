"""Prints the HTML it is given on paper: `python -m tongzhou.outcomes.press <in.html >out.pdf`.

A process of its own, gone when the page is printed: fonts and layout take more memory than all the
rest of the program. Nothing is ever fetched: what is printed stands in the HTML.
"""

import sys
from pathlib import Path
from typing import NoReturn

STYLE = Path(__file__).parent / "templates/outcomes/print.css"


def main() -> None:
    import weasyprint

    page = weasyprint.HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=_fetch)
    style = weasyprint.CSS(string=STYLE.read_text(encoding="utf-8"))
    sys.stdout.buffer.write(page.write_pdf(stylesheets=[style]))


def _fetch(url: str, *_args: object, **_kwargs: object) -> NoReturn:
    raise ValueError(f"nothing is fetched for a dossier: {url[:80]}")


if __name__ == "__main__":
    main()
