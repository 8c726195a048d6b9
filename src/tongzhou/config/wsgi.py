"""The page server's entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

YOUNG = 20_000
"""A page of a hundred rows makes about so many objects; they die with it, uncollected."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
application = get_wsgi_application()
gc.freeze()
gc.set_threshold(YOUNG, 10, 10)
