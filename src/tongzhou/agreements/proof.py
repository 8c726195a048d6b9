"""How the person at the keyboard proved who they are before signing."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid
from tongzhou.org.proof import BY_PASSWORD, FIELD, is_recent


@dataclass(frozen=True, slots=True)
class Proof:
    at: datetime
    how: str = BY_PASSWORD

    def require_recent(self) -> None:
        """Raise `Invalid` when too much time has passed to sign with it."""
        if not is_recent(self.at):
            sentence = _("Enter your password again before you sign.")
            raise Invalid(sentence, errors={FIELD: sentence})
