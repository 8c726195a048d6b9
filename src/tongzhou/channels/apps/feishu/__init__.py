"""飞书 企业自建应用: interactive cards, sealed callbacks, sign-in with PKCE, 通讯录."""

from datetime import timedelta

from tongzhou.channels.apps.feishu import callbacks, cards, people, server
from tongzhou.channels.apps.provider import Provider

PROVIDER = Provider(
    per_minute=600,
    issue=server.issue,
    send=cards.send,
    settle=cards.settle,
    keeps=timedelta(days=14),
    receive=callbacks.receive,
    reply=callbacks.reply,
    door=people.door,
    whois=people.whois,
    directory=people.directory,
)
