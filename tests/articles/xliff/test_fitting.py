"""Which files are taken: every reason against one is named with its place, and what tools do to spaces is none."""

import pytest
from django.utils import translation
from lxml import etree

from articles.revisions import working_content
from articles.xliff.writing import NAMESPACE
from tests import factories
from tests.articles.xliff.exports import (
    BODY,
    TEXTS,
    change,
    export,
    find_german,
    find_unit,
    make_piece,
    newest,
    refuse,
    remove,
    set_target,
    take,
    translate,
)

pytestmark = pytest.mark.django_db


def set_file(**attributes: str):
    """Return the change that gives the file other attributes."""
    return lambda root: [root[0].set(name.replace("_", "-"), value) for name, value in attributes.items()]


def repeat(name: str, *, as_name: str = ""):
    """Return the change that puts a unit into the file once more."""

    def put(root: etree._Element) -> None:
        unit = find_unit(root, name)
        copy = etree.fromstring(etree.tostring(unit))
        copy.set("id", as_name or name)
        unit.addnext(copy)

    return put


def test_a_translated_file_is_the_translation_in_the_structure_of_the_source() -> None:
    article, _lena = make_piece()
    made = take(translate(export(find_german(article))), find_german(article))
    assert (made.texts, made.notes, made.images, made.untranslated, made.lost) == (
        {
            "title": "DE A title",
            "subtitle": "DE A subtitle",
            "standfirst": "DE One line.\nDE Another line.",
            "body": (
                '<h2>DE Heading<sup data-note="k1"></sup></h2><p>DE See <a href="https://a.example/">the '
                '<strong>report</strong></a><sup data-note="k2"></sup> of&nbsp;2021 &amp; after.<br>Next line</p>'
                '<blockquote><p lang="en">DE Quoted <em>words</em></p></blockquote>'
                "<ul><li>DE first item</li><li>DE second item</li></ul><hr>"
                '<p>DE The end<sup data-note="k2"></sup>.</p>'
            ),
        },
        {
            "k1": 'DE See <a href="https://b.example/">a book</a>, p. 5.',
            "k2": "<p>DE First part.</p><p>DE Second part.</p>",
        },
        {},
        [],
        {},
    )


def test_a_file_of_another_piece_language_or_tool_is_refused_as_a_whole() -> None:
    article, _lena = make_piece()
    other, _other_lena = make_piece()
    german = find_german(article)
    factories.create_version(article, "ru")
    data = export(german)
    number, own = other.pk, article.pk
    reasons = {
        "another piece": refuse(export(find_german(other)), german),
        "another language": refuse(export(factories.find_version(article, "ru")), german),
        "another target": refuse(change(data, set_file(target_language="ru")), german),
        "another source": refuse(change(data, set_file(source_language="en-GB")), german),
        "no target": refuse(change(data, set_file(target_language="")), german),
        "another tool": refuse(change(data, set_file(original="page.html")), german),
        "a revision not released": refuse(change(data, set_file(original=f"article-{own}-de.r2.e0")), german),
    }
    assert reasons == {
        "another piece": f"This file belongs to another piece: number {number}, not {own}.",
        "another language": "This file is about another language: Русский, not Deutsch.",
        "another target": "This file is about another language: Русский, not Deutsch.",
        "another source": "This file is about another language: English, not Հայերեն.",
        "no target": "This file is about another language: ?, not Deutsch.",
        "another tool": "This file was not exported here: it does not say which piece it belongs to.",
        "a revision not released": (
            "This file translates revision 2 of the source, which was never released for translation."
        ),
    }


def test_the_reason_is_in_the_language_of_the_person() -> None:
    article, _lena = make_piece()
    german = find_german(article)
    data = change(translate(export(german)), set_target("body.4", "x" * 250_001))
    reasons = {}
    for code in ("en", "de"):
        with translation.override(code):
            reasons[code] = [why for _unit, _where, why in refuse(data, german)]
    assert reasons == {
        "en": ["This text is too long or too deeply nested to be stored."],
        "de": ["Dieser Text ist zu lang oder zu tief verschachtelt, um gespeichert zu werden."],
    }


def test_a_region_of_the_language_is_no_other_language() -> None:
    article, _lena = make_piece()
    data = change(translate(export(find_german(article))), set_file(target_language="de-AT", source_language="hy_AM"))
    assert take(data, find_german(article)).texts["title"] == "DE A title"


def test_a_file_older_than_what_the_text_follows_is_refused_and_an_older_release_is_not() -> None:
    article, _lena = make_piece()
    german = find_german(article)
    old = translate(export(german))
    changed = factories.write_text(factories.find_version(article), texts={**TEXTS, "title": "Another"})
    factories.release(changed, significance="major")
    assert take(old, german).revision.number == 1
    factories.write_text(german, source_revision=2)
    assert refuse(old, find_german(article)) == (
        "This file translates revision 1 of the source; the text follows revision 2 already."
    )


def test_every_unit_that_does_not_fit_is_named_with_its_place() -> None:
    article, _lena = make_piece()
    german = find_german(article)

    def other_source(root: etree._Element) -> None:
        find_unit(root, "body.4").find(f"{{{NAMESPACE}}}source").text = "third item"

    def no_target(root: etree._Element) -> None:
        unit = find_unit(root, "note.k1.1")
        unit.remove(unit.find(f"{{{NAMESPACE}}}target"))

    data = change(
        translate(export(german)),
        remove("subtitle"),
        repeat("title"),
        repeat("title", as_name="body.99"),
        set_target("standfirst.1", "  "),
        set_target("standfirst.2", "x" * 600),
        set_target("body.1", "No tag"),
        set_target("body.3", '<ph id="1">x</ph>'),
        other_source,
        no_target,
        set_target("note.k2.1", '<g id="1">x</g>'),
    )
    assert refuse(data, german) == [
        ("body.99", "", "The text has no such unit."),
        ("title", "Title", "This unit is in the file twice."),
        ("subtitle", "Subtitle", "This unit is missing."),
        ("standfirst.1", "Standfirst, line 1", "There is no translation here."),
        ("body.1", "Passage 1 of the text (heading)", "The tag <x 1/> (footnote 1) is missing."),
        (
            "body.3",
            "Passage 3 of the text (quotation)",
            "There is an element here that the file did not have: <ph>.",
        ),
        ("body.4", "Passage 4 of the text (list item)", "The source text here is not that of revision 1."),
        ("note.k1.1", "Footnote 1", "There is no translation here."),
        ("note.k2.1", "Footnote 2, passage 1", "There is a tag too many: <1>."),
    ]


@pytest.mark.parametrize("name", ["title", "standfirst.1", "body.1", "body.4", "note.k2.1"])
@pytest.mark.parametrize("words", ["\u200b", "\u200e\u00ad", "\ufeff", "\u2060\u2028", "\ufdd0", "\u202e"])
def test_a_target_in_which_nothing_can_be_seen_is_no_translation(name: str, words: str) -> None:
    article, _lena = make_piece()
    german = find_german(article)
    tags = '<x id="1"/>' if name == "body.1" else ""
    refused = refuse(change(translate(export(german)), set_target(name, words + tags)), german)
    assert [(unit, why) for unit, _where, why in refused] == [(name, "There is no translation here.")]


def test_a_note_its_editor_has_deleted_since_the_release_is_named() -> None:
    article, _lena = make_piece()
    data, original = translate(export(find_german(article))), factories.find_version(article)
    body = BODY.replace('<sup data-note="k2"></sup>', "")
    original = factories.write_text(original, texts={**TEXTS, "body": body})
    factories.write_text(original, texts={}, remove_notes=("k2",))
    why = "This footnote of the source has been deleted since; ask its editor to release the source again."
    assert refuse(data, find_german(article)) == [("note.k2.1", "Footnote 2, passage 1", why)]


def test_a_title_and_a_text_that_are_too_long_are_refused() -> None:
    article, _lena = make_piece()
    german = find_german(article)
    data = translate(export(german))
    assert refuse(change(data, set_target("title", "x" * 501)), german) == [
        ("title", "Title", "This is longer than 500 characters.")
    ]
    assert refuse(change(data, set_target("body.4", "x" * 250_001)), german) == [
        ("", "Text", "This text is too long or too deeply nested to be stored.")
    ]


def test_a_hundred_thousand_strange_tags_in_a_unit_are_refused_quickly() -> None:
    article, _lena = make_piece()
    data = change(translate(export(find_german(article))), set_target("body.4", "w" + '<x id="1"/>' * 100_000))
    assert refuse(data, find_german(article)) == [
        ("body.4", "Passage 4 of the text (list item)", "There is a tag too many: <1>.")
    ]


def test_nothing_a_target_says_becomes_markup_and_no_address_comes_from_a_file() -> None:
    article, _lena = make_piece(body='<p>Go <a href="https://a.example/">there</a>.</p>', notes={})
    german = find_german(article)
    target = '&lt;script&gt;alert(1)&lt;/script&gt; <g id="1" href="javascript:alert(1)" ctype="link">d&lt;b&gt;</g>'
    assert take(change(export(german), set_target("body.1", target)), german).texts["body"] == (
        '<p>&lt;script&gt;alert(1)&lt;/script&gt; <a href="https://a.example/">d&lt;b&gt;</a></p>'
    )


def test_words_left_as_in_the_source_are_listed_and_figures_are_not() -> None:
    article, _lena = make_piece(body="<p>Words</p><p>1,234 – 5</p>", notes={})
    made = take(export(find_german(article)), find_german(article))
    assert made.untranslated == [
        "Title",
        "Subtitle",
        "Standfirst, line 1",
        "Standfirst, line 2",
        "Passage 1 of the text (paragraph)",
    ]


def test_spaces_a_tool_has_changed_are_no_difference() -> None:
    article, _lena = make_piece()
    german = factories.write_text(
        find_german(article),
        texts={"title": "Titel", "standfirst": "A\nB", "body": BODY.replace("first item", "erster  Punkt")},
        notes={"k1": {"html": "Eins."}, "k2": {"html": "<p>Zwei.</p><p>Drei.</p>"}},
    )
    data = export(german).replace(b"erster  Punkt", b"\r\n  erster\tPunkt \r\n").replace(b"Zwei.", b" Zwei.\n")
    assert take(data, german).texts["body"] == working_content(german).body
    assert take(data, german).notes["k2"] == "<p>Zwei.</p><p>Drei.</p>"


def test_titles_of_links_are_translated_too() -> None:
    article, _lena = make_piece(body='<p>See <a href="https://a.example/" title="A report">it</a>.</p>', notes={})
    german = find_german(article)
    data = change(translate(export(german)), set_target("body.1.1.title", 'Ein "Bericht"'))
    assert take(data, german).texts["body"] == (
        '<p>DE See <a href="https://a.example/" title="Ein &quot;Bericht&quot;">it</a>.</p>'
    )


def test_a_file_is_held_against_the_revision_it_was_made_from() -> None:
    article, _lena = make_piece()
    first = newest(find_german(article))
    changed = {**TEXTS, "body": BODY.replace("first item", "very first item")}
    factories.release(factories.write_text(factories.find_version(article), texts=changed), significance="major")
    german = find_german(article)
    made = [take(export(german, revision=one), german).revision.number for one in (first, newest(german))]
    assert made == [1, 2]
