"""What is swept now and then."""

from tongzhou.files import actions
from tongzhou.journal.consumers import tick


@tick("files", every=6 * 3600)
def sweep_files() -> None:
    actions.sweep_orphans()
