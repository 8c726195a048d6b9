"""Whoever wrote a comment sees who has read it; nobody else does."""

from collections.abc import Callable
from types import ModuleType

import pytest
from django.test import Client

from tests.collaborations.asking import sent
from tests.company import Company
from tests.forms import page
from tongzhou.core import clock as clock_module
from tongzhou.discussions.actions import comments
from tongzhou.discussions.subjects import find
from tongzhou.journal.worker import run_once
from tongzhou.notices.models import Notice
from tongzhou.org.models import Person

SignedIn = Callable[[Person], Client]
pytestmark = pytest.mark.django_db


def test_only_whoever_wrote_a_comment_sees_who_has_read_it(
    company: Company, clock: ModuleType, signed_in: SignedIn
) -> None:
    ask = sent(company)
    matter = find("ask", ask.pk, by=company.lin)
    assert matter
    comment = comments.write(matter, text="@刘洋 @王强 请看附件", by=company.lin)
    run_once()
    told = Notice.objects.filter(entry__subject=comment.pk)
    told.filter(person=company.liu).update(read_at=clock_module.now())
    assert told.filter(person__in=[company.liu, company.wang_gong]).count() == 2
    address = f"/comments/{comment.pk}/readers"
    shown = page(signed_in(company.lin), address).body.text()
    read, unread = shown.split("未读", 1)
    assert company.liu.name in read
    assert company.wang_gong.name in unread
    for other in (company.liu, company.feng):
        assert signed_in(other).get(address).status_code == 404
