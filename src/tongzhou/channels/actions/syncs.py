"""Reading a directory, looking at what it would change, taking it over; by hand or every night."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongzhou.channels.actions.sync_departments import align
from tongzhou.channels.actions.sync_people import known_here, take_over
from tongzhou.channels.apps import PROVIDERS, Failed
from tongzhou.channels.apps.console import BRANDS
from tongzhou.channels.apps.directory import Directory, Member, Place
from tongzhou.channels.events import AppSynced
from tongzhou.channels.models import App, Sync
from tongzhou.channels.steps import BINDING, LEFT, Step
from tongzhou.core import clock
from tongzhou.core.planner import count_again
from tongzhou.core.verdicts import NotPossibleNow, WithoutEffect
from tongzhou.journal.actions import record
from tongzhou.org import policy
from tongzhou.org.models import Person

State = Sync.State
NIGHT = range(1, 6)
PATIENCE = timedelta(days=1)
"""So long a directory that was read waits to be looked at; then it is too old."""
FEW, HALF = 10, 2


@transaction.atomic
def begin(app: App, *, by: Person | None) -> Sync:
    """None is the night. The worker reads it within seconds."""
    policy.may_manage_organisation(by).require()
    locked = App.objects.select_for_update().get(pk=app.pk)
    if locked.closed_at:
        raise NotPossibleNow(_("This app is closed. Set it up anew."))
    open_one = Sync.objects.filter(app=locked, state__in=(State.WANTED, State.CONFIRMED)).first()
    if open_one:
        return open_one
    Sync.objects.filter(app=locked, state=State.READ).update(
        state=State.DISCARDED, read={}, steps=[]
    )
    App.objects.filter(pk=locked.pk).update(sync_wanted=False)
    return Sync.objects.create(app=locked, by=by, at=clock.now())


@transaction.atomic
def confirm(sync: Sync, *, by: Person) -> None:
    policy.may_manage_organisation(by).require()
    locked = _waiting(sync)
    if is_too_old(locked):
        raise NotPossibleNow(_("This was read more than a day ago. Read the directory anew."))
    locked.state, locked.by = State.CONFIRMED, by
    locked.save(update_fields=["state", "by"])


def is_too_old(sync: Sync) -> bool:
    """What was read by then is no longer what the messenger says."""
    return clock.now() - sync.at > PATIENCE


@transaction.atomic
def discard(sync: Sync, *, by: Person) -> None:
    """What was read is forgotten; nothing was changed."""
    policy.may_manage_organisation(by).require()
    locked = _waiting(sync)
    _end(locked, State.DISCARDED, [])


def work() -> None:
    """For the worker: what is to be read is read, what is confirmed is taken over."""
    rows = Sync.objects.filter(state__in=(State.WANTED, State.CONFIRMED), app__closed_at=None)
    for sync in rows.select_related("app", "by"):
        try:
            _read(sync) if sync.state == State.WANTED else _take_over(sync, sync.by, links=True)
        except Failed as refusal:
            _fail(sync, refusal.reason)
        except WithoutEffect as refusal:
            _fail(sync, str(refusal.sentence))


def at_night() -> None:
    """Once a night, and whenever the messenger says that something changed."""
    now = clock.now()
    hour = now.astimezone(clock.zone()).hour
    for app in App.objects.working().filter(syncs_daily=True):
        is_old = app.synced_at is None or now - app.synced_at > timedelta(hours=12)
        waits = Sync.objects.filter(app=app, state=State.READ, at__gt=now - PATIENCE).exists()
        if not waits and (app.sync_wanted or (hour in NIGHT and is_old)):
            begin(app, by=None)


def _read(sync: Sync) -> None:
    """The calls stand outside of every transaction."""
    directory = PROVIDERS[sync.app.kind].directory(sync.app.keys)
    _require_complete(sync.app, directory)
    sync.read = asdict(directory)
    if sync.by is None:
        _take_over(sync, None, links=False)
        return
    steps = _rehearsed(sync.app, directory, sync.by)
    sync.steps, sync.state = [asdict(step) for step in steps], State.READ
    sync.save(update_fields=["read", "steps", "state"])


def _require_complete(app: App, directory: Directory) -> None:
    """A directory the app may see only in part would have everybody else gone."""
    still, known = known_here(app, directory)
    if known >= FEW and still * HALF < known:
        sentence = _("The directory knows %(still)s of %(known)s accounts: may the app see it all?")
        raise Failed(sentence % {"still": still, "known": known})


@transaction.atomic
def _rehearsed(app: App, directory: Directory, by: Person) -> list[Step]:
    """Everything is tried out and taken back."""
    with transaction.atomic():
        aligned = align(app, directory, by=by)
        people = take_over(app, directory, aligned, by=by, links=True, writes=False)
        transaction.set_rollback(True)
    return [*aligned.steps, *people]


def _take_over(sync: Sync, by: Person | None, *, links: bool) -> None:
    directory = _directory(sync.read)
    with transaction.atomic():
        aligned = align(sync.app, directory, by=by)
        people = take_over(sync.app, directory, aligned, by=by, links=links, writes=True)
        steps = [*aligned.steps, *people]
        if links:
            _require_shown(sync, steps)
        done = [one for one in steps if one.verb not in LEFT]
        told = AppSynced(
            subject=sync.app_id, name=BRANDS[sync.app.kind], done=len(done),
            left=len(steps) - len(done),
        )  # fmt: skip
        if done:
            record(told, by=by)
        App.objects.filter(pk=sync.app_id).update(synced_at=clock.now(), sync_wanted=False)
        _end(sync, State.DONE, steps)
    count_again()


def _require_shown(sync: Sync, steps: list[Step]) -> None:
    """Meanwhile somebody may have come, left or been named otherwise here."""
    shown = {(row["verb"], row["what"], row["to"]) for row in sync.steps}
    if any(one.verb in BINDING and (one.verb, one.what, one.to) not in shown for one in steps):
        raise NotPossibleNow(
            _("Since this was shown, somebody's account or seat changed here. Read it anew.")
        )


def _directory(read: dict[str, Any]) -> Directory:
    places = tuple(Place(**row) for row in read["places"])
    members = tuple(
        Member(**{**row, "places": tuple(row["places"]), "leads": tuple(row["leads"])})
        for row in read["members"]
    )
    return Directory(places, members)


def _end(sync: Sync, state: str, steps: list[Step]) -> None:
    """The directory itself is not kept: it holds telephone numbers."""
    sync.state, sync.read, sync.steps = state, {}, [asdict(step) for step in steps]
    sync.save(update_fields=["state", "read", "steps"])


def _fail(sync: Sync, reason: str) -> None:
    sync.note = reason[:300]
    sync.save(update_fields=["note"])
    _end(sync, State.FAILED, [])


def _waiting(sync: Sync) -> Sync:
    locked = Sync.objects.select_for_update().get(pk=sync.pk)
    if locked.state != State.READ:
        raise NotPossibleNow(
            _("There is nothing to decide here any more. Read the directory anew.")
        )
    return locked
