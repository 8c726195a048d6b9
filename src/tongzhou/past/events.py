"""What can happen to past collaborations: they are taken over, all at once."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongzhou.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class BundleTaken(Event):
    kind = "bundle.taken"
    sentence = _(
        "%(actor)s took over “%(name)s”: %(created)s past collaborations new, %(changed)s changed."
    )
    name: str
    created: int
    changed: int
    digest: str
