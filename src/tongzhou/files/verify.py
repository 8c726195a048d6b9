"""Proves that every stored file still is what was handed in."""

from django.utils.translation import gettext as _

from tongzhou.files import store
from tongzhou.files.models import StoredFile
from tongzhou.journal.models import Entry


def verify_files() -> list[str]:
    """One sentence for each that is missing, changed, or named otherwise by the journal."""
    kept = Entry.objects.filter(kind="file.kept").values_list("subject", "payload")
    said = {file: payload["sha256"] for file, payload in kept.iterator()}
    wrong, known = [], {}
    for file in StoredFile.objects.iterator(chunk_size=500):
        facts = {"name": file.name, "id": file.pk}
        if file.sha256 not in known:
            known[file.sha256] = _state(file)
        if known[file.sha256] == "missing":
            wrong.append(_("The file “%(name)s” (%(id)s) is missing on the disk.") % facts)
        elif known[file.sha256] == "changed":
            wrong.append(_("The file “%(name)s” (%(id)s) was changed on the disk.") % facts)
        if said.get(file.pk) != file.sha256:
            wrong.append(_("The journal names another content for “%(name)s” (%(id)s).") % facts)
    return wrong


def _state(file: StoredFile) -> str:
    try:
        return "" if store.digest_of(file.path) == file.sha256 else "changed"
    except OSError:
        return "missing"
