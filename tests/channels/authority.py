"""A time-stamp authority on the loopback, made with `openssl ts`."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

CONFIG = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ts]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """`is_away` answers 503; `again` answers with what it gave before, to whatever is asked."""

    folder: Path
    address: str = ""
    place: str = ""
    is_away: bool = False
    again: bytes = b""

    @property
    def roots(self) -> str:
        return str(self.folder / "ca.pem")

    def stamp(self, query: bytes) -> bytes:
        (self.folder / "query").write_bytes(query)
        _openssl(
            self.folder, "ts -reply -config openssl.cnf -section ts -queryfile query -out reply"
        )
        return (self.folder / "reply").read_bytes()


@contextmanager
def authority(folder: Path) -> Iterator[Authority]:
    made = Authority(folder)
    _certify(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            content = b"" if made.is_away else made.again or made.stamp(query)
            self.send_response(503 if made.is_away else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: Any) -> None:
            """The tests say what matters."""

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.place = f"127.0.0.1:{web.server_address[1]}"
    made.address = f"http://{made.place}/stamp"
    thread = Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        web.shutdown()
        web.server_close()
        thread.join()


def _certify(folder: Path) -> None:
    (folder / "openssl.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    ca = "-config openssl.cnf -extensions ca -subj /CN=Root -days 30"
    _openssl(folder, f"req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem {ca}")
    tsa = "-config openssl.cnf -subj /CN=Authority"
    _openssl(folder, f"req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr {tsa}")
    signed = (
        "-CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile openssl.cnf -extensions tsa"
    )
    _openssl(folder, f"x509 -req -in tsa.csr -out tsa.pem {signed}")


def _openssl(folder: Path, arguments: str) -> None:
    subprocess.run(["openssl", *arguments.split()], cwd=folder, check=True, capture_output=True)
