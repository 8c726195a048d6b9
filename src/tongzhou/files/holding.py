"""Files of a form that was refused wait for the next try: nobody has to choose them again.

Their bytes lie in the store under their hash, and the page carries a signed claim to them. No row
says so: what nobody sends again within a day is swept like anything without a row.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongzhou.core.verdicts import Invalid, NotPossibleNow
from tongzhou.files import store
from tongzhou.files.actions import bring_to_store, require_acceptable
from tongzhou.files.forms import AT_ONCE
from tongzhou.files.kinds import safe_name
from tongzhou.files.room import is_full_of_refused, require_room
from tongzhou.files.uploads import Upload
from tongzhou.org.models import Person

SALT = "tongzhou.files.held"
HELD_FOR = 24 * 3600 - 600
"""A little less than the sweep leaves bytes alone."""
SUFFIX = "-held"


@dataclass(frozen=True, slots=True)
class Held:
    """A file that waits; `claim` is what the form sends back instead of its bytes."""

    name: str
    size: int
    claim: str


def take_held(request: HttpRequest) -> None:
    """Puts what the form claims before what was chosen now; the request closes it in the end."""
    for key in [key for key in request.POST if key.endswith(SUFFIX)]:
        name, claims = key.removesuffix(SUFFIX), request.POST.getlist(key)[:AT_ONCE]
        held = [_opened(claim, request) for claim in claims]
        request.FILES.setlist(name, [*held, *request.FILES.getlist(name)])


def hold(request: HttpRequest) -> dict[str, list[Held]]:
    """By field, what the refused form brought; what may not be kept at all is left out."""
    held: dict[str, list[Held]] = {}
    for name, uploads in request.FILES.lists():
        held[name] = [one for one in (_held(upload, request) for upload in uploads) if one]
    return held


def _held(upload: Upload, request: HttpRequest) -> Held | None:
    try:
        require_acceptable(upload)
        if isinstance(request.user, Person):
            require_room(upload.size or 0, by=request.user)
    except (Invalid, NotPossibleNow):
        return None
    if is_full_of_refused():
        return None
    written, name = bring_to_store(upload), safe_name(upload.name or "")
    facts: dict[str, Any] = {"sha256": written.sha256, "size": written.size, "name": name}
    return Held(name, written.size, signing.dumps(facts, salt=_salt(request)))


def _opened(claim: str, request: HttpRequest) -> Upload:
    try:
        facts = signing.loads(claim, salt=_salt(request), max_age=HELD_FOR)
        stream = store.place(facts["sha256"]).open("rb")
    except (signing.BadSignature, FileNotFoundError):
        raise NotPossibleNow(
            _("A chosen file was kept for a day and is gone. Please choose it again.")
        ) from None
    return UploadedFile(stream, name=facts["name"], size=facts["size"])


def _salt(request: HttpRequest) -> str:
    """A claim is good for whoever chose the file, and for nobody else."""
    return f"{SALT}.{request.user.pk}"
