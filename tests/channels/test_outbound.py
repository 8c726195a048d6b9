import ipaddress
import socket
from typing import Any

import pytest

from tests.channels.listening import Server, listening
from tongzhou.channels.outbound import NotAllowed, Unanswered, judge, post, sending
from tongzhou.channels.outbound.addresses import is_public

HIDDEN = [
    "https://127.0.0.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/",
    "https://127.1/", "https://0x7f.1/", "https://127.0.0.1./", "https://%31%32%37.0.0.1/",
    "https://１２７.0.0.1/", "https://①②⑦.0.0.1/", "https://127。0。0。1/", "https://[::]/",
    "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/",
    "https://[2002:7f00:1::]/", "https://[64:ff9b::7f00:1]/", "https://[::127.0.0.1]/",
    "https://224.0.0.1/", "https://0.0.0.0/", "https://0.1.2.3/", "https://100.100.100.200/",
    "https://169.254.169.254/", "https://[fd00::1]/", "https://[fe80::1%25eth0]/",
    "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.1.1/", "https://255.255.255.255/",
    "https://printer.local/", "https://db.internal/", "https://a.localhost/", "https://localhost/",
    "http://8.8.8.8/", "https://8.8.8.8:22/", "https://user:word@8.8.8.8/", "https://user@8.8.8.8/",
    "file:///etc/passwd", "gopher://8.8.8.8/", "ftp://8.8.8.8/", "//8.8.8.8/", "8.8.8.8", "",
    "https://8.8.8.8/\r\nHost: a", "https://8.8.8.8\\@127.0.0.1/", "https://8.8.8.8:99999/",
    "https://a b/", "https://[::1", "https://" + "a" * 3000,
]  # fmt: skip


@pytest.fixture
def server(settings: Any) -> Any:
    with listening() as one:
        settings.OUTBOUND_ALLOW = {one.place}
        yield one


@pytest.mark.check("T083", "T087")
@pytest.mark.parametrize("url", HIDDEN)
def test_nothing_that_leads_inside_is_called_however_it_is_written(url: str) -> None:
    with pytest.raises(NotAllowed):
        judge(url)


@pytest.mark.check("T083")
def test_public_addresses_are_called_by_their_number() -> None:
    assert judge("https://8.8.8.8/hook?key=1").path == "/hook?key=1"
    assert is_public(ipaddress.ip_address("2400:3200::1"))
    assert not is_public(ipaddress.ip_address("2002:0a00:0001::"))


@pytest.mark.check("T085")
def test_a_name_with_one_inner_address_among_several_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _resolve_to(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(NotAllowed):
        judge("https://example.com/")


@pytest.mark.check("T084")
def test_the_connection_goes_to_the_address_that_was_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that means another place a moment later changes nothing."""
    _resolve_to(monkeypatch, ["8.8.8.8"])
    place = judge("https://example.com/")
    _resolve_to(monkeypatch, ["127.0.0.1"])
    seen: list[Any] = []

    def opened(address: Any, timeout: float) -> socket.socket:
        seen.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(sending.socket, "create_connection", opened)
    with pytest.raises(Unanswered):
        sending._ask(place, "POST", b"", {})
    assert seen == [("8.8.8.8", 443)]


@pytest.mark.check("T089")
def test_an_inner_server_is_called_only_when_name_and_port_are_allowed_and_it_is_noted(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "tongzhou.channels.outbound.addresses")
    assert post(f"http://{server.place}/hook", b"{}", {"X-One": "1"}).status == 200
    [got] = server.received
    assert (got.headers["Host"], got.headers["X-One"]) == (server.place, "1")
    assert server.place in caplog.text
    with pytest.raises(NotAllowed):
        post(f"http://127.0.0.1:{server.port + 1}/", b"", {})
    with pytest.raises(NotAllowed):
        post(f"http://localhost:{server.port}/", b"", {})


@pytest.mark.check("T086")
def test_a_redirect_is_an_answer_and_is_not_followed(server: Server) -> None:
    server.answers = [(302, {"Location": f"http://{server.place}/other"}, b"")]
    assert post(f"http://{server.place}/hook", b"", {}).status == 302
    assert [one.path for one in server.received] == ["/hook"]


@pytest.mark.check("T088")
def test_no_more_than_the_first_hundred_kilobytes_of_an_answer_are_read(server: Server) -> None:
    server.answers = [(200, {}, b"a" * 300_000)]
    assert len(post(f"http://{server.place}/", b"", {}).body) == 100_000


@pytest.mark.check("T088")
def test_a_server_that_drips_is_cut_off(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "TOTAL", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.OUTBOUND_ALLOW = {f"127.0.0.1:{silent.getsockname()[1]}"}
        with pytest.raises(Unanswered):
            post(f"http://127.0.0.1:{silent.getsockname()[1]}/", b"", {})


@pytest.mark.check("T087")
def test_a_header_cannot_begin_another(server: Server) -> None:
    with pytest.raises(Unanswered):
        post(f"http://{server.place}/", b"", {"X-Name": "a\r\nX-Evil: 1"})
    assert server.received == []


def _resolve_to(monkeypatch: pytest.MonkeyPatch, addresses: list[str]) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
