"""The desk's search: through titles, texts, notes, working titles and names of credited people, in every language.

The words of each version lie folded in `Searchable`, written with the text itself; what is short and lives elsewhere is
compared as it is now. Nothing is found by what the person may not see. Folding: `journal.text.folding`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.utils.translation import gettext_lazy as _

from articles import rights
from articles.choices import Right
from articles.models import Article, Credit, Footnote, LanguageVersion, Searchable
from articles.models.article import TEXT_FIELDS
from authors.models import Author
from journal.columns import column, columns
from journal.languages import CODES
from journal.languages import language as language_row
from journal.text.folding import Excerpt, find_excerpt, fold_text, split_search
from journal.text.plain import to_text

MOST_FOUND = 5_000
"""Pieces of one search, the newest of them; no list of a request is longer."""
PLACES = {
    "title": _("title"),
    "subtitle": _("subtitle"),
    "standfirst": _("standfirst"),
    "body": _("text"),
    "note": _("footnote"),
    "person": _("credited person"),
    "working_title": _("working title"),
}

Texts = dict[tuple[int, str], list[tuple[str, str]]]
"""By article and language: (place, plain text) in the order of reading."""


@dataclass(frozen=True)
class Match:
    """Where a piece has what was searched for: a key of PLACES, the language ("" for none), the words."""

    place: str
    language: str
    excerpt: Excerpt

    @property
    def label(self) -> object:
        return PLACES[self.place]

    @property
    def language_name(self) -> str:
        return language_row(self.language).name if self.language else ""


def store_words(*versions: LanguageVersion) -> None:
    """Write what the desk's search looks through in the working text of `versions`, as it is stored now.

    To be called in the transaction that stores the text. Three queries for any number of versions.
    """
    texts = _read_texts({(row.article_id, row.language) for row in versions})
    rows = [
        Searchable(version=row, words=join_words(text for _place, text in texts[row.article_id, row.language]))
        for row in versions
    ]
    Searchable.objects.bulk_create(
        rows, batch_size=100, update_conflicts=True, unique_fields=["version"], update_fields=["words"]
    )


def join_words(texts: Iterable[str]) -> str:
    """Return plain texts as `Searchable.words`: folded, a line each, so that no phrase runs from one into the next."""
    return "\n".join(filter(None, map(fold_text, texts)))


def search_articles(user: rights.Person, query: str) -> QuerySet[Article]:
    """Return the articles that have every word and phrase of `query`, each in any version the person may see, in its
    notes and credits, or in the working title; without a word to look for, all the person may see.

    Four queries at once, none of which loads a text, and the returned one. Grows with the words of all versions: the
    database looks through them.
    """
    articles = rights.visible_articles(user)
    terms = split_search(query)
    if not terms:
        return articles
    found: list[set[int]] = [set() for _term in terms]
    for article, _version, *has in _find_versions(user, terms):
        for place, is_there in zip(found, has, strict=True):
            if is_there:
                place.add(article)
    for article, title in articles.order_by().values_list("pk", "working_title"):
        _note(found, article, terms, title)
    for article, _language, names in _list_people(user, terms, None):
        _note(found, article, terms, *names)
    return articles.filter(pk__in=sorted(set.intersection(*found), reverse=True)[:MOST_FOUND])


def explain_matches(user: rights.Person, articles: Collection[Article], query: str) -> dict[int, list[Match]]:
    """Return by article where the words of `query` stand: for each word its first place, texts before names, the
    original language first. Six queries; loads the texts that have a word, so give it one page of articles."""
    terms = split_search(query)
    if not terms or not articles:
        return {}
    by_pk = {row.pk: row for row in articles}
    rows = list(_find_versions(user, terms, articles=list(by_pk)))
    languages = dict(LanguageVersion.objects.filter(pk__in=[row[1] for row in rows]).values_list("pk", "language"))
    places: dict[int, list[tuple[str, str, str]]] = {pk: [] for pk in by_pk}
    texts = _read_texts({(article, languages[version]) for article, version, *_has in rows})
    in_order = sorted(texts, key=lambda key: (key[1] != by_pk[key[0]].original_language, CODES.index(key[1])))
    for article, language in in_order:
        places[article] += [(place, language, text) for place, text in texts[article, language]]
    for article, language, names in _list_people(user, terms, by_pk):
        places[article] += [("person", language, name) for name in names]
    for pk, row in by_pk.items():
        places[pk].append(("working_title", "", row.working_title))
    return {pk: _match(terms, found) for pk, found in places.items()}


def _match(terms: Sequence[str], places: Iterable[tuple[str, str, str]]) -> list[Match]:
    matches: list[Match] = []
    left = list(terms)
    for place, language, text in places:
        excerpt = find_excerpt(text, left) if left else None
        if excerpt is not None:
            matches.append(Match(place, language, excerpt))
            folded = fold_text(text)
            left = [term for term in left if term not in folded]
    return matches


def _find_versions(
    user: rights.Person, terms: Sequence[str], articles: Collection[int] | None = None
) -> Iterable[tuple[Any, ...]]:
    """Return (article, version, whether each term is there) of the visible versions that have one. One query.

    The place of a string, not LIKE: nothing in it is a wildcard, and both databases compare it letter by letter.
    """
    seen = rights.visible_versions(user)
    if articles is not None:
        seen = seen.filter(article__in=articles)
    names = [f"place_{number}" for number in range(len(terms))]
    has = {name: StrIndex(F("words"), Value(term)) for name, term in zip(names, terms, strict=True)}
    any_of = Q(pk__in=[])
    for name in names:
        any_of |= Q(**{f"{name}__gt": 0})
    rows = Searchable.objects.filter(version__in=seen.values("pk")).annotate(**has).filter(any_of)
    return rows.order_by("version").values_list("version__article_id", "version_id", *names)


def _read_texts(wanted: Collection[tuple[int, str]]) -> Texts:
    """Return the working texts and notes of (article, language), as plain text. Two queries."""
    languages = sorted({language for _article, language in wanted})
    articles = {article for article, _language in wanted}
    names = [name for code in languages for name in columns(TEXT_FIELDS, code)]
    texts: Texts = {key: [] for key in wanted}
    for row in Article.objects.filter(pk__in=articles).order_by().values("pk", *names):
        for code in languages:
            if (row["pk"], code) in texts:
                fields = [(name, row[column(name, code)] or "") for name in TEXT_FIELDS]
                texts[row["pk"], code] += [
                    (name, to_text(text) if name == "body" else text) for name, text in fields if text
                ]
    notes = [column("text", code) for code in languages]
    rows = Footnote.objects.filter(article__in=articles).order_by("pk").values("article_id", *notes)
    for row in rows:
        for code in languages:
            note = row[column("text", code)]
            if note and (row["article_id"], code) in texts:
                texts[row["article_id"], code].append(("note", to_text(note)))
    return texts


def _list_people(
    user: rights.Person, terms: Sequence[str], articles: Collection[int] | None
) -> Iterable[tuple[int, str, list[str]]]:
    """Return (article, language of a version's credit, names) of the credits that have a term. Two queries.

    Who is credited under another name is known by that name alone to all but editors of originals.
    """
    people: dict[int, list[str]] = {}
    for pk, *spelled in Author.objects.order_by().values_list("pk", *(column("name", code) for code in CODES)):
        names = [name for name in spelled if name and _has_any(name, terms)]
        if names:
            people[pk] = names
    sees_names = bool(rights.languages_with(user, Right.EDIT))
    seen = rights.visible_versions(user)
    credits = Credit.objects.filter(Q(author__in=people) | ~Q(credited_as=""))
    credits = credits.filter(Q(article__isnull=False) | Q(version__in=seen.values("pk")))
    if articles is not None:
        credits = credits.filter(Q(article__in=articles) | Q(version__article__in=articles))
    listed = credits.order_by("position", "pk").values_list(
        "article_id", "version__article_id", "version__language", "author_id", "credited_as"
    )
    for article, other, language, author, alias in listed:
        names = [alias] if alias else []
        names += people.get(author, []) if sees_names or not alias else []
        if any(_has_any(name, terms) for name in names):
            yield article or other, language or "", names


def _note(found: Sequence[set[int]], article: int, terms: Sequence[str], *texts: str) -> None:
    """Put the article under each term that one of the texts has."""
    folded = [fold_text(text) for text in texts]
    for place, term in zip(found, terms, strict=True):
        if any(term in text for text in folded):
            place.add(article)


def _has_any(text: str, terms: Sequence[str]) -> bool:
    folded = fold_text(text)
    return any(term in folded for term in terms)
