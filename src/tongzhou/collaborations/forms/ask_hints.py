"""What the checker says to the form of a request as it stands, with what one press may repair."""

from dataclasses import replace

from tongzhou.collaborations.forms.asks import TERMS, AskForm
from tongzhou.collaborations.models import Ask
from tongzhou.collaborations.queries.measures import SUGGESTED, nearest
from tongzhou.collaborations.request_checker import AskFacts, Hint, check_ask
from tongzhou.goals.queries import measures_of

SIDES = ("theirs", "ours")


def hints_for(form: AskForm, ask: Ask | None = None) -> list[Hint]:
    if form.is_bound:
        form.is_valid()
    read = form.cleaned_data if form.is_bound else form.initial
    values = {name: read.get(name) for name in TERMS}
    has = {side: bool(read.get(side) or read.get(f"no_{side}")) for side in SIDES}
    hints = check_ask(
        AskFacts(
            what=values["what"] or "",
            why=values["why"] or "",
            by_date=values["by_date"] or None,
            gain=values["gain"] or "",
            give_back=values["give_back"] or "",
            effort_named=values["effort_days"] not in (None, ""),
            **has,
        )
    )
    return _with_choices(hints, form, ask, [str(values[name] or "") for name in ("gain", "what")])


def _with_choices(hints: list[Hint], form: AskForm, ask: Ask | None, like: list[str]) -> list[Hint]:
    """The measures nearest to what is asked, of each side that names none."""
    missing = {hint.field for hint in hints} & {*SIDES}
    if not missing:
        return hints
    asked = form.asked_department(ask)
    homes = {"theirs": asked.pk if asked else None, "ours": form.case.department_id}
    rows = nearest(measures_of([homes[side] for side in missing if homes[side]]), like)
    found = {
        side: [one for one in rows if one.goal.department_id == homes[side]] for side in missing
    }
    return [
        replace(
            hint, choices=tuple((str(one.pk), one.name) for one in found[hint.field][:SUGGESTED])
        )
        if hint.field in missing
        else hint
        for hint in hints
    ]
