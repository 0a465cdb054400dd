"""What helps where nothing was found: the word as the texts spell it, fewer words, fewer filters; or the piece whose
address was typed instead of words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from articles.full_text import engines
from articles.full_text.forms import find_forms
from articles.full_text.kinds import Term
from articles.full_text.letters import has_digit
from articles.models import SearchText, SearchWord
from articles.press.addresses import IdConverter, LanguageConverter
from articles.press.public import PublicVersion, best_for, public_versions
from articles.press.search.asking import Question, split_question
from articles.press.search.matching import find_matches
from articles.press.search.names import find_names
from journal.text.folding import INSIDE
from journal.text.words import find_words

MOST_TRIED = 4
"""Other spellings that are searched for, of one word; each costs a search."""

MOST_LOOKED_AT = 50
"""Revisions that have a spelling, of which one has to be public."""

_INSIDE = re.compile(f"[{INSIDE}]")
_ADDRESS = re.compile(
    rf"(?:(?:https?:)?//)?(?P<host>[^\s/?#]*)/"
    rf"(?:(?P<language>{LanguageConverter.regex})/(?P<number>{IdConverter.regex})(?:/\S*)?"
    rf"|(?P<neutral>{IdConverter.regex})/?)(?:[?#]\S*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Spelling:
    """Another search that does find something."""

    q: str
    address: str
    language: str
    """That of the text which has the word."""


@dataclass(frozen=True)
class Help:
    spellings: list[Spelling] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    """Each word of the search and the address of a search for it alone."""
    without: list[tuple[str, str]] = field(default_factory=list)
    """Name of a filter's parameter, and the address of the search without it."""


def find_addressed(q: str, language: str, *, at: datetime) -> PublicVersion | None:
    """Return the piece of whose pages on this site `q` is an address, with or without the host: in the language the
    address says, else as a reader of `language` is offered it; None for anything else. One query for an address."""
    address = _ADDRESS.fullmatch(q)
    if not address or address["host"].lower() not in ("", urlsplit(settings.SITE_URL).netloc.lower()):
        return None
    number = int(address["number"] or address["neutral"])
    versions = public_versions([number], at=at).get(number, [])
    return best_for(versions, (address["language"] or language).lower()) if versions else None


def give_help(terms: Sequence[Term], question: Question, language: str, *, token: str, at: datetime) -> Help:
    """Return what a reader may try instead. Some twenty queries at most."""
    narrowed = [name for name in ("author", "topic", "year", "language") if getattr(question, name)]
    return Help(
        spellings=_find_spellings(terms, question, language, token=token, at=at),
        words=[(term.typed, question.address(language, q=_quote(term))) for term in terms] if len(terms) > 1 else [],
        without=[(name, question.address(language, **{name: "" if name == "language" else None})) for name in narrowed],
    )


def _find_spellings(
    terms: Sequence[Term], question: Question, language: str, *, token: str, at: datetime
) -> list[Spelling]:
    """Return searches in which the first word that no text has is spelled as some text has it, each of which finds
    something that is public."""
    forms = {form for term in terms for form, _language in term.forms}
    known = set(SearchWord.objects.filter(word__in=forms).values_list("word", flat=True)) if forms else set()
    unknown = [
        term
        for term in terms
        if not term.is_phrase and not term.versions and not known & {form for form, _language in term.forms}
    ]
    found = []
    for term in unknown[:1]:
        for word in _list_alike(term.words[0])[:MOST_TRIED]:
            spelled = [word if other is term else _quote(other) for other in terms]
            tried, _is_cut = split_question(" ".join(spelled))
            tried = find_forms(find_names(tried, token=token))
            matches, _is_cut = find_matches(tried, question, language, at=at, most=MOST_LOOKED_AT)
            if matches:
                shown = _find_as_written(matches[0].revision_id, word)
                q = " ".join(shown if other is term else _quote(other) for other in terms)
                found.append(Spelling(q, question.address(language, q=q), matches[0].language))
    return found


def _list_alike(word: str) -> list[str]:
    """Return words of the texts that are the same in Latin letters, then those spelled nearly alike: of a number, none,
    for it is another one. Two queries."""
    if has_digit(word):
        return []
    same = SearchWord.objects.filter(latin=word).exclude(word=word).order_by("word").values_list("word", flat=True)
    alike = engines.choose().find_alike(connection, word, most=MOST_TRIED)
    return list(dict.fromkeys([*same[:MOST_TRIED], *alike]))


def _find_as_written(revision: int, word: str) -> str:
    """Return a folded word as the text spells it, without the marks that are not typed. One query."""
    texts = SearchText.objects.filter(pk=revision).values_list("title", "lead", "body", "notes").first() or ()
    for text in texts:
        for each in find_words(text):
            if each.folded == word:
                return _INSIDE.sub("", text[each.start : each.end])
    return word


def _quote(term: Term) -> str:
    return f"“{term.typed}”" if term.is_phrase else term.typed
