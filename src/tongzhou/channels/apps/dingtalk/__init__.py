"""钉钉 企业内部应用: work notifications, sealed events, sign-in, 通讯录."""

from datetime import timedelta

from tongzhou.channels.apps.dingtalk import callbacks, cards, people, server
from tongzhou.channels.apps.provider import Provider

PROVIDER = Provider(
    per_minute=600,
    issue=server.issue,
    send=cards.send,
    settle=cards.settle,
    keeps=timedelta(0),
    receive=callbacks.receive,
    reply=callbacks.reply,
    door=people.door,
    whois=people.whois,
    directory=people.directory,
)
