"""Sends what waits to leave the house."""

from tongzhou.channels import anchors, groups, mail, timestamps
from tongzhou.channels.actions import links, posts, replies
from tongzhou.channels.inbound import mailbox
from tongzhou.journal.consumers import consumer, tick
from tongzhou.journal.models import Entry


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
    replies.sweep()


@tick("held answers", every=15)
def carry_out_held_answers() -> None:
    links.carry_out()
