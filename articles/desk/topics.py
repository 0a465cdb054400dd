"""Topics by name, for lists to choose from."""

from django.utils.translation import get_language

from articles.models import Topic
from journal.columns import columns, read_name
from journal.languages import CODES


def name_topics() -> list[tuple[int, str]]:
    """Return every topic, its number and its name in the language of the desk, by name. One query."""
    speaks = (get_language() or "en").split("-")[0]
    language = speaks if speaks in CODES else "en"
    rows = Topic.objects.only("slug", *(name for code in CODES for name in columns(["name"], code)))
    named = [(row.pk, read_name(row, "name", language).text or row.slug) for row in rows]
    return sorted(named, key=lambda pair: pair[1].casefold())
