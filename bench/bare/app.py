"""The yardstick: the smallest Django page that asks the database one question."""

import os

import dj_database_url
from django.conf import settings

if not settings.configured:
    settings.configure(
        DEBUG=False,
        SECRET_KEY="only for the bench",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="bench.bare.app",
        INSTALLED_APPS=["django.contrib.contenttypes"],
        MIDDLEWARE=[],
        DATABASES={
            "default": {**dj_database_url.parse(os.environ["BARE_DATABASE"]), "CONN_MAX_AGE": None}
        },
    )

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


def one_query(_request: HttpRequest) -> HttpResponse:
    found = ContentType.objects.filter(app_label="org").first()
    return HttpResponse(f"<!doctype html><title>bare</title>{found}")


urlpatterns = [path("", one_query)]
application = get_wsgi_application()
