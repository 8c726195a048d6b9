"""People follow the directory of a messenger, by way of the table of people that is imported."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tongzhou.channels.actions.sync_departments import Aligned
from tongzhou.channels.apps.console import BRANDS
from tongzhou.channels.apps.directory import Directory, Member
from tongzhou.channels.models import App
from tongzhou.channels.steps import Step
from tongzhou.core.names import reading
from tongzhou.core.verdicts import Invalid
from tongzhou.org.actions.people import sign_in_name
from tongzhou.org.actions.roster_rows import write_people
from tongzhou.org.actions.roster_seats import make_places, write_seats
from tongzhou.org.models import Department, ExternalId, Person
from tongzhou.org.roster.comparing import Change, Comparison, compare
from tongzhou.org.roster.reading import Line, Roster

LONGEST = {"name": 60, "title": 60, "mobile": 30}


class People:
    """Everybody here, found by what the directory may know them by."""

    def __init__(self, app: App) -> None:
        rows = list(Person.objects.select_related("department"))
        self.logins = {one.login for one in rows}
        accounts = ExternalId.objects.filter(system=app.kind)
        self.by_account = dict(accounts.values_list("value", "person"))
        self.by_id = {one.pk: one for one in rows}
        taken = set(self.by_account.values())
        free = [one for one in rows if one.is_active and one.pk not in taken]
        self.by_login = {one.login: one for one in free}
        self.proposed: set[UUID] = set()
        self.by_name: dict[str, list[Person]] = {}
        for one in free:
            self.by_name.setdefault(one.name, []).append(one)
        self.by_mail = _single((one.mail.lower(), one) for one in free if one.mail)
        self.by_mobile = _single((one.mobile, one) for one in free if one.mobile)

        self.names = dict(Department.objects.values_list("path", "name"))

    def path_of(self, department: Department) -> tuple[str, ...]:
        """From the root down, as the table of people names it."""
        codes = department.path.strip("/").split("/")
        above = ("/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes)))
        return tuple(self.names[one] for one in above if one in self.names)

    def of(self, member: Member) -> Person | None:
        known = self.by_account.get(member.id)
        return self.by_id[known] if known else None

    def likely(self, member: Member, aligned: Aligned) -> Person | None:
        """Only proposed: who gets an account here is an administrator's word."""
        found = self.by_login.get(member.id.lower()) or self.by_mail.get(member.mail.lower())
        found = found or self.by_mobile.get(member.mobile)
        if found and found.name == member.name:
            return self._once(found)
        ours = {aligned.ours[one].pk for one in member.places if one in aligned.ours}
        namesakes = [one for one in self.by_name.get(member.name, ()) if one.department_id in ours]
        return self._once(namesakes[0]) if len(namesakes) == 1 else None

    def _once(self, person: Person) -> Person | None:
        """Two accounts that look like one person are nobody's until somebody says whose."""
        if person.pk in self.proposed:
            return None
        self.proposed.add(person.pk)
        return person

    def fresh_login(self, member: Member) -> str:
        """From the mail address, or the account where that is a name and not a row of signs."""
        name = reading(member.name).pinyin.replace(" ", "")
        account = "" if member.id.startswith("ou_") else member.id
        for wanted in (member.mail.partition("@")[0], account, name, "x"):
            with suppress(Invalid):
                login = sign_in_name(wanted)
                break
        tried, number = login, 1
        while tried in self.logins:
            number += 1
            tried = f"{login[:50]}.{number}"
        self.logins.add(tried)
        return tried


def take_over(
    app: App,
    directory: Directory,
    aligned: Aligned,
    *,
    by: Person | None,
    links: bool,
    writes: bool,
) -> list[Step]:
    """What happens to people; `writes` does it.

    `links` is an administrator's word: accounts for those who look the same, heads for departments.
    """
    people, steps = People(app), []
    roster = Roster()
    for place, member in enumerate(one for one in directory.members if one.is_active):
        line, told = _line(app, place, member, people, aligned, links=links)
        steps.extend(told)
        if line is not None:
            roster.lines.append(line)
    found, conflicts = _without_conflicts(roster)
    steps += conflicts
    steps += [step for change in found.changes if change.verb != "same" for step in _steps(change)]
    if writes and found.has_effect:
        departments = make_places(found, by=by)
        written = write_people(found, departments, by=by, progress=int)
        write_seats(found, departments, written, by=by)
    return steps + list(_gone(people, directory))


def _line(
    app: App, place: int, member: Member, people: People, aligned: Aligned, *, links: bool
) -> tuple[Line | None, list[Step]]:
    told, person = [], people.of(member)
    if person is None and (person := people.likely(member, aligned)):
        told.append(Step("person_linked", member.name, f"{person.login} · {member.id}"))
        if not links:
            return None, told
    if person is None and member.name in people.by_name:
        return None, [Step("person_conflict", member.name, _namesake())]
    home = next((aligned.ours[one] for one in member.places if one in aligned.ours), None)
    if home is None and person is None:
        return None, [Step("person_conflict", member.name, "—")]
    login = person.login if person else people.fresh_login(member)
    facts: dict[str, Any] = {"login": login, app.kind: member.id, **_facts(member, person)}
    if home is not None and not (person and _works_there(person, member, aligned)):
        facts["department"] = people.path_of(home)
    if home is not None and _heads(member, aligned, home):
        if links:
            facts["roles"] = frozenset({"head"})
        else:
            told.append(Step("head_open", home.name, f"{member.name} · {login}"))
    return Line(BRANDS[app.kind], place, {}, facts), told


def _namesake() -> str:
    return _(
        "Somebody of this name is here without an account. Enter the account there, or add the person."
    )


def _facts(member: Member, person: Person | None) -> dict[str, Any]:
    """What the directory does not say stays as it is; a wrong address is not said."""
    facts = {"name": member.name.strip() or (person.name if person else member.id)}
    facts |= {"title": member.title.strip(), "mobile": member.mobile.strip()}
    facts = {key: " ".join(text.split())[: LONGEST[key]] for key, text in facts.items() if text}
    with suppress(ValidationError):
        validate_email(member.mail)
        facts["mail"] = member.mail
    return facts


def _works_there(person: Person, member: Member, aligned: Aligned) -> bool:
    """Whoever is in several departments stays in that which is the main one here."""
    ours = {aligned.ours[one].pk for one in member.places if one in aligned.ours}
    return person.department_id in ours


def _heads(member: Member, aligned: Aligned, home: Department) -> bool:
    """Only where nobody heads it yet: who signs is decided here, not by the directory."""
    led = [aligned.ours[one] for one in member.leads if one in aligned.ours]
    return home.head_id is None and home in led


def _without_conflicts(roster: Roster) -> tuple[Comparison, list[Step]]:
    """Compared once more without those about whom something is wrong."""
    found = compare(roster, makes_departments=False)
    wrong = {int("".join(filter(str.isdigit, one.cell)) or 0) - 1: one for one in found.errors}
    steps = [
        Step("person_conflict", line.facts["name"], str(wrong[line.row].sentence))
        for line in roster.lines
        if line.row in wrong
    ]
    if not wrong:
        return found, []
    right = Roster([line for line in roster.lines if line.row not in wrong])
    return compare(right, makes_departments=False), steps


def _steps(change: Change) -> Iterator[Step]:
    name, fields = change.line.facts.get("name", ""), [*change.fields]
    if "head" in change.seats:
        fields.remove("roles")
        yield Step("head_new", change.place_name, f"{name} · {change.line.login}")
    if change.person is None:
        yield Step("person_new", name, f"{change.place_name} · {change.line.login}")
    elif "department" in fields:
        yield Step("person_moved", name, change.place_name)
    elif fields:
        yield Step("person_changed", name, ", ".join(fields))


def _gone(people: People, directory: Directory) -> Iterator[Step]:
    here = {one.id for one in directory.members if one.is_active}
    for account, person in sorted(people.by_account.items()):
        found = people.by_id[person]
        if account not in here and found.is_active:
            yield Step("person_gone", found.name, account)


def known_here(app: App, directory: Directory) -> tuple[int, int]:
    """How many of the accounts known here the directory still has, and of how many."""
    rows = ExternalId.objects.filter(system=app.kind, person__is_active=True)
    known: set[str] = set(rows.values_list("value", flat=True))
    return len(known & {one.id for one in directory.members}), len(known)


def _single(pairs: Any) -> dict[str, Person]:
    """What two people share tells nobody apart."""
    found: dict[str, Person] = {}
    twice: set[str] = set()
    for key, person in pairs:
        if key in found:
            twice.add(key)
        found[key] = person
    return {key: one for key, one in found.items() if key not in twice}
