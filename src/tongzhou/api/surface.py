"""The whole REST surface; its description is /api/v1/openapi.json."""

from ninja import NinjaAPI

from tongzhou.api import asks, collaborations, figures, people, tasks
from tongzhou.api.errors import explain_refusals
from tongzhou.api.tokens import BearerToken

api = NinjaAPI(
    title="同舟 Tongzhou",
    version="1",
    description="Collaboration between departments. Every call is made as a person, by token.",
    urls_namespace="api",
    auth=BearerToken(),
    docs_url=None,
)
explain_refusals(api)
for part in (people, collaborations, asks, tasks, figures):
    api.add_router("", part.router)
