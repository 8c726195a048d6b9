"""Q3 用户活跃度提升, lived on its own dates in 2023 through the same actions the pages call."""

from tongzhou.core import clock
from tongzhou.demo.cast import Cast
from tongzhou.demo.story.align import align
from tongzhou.demo.story.deliver import deliver
from tongzhou.demo.story.finish import finish
from tongzhou.demo.story.initiate import initiate
from tongzhou.demo.story.scene import Story, moment
from tongzhou.demo.story.solve import solve
from tongzhou.outcomes.models import Dossier


def play(cast: Cast) -> Dossier:
    """The five chapters in order; the clock is set, and the worker runs between the scenes."""
    with clock.at(moment(6, 12, 9)):
        story = Story(cast)
        initiate(story)
        align(story)
        deliver(story)
        solve(story)
        return finish(story)
