"""The admin's list and screen of images: what is said of each in every language, and where it is shown."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import image_uses, images, rights
from articles.desk import access
from articles.desk.lines import screen_url
from articles.desk.registration import NamedAdmin
from articles.image_uses import Uses, readable_languages
from articles.models import Image, LanguageVersion
from articles.refusals import Refused
from journal.columns import columns, read
from journal.fields import LineField, LinesField
from journal.languages import CODES, LANGUAGES
from journal.languages import language as language_row

WORDS = ("alt", "caption")
RIGHTS = ("credit", "licence")


class ImageAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of an image. Credit and licence, without which nothing is published, are not taken away later."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        emptied = [name for name in RIGHTS if self.initial.get(name) and cleaned.get(name) == ""]
        if emptied and image_uses.is_published(self.instance):
            for name in emptied:
                self.add_error(name, _("This image is published, or will be; it cannot be without credit and licence."))
        return cleaned


@admin.register(Image)
class ImageAdmin(NamedAdmin):
    """Images are uploaded on a page of their own. Editors of any language keep credit and licence; alternative text and
    caption are written by whoever may edit or translate in that language, until a text that shows the image is in
    review or further: from then on they change with the text."""

    formfield_overrides = {
        **NamedAdmin.formfield_overrides,
        LineField: {"widget": AdminTextInputWidget},
        LinesField: {"widget": forms.Textarea(attrs={"rows": 3})},
    }
    form = ImageAdminForm
    ordering = ("-pk",)
    list_display_links = ("name_shown",)
    list_per_page = 50
    show_full_result_count = False

    class Media:
        css = {"all": ("desk/images.css",)}

    def get_urls(self) -> list[URLPattern]:
        """All but the admin's own form for a new one."""
        return [pattern for pattern in super().get_urls() if not (pattern.name or "").endswith("_add")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return image_uses.visible_images(request.user).order_by(*self.ordering)

    # The list

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Leave what is said in other languages to those who may read them."""
        said = ("alt_shown",) if len(readable_languages(request.user)) == len(CODES) else ()
        return ("thumbnail", "name_shown", *said, "size", *RIGHTS)

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        words = (name for code in readable_languages(request.user) for name in columns(WORDS, code))
        return ("name", "credit", *words)

    @admin.display(description=_("image"))
    def thumbnail(self, image: Image) -> SafeString:
        address = images.thumbnail_address(image)
        return (
            format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', address) if address else SafeString()
        )

    @admin.display(description=_("file name"), ordering="name")
    def name_shown(self, image: Image) -> str:
        return images.name_image(image) or str(image.pk)

    @admin.display(description=_("alternative text"))
    def alt_shown(self, image: Image) -> str:
        speaks = (get_language() or "en").split("-")[0]
        return read(image, "alt", speaks if speaks in CODES else "en")

    @admin.display(description=_("size in pixels"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    # Who may do what

    def has_add_permission(self, request: HttpRequest) -> bool:
        return images.may_take(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return image_uses.may_describe_all(request.user) or bool(image_uses.described_languages(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only one at a time, and only what nothing shows."""
        return obj is not None and image_uses.may_describe_all(request.user) and not uses_of(obj)

    # The screen of one

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[Any, Any]]:
        readable = readable_languages(request.user)
        languages = [row for row in LANGUAGES if row.code in readable]
        said = [(row.name, {"fields": columns(WORDS, row.code)}) for row in languages]
        return [(None, {"fields": list(RIGHTS)}), *said]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = () if image_uses.may_describe_all(request.user) else RIGHTS
        open_languages = image_uses.described_languages(request.user) - closed_languages_of(obj)
        return (*fixed, *(name for code in CODES if code not in open_languages for name in columns(WORDS, code)))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """Show the picture, the facts of its file, and the texts that show it of those the person may see."""
        image = kwargs.get("obj")
        if image is not None:
            closed = closed_languages_of(image) & set(readable_languages(request.user))
            context.update(
                image=image,
                thumbnail=images.thumbnail_address(image),
                address=images.address(image.file.name),
                uses=list_uses(request.user, image),
                is_used=bool(uses_of(image)),
                closed=[language_row(code) for code in CODES if code in closed],
                show_save_and_add_another=False,
            )
        return super().render_change_form(request, context, **kwargs)

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        image_uses.remove_image(obj, by=request.user)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """As the admin's; an image that has come to be shown meanwhile stays, and the reason is said."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path.removesuffix("delete/") + "change/")


def uses_of(image: Image) -> Uses:
    """Return where the image is shown; found once for each object."""
    if not hasattr(image, "_enface_uses"):
        image._enface_uses = image_uses.find_uses(image)  # type: ignore[attr-defined]
    return image._enface_uses  # type: ignore[attr-defined, no-any-return]


def closed_languages_of(image: Image | None) -> set[str]:
    """Return the languages in which what is said of the image changes with a text only; found once for each object."""
    if image is None:
        return set()
    if not hasattr(image, "_enface_closed"):
        image._enface_closed = image_uses.closed_languages(uses_of(image))  # type: ignore[attr-defined]
    return image._enface_closed  # type: ignore[attr-defined, no-any-return]


def list_uses(user: rights.Person, image: Image) -> list[tuple[LanguageVersion, str]]:
    """Return the versions that show the image and that the person may see, with the addresses of their screens."""
    if not uses_of(image):
        return []
    versions = (
        access.desk_versions(user).filter(uses_of(image).versions()).order_by("article_id", "translated_from", "pk")
    )
    return [(version, screen_url(version)) for version in versions]
