"""The admin's lists take from their address what the page itself offers, and nothing else.

Left to itself, Django lets every local column be asked in every way: `?title_de__startswith=` would read a text letter
by letter that nobody has published, `__regex` keep a worker busy for good, a number of 23 digits break the page.
"""

import copy
import re
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import admin
from django.contrib.admin.options import IS_FACETS_VAR
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, ORDER_VAR, PAGE_VAR, SEARCH_VAR, ChangeList
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

LONGEST_SEARCH = 100
"""Characters of a search that are looked at: every word of it is a condition on every column searched."""

_PLAIN = {
    PAGE_VAR: re.compile(r"[0-9]{1,6}"),
    ORDER_VAR: re.compile(r"-?[0-9]{1,2}(\.-?[0-9]{1,2}){0,19}"),
    ALL_VAR: re.compile(r""),
    ERROR_FLAG: re.compile(r"1"),
    IS_FACETS_VAR: re.compile(r"True"),
}


class CarefulList(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list that drops every parameter it does not offer, and every value that is not among its filter's choices."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list for what is left of the query string. One query more for a filter by person."""
        request.GET = self.keep_known(request)  # type: ignore[assignment]
        return super().changelist_view(request, extra_context)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """As Django's; "save as new" is no button of ours, and a form that says so changes the row all the same. Left
        to itself, the admin would add a row past the page that adds them: an image without a picture."""
        if "_saveasnew" in request.POST:
            posted = request.POST.copy()
            del posted["_saveasnew"]
            request.POST = posted  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """As Django's; Http404 for a row that is not there, as for one that is not the person's to see: the admin would
        lead to the board in the one case and refuse in the other."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def keep_known(self, request: HttpRequest) -> QueryDict:
        """Return the parameters of the request that the list offers, each once."""
        kept = QueryDict(mutable=True)
        names = set(request.GET) - {*_PLAIN, SEARCH_VAR}
        offered = self.list_offered(request) if names else set()
        for name in request.GET:
            value = str(request.GET[name])  # the last, as Django takes it
            if name == SEARCH_VAR:
                kept[name] = clean_search(value)
            elif name in _PLAIN:
                if _PLAIN[name].fullmatch(value):
                    kept[name] = value
            elif (name, value) in offered:
                kept[name] = value
        return kept

    def list_offered(self, request: HttpRequest) -> set[tuple[str, str]]:
        """Return every parameter with its value that a link of the list's filters has."""
        blank = copy.copy(request)
        blank.GET = QueryDict()
        page = _OnlyFilters(
            blank,
            self.model,
            self.get_list_display(blank),
            (),
            self.get_list_filter(blank),
            None,
            (),
            False,
            self.list_per_page,
            self.list_max_show_all,
            (),
            self,
            (),
            None,
        )
        links = [choice["query_string"] for spec in page.filter_specs for choice in spec.choices(page)]
        return {pair for link in links for pair in parse_qsl(link.removeprefix("?"), keep_blank_values=True)}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search for what a database can be asked, here and for the choices another form offers."""
        return super().get_search_results(request, queryset, clean_search(search_term))


class _OnlyFilters(ChangeList):
    """A list that looks for no rows."""

    filter_specs: list[Any]

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        self.filter_specs = self.get_filters(request)[0]
        return self.root_queryset.none()

    def get_results(self, request: HttpRequest) -> None:
        pass


def clean_search(words: str) -> str:
    """Return a search without the character no database takes, cut at the length that is looked at."""
    return words.replace("\x00", "")[:LONGEST_SEARCH]
