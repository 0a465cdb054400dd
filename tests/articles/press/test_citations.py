"""Citations as readers get them: the file of each form, and the sentence on the page of the piece."""

import json

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from lxml.html import fragment_fromstring

from articles import workflow
from articles.choices import Act
from articles.models import Article
from articles.press.article.loading import load_article
from articles.press.citations.sentence import TRANSLATED, TRANSLATED_BY, quote_title
from articles.press.citations.views import load_work
from journal.languages import CODES
from journal.languages import language as language_row
from tests.articles.press.pieces import create_person, create_piece, credit, revise, translate
from tests.articles.press.reader import LATER, YEARS_LATER, attributes, find_path, get, get_at, texts, tree
from tests.factories import find_chief, find_version

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def create_credited() -> Article:
    """A piece in Armenian and English: two authors, one of them under a pseudonym, and a translator."""
    article = create_piece(languages=("hy", "en"))
    anahit = create_person("anahit", hy="Անահիտ Մկրտչյան", en="Anahit Mkrtchyan")
    anahit.given_name, anahit.family_name = "Anahit", "Mkrtchyan"
    hidden = create_person("hidden", en="Their Real Name")
    hidden.given_name, hidden.family_name = "Real", "Name"
    emma = create_person("emma", hy="Էմմա Վերսո")
    for person in (anahit, hidden, emma):
        person.save()
    credit(anahit, article)
    credit(hidden, article, alias="N. N.")
    credit(emma, article, "en", role="translator")
    return article


def cite(article: Article, language: str) -> str:
    """Return the sentence on the page of a version."""
    page = load_article(article.pk, language, at=YEARS_LATER)
    with translation.override(language):
        html = render_to_string("press/article/_cite.html", {"page": page, "language": language})
    (sentence,) = fragment_fromstring(html).xpath("//*[@id='citation-text']")
    return " ".join(sentence.text_content().split())


def test_each_form_is_a_file_of_its_type_named_in_ascii() -> None:
    article = create_credited()
    key = f"mkrtchyan2020en{article.pk}"
    answers = {form: get(f"/en/{article.pk}/cite.{form}") for form in ("bib", "ris", "json")}
    again = {form: get(f"/en/{article.pk}/cite.{form}") for form in answers}
    expected = {
        form: (200, kind, f'attachment; filename="{key}.{form}"', "en")
        for form, kind in (
            ("bib", "application/x-bibtex; charset=utf-8"),
            ("ris", "application/x-research-info-systems; charset=utf-8"),
            ("json", "application/vnd.citationstyles.csl+json"),
        )
    }
    headers = ("Content-Type", "Content-Disposition", "Content-Language")
    for found in (answers, again):
        assert {form: (one.status_code, *(one[name] for name in headers)) for form, one in found.items()} == expected
    assert {form: one.content for form, one in answers.items()} == {form: one.content for form, one in again.items()}
    assert answers["bib"].content.decode().startswith(f"@article{{{key},\n")
    assert answers["ris"].content.decode().startswith("TY  - MGZN\r\nAU  - Mkrtchyan, Anahit\r\nAU  - N. N.\r\n")


def test_a_translation_is_cited_with_its_translator_and_its_original(settings: LazySettings) -> None:
    settings.SITE_ISSN, settings.SITE_PUBLISHER, settings.SITE_LICENCE = "1234-5679", "Enface e. V.", "CC-BY-4.0"
    article = create_credited()
    short = f"{SITE}/en/{article.pk}/"
    assert json.loads(get(f"/en/{article.pk}/cite.json").content) == [
        {
            "id": f"mkrtchyan2020en{article.pk}",
            "type": "article-magazine",
            "author": [{"family": "Mkrtchyan", "given": "Anahit"}, {"literal": "N. N."}],
            "translator": [{"literal": "Էմմա Վերսո"}],
            "title": "Title en first: Subtitle en first",
            "title-short": "Title en first",
            "container-title": "Enface",
            "publisher": "Enface e. V.",
            "ISSN": "1234-5679",
            "issued": {"date-parts": [[2020, 5, 4]]},
            "URL": f"{short}title-en-first/",
            "language": "en",
            "original-title": "Title hy first",
            "original-date": {"date-parts": [[2020, 5, 4]]},
            "version": "1",
            "abstract": "Standfirst en first",
            "custom": {"original-language": "hy", "license": "CC BY 4.0", "short-url": short},
        }
    ]


def test_a_pseudonym_is_cited_as_it_stands_and_says_nothing_of_the_person() -> None:
    article = create_credited()
    for form in ("bib", "ris", "json"):
        answer = get(f"/en/{article.pk}/cite.{form}").content.decode()
        assert ("N. N." in answer, "Real" in answer) == (True, False)


def test_the_original_is_cited_without_an_original_and_in_its_own_words() -> None:
    article = create_credited()
    work = load_work(article.pk, "hy", at=YEARS_LATER)
    assert work is not None
    assert (work.title, work.original_language, work.original_title, work.original_published, work.translators) == (
        *("Title hy first", "", "", None),
        (),
    )
    assert work.authors[0].name == "Անահիտ Մկրտչյան"


def test_an_original_that_is_not_published_lends_its_language_and_nothing_else() -> None:
    article = create_piece(languages=("ka", "en"))
    workflow.apply(find_version(article), Act.WITHDRAW, by=find_chief(), at=LATER, reason="A reason.")
    work = load_work(article.pk, "en", at=YEARS_LATER)
    assert work is not None
    assert (work.original_language, work.original_title, work.original_published) == ("ka", "", None)
    assert "Title ka" not in get(f"/en/{article.pk}/cite.bib").content.decode()


def test_an_update_changes_the_revision_and_not_the_date() -> None:
    article = create_piece(languages=("hy",))
    revise(article, word="second", at=LATER)
    work = load_work(article.pk, "hy", at=YEARS_LATER)
    assert work is not None
    assert (work.title, work.revision, work.published.isoformat()) == ("Title hy second", 2, "2020-05-04")


def test_keys_are_ascii_and_differ_between_versions_and_pieces() -> None:
    articles = [create_piece(languages=("hy", "be")) for _ in range(2)]
    person = create_person("vera", hy="Վերա Ճոճ", be="Вера Гук")
    for article in articles:
        credit(person, article)
    works = [load_work(article.pk, code, at=YEARS_LATER) for article in articles for code in ("hy", "be")]
    assert [work.key for work in works if work] == [
        f"{word}2020{code}{article.pk}"
        for article in articles
        for word, code in (("verachoch", "hy"), ("verahuk", "be"))
    ]
    bare = load_work(create_piece(languages=("ro",)).pk, "ro", at=YEARS_LATER)
    assert bare is not None
    assert bare.key.startswith("piece2020ro")


def test_a_citation_is_absent_like_the_article() -> None:
    article = create_piece(languages=("hy", "en"))
    translate(article, "de")
    workflow.apply(find_version(article, "en"), Act.WITHDRAW, by=find_chief(), at=LATER, reason="A reason.")
    asked = [
        f"/{code}/{number}/cite.bib" for code, number in (("hy", article.pk), ("en", article.pk), ("de", article.pk))
    ]
    answers = [get_at(path, YEARS_LATER) for path in (*asked, "/hy/987654321/cite.bib")]
    assert [answer.status_code for answer in answers] == [200, 410, 404, 404]
    assert "A reason." in answers[1].content.decode()
    assert texts(answers[2], "//ul[@class='chooser']//a") == ["Title hy first"]


def test_a_citation_takes_three_queries_and_loads_no_body() -> None:
    article = create_credited()
    for form in ("bib", "ris", "json"):
        caches["press"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert get(f"/en/{article.pk}/cite.{form}").status_code == 200
        assert [len(queries), any("rendering" in query["sql"] for query in queries)] == [3, False]


def test_the_page_shows_a_sentence_to_copy_and_leads_to_each_form() -> None:
    article = create_credited()
    assert cite(article, "en") == (
        "Anahit Mkrtchyan and N. N., “Title en first”, translated from the Armenian by Էմմա Վերսո, Enface, 4 May 2020,"
        f" {SITE}/en/{article.pk}/"
    )
    response = get(find_path(article, "en"))
    assert attributes(response, "//details[@class='cite']//a", "href") == [
        (f"/en/{article.pk}/cite.{form}",) for form in ("bib", "ris", "json")
    ]
    assert attributes(response, "//details[@class='cite']//button", "data-copy", "hidden") == [("citation-text", "")]
    (sentence,) = tree(response).xpath("//*[@id='citation-text']")
    assert [(one.get("lang"), one.text_content()) for one in sentence.xpath(".//*")] == [("hy", "Էմմա Վերսո")]


def test_a_sentence_leaves_out_whom_nobody_credits() -> None:
    article = create_piece(languages=("ka", "en"))
    number = article.pk
    assert cite(article, "en") == (
        f"“Title en first”, translated from the Georgian, Enface, 4 May 2020, {SITE}/en/{number}/"
    )
    credit(create_person("emma", en="Emma <b>"), article, "en", role="translator")
    assert cite(article, "en") == (
        f"“Title en first”, translated from the Georgian by Emma <b>, Enface, 4 May 2020, {SITE}/en/{number}/"
    )


def test_the_sentence_is_written_as_each_language_writes() -> None:
    article = create_piece(languages=("hy", "be", "ka", "ro", "en", "de", "ru"))
    person = create_person("anahit", hy="Անահիտ")
    credit(person, article)
    credit(person, article, "de", role="translator")
    days = {
        "hy": "4 մայիսի, 2020 թ.",
        "be": "4 мая 2020 г.",
        "ka": "4 მაისი, 2020",
        "ro": "4 mai 2020",
        "en": "4 May 2020",
        "de": "4. Mai 2020",
        "ru": "4 мая 2020 г.",
    }
    for code in CODES:
        sentence = cite(article, code)
        title = "{}Title {} first{}".format(*language_row(code).quotes[:1], code, language_row(code).quotes[1])
        parts = ["Անահիտ", title, "Enface", days[code], f"{SITE}/{code}/{article.pk}/"]
        assert [part for part in parts if part not in sentence] == [], code
        assert "{" not in sentence


def test_every_language_says_from_which_language_and_by_whom() -> None:
    """So that no catalogue loses the names."""
    for code in CODES:
        with translation.override(code):
            assert [key for key, words in TRANSLATED_BY.items() if str(words).count("{translators}") != 1] == []
            assert [key for key, words in TRANSLATED.items() if "{" in str(words) or not str(words)] == []
    assert [list(TRANSLATED), list(TRANSLATED_BY)] == [list(CODES)] * 2


def test_quotation_marks_within_a_title_become_the_inner_ones() -> None:
    written = {"ru": "Слово «мир»", "de": "Das Wort „Krieg“", "en": "The word “war”", "ro": "Cuvântul „pace”"}
    assert {code: quote_title(title, language_row(code).quotes) for code, title in written.items()} == {
        "ru": "«Слово „мир“»",
        "de": "„Das Wort ‚Krieg‘“",
        "en": "“The word ‘war’”",
        "ro": "„Cuvântul «pace»”",
    }
