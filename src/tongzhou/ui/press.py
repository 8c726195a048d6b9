"""Prints the HTML it is given on paper: `python -m tongzhou.ui.press STYLE <in.html >out.pdf`.

A process of its own, gone when the page is printed: fonts and layout take more memory than all the
rest of the program. Nothing is ever fetched: what is printed stands in the HTML.
"""

import sys
from pathlib import Path


def main(styles: list[str]) -> None:
    import weasyprint

    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    page = weasyprint.HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=nothing)
    sheets = [weasyprint.CSS(string=Path(one).read_text(encoding="utf-8")) for one in styles]
    sys.stdout.buffer.write(page.write_pdf(stylesheets=sheets))


if __name__ == "__main__":
    main(sys.argv[1:])
