"""Who has read a comment: a page for whoever wrote it, and for nobody else."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tongzhou.discussions.models import Comment
from tongzhou.notices.queries.readers import readers_of
from tongzhou.org.request import PersonRequest


@require_GET
def comment_readers(request: PersonRequest, comment: UUID) -> HttpResponse:
    """A line in the panel with script, a page without."""
    own = Comment.objects.visible_to(request.user).filter(by=request.user)
    found = get_object_or_404(own, pk=comment)
    readers = readers_of(found.pk, besides=request.user.pk)
    template = (
        "notices/_readers.html" if request.headers.get("HX-Request") else "notices/readers.html"
    )
    return render(request, template, {"readers": readers, "comment": found})
