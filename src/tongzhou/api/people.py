"""The person of the token."""

from django.http import HttpRequest
from ninja import Router

from tongzhou.api import shapes
from tongzhou.api.errors import REFUSALS

router = Router(tags=["people"])


@router.get("/me", response={200: shapes.Me, **REFUSALS}, summary="The person of the token")
def me(request: HttpRequest) -> object:
    return request.user
