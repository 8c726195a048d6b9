"""What people say beside a request while it is being settled."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tongzhou.demo.played import Played, Scenes
from tongzhou.discussions.actions import comments
from tongzhou.discussions.subjects import find

TABLE = "指标,口径,来源\n{goal},按自然周统计,经营看板\n"


def talk(played: Played) -> Scenes:
    """The two liaisons agree on what is counted, with a file; then the initiator says thanks."""
    ask, part = played.asks[0], played.script.parts[0]
    asked, answering = played.initiator, played.liaison(part.department)
    matter = find("ask", ask.pk, by=asked)
    assert matter is not None
    yield played.moment(2, hours=1)
    first = comments.write(
        matter,
        f"@{answering.login} 「{part.ask}」按**自然周**统计可以吗？口径表附上，有出入请直接改。",
        uploads=[_table(played)],
        by=asked,
    )
    yield played.moment(2, hours=4)
    comments.write(
        matter, "可以。两处来源我们核对过了：\n\n- 以经营看板为准\n- 周一中午前更新",
        answers=first.pk, by=answering,
    )  # fmt: skip
    yield played.moment(3)
    comments.write(matter, "收到，谢谢，这样我们两边的数就对上了。", by=asked)


def _table(played: Played) -> SimpleUploadedFile:
    content = TABLE.format(goal=played.script.name)
    return SimpleUploadedFile("统计口径.csv", content.encode("utf-8-sig"))
