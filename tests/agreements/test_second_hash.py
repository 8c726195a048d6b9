"""SM3 as a second fingerprint: in the journal, in `verify`, and in the verifier that stands alone."""

import hashlib
import json
from pathlib import Path

import pytest
from django.test import override_settings

from tests.agreements.table import Table
from tests.agreements.tampering import behind_the_back
from tests.agreements.test_evidence import check
from tongzhou.agreements.models import Row
from tongzhou.agreements.offline import verify as alone
from tongzhou.agreements.queries.evidence import evidence
from tongzhou.agreements.verify import verify_signatures
from tongzhou.core import canonical
from tongzhou.journal.models import Entry

VECTORS = {
    b"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    b"abcd" * 16: "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
}
"""Both examples of GB/T 32905-2016."""
needs_sm3 = pytest.mark.skipif(not canonical.has_second(), reason="this OpenSSL has no SM3")


@pytest.mark.parametrize("text", VECTORS)
def test_sm3_is_that_of_the_standard(text: bytes) -> None:
    assert alone.sm3(text) == VECTORS[text]


@needs_sm3
def test_sm3_is_that_of_the_library_at_every_length() -> None:
    for length in (0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 200):
        text = bytes(range(length))
        assert alone.sm3(text) == hashlib.new("sm3", text).hexdigest(), length


@needs_sm3
@pytest.mark.check("T164")
def test_a_version_has_a_second_fingerprint_where_the_house_asks_for_it(
    table: Table, tmp_path: Path
) -> None:
    with override_settings(SM3=True):
        version = table.in_force()
    [entry] = Entry.objects.filter(kind="agreement.fingerprinted")
    assert (entry.subject, len(entry.payload["sm3"])) == (version.pk, 64)
    assert verify_signatures() == []
    told = evidence(version)
    code, said = check(told, tmp_path)
    assert (code, "SM3 指纹亦一致" in said) == (0, True), said
    told["rows"][1]["content"]["end"] = "2023-12-31"
    assert "SM3 指纹不符" in check(json.loads(json.dumps(told)), tmp_path)[1]
    with behind_the_back():
        row = Row.objects.get(version=version, task=table.review)
        Row.objects.filter(pk=row.pk).update(content={**row.content, "end": "2023-12-31"})
    assert any("SM3" in one.sentence for one in verify_signatures())


def test_without_the_wish_there_is_no_second_fingerprint(table: Table) -> None:
    table.in_force()
    assert not Entry.objects.filter(kind="agreement.fingerprinted").exists()
