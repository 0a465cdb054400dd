"""What of the pieces stands in the admin's own lists: articles, translations, topics, people.

Articles and translations are listed here and worked on at the desk's own screens. Django's model permissions are not
asked: `articles.rights` decides.
"""

import re
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.choices import Right
from articles.desk import access
from articles.desk.lines import VersionLine, annotate_lines
from articles.desk.lists import CarefulList
from articles.desk.portraits import PortraitField
from articles.models import Article, LanguageVersion, Topic, Translation
from authors.models import Author
from journal.columns import read_name
from journal.fields import RichTextField, TranslatedColumn
from journal.languages import LANGUAGES
from journal.languages import language as language_row

ORCID = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")


def say_yes_or_no(model: type[models.Model], name: str) -> Callable[[Any], str]:
    """Return the column of a list for a field that is true or false, in words: the admin's own is a picture whose
    alternative text is English in every language."""

    field = cast("models.Field[bool, bool]", model._meta.get_field(name))

    @admin.display(description=field.verbose_name, ordering=name)
    def shown(row: Any) -> str:
        return gettext("Yes") if getattr(row, name) else gettext("No")

    return shown


class ListAdmin(CarefulList):
    """A list of what the person may see, each row leading to its screen. Nothing is added, changed or deleted here."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        """Only the list: the screens have addresses of their own."""
        return [pattern for pattern in super().get_urls() if (pattern.name or "").endswith("_changelist")]  # type: ignore[union-attr]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.is_member(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.is_member(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(ListAdmin):
    """The articles the person may see, by working title."""

    list_display = ("working_title", "original", say_yes_or_no(Article, "shelved"))
    list_filter = ("original_language", "shelved")
    search_fields = ("working_title",)
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return rights.visible_articles(request.user).without_texts()  # type: ignore[attr-defined, no-any-return]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(rights.languages_with(request.user, Right.EDIT))

    @admin.display(description=_("original language"), ordering="original_language")
    def original(self, article: Article) -> str:
        return language_row(article.original_language).name


@admin.register(Translation)
class TranslationAdmin(ListAdmin):
    """The translations the person may see: the translator's queue."""

    list_display = ("piece", "language_name", "stage_name", "readers_see", "how_fresh", "assignee", "due_on")
    list_filter = ("language", "stage", ("assignee", admin.RelatedOnlyFieldListFilter))
    search_fields = ("article__working_title",)
    ordering = ("due_on", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visible = Translation.objects.filter(pk__in=access.desk_versions(request.user).translations().values("pk"))  # type: ignore[attr-defined]
        rows = annotate_lines(visible.select_related("assignee"), at=timezone.now())
        return rows.prefetch_related(access.article_without_texts())

    @admin.display(description=_("article"), ordering="article__working_title")
    def piece(self, version: LanguageVersion) -> str:
        return version.article.working_title

    @admin.display(description=_("language"), ordering="language")
    def language_name(self, version: LanguageVersion) -> str:
        return language_row(version.language).name

    @admin.display(description=_("stage"), ordering="stage")
    def stage_name(self, version: LanguageVersion) -> str:
        return _line(version).stage

    @admin.display(description=_("readers see"))
    def readers_see(self, version: LanguageVersion) -> str:
        return _line(version).publication

    @admin.display(description=_("freshness"))
    def how_fresh(self, version: LanguageVersion) -> str:
        return _line(version).freshness


class NamedAdmin(CarefulList):
    """Rows with names in every language: members see them, editors of any language keep them. A save writes the
    columns that were changed and no others."""

    formfield_overrides = {RichTextField: {}, models.URLField: {"assume_scheme": "https"}}
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.is_member(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.is_member(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_edit_any(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may_edit_any(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Have the page carry what it showed, so that a save knows what was changed on it, not since it."""
        if isinstance(db_field, TranslatedColumn):
            kwargs["show_hidden_initial"] = True
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Write what was changed: another language saved meanwhile stays."""
        if change:
            obj.save(update_fields=form.changed_data)
        else:
            obj.save()


def by_language(*fields: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the fieldsets of translated fields, one for each language."""
    return [(row.name, {"fields": [f"{field}_{row.code}" for field in fields]}) for row in LANGUAGES]


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    list_display = ("name_shown", "slug")
    search_fields = tuple(f"name_{row.code}" for row in LANGUAGES)
    fieldsets = ((None, {"fields": ["slug"]}), (_("Name"), {"fields": [f"name_{row.code}" for row in LANGUAGES]}))

    @admin.display(description=_("name"))
    def name_shown(self, topic: Topic) -> str:
        return str(topic)


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person; their website is one a browser opens."""

    def clean_orcid(self) -> str:
        """Refuse what has not the form of an ORCID, in words: the database's constraint would give its own name."""
        orcid: str = self.cleaned_data["orcid"]
        if orcid and not ORCID.fullmatch(orcid):
            raise forms.ValidationError(
                _("An ORCID has four groups of four digits with hyphens between them; the last may be an X.")
            )
        return orcid

    def clean_website(self) -> str:
        """Refuse what is not on the web: the column would take FTP too."""
        address: str = self.cleaned_data["website"]
        if address and urlsplit(address).scheme not in ("http", "https"):
            raise forms.ValidationError(self.fields["website"].error_messages["invalid"], code="invalid")
        return address


@admin.register(Author)
class AuthorAdmin(NamedAdmin):
    form = PersonForm
    formfield_overrides = {**NamedAdmin.formfield_overrides, models.ImageField: {"form_class": PortraitField}}
    list_display = ("name_shown", "slug")
    search_fields = ("slug", "family_name", *(f"name_{row.code}" for row in LANGUAGES))
    fieldsets = (
        (None, {"fields": ["slug", ("given_name", "family_name"), "portrait", "orcid", "website"]}),
        *by_language("name", "affiliation", "bio"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        """Leave biographies out of the list."""
        rows: QuerySet[Author] = super().get_queryset(request)
        match = request.resolver_match
        if match is not None and (match.url_name or "").endswith("_changelist"):
            rows = rows.only("slug", *(f"name_{row.code}" for row in LANGUAGES))
        return rows

    @admin.display(description=_("name"))
    def name_shown(self, person: Author) -> str:
        return read_name(person, "name", "en").text or person.slug


def _line(version: LanguageVersion) -> VersionLine:
    return VersionLine(version, timezone.localdate())
