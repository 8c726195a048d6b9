"""Sentences of Django's own forms that its catalogues say badly; the catalogue beside this file goes first."""

from django.utils.translation import gettext_noop as _

OURS = (_("Null characters are not allowed."),)
