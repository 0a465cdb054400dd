"""What a search can be narrowed down to: the persons, topics and years of what was found, and the languages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.choices import CreditRole
from articles.models import Article, Credit
from articles.press.article.references import choose_name
from articles.press.lists.holdings import public_people, public_topics
from articles.press.search.asking import Question
from articles.press.search.matching import Match
from journal.columns import Name, column, read_name
from journal.languages import CODES, LANGUAGES, Language
from journal.text.collation import name_key, sort_key

MOST_PERSONS = 100
"""Those with most of the pieces."""


@dataclass(frozen=True)
class Choices:
    """For each filter what can be chosen, in the order of the page's language."""

    authors: list[tuple[int, Name]] = field(default_factory=list)
    topics: list[tuple[int, Name]] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    languages: tuple[Language, ...] = LANGUAGES

    def chosen(self, question: Question, language: str) -> dict[str, SafeString]:
        """Return the names of what the question is narrowed down to, by filter, as HTML of a page in `language`."""
        names = [name for pk, name in self.authors if pk == question.author]
        topics = [name for pk, name in self.topics if pk == question.topic]
        languages = [Name(row.name, row.code) for row in self.languages if row.code == question.language]
        years = [Name(str(question.year), language)] if question.year else []
        found = {"author": names, "topic": topics, "year": years, "language": languages}
        return {name: _write_name(values[0], language) for name, values in found.items() if values}


def list_choices(matches: Sequence[Match], question: Question, language: str, *, at: datetime) -> Choices:
    """Return what the matches can be narrowed down to, and what the question already is. Two queries; two more where
    nothing was found."""
    articles = {match.article_id for match in matches}
    years = {timezone.localtime(match.first_at).year for match in matches} | (
        {question.year} if question.year else set()
    )
    authors, topics = (_list_authors(matches, language), _list_topics(articles, language)) if matches else ({}, {})
    if question.author and question.author not in authors:
        authors |= {row.pk: read_name(row, "name", language) for row in public_people(at=at).filter(pk=question.author)}
    if question.topic and question.topic not in topics:
        topics |= {row.pk: read_name(row, "name", language) for row in public_topics(at=at).filter(pk=question.topic)}
    return Choices(
        sorted(authors.items(), key=lambda row: name_key(row[1].text, language)),
        sorted(topics.items(), key=lambda row: sort_key(row[1].text, language)),
        sorted(years, reverse=True),
    )


def _write_name(name: Name, language: str) -> SafeString:
    if name.language == language:
        return format_html("{}", name.text)
    return format_html('<span lang="{}">{}</span>', name.language, name.text)


def _list_authors(matches: Sequence[Match], language: str) -> dict[int, Name]:
    """Return authors and translators who are credited by their name; a pseudonym leads nowhere."""
    of = Q(article__in={row.article_id for row in matches}) | Q(version__in=[row.version_id for row in matches])
    roles = (CreditRole.AUTHOR, CreditRole.TRANSLATOR)
    columns = [f"author__{column('name', code)}" for code in CODES]
    rows = list(Credit.objects.filter(of, credited_as="", role__in=roles).order_by().values_list("author_id", *columns))
    names = {row[0]: choose_name(row[1:], language) for row in rows}
    often = Counter(row[0] for row in rows).most_common(MOST_PERSONS)
    return {pk: names[pk] for pk, _count in often}


def _list_topics(articles: set[int], language: str) -> dict[int, Name]:
    columns = [f"topic__{column('name', code)}" for code in CODES]
    filed = Article.topics.through._base_manager.filter(article_id__in=articles)
    return {row[0]: choose_name(row[1:], language) for row in filed.values_list("topic_id", *columns).distinct()}
