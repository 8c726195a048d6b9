"""What the sides of a package deal said of themselves goes for good."""

from tongzhou.core.forgetting import for_good
from tongzhou.interests.models import Deal, DealAnswer, DealPick, DealPoints, DealScore


def forget(deal: Deal, *, package: bool) -> None:
    """What nobody may read is not kept; without a yes of all, neither is the package."""
    with for_good():
        DealPoints.objects.filter(side__deal=deal).delete()
        DealScore.objects.filter(side__deal=deal).delete()
        DealAnswer.objects.filter(side__deal=deal).delete()
        if package:
            DealPick.objects.filter(deal=deal).delete()
