"""A version and a change can be talked about."""

from tongzhou.agreements.models import ChangeRequest, Version
from tongzhou.discussions.subjects import discussed


def version(row: Version) -> str:
    return f"v{row.number}"


def change(row: ChangeRequest) -> str:
    return f"#{row.number} {row.reason}"


discussed("version", Version, title=version)
discussed("change", ChangeRequest, title=change)
