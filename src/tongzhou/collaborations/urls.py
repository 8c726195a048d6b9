"""Addresses of collaborations, their requests and meetings."""

from django.urls import path

from tongzhou.collaborations.views import (
    answers,
    asks,
    briefs,
    cases,
    departments,
    importance,
    intakes,
    meetings,
    moves,
    sketches,
)

ONE = "collaborations/<uuid:collaboration>"

urlpatterns = [
    path("collaborations", cases.collaborations, name="collaborations"),
    path("collaborations/new", cases.new_collaboration, name="new-collaboration"),
    path("collaborations/exports", cases.collaboration_exports, name="collaboration-exports"),
    path("collaborations/hints", cases.request_hints, name="request-hints"),
    path(f"{ONE}/edit", cases.edit_collaboration, name="edit-collaboration"),
    path(f"{ONE}/priority", importance.priority, name="priority"),
    path(f"{ONE}/priorities", importance.priorities, name="priorities"),
    path(f"{ONE}/attentions", importance.attentions, name="attentions"),
    path(
        "attentions/<uuid:attention>/withdrawals",
        importance.attention_withdrawals,
        name="take-back-attention",
    ),
    path(f"{ONE}/brief", briefs.brief, name="brief"),
    path(f"{ONE}/brief/forwardings", briefs.brief_forwardings, name="forward-brief"),
    path(f"{ONE}/sendings", moves.sendings, name="send-collaboration"),
    path(f"{ONE}/divisions", moves.divisions, name="divide-collaboration"),
    path(f"{ONE}/pauses", moves.pauses, name="pause-collaboration"),
    path(f"{ONE}/resumptions", moves.resumptions, name="resume-collaboration"),
    path(f"{ONE}/cancellations", moves.cancellations, name="cancel-collaboration"),
    path(f"{ONE}/discards", moves.discards, name="discard-collaboration"),
    path(f"{ONE}/meetings", meetings.meetings, name="meetings"),
    path(f"{ONE}/meetings/new", meetings.new_meeting, name="new-meeting"),
    path("meetings/<uuid:meeting>", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting>/edit", meetings.edit_meeting, name="edit-meeting"),
    path("meetings/<uuid:meeting>/replies", meetings.meeting_replies, name="reply-to-meeting"),
    path("meetings/<uuid:meeting>/minutes", meetings.minutes, name="meeting-minutes"),
    path(
        "meetings/<uuid:meeting>/cancellations",
        meetings.meeting_cancellations,
        name="cancel-meeting",
    ),
    path(
        "meetings/<uuid:meeting>/invitation.ics",
        meetings.meeting_invitation,
        name="meeting-invitation",
    ),
    path("departments/<uuid:department>/asks", departments.asks, name="department-asks"),
    path(
        "departments/<uuid:department>/ask-counts",
        departments.counts,
        name="department-ask-counts",
    ),
    path("departments/<uuid:department>/intake", intakes.intake, name="intake"),
    path(
        "departments/<uuid:department>/intake-forms",
        intakes.new_intake_form,
        name="new-intake-form",
    ),
    path("intake-forms/<uuid:intake_form>", intakes.intake_form, name="intake-form"),
    path("intake-forms/<uuid:intake_form>/edit", intakes.edit_intake_form, name="edit-intake-form"),
    path(
        "intake-forms/<uuid:intake_form>/retirements",
        intakes.intake_form_retirements,
        name="retire-intake-form",
    ),
    path("sketches", sketches.sketches, name="sketches"),
    path("intake-questions", intakes.intake_questions, name="intake-questions"),
    path(f"{ONE}/asks", asks.asks, name="asks"),
    path(f"{ONE}/asks/new", asks.new_ask, name="new-ask"),
    path(f"{ONE}/asks/hints", asks.ask_hints, name="ask-hints"),
    path(f"{ONE}/asks/precedents", asks.ask_precedents, name="ask-precedents"),
    path("asks/<uuid:ask>", asks.ask, name="ask"),
    path("asks/<uuid:ask>/edit", asks.edit_ask, name="edit-ask"),
    path("asks/<uuid:ask>/removals", asks.remove_ask, name="remove-ask"),
    path("asks/<uuid:ask>/answers", answers.answer, name="answers"),
]
