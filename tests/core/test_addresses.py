"""Names and domains of any script reach a mail server in a form it reads."""

import pytest
from django.core.mail import EmailMessage

from tongzhou.core.addresses import addressed


@pytest.mark.check("T102")
@pytest.mark.parametrize(
    ("name", "mail", "said"),
    [
        ("王磊", "wang@example.com", "王磊 <wang@example.com>"),
        ('Li, "Da" Wei', "li@example.com", '"Li, \\"Da\\" Wei" <li@example.com>'),
        ("王磊\r\nBcc: all@example.com", "wang@example.com", '"王磊 Bcc: all@example.com" <wang@example.com>'),
    ],
)  # fmt: skip
def test_a_name_stays_a_name(name: str, mail: str, said: str) -> None:
    assert addressed(name, mail) == said


def test_a_chinese_domain_can_be_written_to() -> None:
    message = EmailMessage("", "", to=[addressed("王磊", "wang@例子.公司")]).message()
    assert message["To"].endswith("<wang@xn--fsqu00a.xn--55qx5d>")
