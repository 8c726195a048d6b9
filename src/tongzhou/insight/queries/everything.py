"""Every table by its key, made when it is asked for: pages and exports name the same ones."""

from collections.abc import Callable
from functools import cached_property

from tongzhou.insight.queries import standing
from tongzhou.insight.queries.answering import Answering, lying
from tongzhou.insight.queries.beyond import waited
from tongzhou.insight.queries.planning import Planning, kept
from tongzhou.insight.queries.together import Together
from tongzhou.insight.queries.waiting import Waiting
from tongzhou.insight.scope import Scope
from tongzhou.insight.tables import Table


class Figures:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @cached_property
    def together(self) -> Together:
        return Together(self.scope)

    @cached_property
    def planning(self) -> Planning:
        return Planning(self.scope)

    @cached_property
    def answering(self) -> Answering:
        return Answering(self.scope, self.together)

    @cached_property
    def waiting(self) -> Waiting:
        return Waiting(self.scope, self.together)

    def table(self, key: str) -> Table:
        return TABLES[key](self)


TABLES: dict[str, Callable[[Figures], Table]] = {
    "totals": lambda all_: standing.totals(all_.scope),
    "states": lambda all_: standing.states(all_.scope),
    "asked": lambda all_: all_.together.asked_pairs(),
    "pairs": lambda all_: all_.together.pairs(),
    "table": lambda all_: all_.together.pairs_at_one_table(),
    "balance": lambda all_: all_.together.balance(),
    "answers": lambda all_: all_.answering.pairs(),
    "waits": lambda all_: all_.waiting.pairs(),
    "wait-steps": lambda all_: all_.waiting.steps(),
    "wait-signatures": lambda all_: waited("signatures", all_.scope, all_.together),
    "wait-acceptances": lambda all_: waited("acceptances", all_.scope, all_.together),
    "wait-problems": lambda all_: waited("problems", all_.scope, all_.together),
    "lying": lambda all_: lying(all_.scope, all_.together),
    "queues": lambda all_: standing.queues(all_.scope),
    "unapproved": lambda all_: standing.without_approver(all_.scope),
    "kept": lambda all_: kept(all_.scope, all_.together),
    "slip-totals": lambda all_: all_.planning.slip_totals(),
    "slips": lambda all_: all_.planning.slipped(),
    "replans": lambda all_: all_.planning.replans(),
}
