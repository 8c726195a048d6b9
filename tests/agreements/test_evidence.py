"""T164: what leaves the house is checked elsewhere, by one file and the standard library alone."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from docx import Document
from pypdf import PdfReader

from tests.agreements.beforehand import clause, late, leeway, shift
from tests.agreements.table import Table
from tests.agreements.tampering import behind_the_back
from tests.journal.events import lamp
from tongzhou.agreements import actions
from tongzhou.agreements.actions import changes
from tongzhou.agreements.actions.clauses import carry_out_due
from tongzhou.agreements.binding import root_hash
from tongzhou.agreements.models import Version
from tongzhou.agreements.paper import page_of
from tongzhou.agreements.proof import Proof
from tongzhou.agreements.queries.certificates import certificate
from tongzhou.agreements.queries.evidence import evidence
from tongzhou.agreements.verify import verify_signatures
from tongzhou.agreements.views.papers import VERIFIER
from tongzhou.agreements.word import as_docx
from tongzhou.journal.actions import anchors
from tongzhou.journal.chain import FACTS, link
from tongzhou.journal.models import Anchor, Entry, Head
from tongzhou.journal.verify import verify_chain
from tongzhou.org.models import Person
from tongzhou.ui.printing import obstacle

pytestmark = pytest.mark.check("T164")
SignIn = Callable[[Person], Client]


@pytest.fixture
def changed(table: Table, clock: ModuleType) -> Version:
    """Version 2: half of its signatures were given to version 1; other entries lie between."""
    table.in_force()
    lamp()
    values = {table.review.pk: {"end": "2023-08-25"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚 5 天", values=values)
    version = changes.submit(change, by=table.company.lin).versions.get()
    for department in (table.company.product, table.company.marketing, table.company.sales):
        version = table.sign(version, department)
    lamp()
    clock.advance(timedelta(days=1))
    anchors.take()
    lamp()
    return version


def check(told: Any, folder: Path, *, with_anchors: bool = False) -> tuple[int, str]:
    """In an empty folder, isolated from everything that is installed."""
    (folder / "verify.py").write_bytes(VERIFIER.read_bytes())
    (folder / "evidence.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    (folder / "anchors.txt").write_text("".join(f"{one.line}\n" for one in Anchor.objects.all()))
    command = [sys.executable, "-I", "-S", "verify.py", "evidence.json"]
    command += ["anchors.txt"] if with_anchors else []
    done = subprocess.run(command, cwd=folder, capture_output=True, env={"PYTHONUTF8": "1"})
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_the_evidence_is_sound_on_a_bare_machine(changed: Version, tmp_path: Path) -> None:
    told = evidence(changed)
    code, said = check(told, tmp_path)
    assert code == 0, said
    assert "5 rows, 13 signatures: sound" in said
    assert "consistent in itself" in said
    code, said = check(told, tmp_path, with_anchors=True)
    assert (code, "compared with your anchors" in said) == (0, True), said


def written_in_the_first_formats(version: Version) -> Version:
    """As the program once froze versions and wrote the journal; every later link fits again."""
    hashes = list(version.rows.values_list("hash", flat=True))
    root = root_hash(version.collaboration_id, version.number, hashes, written_as=1)
    circulated = Entry.objects.get(kind="agreement.circulated")
    before = circulated.previous
    for entry in Entry.objects.filter(seq__gte=circulated.seq):
        facts = {name: getattr(entry, name) for name in FACTS} | {"previous": before}
        if entry.seq == circulated.seq:
            facts |= {"format": 1, "payload": {**entry.payload, "root": root}}
            facts["payload"].pop("imprint")
            facts["payload"].pop("facts")
        before = facts["hash"] = link(facts)
        Entry.objects.filter(seq=entry.seq).update(**facts)
    Head.objects.update(hash=before)
    Version.objects.filter(pk=version.pk).update(root=root, format=1)
    return Version.objects.get(pk=version.pk)


def test_clause_leeway_passkey_and_the_first_formats_are_sound_elsewhere(
    table: Table, clock: ModuleType, tmp_path: Path
) -> None:
    clause(table, late(table.complaints, "2023-07-14"), shift(table.campaign))
    leeway(table)
    version = table.circulate()
    with behind_the_back():
        version = written_in_the_first_formats(version)
    for department, head in table.heads.items():
        proof = Proof(clock.now(), "passkey")
        seen = version.root
        version = actions.sign(version, department=department, by=head, seen=seen, proof=proof)
    values = {table.review.pk: {"end": "2023-08-22"}}
    change = changes.draft(table.case, by=table.company.lin, reason="晚两天", values=values)
    changes.apply_at_once(change, by=table.company.lin)
    clock.advance(timedelta(days=13))
    carry_out_due()
    assert not verify_chain()
    assert not verify_signatures()
    told = [evidence(one) for one in Version.objects.order_by("number")]
    assert [one["version"]["format"] for one in told] == [1, 2, 2]
    assert {one["proved_how"] for one in told[2]["signatures"]} == {"passkey"}
    said = [check(one, tmp_path) for one in told]
    assert [code for code, _text in said] == [0, 0, 0], said
    assert "older than chain proofs" in said[0][1]
    assert [said[2][1].count(f"rests on v{number}") for number in (1, 2)] == [1, 1]


def test_links_between_show_nothing_of_what_others_did(changed: Version) -> None:
    told = json.dumps(evidence(changed)["journal"], ensure_ascii=False)
    assert "colour" not in told
    assert len(evidence(changed)["journal"]["links"]) > len(evidence(changed)["journal"]["entries"])


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    else:
        yield path


NOT_PROVED = {"what", "format", "made_at", "names", "seats"}
BESIDE = {"name", "number", "at", "proved_at", "proved_how", "on_behalf_of", "state", "kind",
          "circulated_at", "in_force_at", "why"}  # fmt: skip
"""Told beside what is hashed, so that people can read it; the journal's entries hold the times."""


def is_proved(path: tuple[Any, ...]) -> bool:
    if path[0] in NOT_PROVED:
        return False
    inside = path[0] == "journal" or "content" in path
    return inside or path[-1] not in BESIDE


def damaged(told: Any, path: tuple[Any, ...]) -> Any:
    copy = json.loads(json.dumps(told))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    was = inner[path[-1]]
    match was:
        case bool() | int():
            inner[path[-1]] = was + 1
        case str() if len(was) == 64:
            inner[path[-1]] = ("0" if was[0] != "0" else "1") + was[1:]
        case str():
            inner[path[-1]] = was + "x"
        case _:
            inner[path[-1]] = "x"
    return copy


def test_every_single_change_is_found(changed: Version) -> None:
    """Every field that is proved, one after the other, in the verifier itself."""
    told = evidence(changed)
    namespace: dict[str, Any] = {"__name__": "verifier"}
    exec(compile(VERIFIER.read_text(encoding="utf-8"), "verify.py", "exec"), namespace)
    paths = [path for path in leaves(told) if is_proved(path)]
    missed = []
    for path in paths:
        try:
            found = namespace["Check"](damaged(told, path), []).run()
        except (KeyError, IndexError, TypeError, ValueError):
            found = ["not complete"]
        if not found:
            missed.append(path)
    assert (len(paths) > 200, missed) == (True, [])


@pytest.mark.parametrize("part", ["rows", "signatures", "acts"])
def test_what_is_taken_out_doubled_or_moved_is_found(
    changed: Version, tmp_path: Path, part: str
) -> None:
    told = evidence(changed)
    acts: list[Callable[[list[Any]], object]] = [
        lambda rows: rows.pop(),
        lambda rows: rows.insert(0, rows[-1]),
    ]
    for act in acts:
        copy = json.loads(json.dumps(told))
        act(copy[part])
        code, said = check(copy, tmp_path)
        assert code == 1 or (part == "signatures" and "has not signed" in said) or (
            part == "acts" and len(copy["acts"]) > len(told["acts"])
        ), said  # fmt: skip


def test_a_chain_written_anew_is_found_through_the_line_an_auditor_kept(
    changed: Version, tmp_path: Path
) -> None:
    told = evidence(changed)
    kept = Anchor.objects.get()
    with behind_the_back():
        Anchor.objects.update(hash="ab" * 32)
    code, said = check(told, tmp_path, with_anchors=True)
    assert code == 1
    assert f"entry {kept.seq} differs from its anchor" in said, said


@pytest.mark.check("T046", "T162")
def test_a_person_who_is_forgotten_leaves_the_evidence_sound(
    changed: Version, table: Table, tmp_path: Path
) -> None:
    Person.objects.filter(pk=table.company.wang.pk).update(name="已匿名")
    told = evidence(changed)
    assert "王磊" not in json.dumps(told, ensure_ascii=False)
    assert check(told, tmp_path)[0] == 0


def test_parties_take_certificate_and_evidence_along(
    changed: Version, table: Table, signed_in: SignIn, tmp_path: Path
) -> None:
    client = signed_in(table.company.zhao)
    page = client.get(f"/agreements/{changed.pk}").content.decode()
    assert f"/agreements/{changed.pk}/evidence.zip" in page
    packed = zipfile.ZipFile(BytesIO(client.get(f"/agreements/{changed.pk}/evidence.zip").content))
    packed.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", "evidence.json"],
        cwd=tmp_path,
        capture_output=True,
    )
    assert done.returncode == 0
    word = client.get(f"/agreements/{changed.pk}/certificate.docx")
    paper = Document(BytesIO(word.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert {"王磊", "需求评审与开发"} <= set(cells)
    assert any("内部审批记录" in one.text for one in paper.paragraphs)
    assert table.company.root.name in paper.sections[0].header.paragraphs[0].text
    assert len(paper.inline_shapes) == 1, "the code that leads to the live page"
    found = certificate(changed)
    assert {one.fingerprint for one in found.rows} <= set(cells)
    assert "2023年9月30日" in [fact.text for fact in found.terms], "paper is read in later years"
    assert any("第 1 版" in text and "仍有效" in text for text in cells), cells
    assert paper.tables[2]._tbl.xml.count("w:tblHeader") == 1
    stranger = signed_in(table.company.feng)
    for suffix in ("certificate.pdf", "certificate.docx", "evidence.zip"):
        assert stranger.get(f"/agreements/{changed.pk}/{suffix}").status_code == 404


@pytest.mark.check("T149")
def test_the_certificate_is_printed_the_same_with_its_own_letters(
    changed: Version, table: Table, signed_in: SignIn
) -> None:
    """Twice at one moment: fingerprint, version, signers; nothing of the machine it is read on."""
    if obstacle():
        pytest.skip(obstacle())
    address, client = f"/agreements/{changed.pk}/certificate.pdf", signed_in(table.company.li)
    papers = [PdfReader(BytesIO(client.get(address).content)) for _each in range(2)]
    first, second = (["".join(page.extract_text().split()) for page in one.pages] for one in papers)
    assert first == second
    text = "".join(first)
    signers = {one.person for one in certificate(changed).signers}
    assert {changed.root, f"第{changed.number}版", *signers} == {
        said for said in (changed.root, f"第{changed.number}版", *signers) if said in text
    }
    fonts = [
        font.get_object()
        for page in papers[0].pages
        for font in page["/Resources"]["/Font"].values()
    ]  # type: ignore[index, union-attr]
    assert fonts
    assert any("CJK" in font["/BaseFont"] or "Han" in font["/BaseFont"] for font in fonts)
    for font in fonts:
        drawn = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(drawn), f"{font['/BaseFont']} is not embedded"
        assert "/ToUnicode" in font, "its text can be searched and copied"


def test_the_certificate_tells_how_it_came_to_this_version(changed: Version) -> None:
    found = certificate(changed)
    assert [one.number for one in found.history] == [1, changed.number]
    assert changed.change is not None
    assert changed.change.reason in found.history[-1].why
    with translation.override("zh-hans"):
        page = page_of(found)
        paper = Document(BytesIO(as_docx(found)))
    assert 'data-before="第 " data-between=" 页 共 " data-after=" 页"' in page
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert found.history[-1].why in cells
    footer = paper.sections[0].footer.paragraphs[0]._p.xml
    assert footer.index("PAGE") < footer.index("页 共") < footer.index("NUMPAGES")
