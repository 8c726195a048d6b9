"""Every row that says who did what and when is kept: by triggers and by an entry that vouches."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from tests.agreements import table as table_module
from tests.agreements.table import Table
from tests.agreements.tampering import behind_the_back
from tests.collaborations import asking
from tests.company import Company
from tests.outcomes.finishing import archived
from tongzhou.agreements.models import Version
from tongzhou.collaborations.actions import answers, meetings
from tongzhou.collaborations.models import Answer, Meeting, NumberSeries
from tongzhou.core.ids import new_id
from tongzhou.journal.actions.facts import take_over
from tongzhou.journal.append_only import KEPT, columns_of, ensure
from tongzhou.journal.models import Entry
from tongzhou.journal.verify_facts import verify_facts
from tongzhou.org.models import Person
from tongzhou.outcomes.models import Acceptance, Judgement
from tongzhou.progress.actions.rounds import Update, check_in
from tongzhou.progress.models import CheckIn

NOT_KEPT = {
    "agreements_changerequest": "moves on; the entry of each move vouches for it (followed)",
    "agreements_provision": "moves on; the entry of each move vouches for it (followed)",
    "channels_answerlink": "a key to one question, good for a few days",
    "channels_app": "a setting; each change is an entry",
    "channels_apppost": "derived from a notice, on its way to a messenger",
    "channels_heldanswer": "waits until it takes effect; then it is an answer, which is kept",
    "channels_heldtap": "waits until it takes effect; then its matter keeps it",
    "channels_mailreply": "a list of what came in, for ninety days; comments are kept",
    "channels_robot": "a setting; each change is an entry",
    "channels_sentcard": "derived from notices; what is answered by it is an answer, which is kept",
    "channels_taplink": "a key to one answer, good for a few days",
    "channels_sync": "a draft until it is taken over, which is an entry",
    "collaborations_ask": "the matter itself; every turn is an answer, which is kept",
    "collaborations_ball": "derived, settled anew with every move",
    "collaborations_collaboration": "the matter itself; what was signed is kept in its version",
    "collaborations_intakeform": "what is published is never edited; a new version replaces it",
    "collaborations_sketch": "what somebody is still typing",
    "desk_savedfilter": "a preference",
    "discussions_comment": "may be corrected; each former wording is kept",
    "discussions_stance": "a preference",
    "duties_duty": "the matter itself; who holds it is a claim, which is kept",
    "exchange_asked": "what silence led to, step by step; each that told somebody is an entry",
    "exchange_gain": "what became of it is a receipt, which is kept; taking it back is an entry",
    "files_storedfile": "`verify` hashes the bytes and compares the entry of the upload",
    "goals_closing": "taken back when a goal is opened again; each is an entry",
    "goals_goal": "the matter itself; each change is an entry",
    "goals_reading": "may be corrected; each figure is an entry",
    "interests_deal": "the matter itself; its rounds and its end are entries",
    "interests_dealside": "moves on with the rounds of its deal",
    "interests_effect": "may be corrected until the kickoff; each wording is an entry",
    "interests_interest": "may be corrected by its department; each wording is an entry",
    "interests_optiontable": "the matter itself; its rounds are entries",
    "interests_remedy": "may be replaced by a better one; each is an entry",
    "interests_sharedinterest": "may be taken back; saying it is an entry",
    "interests_tableremedy": "may be replaced until it is decided; each is an entry",
    "interests_unmeasured": "goes when a measure is linked; saying it is an entry",
    "interests_tableside": "moves on with the rounds of its table",
    "notices_notice": "derived from an entry",
    "org_access": "beside the journal, and swept after half a year",
    "org_actinghead": "derived from the seats; former seats are kept by their entries",
    "org_browser": "a door that stands open; signing in is no change",
    "org_department": "the department itself; its seats' history is entries",
    "org_formerhome": "derived from the entries of moves",
    "org_formerseat": "derived from the entries of appointments",
    "org_identity": "a key to the door; linking it is an entry",
    "org_invitation": "a key to the door, spent once",
    "org_liaison": "a seat of today; appointments are entries",
    "org_passkey": "a key to the door; adding and removing it are entries",
    "org_recoverycode": "a key to the door, spent once",
    "org_rosterimport": "a draft until it is confirmed, which is an entry",
    "org_secondfactor": "a key to the door",
    "org_secondhome": "a seat of today; each change is an entry",
    "org_token": "a key to the door",
    "outcomes_improvement": "open until done; the dossier keeps it as it was decided",
    "outcomes_view": "written until shared; the dossier keeps it",
    "plans_headingmemory": "a convenience of imports",
    "plans_planimport": "a draft until it is confirmed, which is an entry",
    "plans_planview": "a preference",
    "plans_task": "the table itself; what was signed is kept in its version",
    "plans_taskfollower": "a preference",
    "plans_tasklink": "a pointer that may be taken away",
    "plans_taskstep": "work in progress",
    "problems_fact": "stands until the ruling, which is kept; each judgement is an entry",
    "problems_problem": "the matter itself; the ruling is kept",
    "problems_side": "may be corrected until it is ruled; each wording is an entry",
    "progress_roundlink": "a key to the door, swept",
    "progress_heldword": "waits a quarter of an hour; what it leads to is kept",
    "progress_habit": "an agreement on rhythm, replaced as a whole",
    "reminders_nudge": "derived from a ball",
    "reminders_rowreminder": "the entry of the reminder says whom and when",
    "reminders_prod": "a courtesy for one day; each is an entry",
    "teams_loan": "asked for again with each renewal; each signature is an entry",
    "teams_team": "the matter itself; each change of its charter is an entry",
    "webhooks_webhook": "a setting; each change is an entry",
    "submissions_campaign": "the matter itself; each change is an entry",
    "submissions_reminder": "the entry of the reminder says whom and when",
    "submissions_respondent": "moves on with what is handed in, which is kept",
}
"""Tables that say who and when and may yet change, and why that is no loss."""


@pytest.fixture
def table(company: Company) -> Table:
    made = table_module.build(company)
    made.in_force()
    return made


def reported(table: Table) -> None:
    """An answered request and a check-in."""
    NumberSeries.objects.update_or_create(year=2023, defaults={"last": 100})
    ask = asking.sent(table.company)
    answers.accept(ask, by=table.company.wang)
    update = Update(percent=50, state="in_progress", risk="人手紧", next_week="联调")
    check_in(table.survey, update, by=table.company.zhou)


def says_who_and_when(model: type[models.Model]) -> bool:
    fields = model._meta.concrete_fields
    who = any(one.is_relation and one.related_model is Person for one in fields)
    return who and any(isinstance(one, models.DateTimeField) for one in fields)


def tables_with_who_and_when() -> set[str]:
    return {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("tongzhou.") and says_who_and_when(model)
    }


@pytest.mark.check("T158")
def test_every_table_that_says_who_and_when_is_kept_or_says_why_not() -> None:
    assert tables_with_who_and_when() - KEPT.keys() - NOT_KEPT.keys() == set()


def test_no_reason_outlives_its_table() -> None:
    assert NOT_KEPT.keys() - tables_with_who_and_when() == set()
    assert NOT_KEPT.keys() & KEPT.keys() == set()


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(KEPT))
def test_every_kept_table_has_its_triggers(table: str) -> None:
    kept, columns = KEPT[table], columns_of(table)
    assert {*kept.columns, *kept.moving, *kept.once, kept.marker} - {""} <= set(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass",
                [table],
            )
        else:
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                [table],
            )
        [count] = cursor.fetchone()
    assert count >= 1 + bool(kept.marker) + (connection.vendor == "postgresql")


TAMPERED: dict[str, Callable[[], object]] = {
    "a sentence of an acceptance": lambda: Acceptance.objects.update(sentence="x"),
    "a sentence of an answer": lambda: Answer.objects.update(sentence="x"),
    "a figure of a check-in": lambda: CheckIn.objects.update(percent=1),
    "an acceptance that is gone": lambda: Judgement.objects.all()._raw_delete("default"),
}
"""Each is refused, and noticed where somebody did it all the same."""


@pytest.mark.check("T034", "T158", "T159")
def test_what_was_said_cannot_be_changed_and_is_missed_when_it_is(table: Table) -> None:
    reported(table)
    archived(table)
    wrong, compared = verify_facts()
    assert (wrong, compared > len(TAMPERED)) == ([], True)
    for name, tamper in TAMPERED.items():
        with transaction.atomic():
            with pytest.raises(DatabaseError), transaction.atomic():
                tamper()
            with behind_the_back():
                tamper()
            assert verify_facts()[0], name
            transaction.set_rollback(True)
    assert verify_facts()[0] == []


def test_history_taken_over_is_proved_as_a_whole(table: Table) -> None:
    reported(table)
    with behind_the_back():
        entries = Entry.objects.filter(payload__has_key="facts")
        for entry in entries:
            entry.payload.pop("facts")
            entry.save(update_fields=["payload"])
    take_over(only_new=True)
    assert verify_facts() == ([], Version.objects.count()), "what moves on is taken over singly"
    with behind_the_back():
        Answer.objects.filter(number=1).update(sentence="x")
    assert len(verify_facts()[0]) == 1


@pytest.mark.django_db
def test_an_answer_put_in_is_vouched_for_by_nobody(table: Table) -> None:
    reported(table)
    [answer] = Answer.objects.filter(verb="accept")
    with behind_the_back():
        answer.pk, answer.number = new_id(), 9
        answer.save(force_insert=True)
    assert len(verify_facts()[0]) == 1


def test_what_is_only_planned_is_not_taken_for_put_in(table: Table, clock: ModuleType) -> None:
    lin, soon = table.company.lin, clock.now() + timedelta(hours=1)
    plan = meetings.Plan(kind="weekly", starts_at=soon, attendees=(table.company.li,))
    held, ahead = (meetings.call(table.case, plan, by=lin) for _each in range(2))
    clock.move_to(soon)
    meetings.hold(held, minutes="都好", decisions=[], came=[lin], seen=held.version, by=lin)
    assert verify_facts()[0] == []
    with behind_the_back():
        Meeting.objects.filter(pk=ahead.pk).update(held_at=clock.now())
    assert len(verify_facts()[0]) == 1


@pytest.mark.django_db(transaction=True)
def test_triggers_stand_again_after_a_migration_dropped_them() -> None:
    kept = KEPT["collaborations_answer"]
    with connection.cursor() as cursor:
        for statement in kept.remove(connection.vendor):
            cursor.execute(statement)
    ensure()
    test_every_kept_table_has_its_triggers("collaborations_answer")
