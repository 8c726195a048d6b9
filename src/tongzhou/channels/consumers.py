"""Sends what waits to leave the house."""

from tongzhou.channels import mail
from tongzhou.journal.consumers import tick


@tick("mail", every=10)
def send_mail() -> None:
    mail.send_pending()
