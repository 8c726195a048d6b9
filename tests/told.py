"""The Q3 story told by its actions, for tests that begin in the middle of it."""

from tests.company import Company
from tongzhou.core import clock
from tongzhou.demo.cast import Cast
from tongzhou.demo.story import align, deliver, finish, initiate, solve
from tongzhou.demo.story.scene import Story, moment
from tongzhou.journal.worker import run_once

CHAPTERS = (initiate, align, deliver, solve, finish)
CAST = ("marketing", "product", "sales", "service", "chen_zong", "li", "lin", "wang", "wang_gong",
        "liu", "zhao", "zhou", "chen", "huang")  # fmt: skip


def told(company: Company, chapters: int) -> Story:
    clock.move_to(moment(6, 12, 9))
    story = Story(Cast(**{name: getattr(company, name) for name in CAST}))
    for chapter in CHAPTERS[:chapters]:
        chapter(story)
    run_once()
    return story
