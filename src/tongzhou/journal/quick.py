"""Reads a long journal for verification: the database writes the canonical text, Python hashes it.

Only ever says that an entry fits its hash. What does not fit here, or is no key or moment, is looked
at again fact by fact (`chain.link`), so that a text which differs in form alone accuses nobody.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from django.db import connection

AT_ONCE = 5_000
SQLITE_KEY = """
CASE WHEN {0} IS NULL THEN 'null'
     WHEN length({0}) = 32 AND {0} NOT GLOB '*[^0-9a-f]*'
     THEN '"' || substr({0}, 1, 8) || '-' || substr({0}, 9, 4) || '-' || substr({0}, 13, 4)
          || '-' || substr({0}, 17, 4) || '-' || substr({0}, 21) || '"' END"""
SQLITE_AT = """
CASE WHEN at NOT GLOB '*[^0-9:. -]*'
     THEN substr(at, 1, 10) || 'T' || substr(at, 12)
          || CASE length(at) WHEN 19 THEN '.000000' ELSE '' END || '+00:00' END"""
KIND = r"""replace(replace(kind, '\', '\\'), '"', '\"')"""
KEY = {"sqlite": SQLITE_KEY, "postgresql": "coalesce('\"' || {0}::text || '\"', 'null')"}
AT = {
    "sqlite": SQLITE_AT,
    "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')",
}
TEXT = {"sqlite": "payload", "postgresql": "payload::text"}
READ = """
SELECT seq, {at} AS at_text, previous, hash, format, {payload},
       '{{"actor":' || {actor} || ',"at":"' || {at} || '","collaboration":' || {collaboration}
       || ',"format":' || format || ',"kind":"' || {kind} || '","on_behalf_of":' || {on_behalf_of}
       || ',"payload":',
       '"seq":' || seq || ',"subject":' || {subject} || '}}'
  FROM journal_entry WHERE seq > %s ORDER BY seq LIMIT {most}
"""
_write = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


class Link(NamedTuple):
    """One entry of the chain; `fits` says that its hash is that of what it says."""

    seq: int
    at: str
    previous: str
    hash: str
    fits: bool


def links() -> Iterator[Link]:
    """The whole journal in order, as it stood while it was read."""
    sql, last = _sql(), -(2**62)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [last])
            rows = cursor.fetchall()
        for seq, at, previous, hash_, written_as, payload, before, after in rows:
            hashed = _hash(previous, written_as, payload, before, after)
            yield Link(seq, at, previous, hash_, hashed == hash_)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1][0]


def _sql() -> str:
    key, vendor = KEY[connection.vendor], connection.vendor
    names = ("actor", "collaboration", "on_behalf_of", "subject")
    keys = {name: key.format(name) for name in names}
    return READ.format(at=AT[vendor], payload=TEXT[vendor], most=AT_ONCE, kind=KIND, **keys)


def _hash(previous: str, written_as: int, payload: str, before: str, after: str) -> str:
    """As `chain.link`; "" for what cannot be one of its texts."""
    try:
        said = f"{before}{_write(json.loads(payload))},"
    except (TypeError, ValueError, RecursionError):
        return ""
    if written_as == 1:
        return _digest(f'{said}"previous":"{previous}",{after}')
    if written_as == 2:
        return _digest(f'{{"previous":"{previous}","said":"{_digest(said + after)}"}}')
    return ""


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
