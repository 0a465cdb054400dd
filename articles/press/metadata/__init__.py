"""What machines read of a page: structured data (schema.org), and what previews and scholars' tools take from its head.

All of it from the same versions the switcher lists.
"""

from articles.press.metadata.article import ArticleHead, describe_article
from articles.press.metadata.journal import describe_journal
from articles.press.metadata.people import describe_person
from articles.press.metadata.topics import describe_topic

__all__ = ["ArticleHead", "describe_article", "describe_journal", "describe_person", "describe_topic"]
