"""One file per concept; outsiders import from here."""

from articles.models.article import Article
from articles.models.comment import Comment
from articles.models.correction import Correction
from articles.models.credit import Credit
from articles.models.delivery import Delivery
from articles.models.draft import Draft
from articles.models.footnote import Footnote
from articles.models.full_text import SearchText, SearchWord
from articles.models.image import Image
from articles.models.membership import Membership
from articles.models.notice import Notice
from articles.models.placement import Placement
from articles.models.publication import Publication
from articles.models.record import LogEntry, Waiver
from articles.models.revision import Rendering, Revision
from articles.models.searchable import Searchable
from articles.models.topic import Topic
from articles.models.version import LanguageVersion, Translation

__all__ = [
    "Article",
    "Comment",
    "Correction",
    "Credit",
    "Delivery",
    "Draft",
    "Footnote",
    "Image",
    "LanguageVersion",
    "LogEntry",
    "Membership",
    "Notice",
    "Placement",
    "Publication",
    "Rendering",
    "Revision",
    "SearchText",
    "SearchWord",
    "Searchable",
    "Topic",
    "Translation",
    "Waiver",
]
