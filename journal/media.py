"""The files of the journal, where no server in front of it hands them out."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.static import serve

from articles.press import errors


@csrf_exempt
def show_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a file below MEDIA_ROOT to whoever knows its address; the site's own page for anything else."""
    if request.method not in ("GET", "HEAD"):
        return errors.method_not_allowed(request)
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    except (OSError, ValueError) as fault:  # a name that no file system takes
        raise Http404 from fault
    if path.lower().endswith(".webp"):  # Python knows the type since 3.13 only, and browsers are told not to guess
        response.headers["Content-Type"] = "image/webp"
    return response
