"""A whole organisation in and out, as on the command line (docs/bundle.md)."""

from typing import Any

from django.http import Http404
from ninja import File, Router, Schema, UploadedFile

from tongzhou.api.effects import effect
from tongzhou.api.errors import REFUSALS
from tongzhou.knowledge.actions import reindex_all
from tongzhou.org import policy
from tongzhou.org.request import PersonRequest
from tongzhou.past.actions import take_over
from tongzhou.past.models import Source
from tongzhou.past.oddities import oddities
from tongzhou.past.queries.giving_back import bundle_of
from tongzhou.past.reading import read_bundle, written

MOST_ODDITIES = 200
router = Router(tags=["administration"])


class BundleTaken(Schema):
    """`oddities` are kept as they came; the first two hundred of `odd` are told by their path."""

    created: int
    changed: int
    same: int
    gone: list[str]
    odd: int
    oddities: list[str]


@router.post(
    "/bundles",
    response={200: BundleTaken, **REFUSALS},
    summary="Take over a bundle of another house",
)
@effect
def bundles(request: PersonRequest, file: File[UploadedFile]) -> BundleTaken:
    policy.may_manage_organisation(request.user).require()
    found = read_bundle(file.read())
    odd = [str(one) for one in oddities(found)]
    taken = take_over(found, by=request.user)
    if taken.created or taken.changed:
        reindex_all()
    return BundleTaken(
        created=taken.created,
        changed=taken.changed,
        same=taken.same,
        gone=list(taken.gone),
        odd=len(odd),
        oddities=odd[:MOST_ODDITIES],
    )


@router.get(
    "/bundles/{str:source}",
    response={200: dict[str, Any], **REFUSALS},
    summary="Give a bundle back",
)
def bundle(request: PersonRequest, source: str) -> dict[str, Any]:
    policy.may_manage_organisation(request.user).require()
    found = Source.objects.filter(key=source).first()
    if found is None:
        raise Http404
    return dict(written(bundle_of(found)))
