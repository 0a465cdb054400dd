"""The page of the search: one form, which works without script, and what was found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.full_text.forms import find_forms
from articles.press import addresses
from articles.press.errors import not_found
from articles.press.language import in_language
from articles.press.search.asking import read_question, split_question
from articles.press.search.helping import Help, find_addressed, give_help
from articles.press.search.hits import load_hits
from articles.press.search.matching import find_matches
from articles.press.search.names import find_names
from articles.press.search.narrowing import list_choices
from journal.languages import CODES


@in_language
def show_search(request: HttpRequest, language: str) -> HttpResponse:
    """`/{lang}/search/`: pieces that have every word, in whichever of their languages; with filters alone, a list.

    At most a dozen queries, whatever is asked and found; more where nothing is, to help.
    """
    stamp = request.press  # type: ignore[attr-defined]
    question = read_question(request.GET)
    terms, has_more_terms = split_question(question.q)
    terms = find_forms(find_names(terms, token=stamp.token)) if terms else []
    matches, is_cut = find_matches(terms, question, language, at=stamp.at)
    is_asked = bool(terms) or (question.is_narrowed and not question.q)
    found = matches if is_asked else []
    hits = load_hits(found, terms, language, question.page, is_cut=is_cut, at=stamp.at)
    if question.page > 1 and not hits.hits:
        return not_found(request)
    addressed = find_addressed(question.q, language, at=stamp.at)
    needs_help = is_asked and not found and not addressed
    help_ = give_help(terms, question, language, token=stamp.token, at=stamp.at) if needs_help else Help()
    choices = list_choices(matches, question, language, at=stamp.at)
    context = {
        "language": language,
        "question": question,
        "terms": terms,
        "has_more_terms": has_more_terms,
        "has_no_word": bool(question.q) and not terms,
        "is_asked": is_asked,
        "addressed": addressed,
        "hits": hits,
        "help": help_,
        "choices": choices,
        "chosen": choices.chosen(question, language),
        "previous": question.address(language, page=question.page - 1) if question.page > 1 else "",
        "next": question.address(language, page=question.page + 1) if hits.has_next else "",
        "here": addresses.search(language),
        "alternates": [(code, question.address(code, page=1)) for code in CODES],
    }
    return render(request, "press/search.html", context)
