"""The root of everything: a collaboration, its parties, its asks with their answers, its meetings, its balls."""

from tongzhou.collaborations.models.answers import Answer, AnswerOption
from tongzhou.collaborations.models.asks import Ask, AskOption
from tongzhou.collaborations.models.cases import (
    Collaboration,
    Milestone,
    Named,
    NumberSeries,
    Party,
    Preparation,
)
from tongzhou.collaborations.models.importance import Attention, Degree, Priority
from tongzhou.collaborations.models.intakes import IntakeEntry, IntakeField, IntakeForm
from tongzhou.collaborations.models.meetings import Attendance, Attendee, Decision, Meeting
from tongzhou.collaborations.models.openings import Opening
from tongzhou.collaborations.models.sketches import Sketch
from tongzhou.collaborations.models.turns import Ball

__all__ = [
    "Answer",
    "AnswerOption",
    "Ask",
    "AskOption",
    "Attendance",
    "Attendee",
    "Attention",
    "Ball",
    "Collaboration",
    "Decision",
    "Degree",
    "IntakeEntry",
    "IntakeField",
    "IntakeForm",
    "Meeting",
    "Milestone",
    "Named",
    "NumberSeries",
    "Opening",
    "Party",
    "Preparation",
    "Priority",
    "Sketch",
]
