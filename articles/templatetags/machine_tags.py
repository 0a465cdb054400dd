"""What the heads of public pages say to machines, beyond what the views give them."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.press.feeds.atom import CONTENT_TYPE as ATOM
from articles.press.feeds.json_feed import CONTENT_TYPE as JSON_FEED
from articles.press.metadata.article import DESCRIPTION, Preview, make_default_preview
from journal.languages import language as language_row
from journal.text.plain import excerpt

register = template.Library()


@register.filter
def open_graph(code: str) -> str:
    """The locale of a language as Open Graph writes it."""
    return language_row(code).open_graph


@register.filter
def cut_short(text: str) -> str:
    """A description as previews show it: one line of no more than they do."""
    return excerpt(text, DESCRIPTION)


@register.simple_tag
def default_preview() -> Preview:
    """The picture of a page that has none of its own."""
    return make_default_preview()


@register.simple_tag
def feed_links(subject: str, language: str, number: int, slug: str, name: str) -> SafeString:
    """Links to the feeds of a person or a topic (`subject`), for readers that look for them in the head of its page."""
    forms = (("feed", ATOM), ("feed-json", JSON_FEED))
    title = f"{settings.SITE_NAME} · {name}"
    rows = ((kind, reverse(f"press:{subject}-{form}", args=[language, number, slug]), title) for form, kind in forms)
    return format_html_join("", '<link rel="alternate" type="{}" href="{}" title="{}">\n', rows)
