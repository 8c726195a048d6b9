"""Gathers what webhooks are to hear, and sends it: each to its own address, in order, side by side."""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from uuid import UUID

from tongzhou.channels import outbound
from tongzhou.channels.sealing import unseal
from tongzhou.collaborations.models import Collaboration
from tongzhou.journal.models import Caused, Entry
from tongzhou.webhooks.actions import deliveries as actions
from tongzhou.webhooks.actions.deliveries import Outcome
from tongzhou.webhooks.letters import Letter, letters
from tongzhou.webhooks.models import Webhook, WebhookDelivery
from tongzhou.webhooks.topics import topic_of

AT_ONCE = 20
SIDE_BY_SIDE = 8
PATIENCE = 5.0
"""Seconds after which the rest of one webhook's letters waits for the next turn."""
WORTH_ANOTHER_TRY = {408, 425, 429}
LONGEST_WAIT = 86_400


def gather(entries: Iterable[Entry]) -> None:
    """Note for each webhook what its owner may see and asked for."""
    told = [one for one in entries if one.collaboration and topic_of(one.kind)]
    webhooks = list(Webhook.objects.filter(closed_at=None).select_related("owner"))
    if not (told and webhooks):
        return
    caused = Caused.objects.filter(entry__in=[one.seq for one in told])
    depths = dict(caused.values_list("entry_id", "depth"))
    for webhook in webhooks:
        wanted = [one for one in told if not webhook.topics or topic_of(one.kind) in webhook.topics]
        seen = _seen_by(webhook, wanted)
        actions.note(
            (webhook, one, depths.get(one.seq, 0)) for one in wanted if one.collaboration in seen
        )


def tell() -> int:
    """What is due leaves the house; how many letters arrived.

    Only the letters themselves travel side by side: one slow receiver holds up nobody else.
    """
    waiting = WebhookDelivery.objects.filter(state="waiting").values("webhook")
    due = list(Webhook.objects.working().filter(pk__in=waiting).select_related("owner"))
    posted = [one for one in map(_prepared, due) if one is not None]
    if not posted:
        return 0
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        ended = list(pool.map(lambda one: _sent(*one[1:]), posted))
    for (webhook, *_rest), outcomes in zip(posted, ended, strict=True):
        actions.put_down(webhook, outcomes)
    return sum(one.arrived for outcomes in ended for one in outcomes.values())


def _prepared(webhook: Webhook) -> tuple[UUID, str, list[Letter]] | None:
    taken = actions.take(webhook.pk, AT_ONCE)
    if not taken:
        return None
    seen = _seen_by(webhook, [one.entry for one in taken if one.entry])
    said = [one for one in taken if one.entry is None or one.entry.collaboration in seen]
    actions.drop(one for one in taken if one not in said)
    return webhook.pk, unseal(webhook.address), letters(webhook, said)


def _seen_by(webhook: Webhook, entries: list[Entry]) -> set[UUID]:
    """Collaborations the owner may see at this moment; none once the owner has left."""
    if not webhook.owner.is_active:
        return set()
    wanted = {one.collaboration for one in entries}
    rows = Collaboration.objects.visible_to(webhook.owner).filter(pk__in=wanted)
    return set(rows.values_list("pk", flat=True))


def _sent(url: str, waiting: list[Letter]) -> dict[UUID, Outcome]:
    """One after the other, until one fails: what comes after it must not overtake it."""
    outcomes: dict[UUID, Outcome] = {}
    started = time.monotonic()
    for letter in waiting:
        outcomes[letter.delivery] = outcome = _posted(url, letter)
        if not (outcome.arrived or outcome.final) or time.monotonic() - started > PATIENCE:
            break
    return outcomes


def _posted(url: str, letter: Letter) -> Outcome:
    try:
        reply = outbound.post(url, letter.body, letter.headers)
    except outbound.NotAllowed:
        return Outcome(arrived=False, note=WebhookDelivery.Note.ADDRESS, final=True)
    except outbound.Unanswered:
        return Outcome(arrived=False, note=WebhookDelivery.Note.SILENT)
    return _read(reply)


def _read(reply: outbound.Reply) -> Outcome:
    """No word of the answer is kept: it may hold what only the other side should know."""
    wait = reply.headers.get("retry-after", "")
    busy = reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR or reply.status in WORTH_ANOTHER_TRY
    return Outcome(
        arrived=HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES,
        status=reply.status,
        wait=min(int(wait), LONGEST_WAIT) if wait.isascii() and wait.isdecimal() else 0,
        final=not busy,
        gone=reply.status == HTTPStatus.GONE,
    )
