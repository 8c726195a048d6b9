"""The part of the index that each engine keeps in its own way, and how it is asked.

Triggers follow the table `knowledge_document`, so everything else writes only that. A migration
that rebuilds the table on SQLite must run `INSTALL` again.
"""

from django.db import connection
from django.db.models.expressions import RawSQL

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


def holding(wanted: list[Phrase]) -> RawSQL:
    """The keys of the documents that hold every phrase.

    Tokens are letters and digits only (`bigrams.RUN`), so nothing typed can be an operator.
    """
    if connection.vendor == "sqlite":
        sql = "SELECT rowid FROM knowledge_index WHERE knowledge_index MATCH %s"
        asked = " AND ".join(map(_for_sqlite, wanted))
    else:
        sql = "SELECT id FROM knowledge_document WHERE vector @@ %s::tsquery"
        asked = " & ".join(map(_for_postgresql, wanted))
    return RawSQL(sql, [asked])  # noqa: S611 — the query is a parameter


def _for_sqlite(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.tokens)}"' + ("*" if phrase.is_open else "")


def _for_postgresql(phrase: Phrase) -> str:
    words = " <-> ".join(f"'{token}'" for token in phrase.tokens)
    return f"({words}{':*' if phrase.is_open else ''})"
