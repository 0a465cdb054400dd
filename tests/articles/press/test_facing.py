"""Two languages side by side: rows, anchors, notes, images, and where the addresses lead."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from articles import workflow
from articles.choices import Act
from articles.models import Article
from articles.press.article.facing_rows import FacingNotes, NoteText, face_notes, face_texts
from tests.articles.press.pieces import create_person, create_piece, credit, make_notes, revise, translate
from tests.articles.press.reader import LATER, LONG_AGO, YEARS_LATER, attributes, find_path, get, get_at, texts, tree
from tests.factories import (
    create_article,
    create_image,
    create_version,
    find_chief,
    find_version,
    make_texts,
    publish,
    write_text,
)

pytestmark = pytest.mark.django_db


def face(article: Article, language: str = "hy", other: str = "en") -> HttpResponse:
    """Return the page of a version with another language beside it."""
    response = get(f"{find_path(article, language)}facing/{other}/")
    assert response.status_code == 200
    return response


def read_rows(response: HttpResponse) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the rows of the text: tag, anchor, and language and words of each side."""
    return [
        (row.tag, row.get("id"), [(cell.get("lang"), " ".join(cell.text_content().split())) for cell in row])
        for row in tree(response).xpath("//*[starts-with(@id, 'row-')]")
    ]


def test_paragraph_faces_paragraph_and_a_heading_in_two_languages_is_one() -> None:
    response = face(create_piece())
    assert read_rows(response) == [
        ("h2", "row-1", [("hy", "hy one"), ("en", "en one")]),
        ("div", "row-2", [("hy", "hy first1 and second2, again1."), ("en", "en first1 and second2, again1.")]),
        ("div", "row-3", [("hy", "hy quoted"), ("en", "en quoted")]),
    ]
    outline = [(one.tag, one.text_content().split()) for one in tree(response).xpath("//h1 | //h2 | //h3")]
    assert [tag for tag, _words in outline] == ["h1", "h2", "h2"]
    assert outline[0] == ("h1", ["Title", "hy", "first", "Title", "en", "first"])


def test_each_side_says_who_wrote_it_in_its_own_words_and_language() -> None:
    article = create_piece()
    credit(create_person("anahit", hy="Անահիտ", de="Anahit"), article)
    credit(create_person("jonas", de="Jonas"), article, "de", role="translator")
    response = face(article, "hy", "de")
    sides = tree(response).xpath("//*[contains(@class, 'facing-credits')]/div")
    assert [side.get("lang") for side in sides] == ["hy", "de"]
    assert [" ".join(line.text_content().split()) for line in sides[1].xpath("./p")][:3] == [
        "Von Anahit",
        "Übersetzt von Jonas",
        "Aus dem Armenischen übersetzt",
    ]
    assert [link.get("href") for link in sides[0].iter("a")][-1:] == [find_path(article, "hy")]
    assert [link.get("href") for link in sides[1].iter("a")][-1:] == [find_path(article, "de")]
    heads = tree(response).xpath("//*[contains(@class, 'facing-subtitle') or contains(@class, 'facing-standfirst')]")
    assert [[(cell.get("lang"), " ".join(cell.text_content().split())) for cell in head] for head in heads] == [
        [("hy", "Subtitle hy first"), ("de", "Subtitle de first")],
        [("hy", "Standfirst hy first"), ("de", "Standfirst de first")],
    ]


def test_every_anchor_is_there_once_and_every_reference_finds_its_own_side() -> None:
    article = create_piece()
    page = tree(face(article))
    anchors = page.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    targets = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    assert set(targets) - set(anchors) == set()
    of_the_right = {f"en-{name}" for name in ("noteref-a1", "noteref-a1-2", "noteref-b2", "note-a1", "note-b2")}
    assert of_the_right - set(targets) == set()
    of_the_article = tree(get(find_path(article, "hy"))).xpath("//div[@class='prose']//@id | //li/@id")
    assert {name for name in of_the_article if name.startswith(("p-", "s-", "note"))} - set(anchors) == set()


def test_notes_face_each_other_by_their_keys_and_keep_the_number_of_their_side() -> None:
    article = create_piece(languages=("hy",))
    version = create_version(article, "en", at=LONG_AGO)
    body = (
        '<h2>en one</h2><p>en first<sup data-note="tr"></sup> words<sup data-note="a1"></sup>'
        ' and<sup data-note="b2"></sup>.</p><blockquote><p>en quoted</p></blockquote>'
    )
    notes = {**make_notes("en", "a1", "b2"), "tr": {"html": "<p>Of the translator.</p>", "kind": "translator"}}
    publish(write_text(version, texts=make_texts("en", body=body), notes=notes, at=LONG_AGO), at=LATER)
    rows = tree(face(article)).xpath("//section[@role='doc-endnotes']/ol/li")
    assert [[(one.get("id"), " ".join(one.text_content().split())) for one in row] for row in rows] == [
        [(None, ""), ("en-note-tr", "1. Translator’s note: Of the translator. ↩")],
        [("note-a1", "1. Note a1 hy. ↩ ↩"), ("en-note-a1", "2. Note a1 en. ↩")],
        [("note-b2", "2. Note b2 hy. ↩"), ("en-note-b2", "3. Note b2 en. ↩")],
    ]


def test_an_image_stands_once_with_the_caption_of_each_side(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    captions = {"hy": "Նավահանգիստ", "en": "One <b>\nTwo"}
    image = create_image(alt={"hy": "alt hy", "en": "alt en"}, caption=captions)
    lead = create_image(name="lead.jpg", alt={"hy": "lead hy", "en": "lead en"}, caption={"en": "Led"})
    body = f'<p>{{0}} text.</p><figure data-image="{image.pk}"></figure>'
    article = create_article(texts=make_texts("hy", body=body.format("hy")), at=LONG_AGO)
    Article.objects.filter(pk=article.pk).update(lead_image=lead)
    publish(find_version(article), at=LONG_AGO)
    written = make_texts("en", body=body.format("en"))
    publish(write_text(create_version(article, "en", at=LONG_AGO), texts=written, at=LONG_AGO), at=LONG_AGO)
    response = face(article)
    assert attributes(response, "//main//img", "alt") == [("lead hy",), ("alt hy",)]
    assert texts(response, "//*[@class='facing-caption']") == ["Led", "One <b>Two"]
    assert [cells for _tag, _anchor, cells in read_rows(response)] == [
        [("hy", "hy text."), ("en", "en text.")],
        [("hy", "Նավահանգիստ Photo: Ani, CC BY 4.0"), ("en", "One <b>Two")],
    ]


def test_links_to_other_pieces_lead_to_the_language_of_their_side() -> None:
    cited = create_piece(languages=("ka", "en"))
    body = f'<p>{{0}} <a href="article:{cited.pk}">words</a></p>'
    article = create_article(texts=make_texts("hy", body=body.format("hy")), at=LONG_AGO)
    publish(find_version(article), at=LONG_AGO)
    written = make_texts("en", body=body.format("en"))
    publish(write_text(create_version(article, "en", at=LONG_AGO), texts=written, at=LONG_AGO), at=LONG_AGO)
    (row,) = tree(face(article)).xpath("//*[@id='row-1']")
    assert row.xpath(".//@href") == [f"/{cited.pk}/", find_path(cited, "en")]


def test_the_sides_can_be_swapped_and_another_language_chosen() -> None:
    article = create_piece()
    response = face(article)
    base = find_path(article, "hy")
    assert attributes(response, "//*[@class='facing-tools']//a", "href", "lang") == [
        (f"{find_path(article, 'en')}facing/hy/", None),
        (f"{base}facing/de/", "de"),
        (f"{base}facing/ru/", "ru"),
    ]
    for path, _language in attributes(response, "//*[@class='facing-tools']//a", "href", "lang")[:1]:
        assert get(str(path)).status_code == 200


def test_machines_keep_neither_the_page_nor_take_it_for_another() -> None:
    article = create_piece()
    response = face(article)
    assert attributes(response, "//meta[@name='robots']", "content") == [("noindex",)]
    assert attributes(response, "//link[@rel='canonical' or @rel='alternate' and @hreflang]", "href") == []
    assert attributes(get(find_path(article, "hy")), "//link[@rel='canonical']", "href") != []
    assert (tree(response).get("lang"), response["Content-Language"]) == ("hy", "hy")


def test_other_addresses_lead_to_the_right_one() -> None:
    article = create_piece(languages=("hy", "en"))
    asked = {
        f"/hy/{article.pk}/wrong/facing/en/": f"/hy/{article.pk}/title-hy-first/facing/en/",
        f"/hy/{article.pk}/title-en-first/facing/en/": f"/hy/{article.pk}/title-hy-first/facing/en/",
        f"/hy/{article.pk}/wrong/facing/hy/": f"/hy/{article.pk}/title-hy-first/",
    }
    answers = {path: get(path) for path in asked}
    assert {path: (one.status_code, one["Location"]) for path, one in answers.items()} == {
        path: (301, target) for path, target in asked.items()
    }


def test_without_a_second_text_the_page_names_those_there_are() -> None:
    article = create_piece(languages=("hy", "en"))
    translate(article, "de")
    workflow.apply(find_version(article, "en"), Act.WITHDRAW, by=find_chief(), at=LATER, reason="A reason.")
    base = f"/hy/{article.pk}/title-hy-first/"
    before = get_at(f"{base}facing/de/", LONG_AGO.replace(day=5))
    after = [get_at(f"{base}facing/{other}/", YEARS_LATER) for other in ("de", "en", "ka")]
    assert [answer.status_code for answer in (before, *after)] == [404] * 4
    assert attributes(before, "//ul[@class='chooser']//a", "href") == [(f"{base}facing/en/",)]
    assert [texts(answer, "//ul[@class='chooser']//a") for answer in after] == [[]] * 3
    assert [attributes(answer, "//main//p/a", "href")[0] for answer in after] == [(base,)] * 3
    assert [texts(answer, "//main//p/span") for answer in after] == [["Deutsch"], ["English"], ["ქართული"]]
    assert [answer["Content-Language"] for answer in after] == ["hy"] * 3


def test_without_the_first_text_it_is_absent_like_the_article() -> None:
    article = create_piece(languages=("hy", "en"))
    workflow.apply(find_version(article, "en"), Act.WITHDRAW, by=find_chief(), at=LATER, reason="A reason.")
    asked = (f"/en/{article.pk}/x/facing/hy/", f"/de/{article.pk}/x/facing/hy/", "/hy/987654321/x/facing/en/")
    answers = [get_at(path, YEARS_LATER) for path in asked]
    assert [answer.status_code for answer in answers] == [410, 404, 404]
    assert "A reason." in answers[0].content.decode()


def test_a_translation_that_has_been_overtaken_says_so_on_its_side() -> None:
    article = create_piece(languages=("hy", "en"))
    revise(article, word="second", significance="major", at=LATER)
    sides = tree(face(article, "en", "hy")).xpath("//*[contains(@class, 'facing-credits')]/div")
    assert [[link.get("href") for link in side.xpath("./*[@class='notice']/a")] for side in sides] == [
        [find_path(article, "hy")],
        [],
    ]


def test_the_page_takes_two_queries_a_side() -> None:
    article = create_piece()
    credit(create_person("anahit", hy="Անահիտ"), article)
    path = f"{find_path(article, 'hy')}facing/en/"
    counts = []
    for empties in (True, True, False):
        if empties:
            caches["press"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert get(path).status_code == 200
        counts.append(len(queries))
    assert counts == [9, 5, 1]


blocks = st.sampled_from(("<p>A word.</p>", "<h2>Head</h2>", "<h3>Sub</h3>", "<ul><li>x</li></ul>", "<hr>"))
markers = st.sampled_from(("", "a1", "b2", "c3"))
kept = st.lists(st.tuples(blocks, markers), max_size=8).map(
    lambda chosen: "".join(
        f'{block}<p id="p-{place}">{place}'
        + (f'<sup><a id="noteref-{key}-{place}" href="#note-{key}" role="doc-noteref">1</a></sup>' if key else "")
        + "</p>"
        for place, (block, key) in enumerate(chosen, start=1)
    )
)


@given(kept, kept)
def test_every_block_of_both_texts_is_in_one_row_in_order_and_only_the_right_changes_its_anchors(
    a: str, b: str
) -> None:
    rows = face_texts(a, b, "de-")
    assert "".join(one.block.html for row in rows for one in row.left) == a
    right = "".join(one.block.html for row in rows for one in row.right)
    assert right == b.replace('id="', 'id="de-').replace('href="#', 'href="#de-')
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    anchors = html.fromstring(f"<div>{a}{right}</div>").xpath("//@id")
    assert len(anchors) == len(set(anchors))


def test_what_a_kept_text_may_hold_comes_through_unchanged() -> None:
    text = (
        '<p id="p-1" lang="de">&lt;b&gt; &amp; "q"<br>x&nbsp;y <a href="article:17#p-2">w</a></p>loose &amp; words'
        '<figure data-image="3"></figure><div class="wide"><table><tbody><tr><td>1</td></tr></tbody></table></div>'
    )
    (row, *more) = face_texts(text, "", "de-")
    assert "".join(one.block.html for each in (row, *more) for one in each.left) == text
    assert (row.left[0].anchor, row.left[0].language, row.right) == ("p-1", "de", ())


def test_a_note_of_one_side_only_stands_alone_after_the_one_it_follows() -> None:
    left = '<section><ol><li id="note-a">A <a href="#noteref-a">↩</a></li><li id="note-c">C</li></ol></section>'
    right = '<section><ol><li id="note-a">A</li><li id="note-b"><p>B <i id="x">i</i></p></li></ol></section>'
    assert face_notes(left, right, "de-") == [
        FacingNotes("a", NoteText("note-a", 1, 'A <a href="#noteref-a">↩</a>'), NoteText("de-note-a", 1, "A")),
        FacingNotes("b", None, NoteText("de-note-b", 2, '<p>B <i id="de-x">i</i></p>')),
        FacingNotes("c", NoteText("note-c", 2, "C"), None),
    ]
    assert face_notes("", "", "de-") == []
