"""企业微信 自建应用: template cards, sealed callbacks, sign-in, 通讯录."""

from datetime import timedelta

from tongzhou.channels.apps.provider import Provider
from tongzhou.channels.apps.wecom import callbacks, cards, people, server

PROVIDER = Provider(
    per_minute=600,
    per_day_each=200,
    issue=server.issue,
    send=cards.send,
    settle=cards.settle,
    keeps=timedelta(hours=72),
    receive=callbacks.receive,
    reply=callbacks.reply,
    door=people.door,
    whois=people.whois,
    directory=people.directory,
)
