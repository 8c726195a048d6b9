"""Recall and speed of the search: `.venv/bin/python -m bench.search FOLDER [sqlite] [postgresql]`.

FOLDER holds documents.jsonl (title, text) of real Chinese working documents and answers.json with
words and the documents that contain them. Beside those, 300 queries are cut from the documents:
runs of two to six Chinese characters, half of them also mixed with a second one; what contains
them is counted by plain substring. Prints recall, precision and p50/p95 of `find`.
"""

import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

QUERIES = 300
COPIES = int(os.environ.get("COPIES", "1"))
"""How often the documents are laid down; only the first copy counts for recall."""


def main() -> None:
    folder, *engines = sys.argv[1:]
    for engine in engines or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as data:
            environment = {**os.environ, "TONGZHOU_DATA": data, "SEARCH_BENCH": engine}
            environment.pop("DATABASE_URL", None)
            command = [sys.executable, "-m", "bench.search", folder]
            subprocess.run(command, env=environment, check=True)


def measure(folder: Path, engine: str) -> None:
    if engine == "postgresql":
        from tests import postgresql

        os.environ["DATABASE_URL"] = postgresql.start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    documents = [json.loads(line) for line in (folder / "documents.jsonl").open(encoding="utf-8")]
    reader = lay_down(documents)
    queries = known(folder, documents) + cut(documents)
    report(engine, documents, queries, reader)


def lay_down(documents: list[dict[str, Any]]) -> Any:
    """As dossiers' neighbours: every document is a task's text in one of 40 collaborations."""
    from uuid import UUID

    from django.db import connection

    from tests.company import build
    from tongzhou.collaborations.models import Collaboration, Party
    from tongzhou.core import clock
    from tongzhou.knowledge import actions
    from tongzhou.knowledge.models import Document
    from tongzhou.knowledge.texts import Kind, Text

    company, now = build(), clock.now()
    cases = [
        Collaboration(
            number=f"协-2026-{n:04}", name=f"知识 {n}", department=company.marketing,
            person_in_charge=company.li, state="delivering", created_by=company.li, created_at=now,
            state_since=now, changed_at=now,
        )
        for n in range(40)
    ]  # fmt: skip
    Collaboration.objects.bulk_create(cases)
    Party.objects.bulk_create(
        Party(collaboration=one, department=company.marketing, is_initiator=True) for one in cases
    )
    began = time.perf_counter()
    for copy in range(COPIES):
        for one in documents:
            subject = UUID(int=copy * 100_000 + one["id"])
            at = now - timedelta(minutes=one["id"])
            case = cases[one["id"] % 40]
            text = Text(Kind.TASK, subject, one["title"][:200], one["text"], at, case=case)
            actions._write([text], Document.objects.filter(subject=subject))
    took = (time.perf_counter() - began) * 1000 / len(documents) / COPIES
    connection.cursor().execute(
        "ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE knowledge_document"
    )
    print(f"{connection.vendor}: {Document.objects.count()} documents, {took:.1f} ms each to write")
    return company.li


Query = tuple[str, set[int]]


def known(folder: Path, documents: list[dict[str, Any]]) -> list[Query]:
    """The questions of answers.json that name words and no kind."""
    found = []
    for one in json.loads((folder / "answers.json").read_text(encoding="utf-8"))["answers"]:
        words = re.search(r"contain all of \[(.*)\]$", one["question"])
        if words:
            found.append((" ".join(re.findall(r"'([^']+)'", words[1])), set(one["answer"]["ids"])))
    return found


def cut(documents: list[dict[str, Any]]) -> list[Query]:
    chance = random.Random(2026)
    runs = [re.findall(r"[一-龥]{2,}", one["text"]) for one in documents]
    queries = []
    while len(queries) < QUERIES:
        pieces = chance.choice(runs)
        if len(pieces) < 2:
            continue
        words = [_piece(chance, run) for run in chance.sample(pieces, chance.choice((1, 1, 2)))]
        holding = {
            one["id"]
            for one in documents
            if all(word in one["title"] + "\n" + one["text"] for word in words)
        }
        queries.append((" ".join(words), holding))
    return queries


def _piece(chance: random.Random, run: str) -> str:
    length = min(len(run), chance.choice((2, 2, 3, 4, 6)))
    start = chance.randrange(len(run) - length + 1)
    return run[start : start + length]


def report(engine: str, documents: list[dict[str, Any]], queries: list[Query], reader: Any) -> None:
    from tongzhou.knowledge.queries import find, matching

    recalls, precisions, times, missed = [], [], [], []
    ids = {one["id"] for one in documents}
    for text, expected in queries:
        began = time.perf_counter()
        find(reader, text)
        times.append((time.perf_counter() - began) * 1000)
        found = {pk.int for pk in matching(reader, text).values_list("subject", flat=True)} & ids
        if expected:
            recalls.append(len(found & expected) / len(expected))
            precisions.append(len(found & expected) / len(found) if found else 0)
            missed += [(text, one) for one in expected - found][:3]
    times.sort()
    print(
        f"{engine}: {len(queries)} queries, recall {statistics.mean(recalls):.4f}, precision"
        f" {statistics.mean(precisions):.4f}, p50 {statistics.median(times):.1f} ms,"
        f" p95 {times[int(len(times) * 0.95)]:.1f} ms, worst {times[-1]:.1f} ms; missed {missed[:5]}"
    )


if __name__ == "__main__":
    if engine := os.environ.get("SEARCH_BENCH"):
        measure(Path(sys.argv[1]), engine)
    else:
        main()
