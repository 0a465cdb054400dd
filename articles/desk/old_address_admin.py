"""The addresses a journal had before it moved here, for chiefs: list, form, a file in, a file out."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import rights
from articles.desk.lists import CarefulList
from articles.desk.page import SeeOther, desk_context
from articles.interchange.old_addresses import LARGEST, RefusedLine, import_addresses, read_addresses, write_addresses
from articles.press.moved import read_address, read_target, require_other
from articles.refusals import Refused
from journal.models import OldAddress, PressStamp

MOST_SHOWN = 100
"""Refused lines listed on a page; the rest is counted."""


class OldAddressForm(forms.ModelForm):  # type: ignore[type-arg]
    """An old address and where it leads, both as they are kept."""

    def clean_path(self) -> str:
        return read_address(self.cleaned_data["path"])

    def clean_target(self) -> str:
        return read_target(self.cleaned_data["target"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "path" in cleaned and "target" in cleaned:
            try:
                require_other(cleaned["path"], cleaned["target"])
            except ValidationError as refusal:
                self.add_error("target", refusal)
        return cleaned


class AddressFileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "In UTF-8, at most 5 MB; two columns: the old address, and where it leads. An address that is in the list "
            "already leads to the new place afterwards."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    leave_out = forms.BooleanField(
        label=gettext_lazy("Leave out lines that are refused, and import the others"), required=False
    )


@admin.register(OldAddress)
class OldAddressAdmin(CarefulList):
    """What stood at an old address is found again. Asked only where the site itself has nothing."""

    form = OldAddressForm
    list_display = ("path", "target")
    search_fields = ("path", "target")
    list_per_page = 100
    show_full_result_count = False
    change_list_template = "desk/old_addresses.html"

    def get_urls(self) -> list[URLPattern]:
        """Put the two screens of files before the admin's own."""
        site, own = self.admin_site, super().get_urls()
        return [
            path("import/", site.admin_view(self.show_import), name="journal_oldaddress_import"),
            path("export/", site.admin_view(self.send_all), name="journal_oldaddress_export"),
            *own,
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return rights.is_chief(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_chief(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return rights.is_chief(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_chief(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_chief(request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[OldAddress]) -> None:
        """As Django's, with the press stamp, which rows deleted together do not renew."""
        with transaction.atomic():
            queryset.delete()
            PressStamp.bump()

    def show_import(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file; import the one that was posted, or say which of its lines are refused. Nothing is imported
        while there is one, unless the person said to leave such lines out."""
        _require_chief(request)
        form = AddressFileForm(request.POST, request.FILES) if request.method == "POST" else AddressFileForm()
        refused: list[RefusedLine] = []
        if request.method == "POST" and form.is_valid():
            try:
                found = read_addresses(form.cleaned_data["file"].read(LARGEST + 1))
            except Refused as why:
                form.add_error("file", str(why))
            else:
                refused = found.refused
                if not refused or form.cleaned_data["leave_out"]:
                    done = import_addresses(found.targets)
                    _say_done(request, done.added, done.changed, len(refused))
                    return SeeOther(reverse("admin:journal_oldaddress_changelist"))
        context = desk_context(
            request,
            title=_("Import old addresses"),
            form=form,
            refused=refused[:MOST_SHOWN],
            more=max(0, len(refused) - MOST_SHOWN),
        )
        status = 422 if form.errors or refused else 200
        return render(request, "desk/old_addresses_import.html", context, status=status)

    def send_all(self, request: HttpRequest) -> HttpResponse:
        """Send the whole list as a file that can be imported again. One query."""
        _require_chief(request)
        response = HttpResponse(write_addresses(), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="old-addresses.csv"'
        return response


def _require_chief(request: HttpRequest) -> None:
    if not rights.is_chief(request.user):
        raise Http404


def _say_done(request: HttpRequest, added: int, changed: int, left_out: int) -> None:
    said = [
        ngettext("%(number)s old address is new.", "%(number)s old addresses are new.", added) % {"number": added},
        ngettext("%(number)s leads elsewhere now.", "%(number)s lead elsewhere now.", changed) % {"number": changed},
    ]
    if left_out:
        text = ngettext("%(number)s line was left out.", "%(number)s lines were left out.", left_out)
        said.append(text % {"number": left_out})
    messages.success(request, " ".join(said))
