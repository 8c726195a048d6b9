"""Addresses of api: the typed ones first, below them those of the pages."""

from tongzhou.api.surface import patterns

app_name = "api"
urlpatterns = patterns()
