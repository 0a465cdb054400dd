"""Who is credited for the pieces of a feed, and what topics they have: all of them at once."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from articles.models import Article, Credit
from articles.press import addresses
from articles.press.article.references import Credited, TopicLink, choose_name, name_person
from journal.columns import column
from journal.languages import CODES


def load_credits(articles: Mapping[int, int], language: str) -> dict[int, list[Credited]]:
    """Return the credits of some versions by the number of their article, in the order of the page, named in one
    language. `articles` leads from each version to its article. One query."""
    names = [f"author__{column('name', code)}" for code in CODES]
    person = ("author_id", "author__slug", "author__given_name", "author__family_name")
    rows = (
        Credit.objects.filter(Q(article_id__in=list(articles.values())) | Q(version_id__in=list(articles)))
        .order_by("position", "pk")
        .values_list("article_id", "version_id", "role", "credited_as", *person, *names)
    )
    found: dict[int, list[Credited]] = {}
    for article_id, version_id, role, alias, number, slug, given, family, *written in rows:
        name, path = name_person(number, slug, alias, written, language)
        credited = Credited(number, slug, role, name, given, family, path)
        found.setdefault(article_id or articles[version_id], []).append(credited)
    return found


def load_topics(article_ids: Iterable[int], language: str) -> dict[int, list[TopicLink]]:
    """Return the topics of each article in the order of the page, named in one language. One query."""
    names = [f"topic__{column('name', code)}" for code in CODES]
    rows = (
        Article.topics.through.objects.filter(article_id__in=list(article_ids))
        .order_by("pk")
        .values_list("article_id", "topic_id", "topic__slug", *names)
    )
    found: dict[int, list[TopicLink]] = {}
    for article_id, number, slug, *written in rows:
        link = TopicLink(number, choose_name(written, language), addresses.topic(language, number, slug))
        found.setdefault(article_id, []).append(link)
    return found
