"""The search of readers: `/{lang}/search/`."""

from articles.press.search.page import show_search

__all__ = ["show_search"]
