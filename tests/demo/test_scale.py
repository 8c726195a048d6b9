"""A company written in bulk is one that actions could have made."""

import pytest
from django.db.models import Count, Exists, F, OuterRef
from django.test import Client

from tests.counted import rows_counted
from tongzhou.agreements.models import ChangeRequest, RowSignature, Version
from tongzhou.agreements.verify import verify_signatures
from tongzhou.collaborations.models import Ball, Collaboration
from tongzhou.core import clock
from tongzhou.demo.company import FOUNDED, Company, build
from tongzhou.demo.scale.growing import grow
from tongzhou.demo.scale.sizes import BIG, STATES, Size
from tongzhou.discussions.models import Comment
from tongzhou.goals.models import Goal
from tongzhou.journal.consumers import CONSUMERS
from tongzhou.journal.models import Cursor, Entry, Head
from tongzhou.journal.verify import verify_chain
from tongzhou.knowledge.models import Document
from tongzhou.notices.models import Notice
from tongzhou.outcomes.models import Dossier
from tongzhou.plans.checker import blocking
from tongzhou.plans.models import Task
from tongzhou.plans.queries import findings
from tongzhou.problems.models import Problem, Ruling
from tongzhou.progress.models import RiskNotice
from tongzhou.progress.states import OWED_IN


@pytest.fixture
def company(db: None) -> Company:
    with clock.at(clock.now() - FOUNDED):
        made = build("tongzhou-2023", size=120)
    grow(made, Size(people=120, cases=20, tasks=240), lambda *_: None)
    return made


def test_a_company_in_bulk_is_what_actions_would_have_left(company: Company) -> None:
    _counts()
    _proofs()
    _turns()
    _troubles()
    assert rows_counted(Task) >= 240


def test_people_of_the_bulk_change_what_was_signed_and_hear_of_it(company: Company) -> None:
    changes = ChangeRequest.objects.values_list("state", flat=True)
    assert set(changes) == {"applied", "signing", "withdrawn"}
    assert Version.objects.filter(number=2, state="in_force").exists()
    assert Goal.objects.exists()
    assert Notice.objects.exists()


def test_a_company_in_bulk_is_read_like_any_other(company: Company, client: Client) -> None:
    client.force_login(company.people["li"])
    for case in Collaboration.objects.visible_to(company.people["li"])[:8]:
        for tab in (
            "",
            "/asks",
            "/plan",
            "/agreement",
            "/progress",
            "/problems",
            "/outcome",
            "/timeline",
        ):
            assert client.get(f"/collaborations/{case.pk}{tab}").status_code == 200
    assert client.get("/").status_code == 200


def _counts() -> None:
    assert Task.objects.count() == 240
    states = set(Collaboration.objects.values_list("state", flat=True))
    assert states == {*STATES, "paused", "cancelled"}
    longest = Collaboration.objects.annotate(rows=Count("tasks")).order_by("-rows").first()
    assert longest is not None
    assert (longest.state, longest.tasks.count()) == ("delivering", BIG)
    moments = list(Collaboration.objects.order_by("number").values_list("created_at", flat=True))
    assert moments == sorted(moments)


def _proofs() -> None:
    assert verify_chain() == []
    assert verify_signatures() == []
    assert RowSignature.objects.exists()
    assert all(dossier.is_intact for dossier in Dossier.objects.all())
    head = Head.objects.get()
    assert head.seq == Entry.objects.count()
    assert set(Cursor.objects.filter(consumer__in=CONSUMERS).values_list("seq", flat=True)) == {
        head.seq
    }
    signed = Collaboration.objects.exclude(state__in=("asking", "dividing", "cancelled"))
    assert not any(blocking(findings(case)) for case in signed)


def _turns() -> None:
    """Whatever is open has its holder, nothing else has, and no clock has run out."""
    held = Ball.objects.filter(kind="check_in", matter=OuterRef("pk"))
    working = Task.objects.filter(collaboration__state="delivering")
    owing = working.filter(state__in=OWED_IN)
    assert owing.exists()
    assert not owing.exclude(Exists(held)).exists()
    moving = Ball.objects.exclude(collaboration__state="paused")
    assert moving.filter(kind="check_in").count() == owing.count()
    assert not Collaboration.objects.filter(balls=None).exclude(state="archived").exists()
    assert not Ball.objects.filter(due_at__lt=clock.now()).exists()
    assert Document.objects.filter(kind="task").count() == Task.objects.count()
    assert Ball.objects.filter(department=F("person__department")).exists()


def _troubles() -> None:
    """Each row has the entries that the actions would have written."""
    rulings = Ruling.objects.all()
    told = {
        "comment.written": Comment.objects.count(),
        "risk_notice.given": RiskNotice.objects.count(),
        "risk_notice.settled": RiskNotice.objects.exclude(settled_at=None).count(),
        "problem.raised": Problem.objects.count(),
        "problem.ruled": rulings.filter(by_agreement=False).count(),
        "problem.settled": rulings.filter(by_agreement=True).count(),
    }
    assert all(told.values())
    assert {kind: Entry.objects.filter(kind=kind).count() for kind in told} == told
    for model, kind in ((RiskNotice, "risk_notice"), (Problem, "problem")):
        settled = ("settled", "closed")
        going_on = model.objects.exclude(state__in=settled)
        assert Ball.objects.filter(kind=kind).count() == going_on.count()
