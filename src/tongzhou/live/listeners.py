"""Who listens: one listener per open stream, found by collaboration and by person.

Streams live in an event loop, the journal is watched in a thread; everything here is called under
one lock and hands over to the loop once for many.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from threading import Lock
from uuid import UUID

MOST_OF_A_PERSON = 8
MOST = 5_000
CASE, DAY = "case", "day"
"""What moved: the collaboration that the page shows, or what waits for the person."""
SIGNED_OUT, REVOKED, CROWDED, CLOSING = "signed-out", "revoked", "crowded", "closing"


class Listener:
    """One page somewhere. `people` are the person and whoever the person stands in for."""

    __slots__ = (
        "case", "cases", "checked_at", "ended", "is_doubted", "loop", "moved", "people", "person",
        "seq", "session", "waiter",
    )  # fmt: skip

    def __init__(
        self, *, session: str, person: UUID, people: Iterable[UUID], case: UUID | None
    ) -> None:
        self.session, self.person, self.people, self.case = session, person, {*people}, case
        self.cases: set[UUID] = {case} if case else set()
        self.moved: set[str] = set()
        self.seq = 0
        self.ended = ""
        self.checked_at = 0.0
        self.is_doubted = False
        self.loop: asyncio.AbstractEventLoop | None = None
        self.waiter: asyncio.Future[None] | None = None

    async def news(self) -> None:
        """Until something moved, it is time for a sign of life, or the stream ends."""
        if self.moved or self.ended:
            return
        self.waiter = asyncio.get_running_loop().create_future()
        await self.waiter

    def hear(self, words: Iterable[str], seq: int = 0) -> None:
        """In the loop only; nothing in particular is a sign of life."""
        self.moved |= {*words}
        self.seq = max(self.seq, seq)
        if self.waiter and not self.waiter.done():
            self.waiter.set_result(None)


Told = dict[Listener, set[str]]


class Listeners:
    def __init__(self) -> None:
        self.lock = Lock()
        self.all: dict[Listener, None] = {}
        self.of_case: dict[UUID, set[Listener]] = defaultdict(set)
        self.of_person: dict[UUID, set[Listener]] = defaultdict(set)

    def enter(self, listener: Listener) -> bool:
        """False when the house is full; the oldest of too many of one person goes."""
        with self.lock:
            if len(self.all) >= MOST:
                return False
            own = [one for one in self.all if one.person == listener.person and not one.ended]
            self._end(own[: max(0, len(own) + 1 - MOST_OF_A_PERSON)], CROWDED)
            self.all[listener] = None
            self._place(listener)
        return True

    def leave(self, listener: Listener) -> None:
        with self.lock:
            self.all.pop(listener, None)
            for index, keys in ((self.of_case, listener.cases), (self.of_person, listener.people)):
                for key in keys:
                    index[key].discard(listener)
                    if not index[key]:
                        del index[key]

    def now(self) -> list[Listener]:
        with self.lock:
            return [one for one in self.all if not one.ended]

    def tell(self, seq: int, cases: set[UUID], concerned: dict[UUID, set[UUID]]) -> None:
        """`concerned` says in which of the collaborations which people hold or wait for something."""
        told: Told = defaultdict(set)
        with self.lock:
            for case in cases:
                for one in self.of_case.get(case, ()):
                    told[one] |= {CASE, DAY} if one.case == case else {DAY}
            for person, touched in concerned.items():
                for one in self.of_person.get(person, ()):
                    told[one].add(DAY)
                    self._add(one, touched)
            for one in told:
                one.is_doubted = True
            self._hand_over(told, seq)

    def tell_people(self, people: Iterable[UUID], seq: int) -> None:
        told: Told = defaultdict(set)
        with self.lock:
            for person in people:
                for one in self.of_person.get(person, ()):
                    told[one].add(DAY)
            self._hand_over(told, seq)

    def doubt_all(self) -> None:
        """Something about people or departments changed: everybody is looked at again."""
        with self.lock:
            for one in self.all:
                one.is_doubted = True

    def end(self, listeners: Iterable[Listener], why: str) -> None:
        with self.lock:
            self._end(listeners, why)

    def beat(self) -> None:
        """A sign of life to everybody: proxies close what stays silent."""
        with self.lock:
            self._hand_over(dict.fromkeys(self.all, frozenset()))

    def _end(self, listeners: Iterable[Listener], why: str) -> None:
        ended = [one for one in listeners if not one.ended]
        for one in ended:
            one.ended = why
        self._hand_over(dict.fromkeys(ended, frozenset()))

    def _place(self, listener: Listener) -> None:
        for case in listener.cases:
            self.of_case[case].add(listener)
        for person in listener.people:
            self.of_person[person].add(listener)

    def _add(self, listener: Listener, cases: set[UUID]) -> None:
        listener.cases |= cases
        for case in cases:
            self.of_case[case].add(listener)

    def _hand_over(self, told: Mapping[Listener, Set[str]], seq: int = 0) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Listener, Set[str]]]]
        by_loop = defaultdict(list)
        for one, words in told.items():
            if one.loop:
                by_loop[one.loop].append((one, words))
        for loop, some in by_loop.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(_hear, some, seq)


def _hear(told: Sequence[tuple[Listener, Set[str]]], seq: int) -> None:
    """In the loop, the only place where what moved is noted and taken."""
    for one, words in told:
        one.hear(words, seq)
