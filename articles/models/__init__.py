"""One file per concept; outsiders import from here."""

from articles.models.article import Article
from articles.models.credit import Credit
from articles.models.delivery import Delivery
from articles.models.footnote import Footnote
from articles.models.image import Image
from articles.models.membership import Membership
from articles.models.publication import Publication
from articles.models.record import Draft, LogEntry, Waiver
from articles.models.revision import Rendering, Revision
from articles.models.topic import Topic
from articles.models.version import LanguageVersion, Translation

__all__ = [
    "Article",
    "Credit",
    "Delivery",
    "Draft",
    "Footnote",
    "Image",
    "LanguageVersion",
    "LogEntry",
    "Membership",
    "Publication",
    "Rendering",
    "Revision",
    "Topic",
    "Translation",
    "Waiver",
]
