"""What each finding means: why it matters, and what its repair does. docs/checker.md prints this."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """`blocks` is «yes», «no», or the letters of RACI for which it does."""

    label: Promise
    blocks: str
    why: Promise
    repair: Promise


NAMES = _("One tap names the head for A, the liaison for R; you can choose somebody else.")
REPLACES = _("One tap puts somebody of the department in this place; the others stay.")
MOVES = _("One tap moves the row to the dates shown; its length in working days stays.")
SHIFTS = _("One tap moves the row to the next weeks with room, as long as its effort takes.")
ADDS = _("One tap adds a row for the department; who, when and what follow there.")
CONFIRMS = _(
    "One tap writes that the receiving side confirms it by signature; edit it to say more."
)

KINDS = {
    "no_accountable": Kind(
        _("Nobody accountable (A)"),
        "yes",
        _("Without an A nobody can decide, and nobody signs for the result."),
        NAMES,
    ),
    "two_accountable": Kind(
        _("Several accountable (A)"),
        "yes",
        _("Where two decide, each waits for the other."),
        _("One tap keeps the one who is here and belongs to the department."),
    ),
    "no_responsible": Kind(
        _("Nobody responsible (R)"),
        "yes",
        _("Without an R the work belongs to nobody, and no update will come."),
        NAMES,
    ),
    "absent": Kind(
        _("Somebody who left"),
        "A R",
        _("Whoever left does not deliver and does not answer."),
        REPLACES,
    ),
    "away": Kind(
        _("Away when it is due"),
        "no",
        _("The end of the row falls into an absence; the delegate would have to finish it."),
        _("One tap names the delegate."),
    ),
    "outsider": Kind(
        _("Of another department"),
        "A",
        _("The department signs for its own people; for others it cannot promise."),
        REPLACES,
    ),
    "stands_in": Kind(
        _("A seat without a name"),
        "no",
        _("A job title does no work: until somebody is named the head does."),
        _("One tap says that the head does it in person."),
    ),
    "dissolved": Kind(
        _("A dissolved department"),
        "yes",
        _("A department that no longer exists can promise nothing new."),
        _("One tap gives the row to the successor."),
    ),
    "no_deliverable": Kind(
        _("No deliverable"),
        "yes",
        _("Nobody knows what to hand over, so nothing can be accepted."),
        _("One tap writes a file named after the task; edit it to say more."),
    ),
    "no_criterion": Kind(
        _("No acceptance criterion"),
        "yes",
        _("Without a criterion acceptance becomes a matter of opinion."),
        CONFIRMS,
    ),
    "uncheckable": Kind(
        _("A criterion nobody can check"),
        "yes",
        _("Two people would judge it differently: that is where acceptance fails."),
        CONFIRMS,
    ),
    "vague": Kind(
        _("A vague word"),
        "no",
        _("It can be read in two ways, though the rest can be checked."),
        _("Leads to the sentence."),
    ),
    "no_dates": Kind(
        _("No dates"),
        "yes",
        _("Without dates nobody is reminded and nothing can be late."),
        _("One tap plans it by its estimate, within the wanted date."),
    ),
    "ends_before_start": Kind(
        _("Ends before it starts"),
        "yes",
        _("The dates cannot both be meant."),
        _("One tap swaps them."),
    ),
    "short_buffer": Kind(
        _("Less buffer than experience advises"),
        "yes",
        _(
            "Most promises between departments slip by some days; without a buffer all that follows slips too."
        ),
        _("One tap sets the least that experience advises."),
    ),
    "after_wanted_date": Kind(
        _("After the wanted date"),
        "no",
        _("The collaboration would be late by plan."),
        _("Leads to the dates."),
    ),
    "dependency_dates": Kind(
        _("Dates against a dependency"),
        "yes",
        _("The row would have to begin before what it needs is there."),
        MOVES,
    ),
    "circle": Kind(
        _("Rows that wait in a circle"),
        "yes",
        _("Each waits for the other: none can begin."),
        _("One tap removes the wait that closes the circle."),
    ),
    "claimed_twice": Kind(
        _("One deliverable, two rows"),
        "yes",
        _("Both would deliver, or each would rely on the other."),
        _("One tap says that the later row hands over its part only."),
    ),
    "overload": Kind(
        _("Capacity not booked"),
        "no",
        _(
            "Person-days here and in other collaborations exceed the hours of that week: something will be late."
        ),
        SHIFTS,
    ),
    "uncovered": Kind(
        _("Agreed, but no row"),
        "yes",
        _("What was agreed and stands in no row is forgotten: nobody's land."),
        _("One tap takes over the agreed terms as a row."),
    ),
    "unanswered": Kind(
        _("Asked, but nobody has taken it on"),
        "no",
        _("The plan counts on something that nobody has promised: nobody's land."),
        _("Leads to the request, where the ball is."),
    ),
    "resource": Kind(
        _("Needed, but nobody is asked"),
        "no",
        _("The request names what it needs of a department that takes no part."),
        ADDS,
    ),
    "idle_party": Kind(
        _("A party without a part"),
        "no",
        _("It was invited, but no row needs it: either a row is missing or the invitation."),
        ADDS,
    ),
    "uninformed": Kind(
        _("An affected department is not told"),
        "no",
        _("Who is needed for a row and hears nothing of it will be surprised."),
        _("One tap adds the departments to those informed (I)."),
    ),
    "empty": Kind(
        _("An empty table"),
        "yes",
        _("There is nothing to sign."),
        _("Add rows, or take over what was agreed."),
    ),
}
