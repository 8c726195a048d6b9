"""Addresses of api."""

from tongzhou.api.surface import api

app_name = "api"
urlpatterns = api.urls[0]
