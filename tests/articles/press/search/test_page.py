"""The page of the search: order, filters, pages, help, and what nobody means well."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from articles.full_text.checks import check_search
from articles.press.parameters import normalise_query
from articles.press.search import hits
from articles.press.search.asking import split_question
from articles.press.search.marking import mark, mark_excerpt
from journal.languages import CODES
from tests.articles.press.pieces import create_person, create_topic, credit
from tests.articles.press.reader import LATER, LONG_AGO, YEARS_LATER, attributes, get, get_at, texts, tree
from tests.articles.press.search.searching import ask, excerpts, found, marked, titles, write_piece

DAY = timedelta(days=1)


@pytest.mark.django_db
def test_what_has_the_words_in_its_heading_comes_first_then_the_newest() -> None:
    note = {"n1": {"html": "<p>Umbrella</p>"}}
    cited = '<p>Text<sup data-note="n1"></sup></p>'
    write_piece({"en": {"title": "Note", "body": cited}}, notes=note, at=LONG_AGO + 5 * DAY)
    write_piece({"en": {"title": "Body", "body": "<p>An umbrella.</p>"}}, at=LONG_AGO + 4 * DAY)
    write_piece({"en": {"title": "Lead", "standfirst": "An umbrella."}}, at=LONG_AGO + 3 * DAY)
    write_piece({"en": {"title": "Older umbrella"}}, at=LONG_AGO)
    write_piece({"en": {"title": "Newer umbrella"}}, at=LONG_AGO + DAY)
    write_piece({"de": {"title": "Umbrella"}}, at=LONG_AGO + 6 * DAY)
    in_order = ["Newer umbrella", "Older umbrella", "Lead", "Body", "Note"]
    assert titles(ask("en", "umbrella")) == [*in_order, "Umbrella"]
    assert titles(ask("de", "umbrella")) == ["Umbrella", *in_order]


@pytest.mark.django_db
def test_of_title_and_heading_the_word_as_it_was_typed_comes_before_its_forms() -> None:
    pieces = (
        {"title": "Body", "body": "<p>The letters</p>"},
        {"title": "Lead, typed", "standfirst": "The letters."},
        {"title": "Lead, other form", "standfirst": "A letter."},
        {"title": "The letters"},
        {"title": "A letter"},
    )
    for days, given_texts in enumerate(pieces):
        write_piece({"en": given_texts}, at=LONG_AGO + days * DAY)
    in_order = ["The letters", "A letter", "Lead, typed", "Lead, other form", "Body"]
    assert titles(ask("en", "letters")) == in_order
    write_piece({"de": {"title": "Übersetzungen"}}, at=LONG_AGO + 10 * DAY)
    write_piece({"de": {"title": "Übersetzung"}})
    assert titles(ask("de", "ubersetzung")) == ["Übersetzung", "Übersetzungen"]


@pytest.mark.django_db
def test_a_piece_is_one_hit_that_names_its_languages() -> None:
    languages = ("hy", "en", "de", "ru")
    article = write_piece({code: {"title": "2023", "body": f"<p>{code}word</p>"} for code in languages})
    response = ask("ru", "2023")
    assert found(response) == [f"/ru/{article.pk}/2023/"]
    others = attributes(response, '//*[@class="card-foot"]//a', "href", "lang", "hreflang")
    assert others == [(f"/{code}/{article.pk}/2023/", code, code) for code in ("hy", "en", "de")]
    response = ask("ru", "deword")
    assert found(response) == [f"/de/{article.pk}/2023/"]
    assert attributes(response, "//article", "lang") == [("de",)]
    assert [href for (href,) in attributes(response, '//*[@class="card-foot"]//a', "href")][-1].startswith("/ru/")


@pytest.mark.django_db
def test_filters_narrow_it_down_alone_and_together() -> None:
    first = write_piece({"hy": {"title": "Առաջին"}, "en": {"title": "First umbrella"}})
    write_piece({"en": {"title": "Second umbrella"}}, at=datetime(2021, 6, 1, tzinfo=UTC))
    # In the journal's time zone, another year has begun
    write_piece({"de": {"title": "Umbrella, dritter"}}, at=datetime(2020, 12, 31, 23, 30, tzinfo=UTC))
    person, topic = create_person("anna", en="Anna"), create_topic("memory", en="Memory")
    credit(person, first)
    first.topics.add(topic)
    seen = {
        "author": titles(ask("en", author=person.pk)),
        "topic": titles(ask("en", "umbrella", topic=topic.pk)),
        "year": titles(ask("en", year=2021)),
        "language": titles(ask("en", "umbrella", language="de")),
        "all": titles(ask("en", author=person.pk, topic=topic.pk, year=2020, language="hy")),
        "none": titles(ask("en", "umbrella", author=person.pk, year=2021)),
        "nobody": titles(ask("en", author=987654321)),
    }
    assert seen == {
        "author": ["First umbrella"],
        "topic": ["First umbrella"],
        "year": ["Second umbrella", "Umbrella, dritter"],
        "language": ["Umbrella, dritter"],
        "all": ["Առաջին"],
        "none": [],
        "nobody": [],
    }
    response = ask("en", "umbrella", year=2021, language="de")
    chosen = attributes(response, "//option[@selected]", "value")
    assert (texts(response, "//option[@selected]"), chosen) == (["2021", "Deutsch"], [(None,), ("de",)])
    assert attributes(response, '//input[@id="search-words"]', "value") == [("umbrella",)]


@pytest.mark.django_db
def test_pages_carry_the_search_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hits, "PAGE_SIZE", 2)
    for number in range(3):
        write_piece({"en": {"title": f"Umbrella {number}"}}, at=LONG_AGO + number * DAY)
    first, second = ask("en", "umbrella", language="en"), ask("en", "umbrella", language="en", page=2)
    assert [titles(first)[0], len(titles(first)), titles(second)] == ["Umbrella 2", 2, ["Umbrella 0"]]
    nexts = attributes(first, '//nav[@class="pages"]/a', "rel", "href")
    assert nexts == [("next", "/en/search/?q=umbrella&language=en&page=2")]
    assert attributes(second, '//nav[@class="pages"]/a', "rel", "href") == [
        ("prev", "/en/search/?q=umbrella&language=en")
    ]
    assert ask("en", "umbrella", page=3).status_code == 404


@pytest.mark.django_db
def test_where_nothing_is_found_the_page_helps() -> None:
    write_piece({"ru": {"title": "Перевод", "body": "<p>Зонтик</p>"}})
    write_piece({"en": {"title": "Umbrella"}})
    offered = '//section[@class="search-help"]//a'
    response = ask("en", "perevod umbrella", year=2020)
    help_ = dict(
        zip(texts(response, offered), [href for (href,) in attributes(response, offered, "href")], strict=True)
    )
    assert help_ == {
        "All years, not only 2020": "/en/search/?q=perevod+umbrella",
        "perevod": "/en/search/?q=perevod&year=2020",
        "umbrella": "/en/search/?q=umbrella&year=2020",
        "Newest pieces": "/en/",
        "Topics": "/en/topics/",
        "People": "/en/people/",
        "Archive": "/en/archive/",
    }
    response = ask("en", "perevod")
    assert attributes(response, f"{offered}[@lang]", "href", "lang") == [
        (f"/en/search/?q={quote('Перевод')}", "ru"),
    ]
    assert texts(ask("en", "umbrrella"), offered)[0] == "Umbrella"
    assert texts(ask("en", "?!"), '//*[@role="status"]') == [
        "There is no word to look for: signs alone are not searched."
    ]
    assert attributes(ask("en"), '//meta[@name="robots"]', "content") == [("noindex",)]


@pytest.mark.django_db
def test_each_filter_says_what_a_search_without_it_looks_through() -> None:
    write_piece({"en": {"title": "Umbrella"}}, at=LONG_AGO)
    person, topic = create_person("anna", ru="Анна & Ко"), create_topic("memory", en="Memory")
    article = write_piece({"de": {"title": "Schirm"}})
    credit(person, article)
    article.topics.add(topic)
    response = ask("en", "Schirm", author=person.pk, topic=topic.pk, year=2020, language="hy")
    links = '//section[@class="search-help"]/ul[1]//a'
    assert texts(response, links) == [
        *("All authors and translators, not only Анна & Ко", "All topics, not only Memory"),
        *("All years, not only 2020", "All languages, not only Հայերեն"),
    ]
    assert attributes(response, f"{links}/span", "lang") == [("ru",), ("hy",)]
    assert texts(ask("en", "Schirm", author=987654321, topic=987654321), links) == ["anybody", "all topics"]


@pytest.mark.django_db
def test_an_address_of_a_piece_leads_to_the_piece() -> None:
    article = write_piece({"de": {"title": "Schirm"}, "hy": {"title": "Հովանոց"}})
    hidden = write_piece({"en": {"title": "Umbrella"}}, published=False)
    german, armenian = f"/de/{article.pk}/schirm/", f"/hy/{article.pk}/hovanots/"
    site, host = settings.SITE_URL, urlsplit(settings.SITE_URL).netloc
    typed = {
        f"{site}{german}": [german],
        f"{site}/hy/{article.pk}/anything/facing/de/?a=b#p-3": [armenian],
        f"{host}/de/{article.pk}": [german],
        f"/ru/{article.pk}/": [german],
        f"/{article.pk}/": [armenian],
        f"https://elsewhere.example{german}": [],
        f"/en/{hidden.pk}/umbrella/": [],
        "/de/987654321/": [],
        f"/de/{article.pk}x/": [],
    }
    offered = '//p[@role="status"]/a'
    response = {q: ask("hy", q) for q in typed}
    assert {q: [href for (href,) in attributes(page, offered, "href")] for q, page in response.items()} == typed
    first = response[f"{site}{german}"]
    assert attributes(first, offered, "lang", "hreflang") == [("de", "de")]
    assert texts(first, '//*[@id="nothing"]') == []
    assert texts(response["/de/987654321/"], '//*[@id="nothing"]') != []


@pytest.mark.django_db
def test_of_a_number_no_other_is_offered() -> None:
    write_piece({"en": {"title": "In 1987"}})
    assert texts(ask("en", "1980"), '//section[@class="search-help"]//a')[0] == "Newest pieces"


@pytest.mark.django_db
def test_nothing_that_is_stored_or_typed_becomes_markup() -> None:
    title = 'Umbrella <script>alert(1)</script> & "<img src=x onerror=y>"'
    write_piece({"en": {"title": title, "standfirst": "A <b>umbrella</b> &lt;i&gt;", "body": "<p>&lt;script&gt;</p>"}})
    response = ask("en", "umbrella <script>\"'")
    assert titles(response) == [title]
    assert excerpts(response) == ["A <b>umbrella</b> &lt;i&gt;"]
    assert marked(response) == ["Umbrella", "script", "script", "umbrella"]
    assert {one.tag for one in tree(response).xpath("//article//*")} <= {"h2", "a", "p", "mark", "span", "time"}
    assert attributes(response, '//input[@id="search-words"]', "value") == [("umbrella <script>\"'",)]


HOSTILE = [
    *(
        "a",
        "ա",
        "1",
        "\x00",
        "a\x00b",
        "'",
        "''",
        '"',
        '""',
        "%",
        "%%",
        "_",
        "*",
        "a*",
        "*a",
        "\\",
        "\\'",
        "a\\",
        "?!…",
        "-",
    ),
    *(
        "-a",
        "a -b",
        "AND",
        "a AND",
        "OR a",
        "NOT",
        "a NOT b",
        "NEAR(a b, 2)",
        "a NEAR b",
        "title:a",
        "{title} : a",
        "^a",
    ),
    *(
        "a ^b",
        "a + b",
        "(a",
        "a)",
        "((((",
        "a & b",
        "a | b",
        "!a",
        "a <-> b",
        "a:*",
        "'a':A",
        "a::text",
        "; DROP TABLE x; --",
    ),
    *(
        "$1",
        "$$a$$",
        "%s",
        "%(a)s",
        "{0}",
        "\ue000en",
        "\ue000",
        "\ud800",
        "\U0010ffff",
        "a\u0301\u0301",
        "ＡＢ",
        "½",
        "١٢",
    ),
    *(
        "“",
        "”a",
        "«a",
        "a»",
        "‘a",
        "don’t",
        "‘don’t’",
        "“” «» ''",
        "“a",
        "a" * 10_000,
        "a " * 5_000,
        "“" * 3_000,
        "ա" * 10_000,
    ),
    "<script>alert(1)</script>",
    " ".join(f"word{number}" for number in range(500)),
]


@pytest.mark.django_db
def test_no_search_is_an_error() -> None:
    write_piece({"en": {"title": "a b AND NEAR title", "body": "<p>a</p>"}})
    for q in HOSTILE:
        query = f"q={quote(q, errors='surrogatepass')}"
        assert get_at(f"/en/search/?{query[:60_000]}", YEARS_LATER).status_code == 200, q[:50]
    assert titles(ask("en", "AND NEAR")) == ["a b AND NEAR title"]
    assert titles(ask("en", "b AND -zebra")) == []
    odd = ("author=0", "author=x", f"author={'9' * 18}", "topic=-1", f"topic={'9' * 30}", "year=0000", "year=9999")
    for query in (*odd, "language=xx", "language=", "page=0", "page=x", "q", "q=&author", "%ff=%ff&q=%ff", "&" * 9000):
        assert get_at(f"/en/search/?{query}", YEARS_LATER).status_code == 200, query[:50]


@given(st.text(max_size=60))
@example("“a‘b”c’")
def test_what_is_looked_for_is_letters_and_digits_only(text: str) -> None:
    terms, _has_more = split_question(text)
    assert all(word.isalnum() for term in terms for word in term.words)
    assert len({term.words for term in terms}) == len(terms)


@given(st.text(max_size=200), st.text(max_size=20))
@example("a\n<b>a", "a b")
def test_marking_leaves_the_words_as_they_are(text: str, q: str) -> None:
    terms, _has_more = split_question(q)
    for shown in (mark(text, terms, "en"), mark_excerpt([text], terms, "en")):
        plain = shown.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in plain
        assert ">" not in plain


@given(st.sampled_from(["/en/search/", "/en/", "/", "/en/1/x/", "/en/feed/"]), st.text(max_size=80))
@example("/en/search/", "q=a&q=b&page=2&x=y")
def test_a_query_has_one_spelling(path: str, query: str) -> None:
    once = normalise_query(path, query.encode(errors="replace").decode("latin-1"))
    assert normalise_query(path, once) == once
    assert once.isascii()


def test_each_address_reads_its_own_parameters() -> None:
    query = "page=2&q=a%00%20+b&x=1&author=7&topic=0&year=2020&language=de&page=3&utm=z"
    seen = {
        path: normalise_query(path, query) for path in ("/en/search/", "/en/", "/en/1/x/", "/sitemap.xml", "/en/search")
    }
    assert seen == {
        "/en/search/": "q=a+b&author=7&year=2020&language=de&page=2",
        "/en/": "page=2",
        "/en/1/x/": "",
        "/sitemap.xml": "",
        "/en/search": "",
    }
    assert len(normalise_query("/en/search/", "q=" + "a" * 10_000)) == 202


@pytest.mark.django_db
def test_searches_are_not_kept_but_have_the_validators_of_every_page() -> None:
    write_piece({"en": {"title": "Umbrella"}})
    for address, queries in (("/en/search/", 1), ("/en/search/?author=7", 3), ("/en/search/?q=umbrella", 10)):
        get(address)
        with CaptureQueriesContext(connection) as seen:
            response = get(address)
        assert (len(seen), response["Cache-Control"]) == (queries, "public, max-age=60"), address
        assert get(address, **{"if-none-match": response["ETag"]}).status_code == 304
    whole = {code: get("/en/search/?q=umbrella", **{"accept-language": code}).content for code in CODES}
    assert len(set(whole.values())) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(number: int) -> None:
    person, topic = create_person("anna", en="Anna"), create_topic("memory", en="Memory")
    for each in range(number):
        article = write_piece({"en": {"title": f"Umbrella rain {each}"}, "hy": {"title": "Անձրև"}})
        credit(person, article)
        article.topics.add(topic)

    def count(**asked: object) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert titles(ask("en", **asked))  # type: ignore[arg-type]
        return len(queries)

    ask("en", "warm", at=LATER + DAY)
    assert {
        "words": count(q="umbrella rain"),
        "a phrase": count(q="“umbrella rain”"),
        "a name": count(q="anna"),
        "filters": count(author=person.pk, topic=topic.pk, year=2020, language="en"),
    } == {"words": 10, "a phrase": 9, "a name": 12, "filters": 8}


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_database_is_checked() -> None:
    assert check_search(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
    assert [found.id for found in check_search(databases=["default"])] == ["enface.W001"]
