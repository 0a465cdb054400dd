"""Out and back: nothing that stands in a text or in its translation alone is lost on the way."""

from dataclasses import asdict

import pytest
from hypothesis import given

from articles.models import Article, LanguageVersion, Revision
from articles.revisions import Content, working_content
from articles.xliff.cutting import segment
from articles.xliff.reading import read_xliff
from articles.xliff.segments import rebuild
from articles.xliff.tagging import normalize
from articles.xliff.writing import write_xliff
from journal.text.footnotes import cited_keys
from tests import factories
from tests.articles.xliff.exports import (
    BODY,
    NOTES,
    TEXTS,
    change,
    export,
    find_german,
    make_piece,
    refuse,
    remove,
    set_target,
    take,
    translate,
)
from tests.journal.text.soups import stored_html

pytestmark = pytest.mark.django_db


def piece_with_own_note(article: Article) -> LanguageVersion:
    """Give the German version a text with a translator's note."""
    body = BODY.replace("first item", 'erster<sup data-note="t1"></sup> Punkt')
    notes = {
        "k1": {"html": "Eins."},
        "k2": {"html": "<p>Zwei.</p><p>Drei.</p>"},
        "t1": {"kind": "translator", "html": "Für deutsche Leser."},
    }
    texts = {"title": "Titel", "standfirst": "A\nB", "body": body}
    return factories.write_text(find_german(article), texts=texts, notes=notes)


def test_a_note_of_the_translation_stays_moves_or_is_reported_as_no_longer_cited() -> None:
    article, _lena = make_piece()
    german = piece_with_own_note(article)
    mark = '<x id="own-t1"/>'
    data = export(german)
    moved = change(data, set_target("body.4", "erster"), set_target("body.5", f"zweiter{mark}"))
    gone = change(data, set_target("body.4", "erster"))
    outcomes = [take(each, german) for each in (data, moved, gone)]
    assert outcomes[0].texts["body"] == working_content(german).body
    assert '<li>erster</li><li>zweiter<sup data-note="t1"></sup></li>' in outcomes[1].texts["body"]
    assert [made.lost for made in outcomes] == [{}, {}, {"t1": "Für deutsche Leser."}]
    assert [list(made.proposed.notes) for made in outcomes] == [["k1", "k2", "t1"], ["k1", "k2", "t1"], ["k1", "k2"]]


def test_a_note_of_the_translation_that_is_not_written_yet_comes_back_all_the_same() -> None:
    article, _lena = make_piece()
    german = piece_with_own_note(article)
    german = factories.write_text(german, texts={}, notes={"t1": {"kind": "translator", "html": ""}})
    assert take(export(german), german).texts["body"] == working_content(german).body


@pytest.mark.parametrize("unit", ["title", "note.k2.1"])
def test_a_marker_stands_in_the_text_only(unit: str) -> None:
    article, _lena = make_piece()
    german = piece_with_own_note(article)
    data = change(export(german), set_target(unit, 'x<x id="own-t1"/>'))
    assert [(name, why) for name, _where, why in refuse(data, german)] == [
        (unit, "There is a tag too many: <x own-t1/> (footnote of this translation).")
    ]


def test_an_address_the_translator_has_chosen_stays_and_one_corrected_in_the_source_comes_with_it() -> None:
    article, _lena = make_piece(body='<p><a href="https://a.example/">A</a> <a href="https://b.example/">B</a></p>')
    own = '<p><a href="https://de.example/">A</a> <a href="https://b.example/">B</a></p>'
    factories.write_text(find_german(article), texts={"title": "T", "standfirst": "A\nB", "body": own})
    corrected = '<p><a href="https://a.example/">A</a> <a href="https://corrected.example/">B</a></p>'
    source = factories.write_text(factories.find_version(article), texts={**TEXTS, "body": corrected})
    factories.release(source, significance="substantive")
    german = find_german(article)
    assert take(export(german), german).texts["body"] == (
        '<p><a href="https://de.example/">A</a> <a href="https://corrected.example/">B</a></p>'
    )


def test_a_note_for_the_readers_of_the_source_may_be_left_out_with_its_text() -> None:
    body = '<p>One<sup data-note="k1"></sup> two<sup data-note="e1"></sup>.</p>'
    notes = {"k1": NOTES["k1"], "e1": {"kind": "editor", "html": "For Armenians."}}
    article, _lena = make_piece(body=body, notes=notes)
    german = find_german(article)
    data = translate(export(german))
    kept = take(data, german)
    left = take(change(data, set_target("body.1", 'Eins<x id="1"/> zwei.'), remove("note.e1.1")), german)
    assert (kept.left_out, sorted(kept.notes)) == ([], ["e1", "k1"])
    assert (left.left_out, sorted(left.notes), left.texts["body"]) == (
        [2],
        ["k1"],
        '<p>Eins<sup data-note="k1"></sup> zwei.</p>',
    )


def test_emphasis_and_links_of_the_translation_alone_come_back_or_are_left_out_with_a_notice() -> None:
    article, _lena = make_piece(body="<p>One <em>two</em></p><p>Three</p>", notes={})
    own = '<p>Eins zwei</p><p><strong>Drei</strong> <a href="https://de.example/">dort</a></p>'
    german = factories.write_text(find_german(article), texts={"title": "T", "standfirst": "A\nB", "body": own})
    data = export(german)
    swapped = '<g id="kept-2-a">Dort</g> <g id="kept-1-strong">drei</g>'
    assert take(data, german).texts["body"] == own
    assert take(change(data, set_target("body.2", swapped)), german).texts["body"] == (
        '<p>Eins zwei</p><p><a href="https://de.example/">Dort</a> <strong>drei</strong></p>'
    )
    assert take(change(data, set_target("body.2", "Vier")), german).texts["body"] == "<p>Eins zwei</p><p>Vier</p>"
    german = factories.write_text(german, texts={"body": own.replace("<strong>Drei</strong>", "Drei")})
    made = take(data, german)
    assert (made.texts["body"], made.unplaced) == (
        "<p>Eins zwei</p><p>Drei dort</p>",
        ["Passage 2 of the text (paragraph)"],
    )


def test_the_language_of_a_part_stays_that_of_the_translation() -> None:
    article, _lena = make_piece(body='<p>Слово <span lang="ru">книга</span> и <em>это</em></p>', notes={})
    own = '<p>Das Wort <span lang="hy">գիրք</span> und <em>das</em></p>'
    german = factories.write_text(find_german(article), texts={"title": "T", "standfirst": "A\nB", "body": own})
    data = export(german)
    moved = '<g id="2">Das</g> Wort <g id="kept-1-span">գիրք</g>'
    assert take(data, german).proposed.body == own
    assert take(change(data, set_target("body.1", moved)), german).texts["body"] == (
        '<p><em>Das</em> Wort <span lang="hy">գիրք</span></p>'
    )


@pytest.mark.parametrize("tag", ["kept-1-a", "kept-1-script", "own-k1", "own-none"])
def test_a_tag_that_only_looks_like_one_of_ours_is_no_tag_of_the_text(tag: str) -> None:
    article, _lena = make_piece(body="<p>One</p><p>Two</p>", notes={})
    german = find_german(article)
    data = change(translate(export(german)), set_target("body.1", f'<g id="{tag}">Eins</g>'))
    if tag.startswith("kept"):
        assert take(data, german).texts["body"] == "<p>Eins</p><p>DE Two</p>"
    else:
        said = f"There is a tag too many: <x {tag}/> (footnote of this translation)."
        assert refuse(data, german) == [("body.1", "Passage 1 of the text (paragraph)", said)]


@given(body=stored_html(), note=stored_html("note"))
def test_whatever_is_stored_is_read_back_from_its_file(body: str, note: str) -> None:
    article = Article.objects.first() or make_piece()[0]
    german = find_german(article)
    notes = {key: {"kind": "reference", "added_in": "hy", "html": note} for key in cited_keys(body)}
    source = Content(title="Title", body=body, notes=notes)
    revision = Revision(version=german.translated_from, number=1, **asdict(source))
    read = read_xliff(write_xliff(german, revision, at=factories.MORNING))
    units = segment(source).units
    assert {row.id: (normalize(row.source), normalize(row.target or ())) for row in read.units} == {
        name: (normalize(unit.nodes), normalize(unit.nodes)) for name, unit in units.items()
    }
    assert rebuild(segment(source), {row.id: row.target for row in read.units}).texts.get("body", body) == body
