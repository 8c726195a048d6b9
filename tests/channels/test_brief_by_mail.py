import pytest

from tests.channels.sink import Sink
from tests.channels.test_invitation import deliver, mails_to
from tests.collaborations.asking import sent
from tests.company import Company
from tongzhou.collaborations.actions import briefs


@pytest.mark.django_db
def test_a_forwarded_brief_is_read_in_the_mail_itself(company: Company, sink: Sink) -> None:
    case = sent(company).collaboration

    briefs.forward_brief(case, to=company.sun, note="请看第二条", by=company.wang)
    deliver()

    [mail] = mails_to(sink, "sun")
    text = mail.get_payload()[0].get_payload(decode=True).decode()  # type: ignore[union-attr]
    for part in (
        "请看第二条",
        "Q3 月活 +15%",
        "3 项新功能上线",
        f"/collaborations/{case.pk}/brief",
    ):
        assert part in text
