"""Uploading an image: from the editor's dialog, which is answered in JSON, or from a page of its own without script."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from articles import images
from articles.desk.page import SeeOther, desk_context
from articles.models import Image
from articles.refusals import Invalid
from journal.pictures import MOST_BYTES, Reason

TYPES = "image/jpeg,image/png,image/webp"


class UploadForm(forms.Form):
    """An image file, and what can be said of it at once."""

    file = forms.FileField(
        label=_("Image file"),
        allow_empty_file=True,  # it is refused with a better reason
        help_text=_("A JPEG, PNG or WebP image of at most 5 MB and 25 megapixels."),
        error_messages={"required": images.MISSING_FILE, "missing": images.MISSING_FILE},
        widget=forms.FileInput(attrs={"accept": TYPES}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("credit", "licence"):
            self.fields[name] = Image._meta.get_field(name).formfield(required=False)  # type: ignore[union-attr, assignment]
            self.fields[name].widget.attrs["class"] = "vTextField"
        self.fields["credit"].help_text = _("Whose work it is, as readers are told. Required to publish it.")
        self.fields["licence"].help_text = _(
            "On what terms it may be shown, for instance CC BY 4.0. Required to publish it."
        )

    def clean_file(self) -> Any:
        """Refuse what is too big before it is read."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(images.REFUSALS[Reason.TOO_BIG], code="refused")
        return given


@require_http_methods(["GET", "HEAD", "POST"])
def show_upload(request: HttpRequest) -> HttpResponse:
    """Show the page of an upload, or take one: multipart, field `file`, and if wanted `credit` and `licence`.

    To a page (`Accept: text/html`) the answer is the image's screen, or the form with what is wrong. To a script it is
    JSON: 201 `{"id", "label", "thumbnail", "width", "height"}`, or 422 `{"error": sentence}`. Http404 for those who may
    neither edit nor translate anything. Cost as `articles.images.take_image`.
    """
    if not images.may_take(request.user):
        raise Http404
    is_page = request.method != "POST" or "text/html" in request.headers.get("Accept", "")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    image = _take(request, form) if form.is_bound and form.is_valid() else None
    if image is None and not is_page:
        return JsonResponse({"error": next(iter(form.errors.values()))[0]}, status=422)
    if image is None:
        context = desk_context(request, title=_("New image"), form=form)
        return render(request, "desk/upload.html", context, status=422 if form.errors else 200)
    screen = reverse("admin:articles_image_change", args=[image.pk])
    if is_page:
        messages.success(request, str(_("The image has been saved.")))
        return SeeOther(screen)
    return JsonResponse(describe_image(image), status=201, headers={"Location": screen})


def describe_image(image: Image) -> dict[str, Any]:
    """Return what a dialog needs of an image. No query."""
    return {
        "id": image.pk,
        "label": images.name_image(image),
        "thumbnail": images.thumbnail_address(image),
        "width": image.width,
        "height": image.height,
    }


def _take(request: HttpRequest, form: UploadForm) -> Image | None:
    """Store the file of a valid form. None, with the reason at the field, if it is not taken."""
    data = form.cleaned_data
    given = {name: data[name] for name in ("credit", "licence")}
    try:
        return images.take_image(
            data["file"].read(), name=data["file"].name, by=request.user, at=timezone.now(), **given
        )
    except Invalid as refusal:
        form.add_error("file", str(refusal))
        return None
