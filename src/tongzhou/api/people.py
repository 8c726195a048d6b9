"""The person of the token."""

from ninja import Router

from tongzhou.api import shapes
from tongzhou.api.errors import REFUSALS
from tongzhou.org.request import PersonRequest

router = Router(tags=["people"])


@router.get("/me", response={200: shapes.Me, **REFUSALS}, summary="The person of the token")
def me(request: PersonRequest) -> object:
    return request.user
