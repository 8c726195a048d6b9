"""Addresses of SCIM; their names are those of RFC 7644."""

from django.urls import path

from tongzhou.api.scim import views
from tongzhou.api.scim.schemas import RESOURCE_TYPES, SCHEMAS

app_name = "scim"
urlpatterns = [
    path("Users", views.all_users, name="users"),
    path("Users/<uuid:person>", views.one_user, name="user"),
    path("Groups", views.all_groups, name="groups"),
    path("Groups/<uuid:department>", views.one_group, name="group"),
    path("ServiceProviderConfig", views.config, name="config"),
    path("ResourceTypes", views.resource_types, name="resource-types"),
    path("Schemas", views.schemas, name="schemas"),
    *(
        path(f"ResourceTypes/{one['id']}", views.one_described, {"told": one})
        for one in RESOURCE_TYPES
    ),
    *(path(f"Schemas/{one['id']}", views.one_described, {"told": one}) for one in SCHEMAS),
]
