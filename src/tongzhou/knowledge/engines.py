"""The part of the index that each engine keeps in its own way, and how it is asked.

Triggers follow the table `knowledge_document`, so everything else writes only that. A migration
that rebuilds the table on SQLite must run `INSTALL` again.
"""

from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func

from tongzhou.knowledge.bigrams import Phrase

_FORGET = (
    "INSERT INTO knowledge_index(knowledge_index, rowid, tokens)"
    " VALUES ('delete', old.id, old.tokens);"
)
_LEARN = "INSERT INTO knowledge_index(rowid, tokens) VALUES (new.id, new.tokens);"
SQLITE = [
    # The tokens are ready: of ASCII only letters and digits, of everything else all characters.
    "CREATE VIRTUAL TABLE knowledge_index USING fts5(tokens, content='knowledge_document',"
    " content_rowid='id', tokenize='ascii', prefix='1', columnsize=0)",
    "CREATE TRIGGER knowledge_document_insert AFTER INSERT ON knowledge_document"
    f" BEGIN {_LEARN} END",
    "CREATE TRIGGER knowledge_document_delete AFTER DELETE ON knowledge_document"
    f" BEGIN {_FORGET} END",
    "CREATE TRIGGER knowledge_document_update AFTER UPDATE OF tokens ON knowledge_document"
    f" BEGIN {_FORGET} {_LEARN} END",
]
POSTGRESQL = [
    "ALTER TABLE knowledge_document ADD COLUMN vector tsvector NOT NULL DEFAULT ''",
    "CREATE FUNCTION knowledge_document_vector() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " SELECT coalesce(string_agg(quote_literal(word) || ':' || least(place, 16383), ' '), '')"
    " ::tsvector INTO NEW.vector"
    " FROM unnest(string_to_array(NEW.tokens, ' ')) WITH ORDINALITY AS cut(word, place);"
    " RETURN NEW; END $$",
    "CREATE TRIGGER knowledge_document_vector BEFORE INSERT OR UPDATE OF tokens"
    " ON knowledge_document FOR EACH ROW EXECUTE FUNCTION knowledge_document_vector()",
    "CREATE INDEX knowledge_document_words ON knowledge_document USING gin (vector)",
]
INSTALL = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
REMOVE = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS knowledge_document_insert",
        "DROP TRIGGER IF EXISTS knowledge_document_delete",
        "DROP TRIGGER IF EXISTS knowledge_document_update",
        "DROP TABLE IF EXISTS knowledge_index",
    ],
    "postgresql": [
        "DROP FUNCTION IF EXISTS knowledge_document_vector() CASCADE",
        "ALTER TABLE knowledge_document DROP COLUMN IF EXISTS vector",
    ],
}

MOST_SAID, MOST_NAMED = 300, 100
"""What a wide search looks through: fifteen pages, and five of what is called so."""
NEWEST = {
    "sqlite": "SELECT rowid AS id FROM knowledge_index WHERE knowledge_index MATCH %s"
    " ORDER BY rowid DESC LIMIT {most}",
    # + 0: never along the keys, which would read every document of a house for a rare word.
    "postgresql": "SELECT id FROM knowledge_document WHERE vector @@ %s::tsquery"
    " ORDER BY id + 0 DESC LIMIT {most}",
}


class Holds(Func):
    """Whether a document holds what `asked` wrote down."""

    output_field = BooleanField()

    def __init__(self, asked: str) -> None:
        super().__init__(F("pk"))
        self.asked = asked

    def as_sql(  # type: ignore[override]  # of Func's options none makes sense here
        self, compiler: Any, connection: Any
    ) -> tuple[str, tuple[Any, ...]]:
        key, params = compiler.compile(self.source_expressions[0])
        if connection.vendor == "sqlite":
            sql = "SELECT rowid FROM knowledge_index WHERE knowledge_index MATCH %s"
            return f"{key} IN ({sql})", (*params, self.asked)
        table = key.rsplit(".", 1)[0]
        return f"{table}.vector @@ %s::tsquery", (*params, self.asked)


class IsNewest(Holds):
    """Whether it is among the newest that hold it, or the newest that are called so.

    Looking through all of ten thousand hits costs ten times as much as through a thousand, and
    nobody reads them.
    """

    def __init__(self, asked: str, called: str) -> None:
        super().__init__(asked)
        self.called = called

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any
    ) -> tuple[str, tuple[Any, ...]]:
        key, params = compiler.compile(self.source_expressions[0])
        said = NEWEST[connection.vendor].format(most=MOST_SAID + 1)
        named = NEWEST[connection.vendor].format(most=MOST_NAMED)
        sql = f"SELECT id FROM ({said}) AS said UNION SELECT id FROM ({named}) AS named"  # noqa: S608
        return f"{key} IN ({sql})", (*params, self.asked, self.called)


def asked(wanted: list[Phrase]) -> str:
    """Every phrase, as this engine wants to be asked.

    Tokens are letters and digits only (`bigrams.RUN`), so nothing typed can be an operator.
    """
    if connection.vendor == "sqlite":
        return " AND ".join(map(_for_sqlite, wanted))
    return " & ".join(map(_for_postgresql, wanted))


def _for_sqlite(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.tokens)}"' + ("*" if phrase.is_open else "")


def _for_postgresql(phrase: Phrase) -> str:
    words = " <-> ".join(f"'{token}'" for token in phrase.tokens)
    return f"({words}{':*' if phrase.is_open else ''})"
