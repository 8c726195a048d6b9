"""What has to be settled before a collaboration becomes a thing of the past."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Value
from django.utils.translation import ngettext

from tongzhou.collaborations.models import Collaboration
from tongzhou.progress.models import RiskNotice
from tongzhou.ui.addresses import address


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """`words` say how many of what; `url` is where they are settled."""

    words: str
    url: str


def left_open(case: Collaboration) -> list[LeftOpen]:
    """Problems, warnings and changes that nobody answered; one query."""
    problems = case.problems.filter(state__in=("open", "escalated"))
    notices = RiskNotice.objects.filter(
        task__collaboration=case, state__in=("open", "acknowledged")
    )
    changes = case.changes.filter(state__in=("reviewing", "signing"))
    kinds = [_called("problem", problems), _called("notice", notices), _called("change", changes)]
    counts = Counter(kind for (kind,) in kinds[0].union(*kinds[1:], all=True))
    return list(_said(case, counts))


def _called(kind: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(Value(kind))


def _said(case: Collaboration, counts: Counter[str]) -> Iterator[LeftOpen]:
    if count := counts["problem"]:
        words = ngettext("%(count)s problem", "%(count)s problems", count)
        yield LeftOpen(words % {"count": count}, address("problems", case.pk))
    if count := counts["notice"]:
        words = ngettext("%(count)s risk notice", "%(count)s risk notices", count)
        yield LeftOpen(words % {"count": count}, address("progress", case.pk))
    if count := counts["change"]:
        words = ngettext("%(count)s change", "%(count)s changes", count)
        yield LeftOpen(words % {"count": count}, address("changes", case.pk))
