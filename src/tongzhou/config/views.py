"""What a load balancer or a monitor asks, without signing in."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongzhou.config.doctor import is_ready
from tongzhou.org.middleware import public


@public
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Pages can be served: 200, or 503 without details for strangers."""
    ready = is_ready()
    return JsonResponse({"ready": ready}, status=200 if ready else 503)
