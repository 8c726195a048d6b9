"""Who may open a file, and how the browser is told to treat it."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory

from tests.collaborations import asking
from tests.collaborations.asking import drafted_case
from tests.company import Company
from tests.files.handing_in import PDF, PNG, upload
from tongzhou.files import actions
from tongzhou.files.models import StoredFile
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]


def status(browser: Client, address: str) -> int:
    answer = browser.get(address)
    b"".join(answer)
    return answer.status_code


@pytest.mark.check("T019")
def test_a_file_opens_for_those_who_see_its_collaboration_and_for_nobody_else(
    company: Company, signed_in: SignedIn
) -> None:
    case = drafted_case(company)
    file = actions.keep(upload(), by=company.lin, collaboration=case.pk)
    address = f"/files/{file.pk}"
    assert status(signed_in(company.li), address) == 200
    assert status(signed_in(company.zhou), address) == 404
    asking.send(case, by=company.li)
    assert status(signed_in(company.zhou), address) == 200
    assert status(signed_in(company.feng), address) == 404
    assert status(signed_in(company.feng), f"{address}/preview") == 404


def test_a_file_that_lies_nowhere_yet_is_its_uploaders_alone(
    company: Company, signed_in: SignedIn
) -> None:
    file = actions.keep(upload(), by=company.lin)
    assert status(signed_in(company.lin), f"/files/{file.pk}") == 200
    for other in (company.li, company.administrator, company.auditor):
        assert status(signed_in(other), f"/files/{file.pk}") == 404


@pytest.mark.check("T118")
def test_a_download_can_never_run_as_a_page_of_ours(company: Company, signed_in: SignedIn) -> None:
    page = b"<!doctype html><script>alert(1)</script>"
    file = actions.keep(upload('a\u202e"页.html', page), by=company.lin)
    answer = signed_in(company.lin).get(f"/files/{file.pk}")
    assert b"".join(answer) == page
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert status(signed_in(company.lin), f"/files/{file.pk}/preview") == 404


@pytest.mark.parametrize(("content", "kind"), [(PNG, "image/png"), (PDF, "application/pdf")])
def test_pictures_and_pdf_are_shown_beside_the_page(
    company: Company, signed_in: SignedIn, content: bytes, kind: str
) -> None:
    file = actions.keep(upload("x", content), by=company.lin)
    answer = signed_in(company.lin).get(f"/files/{file.pk}/preview")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert b"".join(answer) == content


@pytest.mark.check("T021")
def test_the_browser_asks_each_time_whether_it_may_still_show_a_file(
    company: Company, signed_in: SignedIn
) -> None:
    file = actions.keep(upload(), by=company.lin)
    browser = signed_in(company.lin)
    first = browser.get(f"/files/{file.pk}")
    assert b"".join(first) == PNG
    again = browser.get(f"/files/{file.pk}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    actions.withdraw(StoredFile.objects.get(), by=company.lin)
    gone = browser.get(f"/files/{file.pk}", headers={"If-None-Match": first.headers["ETag"]})
    assert gone.status_code == 404


def test_a_file_whose_content_is_lost_says_so(company: Company, signed_in: SignedIn) -> None:
    file = actions.keep(upload(content=PNG + b"lost"), by=company.lin)
    file.path.unlink()
    assert status(signed_in(company.lin), f"/files/{file.pk}") == 409


@pytest.mark.check("T064")
def test_an_upload_is_cut_off_at_the_limit(settings: object) -> None:
    settings.FILE_LIMIT = 1024 * 1024  # type: ignore[attr-defined]
    sent = upload("big.bin", b"x" * (3 * 1024 * 1024))
    request = RequestFactory().post("/x", {"files": sent})
    cut = request.FILES["files"]
    assert settings.FILE_LIMIT < cut.size < settings.FILE_LIMIT + 2 * 64 * 1024  # type: ignore[attr-defined]
