"""Sends what waits to leave the house."""

from tongzhou.channels import anchors, mail
from tongzhou.journal.consumers import tick


@tick("mail", every=10)
def send_mail() -> None:
    mail.send_pending()


@tick("anchors", every=600)
def bring_out_anchors() -> None:
    anchors.bring_out()
