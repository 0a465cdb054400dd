"""Names of credited people, as they are now: a person is found by name where a piece credits them by it, and under a
pseudonym by the pseudonym alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Q

from articles.full_text.forms import is_form
from articles.full_text.kinds import Term
from articles.full_text.letters import LATIN, list_languages
from articles.models import Credit, LanguageVersion
from authors.models import Author
from journal.columns import column
from journal.languages import CODES
from journal.text.words import list_words

MOST_VERSIONS = 5_000
"""Of all people of a name, the newest."""
LATIN_ENDINGS = frozenset({"s", "es", "n", "en", "ns", "ens", "ul", "ului"})
"""With which a name stands in Latin letters, in any of our languages; it keeps its own letters."""


@dataclass(frozen=True)
class Names:
    """By folded word: the persons who have it in their name, and the credits that have it in a pseudonym."""

    persons: dict[str, set[int]]
    aliases: dict[str, set[int]]


def find_names(terms: Sequence[Term], *, token: str) -> list[Term]:
    """Return the terms with the language versions that credit somebody of that name, public or not.

    No query where no name has a word of them, else two; and two for the names themselves whenever the press stamp
    `token` is a new one.
    """
    names = _read_names(token)
    people = [_find(term, names.persons) for term in terms]
    aliases = [_find(term, names.aliases) for term in terms]
    if not any(people) and not any(aliases):
        return list(terms)
    wanted = Q(author__in=set().union(*people), credited_as="") | Q(pk__in=set().union(*aliases))
    credits = list(
        Credit.objects.filter(wanted).order_by().values_list("pk", "author_id", "credited_as", "article", "version")
    )
    versions = defaultdict(set)
    of_articles = LanguageVersion.objects.filter(article__in={row[3] for row in credits if row[3]}).order_by("-pk")
    for version, article in of_articles.values_list("pk", "article_id"):
        versions[article].add(version)
    found = []
    for term, persons, others in zip(terms, people, aliases, strict=True):
        pks: set[int] = set()
        for pk, author, alias, article, version in credits:
            if pk in others or (author in persons and not alias):
                pks |= versions[article] if article else {version}
        versions_of = frozenset(sorted(pks, reverse=True)[:MOST_VERSIONS])
        is_name = term.words[0] in names.persons or term.words[0] in names.aliases
        found.append(replace(term, versions=versions_of, is_name=bool(pks) and is_name))
    return found


@lru_cache(maxsize=2)
def _read_names(token: str) -> Names:
    names = Names(defaultdict(set), defaultdict(set))
    columns = [column("name", code) for code in CODES]
    for pk, *spelled in Author.objects.order_by().values_list("pk", *columns):
        for word in {word for name in spelled for word in list_words(name or "")}:
            names.persons[word].add(pk)
    for pk, alias in Credit.objects.exclude(credited_as="").order_by().values_list("pk", "credited_as"):
        for word in list_words(alias):
            names.aliases[word].add(pk)
    return names


def _find(term: Term, names: dict[str, set[int]]) -> set[int]:
    """Return who has every word of a term in the name; a single word may have another ending."""
    if term.is_phrase:
        return set.intersection(*(names.get(word, set()) for word in term.words))
    (word,) = term.words
    begins = word[:2]
    return set().union(
        names.get(word, set()),
        *(
            having
            for name, having in names.items()
            if name.startswith(begins) and len(word) > 3 and is_form_of_name(word, name)
        ),
    )


def is_form_of_name(word: str, name: str) -> bool:
    """Whether a folded word is a name with an ending of a language of its letters: Матенца is Матенц, but neither
    verse nor version is Verso. Linear."""
    languages = list_languages(name)
    if set(languages) <= set(LATIN):
        return word.startswith(name) and (word == name or word[len(name) :] in LATIN_ENDINGS)
    return any(is_form(name, word, code) for code in languages)
