"""A lifecycle is a table: state × verb → state, who holds the ball, the sentence shown.

Pages, the API, the docs (docs/lifecycles.md) and the tests read the same tables; each package
keeps its own in `states.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import NotPossibleNow


@dataclass(frozen=True, slots=True)
class State:
    """`ball` names the role that moves next ("" = nobody, or only parts of the matter have balls).

    `clock` names what runs out (see each package's `states.py`), `sentence` says what is awaited.
    `tone` is the chip colour: "", "river", "moss", "amber" or "seal".
    """

    key: str
    label: Promise
    sentence: Promise
    ball: str = ""
    clock: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """`who` names the role that may; `targets` has several states where the facts decide.

    `by_itself`: it follows from something else that this role does, so nobody is offered it.
    """

    verb: str
    label: Promise
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    who: str
    tone: str = ""
    by_itself: bool = False


@dataclass(frozen=True)
class Lifecycle:
    name: str
    label: Promise
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    registry: "list[Lifecycle]" = field(default_factory=lambda: LIFECYCLES, repr=False)

    def __post_init__(self) -> None:
        keys = {state.key for state in self.states}
        for move in self.moves:
            unknown = {*move.sources, *move.targets} - keys
            if unknown:
                raise ValueError(f"{self.name}: {move.verb} names unknown states {unknown}")
        self.registry.append(self)

    @property
    def choices(self) -> list[tuple[str, Promise]]:
        return [(state.key, state.label) for state in self.states]

    @property
    def first(self) -> str:
        return self.states[0].key

    @cached_property
    def _by_key(self) -> dict[str, State]:
        return {state.key: state for state in self.states}

    def state(self, key: str) -> State:
        return self._by_key[key]

    def move(self, verb: str) -> Move:
        return next(move for move in self.moves if move.verb == verb)

    def moves_from(self, state: str) -> Iterator[Move]:
        return (move for move in self.moves if state in move.sources)

    def allows(self, state: str, verb: str) -> bool:
        return state in self.move(verb).sources

    def check(self, state: str, verb: str) -> None:
        """Raise `NotPossibleNow`, saying what is possible, unless `verb` may be done in `state`."""
        if self.allows(state, verb):
            return
        offered = (move for move in self.moves_from(state) if not move.by_itself)
        possible = [str(move.label) for move in offered if move.who != "clock"]
        facts = {
            "verb": self.move(verb).label,
            "matter": self.label,
            "state": self.state(state).label,
            "possible": _(", ").join(possible) if possible else _("nothing more"),
        }
        raise NotPossibleNow(
            _("%(matter)s is “%(state)s”: “%(verb)s” is not possible now. Possible: %(possible)s.")
            % facts
        )

    def after(self, state: str, verb: str, to: str | None = None) -> str:
        """The state that follows; `to` chooses where the move has several targets."""
        self.check(state, verb)
        targets = self.move(verb).targets
        if to is None and len(targets) == 1:
            return targets[0]
        if to not in targets:
            raise ValueError(f"{self.name}: {verb} leads to one of {targets}, not {to!r}")
        return to


LIFECYCLES: list[Lifecycle] = []
"""Every table of the house, in import order, for the docs and the tests."""
