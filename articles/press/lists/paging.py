"""Long lists a page at a time."""

from django.http import HttpRequest


class Numbered:
    """One page of a list: gives what knows its `number`, from 1, the rest of what `press/_pages.html` asks for."""

    number: int

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def find_page_number(request: HttpRequest) -> int:
    """Return the number of the page of a list that is asked for, from 1. The middleware lets nothing else through."""
    return int(request.GET.get("page", "1"))
