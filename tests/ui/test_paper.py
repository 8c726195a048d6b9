"""What is printed on paper stands in the HTML: nothing is fetched, from nowhere."""

import pytest

from tests.channels.listening import listening
from tongzhou.ui import printing


@pytest.mark.check("T090")
@pytest.mark.skipif(bool(printing.obstacle()), reason="nothing can be printed here")
def test_paper_calls_no_server_and_opens_no_file() -> None:
    with listening() as server:
        page = (
            f'<link rel="stylesheet" href="http://{server.place}/a.css">'
            f'<style>@import url("http://{server.place}/b.css");'
            f' p {{ background: url("http://{server.place}/c.png") }}</style>'
            f'<p>1<img src="http://{server.place}/d.png"><img src="file:///etc/hostname">'
            '<object data="file:///etc/hostname"></object></p>'
            '<a rel="attachment" href="file:///etc/hostname">x</a>'
        )
        paper = printing.press(page)
    assert paper.startswith(b"%PDF")
    assert b"/EmbeddedFile" not in paper
    assert server.received == []
