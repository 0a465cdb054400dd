"""The admin of the ground: accounts with what they may do, the journal's pages; and the desk's registrations."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, SetUnusablePasswordMixin, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.accounts import LAST_CHIEF, end_sessions, hold, is_last_chief, require_free_address
from articles.desk import image_admin as image_admin
from articles.desk import notice_admin as notice_admin
from articles.desk import old_address_admin as old_address_admin
from articles.desk import registration
from articles.desk.lists import CarefulList
from articles.models import Membership
from articles.press import addresses
from articles.refusals import Refused
from articles.rights import is_chief
from journal.columns import read
from journal.fields import LineField
from journal.languages import LANGUAGES
from journal.models import Page, User

admin.site.unregister(Group)

IN_WORDS = tuple(registration.say_yes_or_no(User, name) for name in ("is_active", "is_superuser"))


class MembershipInline(admin.StackedInline):  # type: ignore[type-arg]
    """What a person may do, in which language."""

    model = Membership
    extra = 1
    fields = (("right", "language", "assigned_only"),)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_chief(request.user)

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_chief(request.user)


class ChiefsOnly(CarefulList):
    """For superusers; nothing is deleted."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_chief(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_chief(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_chief(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_chief(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AccountForm(UserChangeForm):  # type: ignore[type-arg]
    """An account. The last person who may do everything stays one, and no two have one address."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        stays = all(cleaned.get(name, True) for name in ("is_active", "is_staff", "is_superuser"))
        if not stays and self.instance.pk and is_last_chief(hold(self.instance)):
            raise forms.ValidationError(LAST_CHIEF)
        try:
            require_free_address(cleaned.get("email", ""), self.instance)
        except Refused as refusal:
            self.add_error("email", str(refusal))
        return cleaned


class SetPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """As Django's, whose warning is English in every language; its script looks for the same element."""

    usable_password_help_text = format_lazy(  # type: ignore[assignment]
        '{} <ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.usable_password_help_text,
        _("If disabled, the current password for this user will be lost."),
    )


@admin.register(User)
class DeskUserAdmin(ChiefsOnly, UserAdmin):
    """Accounts, as Django keeps them; `articles.desk.members` is the better place. Rights are memberships: neither
    groups nor Django's permissions are used."""

    form = AccountForm
    change_password_form = SetPasswordForm
    inlines = (MembershipInline,)
    list_display = ("username", "first_name", "last_name", *IN_WORDS)
    list_filter = ("is_active", "is_superuser", "memberships__right", "memberships__language")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language", "mail")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"is_staff": True}

    def save_form(self, request: HttpRequest, form: forms.ModelForm, change: bool) -> Any:  # type: ignore[type-arg]  # noqa: FBT001
        """A new account is for the desk."""
        user = super().save_form(request, form, change)
        if not change:
            user.is_staff = True
        return user

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:  # type: ignore[type-arg]  # noqa: FBT001
        """Who is deactivated is out at once, as on the screen of the members."""
        super().save_model(request, obj, form, change)
        if not (obj.is_active and obj.is_staff):
            end_sessions(obj)


@admin.register(Page)
class PageAdmin(ChiefsOnly, registration.NamedAdmin):
    """The pages of the journal about itself. Readers see what is saved at once."""

    formfield_overrides = {
        **registration.NamedAdmin.formfield_overrides,
        LineField: {"widget": AdminTextInputWidget},
    }
    list_display = ("key", "written_in")
    ordering = ("pk",)
    fieldsets = ((None, {"fields": ["key", "written_in"]}), *registration.by_language("title", "body"))
    view_on_site = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A page stays the page it is."""
        return ("written_in",) if obj is None else ("key", "written_in")

    @admin.display(description=_("readers find it in"))
    def written_in(self, page: Page) -> str:
        """The languages there is a text in, each leading to the page as readers see it."""
        written = [row for row in LANGUAGES if page.pk and read(page, "body", row.code)]
        links = ((addresses.page(row.code, page.key), row.code, row.code, row.name) for row in written)
        return format_html_join(", ", '<a href="{}" lang="{}" hreflang="{}">{}</a>', links) or "–"
