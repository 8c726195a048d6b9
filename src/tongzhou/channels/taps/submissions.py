"""资料提交: one line of what is collected, typed on the phone.

Tables, files and the workbook stay on the page of the collection.
"""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.channels.taps.offer import Blank, Choice, Offer, Purpose, Typed
from tongzhou.core.verdicts import Invalid, NotPossibleNow, Sentence
from tongzhou.org.capabilities import hashed
from tongzhou.org.hierarchy import stands_for
from tongzhou.org.models import Person
from tongzhou.submissions import policy
from tongzhou.submissions.actions import handing
from tongzhou.submissions.models import Question, Respondent
from tongzhou.ui.formats import moment

Kind = Question.Kind
KINDS = {
    Kind.TEXT: "long", Kind.NUMBER: "number", Kind.DATE: "date", Kind.CHOICE: "choice",
    Kind.YES_NO: "choice", Kind.PERSON: "text",
}  # fmt: skip
MOST_BLANKS = 6


def offer(person: Person, subject: UUID) -> Offer | None:
    respondent = _find(person, subject)
    if respondent is None:
        return None
    campaign = respondent.campaign
    facts = [(_("What for"), campaign.purpose), (_("Where the figures stand"), campaign.where)]
    facts += [(_("An example"), campaign.example), (_("By when"), moment(respondent.due_at))]
    return Offer(
        title=campaign.name, case=f"{campaign.department.name} → {respondent}",
        state=respondent.get_state_display(), url=reverse("respondent", args=[respondent.pk]),
        tone={"accepted": "moss", "handed_in": "river"}.get(respondent.state, "amber"),
        facts=tuple((label, text) for label, text in facts if text),
        choices=_choices(person, respondent), deadline=respondent.due_at,
        version=_version(respondent),
    )  # fmt: skip


def _version(respondent: Respondent) -> str:
    """Of whom one answers for as well: once one department has handed in, another may be next."""
    parts = (respondent.pk.hex, respondent.campaign.version, respondent.handings.count())
    return hashed(".".join(map(str, parts)))[:40]


def _choices(person: Person, respondent: Respondent) -> tuple[Choice, ...]:
    campaign = respondent.campaign
    questions = list(campaign.questions.all())
    is_short = len(questions) <= MOST_BLANKS and all(one.kind in KINDS for one in questions)
    waits = respondent.is_owing and campaign.state == "open"
    if not (waits and is_short) or campaign.is_table:
        return ()
    if not policy.may_hand_in(person, respondent):
        return ()
    newest = respondent.handings.first()
    before = newest.rows[0] if newest and newest.rows else {}
    blanks = tuple(_blank(one, before.get(str(one.key), "")) for one in questions)
    return (Choice("hand_in", _("Hand in"), is_primary=True, blanks=blanks),)


def _blank(one: Question, value: str) -> Blank:
    options = tuple((text, text) for text in one.offered)
    if one.kind == Kind.YES_NO:
        options = (("yes", _("Yes")), ("no", _("No")))
    kind = KINDS[Kind(one.kind)]
    return Blank(str(one.key), one.label, kind, one.is_required, one.help, value, options)


def act(person: Person, subject: UUID, choice: str, typed: Typed) -> None:
    respondent = _find(person, subject)
    if respondent is None or choice != "hand_in":
        raise NotPossibleNow(_("This matter is no longer yours to answer."))
    try:
        handing.hand_in(respondent, [typed], by=person)
    except handing.WrongCells as wrong:
        labels = {str(one.key): one.label for one in respondent.campaign.questions.all()}
        errors: dict[str, Sentence] = {
            key: f"{labels[key]}: {said}" for (_row, key), said in wrong.cells.items()
        }
        raise Invalid(wrong.sentence, errors=errors) from wrong


def _find(person: Person, subject: UUID) -> Respondent | None:
    """Whoever is asked in person first, then for whom the person answers."""
    rows = Respondent.objects.visible_to(person).filter(campaign=subject)
    related = ("campaign__department__head", "campaign__by", "department__head", "person")
    found = list(rows.select_related(*related).prefetch_related("campaign__questions")[:50])
    people = [one.pk for one in stands_for(person)]
    own = [one for one in found if one.person_id in people]
    mine = own or [one for one in found if policy.may_hand_in(person, one)]
    return min(mine, key=lambda one: not one.is_owing, default=None)


PURPOSE = Purpose(
    "campaign", ("campaign.opened", "campaign.reminded", "campaign.returned"), offer, act
)
