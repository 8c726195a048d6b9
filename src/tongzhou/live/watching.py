"""One thread per process reads what is new in the journal and tells the listeners whom it concerns.

It says only that something moved, with the number of the entry: the page asks again with the
rights its reader has then. Who may no longer listen is found within seconds.
"""

import logging
from threading import Event, Lock, Thread
from time import monotonic

from django.db import DatabaseError, connection
from django.db.models import QuerySet, Subquery

from tongzhou.core.prepared import Prepared
from tongzhou.journal import bell
from tongzhou.journal.models import Cursor, Entry, Head
from tongzhou.live import rights
from tongzhou.live.listeners import CLOSING, SIGNED_OUT, Listener, Listeners
from tongzhou.notices.models import Notice

BEAT = 15.0
SESSIONS_EVERY = 2.0
AGAIN_AFTER = 3.0
"""Seconds between two looks at the rights of one listener about whom something moved."""
EVERYBODY_EVERY = 60.0
"""Some rights begin and end with the clock: a delegation, an account that ends."""
BUDGET = 0.15
"""Seconds of one turn spent on rights; the next news must not wait for them."""
MOST_NEWS = 5_000

log = logging.getLogger("tongzhou.live")


class Watch:
    """Begins with the first listener and ends after the last."""

    def __init__(self, listeners: Listeners) -> None:
        self.listeners = listeners
        self.lock = Lock()
        self.thread: Thread | None = None
        self.stopping = Event()
        self.seq = self.told = 0
        self.beaten = self.swept = self.asked_all = 0.0

    def ensure(self) -> None:
        with self.lock:
            if self.thread is None or not self.thread.is_alive():
                self.seq, self.told = pulse()
                self.beaten = self.swept = self.asked_all = monotonic()
                self.stopping.clear()
                self.thread = Thread(target=self._run, name="live", daemon=True)
                self.thread.start()

    def say_goodbye(self) -> None:
        """Every stream ends with a word; nothing here waits."""
        self.stopping.set()
        self.listeners.end(self.listeners.now(), CLOSING)
        bell.ring()

    def stop(self) -> None:
        self.say_goodbye()
        if self.thread:
            self.thread.join(3)

    def look(self) -> None:
        """One turn: what is new, who is told, who may no longer listen."""
        head, told = pulse()
        if head != self.seq:
            self._tell(self.seq, head)
            self.seq = head
        if told != self.told:
            news = Notice.objects.filter(entry_id__gt=self.told, entry_id__lte=told).order_by()
            self.listeners.tell_people(set(news.values_list("person", flat=True)[:MOST_NEWS]), head)
            self.told = told
        self._keep_up(monotonic())

    def _run(self) -> None:
        wait, leave = self._hear()
        try:
            while not self.stopping.is_set():
                wait, leave = self._turn(wait, leave)
        finally:
            leave()
            connection.close()

    def _turn(self, wait: bell.Wait, leave: bell.Wait) -> tuple[bell.Wait, bell.Wait]:
        try:
            wait()
            self.look()
        except (DatabaseError, bell.Deaf):
            log.exception("the database did not answer; trying again")
            leave()
            connection.close()
            return self._hear()
        return wait, leave

    def _hear(self) -> tuple[bell.Wait, bell.Wait]:
        """While the database cannot be heard, a look every second does."""
        try:
            return bell.hearing()
        except bell.Deaf:
            return self._pause, _nothing

    def _pause(self) -> None:
        self.stopping.wait(1)
        raise bell.Deaf("listening anew")

    def _tell(self, after: int, head: int) -> None:
        entries = Entry.objects.filter(seq__gt=after, seq__lte=head).order_by("-seq")
        cases = set(entries.values_list("collaboration", flat=True)[:MOST_NEWS])
        if None in cases:
            self.listeners.doubt_all()
        found = {case for case in cases if case}
        self.listeners.tell(head, found, rights.concerned_in(found))

    def _keep_up(self, now: float) -> None:
        if now - self.beaten >= BEAT:
            self.beaten = now
            self.listeners.beat()
        if now - self.swept >= SESSIONS_EVERY:
            self.swept = now
            self.listeners.end(rights.signed_out(self.listeners.now()), SIGNED_OUT)
        if now - self.asked_all >= EVERYBODY_EVERY:
            self.asked_all = now
            self.listeners.doubt_all()
        self._ask_again(now)

    def _ask_again(self, now: float) -> None:
        for one in self.listeners.now():
            if one.is_doubted and now - one.checked_at >= AGAIN_AFTER:
                self._ask(one, now)
            if monotonic() - now > BUDGET:
                return

    def _ask(self, one: Listener, now: float) -> None:
        one.is_doubted, one.checked_at = False, now
        if why := rights.objection(one):
            self.listeners.end([one], why)


def _nothing() -> None:
    """There is no connection to close."""


def pulse() -> tuple[int, int]:
    """How far the journal has come, and how far people were told of it."""
    [(head, told)] = _beat()
    return head, told or 0


@Prepared
def _beat() -> "QuerySet[Head, tuple[int, int | None]]":
    told = Cursor.objects.filter(consumer="notices").values("seq")
    return Head.objects.filter(id=1).values_list("seq", Subquery(told))
