"""How PostgreSQL is spoken to: pooled connections that keep the plans of what they ask again.

Planning «who sees what» takes the database longer than answering it. Values are therefore sent
beside the SQL, and a statement that a connection asks for the third time is planned for good.
A pooler between us and the database has to keep sessions (or know prepared statements).
"""

from typing import Any

from psycopg import Connection

PREPARE_AT = 2
"""How often a statement is asked before its plan is kept."""
MOST_PLANS = 400
"""Of one connection; the pages together ask about so many different things."""


class Session(Connection[Any]):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.prepared_max = MOST_PLANS


SESSION = "-c jit=off -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1"
"""Pages look rows up by key: no value is worth a plan of its own, none is worth compiling, and a
row found by its key costs no more than the next one: what pages ask for is in memory."""
OPTIONS = {
    "options": SESSION,
    "pool": {"min_size": 1, "max_size": 16, "timeout": 10, "connection_class": Session},
    "server_side_binding": True,
    "prepare_threshold": PREPARE_AT,
}
