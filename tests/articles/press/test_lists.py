"""Home, front page, person and topic pages: each piece once."""

from datetime import timedelta

import pytest
from django.http import HttpResponse

from articles import workflow
from articles.choices import Act
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit, revise, translate
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, texts, tree
from tests.factories import create_article, find_chief, find_version, publish

pytestmark = pytest.mark.django_db


def cards(response: HttpResponse, section: str = "") -> list[tuple[str | None, ...]]:
    """Language and address of each piece."""
    links = attributes(response, f"{section}//article//*[@class='card-title']/a", "hreflang", "href")
    languages = attributes(response, f"{section}//article", "lang")
    assert len(links) == len(languages)
    return links


def test_a_home_lists_what_can_be_read_newest_first_and_what_is_new_elsewhere() -> None:
    old, new = create_piece(), create_piece(at=LATER)
    foreign = create_piece(languages=("be", "ka"), at=LATER)
    response = get("/en/")
    assert cards(response, "//div[contains(@class, 'cards-led')]") == [
        ("en", find_path(new, "en")),
        ("en", find_path(old, "en")),
    ]
    assert cards(response, "//section[@class='strip']") == [("be", find_path(foreign, "be"))]
    assert attributes(response, "//section[@class='strip']//article", "lang") == [("be",)]
    others = "//section[@class='strip']//p[@class='card-foot']//a"
    assert attributes(response, others, "href", "lang") == [(find_path(foreign, "ka"), "ka")]


def test_a_translation_that_comes_later_is_new_in_its_language_only() -> None:
    old = create_piece(languages=("hy", "en"))
    new = create_piece(languages=("hy", "en"), at=LATER)
    publish(translate(old, "de"), at=LATER + timedelta(days=1))
    assert [path for _, path in cards(get("/hy/"))] == [find_path(new, "hy"), find_path(old, "hy")]
    german = find_path(old, "de")
    assert cards(get("/de/")) == [("de", german), ("hy", find_path(new, "hy"))]


def test_an_update_does_not_make_a_piece_new() -> None:
    old, new = create_piece(languages=("en",)), create_piece(languages=("en",), at=LATER)
    revise(old, word="second", at=LATER + timedelta(days=1))
    revised = find_path(old, "en")
    assert [path for _, path in cards(get("/en/"))] == [find_path(new, "en"), revised]
    assert [path for _, path in cards(get("/"))] == [find_path(new, "en"), revised]
    assert texts(get("/en/"), "//time") == ["6 May 2020", "4 May 2020"]


def test_the_front_page_shows_each_piece_once_in_its_original_language() -> None:
    first, second = create_piece(), create_piece(languages=("de", "en"), at=LATER)
    response = get("/")
    assert (tree(response).get("lang"), response["Content-Language"]) == ("mul", "hy, be, ka, ro, en, de, ru")
    assert cards(response) == [("de", find_path(second, "de")), ("hy", find_path(first, "hy"))]
    assert attributes(response, "//article", "lang") == [("de",), ("hy",)]
    assert texts(response, "//time") == ["6. Mai 2020", "04 մայիսի, 2020 թ."]
    assert attributes(response, "//nav[@class='front-languages']//a", "href", "lang") == [
        (f"/{code}/", code) for code in ("hy", "be", "ka", "ro", "en", "de", "ru")
    ]


def test_the_front_page_names_authors_in_the_language_of_the_piece() -> None:
    article = create_piece(languages=("de", "en"))
    anna, ben = create_person("anna", en="Anna", de="Änne"), create_person("ben", hy="Բեն")
    credit(anna, article)
    credit(ben, article)
    assert attributes(get("/"), "//p[@class='card-byline']/a", "href", "lang") == [
        (f"/de/people/{anna.pk}/anna/", None),
        (f"/de/people/{ben.pk}/ben/", "hy"),
    ]


def test_a_piece_whose_original_is_withdrawn_is_shown_in_what_was_published_first() -> None:
    article = create_piece(languages=("hy", "de"))
    publish(translate(article, "en"), at=LATER)
    workflow.apply(find_version(article), Act.WITHDRAW, by=find_chief(), at=LATER, reason="Gone.")
    assert cards(get("/")) == [("de", find_path(article, "de"))]
    assert cards(get("/hy/")) == [("de", find_path(article, "de"))]


def test_a_home_where_nothing_can_be_read_says_so() -> None:
    response = get("/ka/")
    assert (response.status_code, tree(response).get("lang"), cards(response)) == (200, "ka", [])
    assert len(texts(response, "//p[@class='empty']")) == 1


def test_a_person_is_found_through_what_they_wrote_or_translated_in_every_language() -> None:
    article = create_piece(languages=("hy", "en", "de"))
    author, translator = create_person("anna", hy="Աննա"), create_person("ben", de="Ben")
    credit(author, article)
    credit(translator, article, "de", role="translator")
    for person in (author, translator):
        address = f"/{{}}/people/{person.pk}/{person.slug}/"
        found = {code: get(address.format(code)) for code in ("hy", "en", "de", "ka")}
        assert {code: cards(one) for code, one in found.items()} == {
            "hy": [("hy", find_path(article, "hy"))],
            "en": [("en", find_path(article, "en"))],
            "de": [("de", find_path(article, "de"))],
            "ka": [("hy", find_path(article, "hy"))],
        }
        links = attributes(found["en"], "//nav[@class='languages']//a", "href")
        assert [get(path).status_code for (path,) in links] == [200] * 6


def test_a_person_is_named_in_a_language_they_have() -> None:
    article = create_piece()
    person = create_person("anna", hy="Աննա")
    credit(person, article)
    response = get(f"/en/people/{person.pk}/anna/")
    assert [(one.text, one.get("lang")) for one in tree(response).xpath("//h1")] == [("Աննա", "hy")]


@pytest.mark.parametrize("kind", ["author", "translator", "alias"])
def test_a_person_nothing_public_names_is_not_there(kind: str) -> None:
    article = create_piece(languages=("hy", "en"))
    person = create_person("anna", hy="Աննա")
    if kind == "author":
        credit(person, create_article(language="hy", at=LONG_AGO))
    elif kind == "translator":
        translate(article, "de")
        credit(person, article, "de", role="translator")
    else:
        credit(person, article, alias="Somebody else")
    found, unknown = get(f"/en/people/{person.pk}/anna/"), get("/en/people/987654321/anna/")
    assert found.status_code == 404
    assert (found.content, dict(found.items())) == (unknown.content, dict(unknown.items()))


def test_the_biography_is_in_the_pages_language_or_absent_and_its_links_lead_somewhere() -> None:
    article, hidden = create_piece(languages=("hy", "en")), create_article(language="hy", at=LONG_AGO)
    person = create_person("anna", hy="Աննա", en="Anna")
    person.bio_en = (
        f'<p>Wrote <a href="article:{article.pk}#note-a1" title="a &gt; b">one</a>, '
        f'<a href="article:{hidden.pk}">two</a>.</p>'
    )
    person.save()
    credit(person, article)
    english = get(f"/en/people/{person.pk}/anna/")
    assert texts(english, "//div[contains(@class, 'biography')]") == ["Wrote one, two."]
    assert attributes(english, "//div[contains(@class, 'biography')]//a", "href", "title") == [
        (f"{find_path(article, 'en')}#note-a1", "a > b")
    ]
    assert texts(get(f"/hy/people/{person.pk}/anna/"), "//div[contains(@class, 'biography')]") == []


def test_topics_list_their_pieces_and_wrong_slugs_lead_to_the_right_one() -> None:
    article = create_piece(languages=("hy", "en"))
    create_piece(languages=("hy", "en"))
    topic, empty = create_topic("memory", en="Memory"), create_topic("empty", en="Empty")
    article.topics.add(topic)
    assert cards(get(f"/en/topics/{topic.pk}/memory/")) == [("en", find_path(article, "en"))]
    assert cards(get(f"/de/topics/{topic.pk}/memory/")) == [("hy", find_path(article, "hy"))]
    moved = get(f"/en/topics/{topic.pk}/%D5%B0/")
    assert (moved.status_code, moved["Location"]) == (301, f"/en/topics/{topic.pk}/memory/")
    assert get(f"/en/topics/{empty.pk}/empty/").status_code == 404


def test_a_long_list_is_divided_and_every_piece_stands_once() -> None:
    articles = [create_piece(languages=("en",), at=LONG_AGO + timedelta(minutes=number)) for number in range(21)]
    first, second = get("/en/"), get("/en/?page=2")
    expected = [("en", find_path(article, "en")) for article in reversed(articles)]
    assert cards(first) + cards(second) == expected
    assert attributes(first, "//nav[@class='pages']/a", "rel", "href") == [("next", "?page=2")]
    assert attributes(second, "//nav[@class='pages']/a", "rel", "href") == [("prev", "/en/")]
    assert attributes(second, "//link[@rel='canonical']", "href") == [("http://127.0.0.1:8000/en/?page=2",)]
    assert get("/en/?page=3").status_code == 404
