"""What stands around the text of a piece: facts, contents, corrections, licence, ways to share and to answer."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from articles import workflow
from articles.choices import Act, Licence
from articles.models import Article
from articles.press.article.loading import load_article
from articles.press.article.sharing import write_mail
from journal.checks import check_licence
from journal.languages import CODES, language
from journal.models import PressStamp
from tests.articles.press.pieces import create_person, create_piece, credit, revise, rewrite, translate
from tests.articles.press.reader import LATER, LONG_AGO, YEARS_LATER, attributes, find_path, get, get_at, texts
from tests.factories import create_article, find_chief, find_version, make_texts, publish

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SITE = "http://127.0.0.1:8000"


def create_long(*headings: str, language: str = "en", words: str = "Words.") -> Article:
    """A published piece with these headings (`h2 One`), a paragraph below each."""
    blocks = [f"<{one[:2]}>{one[3:]}</{one[:2]}><p>{words}</p>" for one in headings] or [f"<p>{words}</p>"]
    article = create_article(language=language, texts=make_texts(language, body="".join(blocks)), at=LONG_AGO)
    publish(find_version(article), at=LONG_AGO)
    return article


@pytest.mark.django_db
def test_a_long_piece_lists_its_headings_and_a_short_one_does_not() -> None:
    article = create_long("h3 Zero", "h2 One & <em>two</em>", "h3 Three", "h2 Four")
    response = get(find_path(article, "en"))
    assert attributes(response, "//nav[@class='contents']//a", "href") == [(f"#s-{n}",) for n in (1, 2, 3, 4)]
    assert texts(response, "//nav[@class='contents']//li") == ["Zero", "One & two", "Three", "Four"]
    assert attributes(response, "//nav[@class='contents']//li", "class") == [
        (n,) for n in (None, None, "contents-3", None)
    ]
    assert attributes(response, "//div[@class='prose']//*[self::h2 or self::h3]", "id") == [
        (f"s-{n}",) for n in (1, 2, 3, 4)
    ]
    assert attributes(response, "//nav[@class='contents']", "aria-labelledby") == [("contents-name",)]
    assert texts(get(find_path(create_long("h2 One", "h2 Two"), "en")), "//nav[@class='contents']") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "characters", "expected"),
    [
        ("en", 1, "Reading time: 1 minute"),
        ("en", 10_000, "Reading time: 8 minutes"),
        ("de", 10_000, 9),
        ("hy", 10_000, 10),
        ("ka", 10_000, 10),
    ],
)
def test_reading_takes_as_long_as_the_language_does(code: str, characters: int, expected: str | int) -> None:
    article = create_long(language=code, words="a" * characters)
    if isinstance(expected, str):
        assert texts(get(find_path(article, code)), "//p[@class='piece-reading']") == [expected]
    else:
        page = load_article(article.pk, code, at=YEARS_LATER)
        assert page is not None
        assert (page.characters, page.minutes) == (characters, expected)


def test_every_language_is_read_at_a_speed_people_read_at() -> None:
    assert [code for code in CODES if not 900 <= language(code).reading <= 1300] == []


@pytest.mark.django_db
def test_a_translation_that_came_later_says_when() -> None:
    article = create_piece(languages=("hy", "en"))
    publish(translate(article, "de", at=LONG_AGO + 3 * DAY), at=LONG_AGO + 3 * DAY)
    revise(article, "de", word="second", at=LONG_AGO + 9 * DAY)
    dates = "//p[@class='piece-dates']/span"
    assert texts(get(find_path(article, "hy")), f"{dates}/time") == ["04 մայիսի, 2020 թ."]
    assert texts(get(find_path(article, "en")), dates) == ["Published 4 May 2020"]
    german = get(find_path(article, "de"))
    assert texts(german, f"{dates}/time") == ["4. Mai 2020", "7. Mai 2020", "13. Mai 2020"]
    workflow.apply(find_version(article), Act.WITHDRAW, by=find_chief(), at=LONG_AGO + 20 * DAY, reason="Gone.")
    alone = get(find_path(article, "de"))
    assert texts(alone, f"{dates}/time") == ["7. Mai 2020", "13. Mai 2020"]


@pytest.mark.django_db
def test_every_correction_stays_on_the_page_and_the_newest_on_top_of_what_it_belongs_to() -> None:
    article = create_piece(languages=("hy", "en"))
    rewrite(article, "en", word="second", at=LATER)
    publish(find_version(article, "en"), significance="typo", correction="The <lake> is deep.", at=LATER)
    rewrite(article, "en", word="third", at=LATER + DAY)
    publish(find_version(article, "en"), significance="typo", correction=" It is\u202e not\x00deep.\n", at=LATER + DAY)
    told = [("correction-2", "7 May 2020 It is not deep."), ("correction-1", "6 May 2020 The <lake> is deep.")]

    def read() -> tuple[list[Any], list[str]]:
        page = get(find_path(article, "en"))
        ids = attributes(page, "//*[@class='correction']", "id")
        shown = texts(page, "//*[@class='correction']")
        return [(one, text) for (one,), text in zip(ids, shown, strict=True)], texts(page, "//*[@role='note']")

    assert read() == (told, ["Correction (7 May 2020): It is not deep."])
    revise(article, "en", word="fourth", at=LATER + 2 * DAY)
    assert read() == (told, [])
    cancelled = LATER + 3 * DAY
    rewrite(article, "en", word="fifth", at=cancelled)
    given = {"by": find_chief(), "at": cancelled}
    planned = {**given, "when": cancelled + DAY, "significance": "typo", "correction": "Never told."}
    workflow.apply(find_version(article, "en"), Act.SCHEDULE, **planned)
    workflow.apply(find_version(article, "en"), Act.UNSCHEDULE, **given)
    assert read() == (told, [])
    first = get_at(find_path(article, "en", at=LATER), LATER)
    assert texts(first, "//*[@class='correction']") == ["6 May 2020 The <lake> is deep."]
    assert texts(get(find_path(article, "hy")), "//*[@class='correction']") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("own", "journal", "expected", "url"),
    [
        ("", "", [], []),
        ("", "CC-BY-4.0", ["Licence: CC BY 4.0"], [("https://creativecommons.org/licenses/by/4.0/",)]),
        ("CC0-1.0", "CC-BY-4.0", ["Licence: CC0 1.0"], [(Licence.CC0.url,)]),
        ("reserved", "CC-BY-4.0", ["Licence: all rights reserved"], []),
    ],
)
def test_the_licence_is_that_of_the_piece_else_that_of_the_journal(
    settings: Any, own: str, journal: str, expected: list[str], url: list[tuple[str]]
) -> None:
    article = create_piece(languages=("en",))
    Article.objects.filter(pk=article.pk).update(licence=own)
    settings.SITE_LICENCE = journal
    page = get(find_path(article, "en"))
    assert texts(page, "//p[@class='piece-licence']") == expected
    assert attributes(page, "//a[@rel='license']", "href") == url


def test_a_licence_there_is_not_is_reported_before_the_site_starts(settings: Any) -> None:
    settings.SITE_LICENCE = "CC-BY-3.0"
    (error,) = check_licence()
    assert (error.id, "CC-BY-3.0" in error.msg, "CC-BY-4.0" in str(error.hint)) == ("enface.E002", True, True)
    settings.SITE_LICENCE = "reserved"
    assert check_licence() == []


@pytest.mark.django_db
def test_it_says_where_the_piece_came_out_first() -> None:
    article = create_piece(languages=("en", "de"))
    found = []
    for name, url, day in (
        ("", "", None),
        ("A & B", "", None),
        ("A & B", "https://example.org/?a=1&b=2", date(2019, 5, 12)),
    ):
        given = {"first_published_in": name, "first_published_url": url, "first_published_on": day}
        Article.objects.filter(pk=article.pk).update(**given)
        PressStamp.bump()
        page = get(find_path(article, "en"))
        elsewhere = "//p[@class='piece-elsewhere']"
        found.append((texts(page, elsewhere), *(attributes(page, f"{elsewhere}//{one}") for one in ("a", "time"))))
        if day:
            assert attributes(page, f"{elsewhere}//a", "href") == [(url,)]
            assert attributes(page, f"{elsewhere}//time", "datetime") == [("2019-05-12",)]
    assert found == [
        ([], [], []),
        (["First published in A & B"], [], []),
        (["First published in A & B, 12 May 2019"], [()], [()]),
    ]


@pytest.mark.django_db
def test_it_is_shared_and_answered_by_plain_links(settings: Any) -> None:
    article = create_piece(languages=("hy", "en"))
    page = get(find_path(article, "en"))
    url, address = f"{SITE}{find_path(article, 'en')}", f"{SITE}/en/{article.pk}/"
    links = attributes(page, "//ul[@class='share']//a", "href", "rel")
    assert [rel for _href, rel in links] == ["nofollow"] * 3
    parts = [urlsplit(str(href)) for href, _rel in links]
    assert [(part.scheme, part.netloc, part.path, parse_qs(part.query)) for part in parts] == [
        ("mailto", "", "", {"subject": ["Title en first"], "body": [address]}),
        ("https", "t.me", "/share/url", {"url": [address]}),
        ("https", "wa.me", "/", {"text": [address]}),
    ]
    assert attributes(page, "//ul[@class='share']//button", "data-copy", "hidden") == [(url, "")]
    assert attributes(page, "//p[@class='report']/a", "href") == []

    settings.SITE_CONTACT = "desk+errors@example.org"
    PressStamp.bump()
    ((report,),) = attributes(get(find_path(article, "en")), "//p[@class='report']/a", "href")
    mail = urlsplit(str(report))
    assert (mail.scheme, mail.path, parse_qs(mail.query)) == (
        "mailto",
        "desk+errors@example.org",
        {
            "subject": [f"Mistake in No. {article.pk}, en, revision 1"],
            "body": [f"{address}\r\n\r\n"],
        },
    )


def test_a_mail_is_written_so_that_every_program_reads_it() -> None:
    written = write_mail("a b@example.org", "Հարց?\n& more", "one\r\ntwo\n100 % +")
    address, _mark, query = written.partition("?")
    assert (address, [unquote(part) for part in query.split("&")]) == (
        "mailto:a%20b@example.org",
        ["subject=Հարց? & more", "body=one\r\ntwo\r\n100 % +"],
    )


@pytest.mark.django_db
def test_it_can_be_read_beside_every_other_language_the_original_first() -> None:
    article = create_piece(languages=("ru", "en", "hy"))
    assert attributes(get(find_path(article, "en")), "//p[@class='piece-facing']/a", "href", "lang") == [
        (f"{find_path(article, 'en')}facing/{code}/", code) for code in ("ru", "hy")
    ]
    assert texts(get(find_path(create_piece(languages=("en",)), "en")), "//p[@class='piece-facing']") == []


@pytest.mark.django_db
def test_author_and_translator_are_shown_alike_and_nothing_of_a_pseudonym() -> None:
    article = create_piece(languages=("hy", "en"))
    anna, ben, hidden = (create_person(slug, en=slug.title()) for slug in ("anna", "ben", "hidden"))
    for person in (anna, ben, hidden):
        given = {"affiliation_en": f"Place of {person.slug}", "portrait": f"people/{person.slug}.jpg"}
        type(person).objects.filter(pk=person.pk).update(**given, orcid="0000-0002-1825-0097")
    credit(anna, article)
    credit(hidden, article, alias="A. N.")
    credit(ben, article, "en", role="translator")
    credit(anna, article, "en", role="translator")
    page = get(find_path(article, "en"))
    assert texts(page, "//*[@class='credit']") == ["By Anna and A. N.", "Translated by Ben and Anna"]
    assert attributes(page, "//*[@class='portraits']/img", "src", "alt", "width", "height") == [
        (f"/media/people/{name}.jpg", "", "48", "48") for name in ("anna", "ben", "anna")
    ]
    assert texts(page, "//ul[@class='piece-people']/li") == ["Anna Place of anna", "Ben Place of ben"]
    assert b"hidden.jpg" not in page.content
    assert b"Place of hidden" not in page.content
    assert texts(get(find_path(article, "hy")), "//ul[@class='piece-people']/li") == []
