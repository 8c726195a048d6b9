"""Sends what waits to leave the house."""

from tongzhou.channels import anchors, cards, groups, mail, timestamps
from tongzhou.channels.actions import cards as card_actions
from tongzhou.channels.actions import links, posts, replies, syncs, taps
from tongzhou.channels.apps.queries import doors, has_account
from tongzhou.channels.inbound import mailbox
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry
from tongzhou.journal.portions import a_portion
from tongzhou.notices.reach import APPS
from tongzhou.org.doors import DOORS

APPS.append(has_account)
DOORS.append(doors)


@tick("mail", every=10)
def send_mail() -> None:
    mail.send_pending()


@tick("mailbox", every=30)
def read_answers_by_mail() -> bool:
    return mailbox.fetch()


@tick("anchors", every=600)
def bring_out_anchors() -> None:
    anchors.bring_out()


@tick("time stamps", every=600)
def stamp_anchors() -> None:
    timestamps.stamp_pending()


@consumer("groups")
def gather_for_groups(entries: list[Entry]) -> None:
    groups.gather(entries)


@tick("robots", every=5)
def speak_to_groups() -> None:
    groups.speak()


@tick("sendings", every=86_400)
def forget_old_sendings() -> None:
    posts.sweep()
    links.sweep()
    taps.sweep()
    replies.sweep()
    card_actions.sweep()


@tick("held answers", every=15)
def carry_out_held_answers() -> None:
    links.carry_out()


@tick("held taps", every=15)
def carry_out_held_taps() -> bool:
    return a_portion(taps.due(), taps.carry_out)


@consumer("cards")
def note_what_changed(entries: list[Entry]) -> None:
    card_actions.note_changed({one.subject for one in entries if one.kind.startswith("ask.")})


@tick("app posts", every=5)
def bring_cards() -> bool:
    there_is_more = cards.gather()
    cards.speak()
    return there_is_more


@tick("answered cards", every=5)
def settle_cards() -> None:
    cards.settle()


@tick("directories", every=10)
def read_directories() -> None:
    syncs.work()


@tick("directories at night", every=600)
def want_directories() -> None:
    syncs.at_night()
