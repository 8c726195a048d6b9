"""An IMAP server on the loopback with one mailbox, as far as a reader of unread mail needs it."""

import re
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread


class Letterbox:
    """`mails` by uid; `seen` are marked as read, `withheld` are not given out."""

    def __init__(self) -> None:
        self.port = 0
        self.mails: dict[int, bytes] = {}
        self.seen: set[int] = set()
        self.withheld: set[int] = set()

    def put(self, mail: bytes) -> int:
        self.mails[len(self.mails) + 1] = mail
        return len(self.mails)

    def unread(self) -> list[int]:
        return [uid for uid in self.mails if uid not in self.seen]


class Talk(socketserver.StreamRequestHandler):
    """One connection; `box` is given by the subclass."""

    box: Letterbox

    def handle(self) -> None:
        self.say("* OK here")
        while line := self.rfile.readline().decode().strip():
            tag, _space, command = line.partition(" ")
            self.say(f"{tag} {self.answer(command)} done")
            if command.upper() == "LOGOUT":
                return

    def answer(self, command: str) -> str:
        if command.upper() == "CAPABILITY":
            self.say("* CAPABILITY IMAP4REV1")
        elif command.upper().startswith("SELECT"):
            self.say(f"* {len(self.box.mails)} EXISTS")
        elif command == "UID SEARCH UNSEEN":
            self.say("* SEARCH " + " ".join(str(uid) for uid in self.box.unread()))
        elif found := re.fullmatch(r"UID (FETCH|STORE) (\d+) (.+)", command):
            if int(found[2]) in self.box.withheld:
                return "NO"
            self.about(int(found[2]), found[3])
        return "OK"

    def about(self, uid: int, wanted: str) -> None:
        mail = self.box.mails[uid]
        if wanted == "(RFC822.SIZE)":
            self.say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(mail)})")
        elif wanted == "(BODY.PEEK[])":
            self.say(f"* {uid} FETCH (UID {uid} BODY[] {{{len(mail)}}}")
            self.wfile.write(mail)
            self.say(")")
        elif wanted == r"+FLAGS (\Seen)":
            self.box.seen.add(uid)

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    box = Letterbox()
    talk = type("TalkOfBox", (Talk,), {"box": box})
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), talk)
    server.daemon_threads = True
    box.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
