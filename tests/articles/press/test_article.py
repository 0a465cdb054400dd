"""The page of one version."""

from datetime import timedelta

import pytest

from articles import workflow
from articles.choices import Act
from journal.languages import CODES
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit, revise, rewrite, translate
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, get_at, texts, tree
from tests.factories import find_chief, find_version, publish, write_text

pytestmark = pytest.mark.django_db


def test_a_version_is_read_under_its_one_address() -> None:
    article = create_piece()
    response = get(f"/en/{article.pk}/title-en-first/")
    assert (response.status_code, texts(response, "//h1")) == (200, ["Title en first"])
    assert texts(response, "//*[@class='piece-subtitle' or @class='standfirst']") == [
        "Subtitle en first",
        "Standfirst en first",
    ]


@pytest.mark.parametrize("language", CODES)
def test_every_language_can_be_the_original_and_is_marked_as_the_pages_language(language: str) -> None:
    article = create_piece(languages=(language,))
    response = get(find_path(article, language))
    assert (tree(response).get("lang"), response["Content-Language"]) == (language, language)
    assert texts(response, "//h1") == [f"Title {language} first"]


@pytest.mark.parametrize(
    "slug",
    [
        "wrong",
        "title-hy-first",
        "Title-en-first",
        "%D5%B0%D5%A1%D5%B5",
        "a%00b",
        "%F0%9F%98%80",
        "x" * 3000,
        "a b",
        "%FF%FE",
    ],
)
def test_any_other_slug_leads_to_the_right_one(slug: str) -> None:
    article = create_piece()
    response = get(f"/en/{article.pk}/{slug}/")
    assert (response.status_code, response["Location"]) == (301, f"/en/{article.pk}/title-en-first/")


def test_a_slug_in_the_languages_own_script_is_kept_and_written_in_ascii() -> None:
    article = create_piece(languages=("hy",))
    write_text(find_version(article), texts={"slug": "Լեռնային Ղարաբաղ"}, at=LONG_AGO)
    publish(find_version(article), significance="typo", at=LATER)
    right = (
        f"/hy/{article.pk}/%D5%AC%D5%A5%D5%BC%D5%B6%D5%A1%D5%B5%D5%AB%D5%B6-%D5%B2%D5%A1%D6%80%D5%A1%D5%A2%D5%A1%D5%B2/"
    )
    assert get(f"/hy/{article.pk}/title-hy-first/")["Location"] == right
    response = get(right)
    assert response.status_code == 200
    assert attributes(response, "//link[@rel='canonical']", "href") == [(f"http://127.0.0.1:8000{right}",)]


def test_notes_are_numbered_and_tied_both_ways() -> None:
    article = create_piece()
    response = get(find_path(article, "de"))
    assert [
        (a, *texts(response, f"//*[@id='{a}']")) for (a,) in attributes(response, "//*[@role='doc-noteref']", "id")
    ] == [
        ("noteref-a1", "1"),
        ("noteref-b2", "2"),
        ("noteref-a1-2", "1"),
    ]
    assert attributes(response, "//*[@role='doc-noteref']", "href") == [("#note-a1",), ("#note-b2",), ("#note-a1",)]
    assert attributes(response, "//section[@role='doc-endnotes']//li", "id") == [("note-a1",), ("note-b2",)]
    assert attributes(response, "//*[@role='doc-backlink']", "href") == [
        ("#noteref-a1",),
        ("#noteref-a1-2",),
        ("#noteref-b2",),
    ]
    assert [
        labelled or bool(label)
        for labelled, label in attributes(response, "//*[@role='doc-backlink']", "aria-labelledby", "aria-label")
    ] == ["back noteref-a1", True, "back noteref-b2"]
    assert b'doc-endnote"' not in response.content


def test_every_name_made_of_other_elements_finds_them() -> None:
    article = create_piece()
    for path in (find_path(article, "de"), f"{find_path(article, 'de')}facing/hy/"):
        page = tree(get(path))
        named = " ".join(page.xpath("//@aria-labelledby")).split()
        assert len(named) > 4
        assert [anchor for anchor in named if page.xpath("//@id").count(anchor) != 1] == []
        assert all(one.text_content() for one in page.xpath("//*[@id='back' or @id='hy-back']"))


def test_anchors_are_the_same_in_all_languages_and_unique() -> None:
    article = create_piece()
    anchors = [tree(get(find_path(article, code))).xpath("//@id") for code in ("hy", "en", "de", "ru")]
    assert anchors == [anchors[0]] * 4
    assert len(set(anchors[0])) == len(anchors[0])


def test_the_switcher_names_the_original_first_and_each_language_in_itself() -> None:
    article = create_piece(languages=("de", "ru", "hy", "en"))
    response = get(find_path(article, "en"))
    switcher = "//nav[@class='languages']"
    assert attributes(response, f"{switcher}//a", "href", "lang", "hreflang", "rel") == [
        (find_path(article, code), code, code, "alternate") for code in ("de", "hy", "ru")
    ]
    assert texts(response, f"{switcher}//li") == ["Deutsch original", "Հայերեն", "English", "Русский"]
    assert texts(response, f"{switcher}//*[@aria-current]") == ["English"]


def test_the_people_stand_side_by_side_in_a_language_they_have() -> None:
    article = create_piece()
    anna, ben = create_person("anna", hy="Աննա", en="Anna"), create_person("ben", de="Ben")
    credit(anna, article)
    credit(ben, article, "en", role="translator")
    credit(ben, article, role="photographer")
    response = get(find_path(article, "en"))
    assert texts(response, "//p[@class='byline']") == ["By Anna", "Translated by Ben", "Photographs by Ben"]
    assert attributes(response, "//p[@class='byline']/a", "href", "lang") == [
        (f"/en/people/{anna.pk}/anna/", None),
        (f"/en/people/{ben.pk}/ben/", "de"),
        (f"/en/people/{ben.pk}/ben/", "de"),
    ]


def test_a_translator_is_named_in_their_language_only() -> None:
    article = create_piece()
    credit(create_person("ben", de="Ben"), article, "de", role="translator")
    named = {code: b"Ben" in get(find_path(article, code)).content for code in ("hy", "en", "de", "ru")}
    assert named == {"hy": False, "en": False, "de": True, "ru": False}


def test_a_pseudonym_does_not_lead_to_the_person() -> None:
    article = create_piece()
    person = create_person("real-name", en="Real Name")
    credit(person, article, alias="A. Nonymous")
    response = get(find_path(article, "en"))
    assert texts(response, "//p[@class='byline']") == ["By A. Nonymous"]
    assert [word in response.content for word in (b"real-name", b"Real Name", f"/people/{person.pk}/".encode())] == [
        False
    ] * 3
    home = get("/en/")
    assert texts(home, "//p[@class='card-byline']") == ["A. Nonymous"]
    assert b"real-name" not in home.content
    assert b"real-name" not in get("/en/feed/").content
    assert get(f"/en/people/{person.pk}/real-name/").status_code == 404


def test_topics_are_linked_and_named_in_a_language_they_have() -> None:
    article = create_piece()
    topic = create_topic("memory", de="Erinnerung")
    article.topics.add(topic)
    response = get(find_path(article, "en"))
    assert attributes(response, "//p[@class='piece-topics']/a", "href", "lang") == [
        (f"/en/topics/{topic.pk}/memory/", "de")
    ]


DATES = {
    "hy": "04 մայիսի, 2020 թ.",
    "be": "4 мая 2020\u00a0г.",
    "ka": "4 მაისი, 2020",
    "ro": "4 mai 2020",
    "en": "4 May 2020",
    "de": "4. Mai 2020",
    "ru": "4 мая 2020\u00a0г.",
}


@pytest.mark.parametrize("language", CODES)
def test_dates_are_written_as_the_language_writes_them(language: str) -> None:
    article = create_piece(languages=(language,))
    response = get(find_path(article, language))
    assert tree(response).xpath("//time/text()") == [DATES[language]]
    assert "\u202f" not in response.content.decode()
    assert attributes(response, "//time", "datetime") == [("2020-05-04T12:00:00+02:00",)]


def test_an_update_is_dated_beside_the_first_publication() -> None:
    article = create_piece(languages=("en",))
    revise(article, word="second", at=LATER)
    response = get(find_path(article, "en"))
    assert texts(response, "//h1") == ["Title en second"]
    assert texts(response, "//time") == ["4 May 2020", "6 May 2020"]


def test_a_translation_of_a_translation_names_both_its_source_and_the_original() -> None:
    article = create_piece(languages=("hy", "en"))
    publish(translate(article, "de", source="en"), at=LATER)
    response = get(find_path(article, "de"))
    assert attributes(response, "//p[@class='piece-source']/a", "href", "lang", "hreflang") == [
        (find_path(article, "en"), "en", "en"),
        (find_path(article, "hy"), "hy", "hy"),
    ]
    assert texts(response, "//p[@class='piece-source']/a") == ["Title en first", "Title hy first"]


def test_a_saved_text_is_not_read_before_it_is_published() -> None:
    article = create_piece()
    before = get(find_path(article, "en")).content
    rewrite(article, "en", word="unpublished", at=LATER)
    assert get(find_path(article, "en")).content == before


def test_going_back_to_an_earlier_revision_shows_it_again() -> None:
    article = create_piece(languages=("en",))
    revise(article, word="second", at=LATER)
    moment = LATER + timedelta(days=1)
    workflow.apply(find_version(article), Act.ROLL_BACK, by=find_chief(), at=moment, revision=1)
    assert texts(get(f"/en/{article.pk}/title-en-first/"), "//h1") == ["Title en first"]
    assert get(f"/en/{article.pk}/title-en-second/").status_code == 301


def test_page_and_lists_agree_at_the_second_before_at_and_after_the_moment() -> None:
    article = create_piece(languages=("en",))
    moment = LATER + timedelta(days=30)
    german = translate(article, "de")
    workflow.apply(german, Act.SCHEDULE, by=find_chief(), at=LATER, when=moment, significance="substantive")
    path = f"/de/{article.pk}/title-de-first/"
    seen = {}
    for seconds in (-1, 0, 1):
        at = moment + timedelta(seconds=seconds)
        asked = (path, "/de/", "/", "/de/feed/", "/sitemap.xml", f"/{article.pk}/", f"/en/{article.pk}/title-en-first/")
        found = [get_at(one, at) for one in asked]
        seen[seconds] = [found[0].status_code, *(path.encode() in one.content for one in found[1:])]
    assert seen == {-1: [404] + [False] * 6, 0: [200] + [True] * 6, 1: [200] + [True] * 6}


def test_a_scheduled_update_replaces_the_text_at_its_moment() -> None:
    article = create_piece(languages=("en",))
    moment = LATER + timedelta(days=30)
    second = rewrite(article, word="second", at=LATER)
    workflow.apply(second, Act.SCHEDULE, by=find_chief(), at=LATER, when=moment, significance="typo")
    asked = [(word, seconds) for word in ("first", "second") for seconds in (-1, 0)]
    answers = {
        (word, seconds): get_at(f"/en/{article.pk}/title-en-{word}/", moment + timedelta(seconds=seconds)).status_code
        for word, seconds in asked
    }
    assert answers == {("first", -1): 200, ("second", -1): 301, ("first", 0): 301, ("second", 0): 200}
