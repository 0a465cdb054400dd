"""What translators get: units with their sources, targets and states, and where a file says what it belongs to."""

import pytest
from lxml import etree

from articles.revisions import working_content
from articles.xliff.origins import Origin
from articles.xliff.writing import NAMESPACE
from tests import factories
from tests.articles.xliff.exports import BODY, TEXTS, export, find_german, find_unit, make_piece, read_units

pytestmark = pytest.mark.django_db

LINK = 'See <g id="1" ctype="link">the <g id="2" ctype="bold">report</g></g>'
MARK = '<x id="3" ctype="x-footnote" equiv-text="[2]"/>'
REST = ' of\xa02021 &amp; after.<x id="4" ctype="lb"/>Next line'
SOURCES = {
    "title": "A title",
    "subtitle": "A subtitle",
    "standfirst.1": "One line.",
    "standfirst.2": "Another line.",
    "body.1": 'Heading<x id="1" ctype="x-footnote" equiv-text="[1]"/>',
    "body.2": f"{LINK}{MARK}{REST}",
    "body.3": 'Quoted <g id="1" ctype="italic">words</g>',
    "body.4": "first item",
    "body.5": "second item",
    "body.6": 'The end<x id="1" ctype="x-footnote" equiv-text="[2]"/>.',
    "note.k1.1": 'See <g id="1" ctype="link">a book</g>, p. 5.',
    "note.k2.1": "First part.",
    "note.k2.2": "Second part.",
}


def translate_at_the_desk(article, **changes: str):
    """Save a German text with the same structure."""
    body = BODY.replace("See", "Siehe").replace("Heading", "Überschrift").replace("The end", "Das Ende")
    texts = {"title": "Ein Titel", "standfirst": "Eine Zeile.\nNoch eine.", "body": body, **changes}
    notes = {"k1": {"html": 'Siehe <a href="https://b.example/">ein Buch</a>.'}, "k2": {"html": "<p>Eins.</p>"}}
    return factories.write_text(find_german(article), texts=texts, notes=notes)


def test_a_planned_translation_goes_out_with_the_source_in_every_target() -> None:
    article, _lena = make_piece()
    expected = {name: (source, source, "needs-translation") for name, source in SOURCES.items()}
    assert read_units(export(find_german(article))) == expected


def test_a_file_says_piece_language_revision_and_edit_and_what_each_unit_is() -> None:
    article, _lena = make_piece()
    root = etree.fromstring(export(find_german(article)))
    file = root[0]
    assert dict(file.attrib) == {
        "original": f"article-{article.pk}-de.r1.e0",
        "source-language": "hy",
        "target-language": "de",
        "datatype": "html",
        "date": "2026-03-02T09:00:00Z",
    }
    notes = {name: find_unit(root, name).findtext(f"{{{NAMESPACE}}}note") for name in ("standfirst.2", "body.2")}
    assert notes == {
        "standfirst.2": "Standfirst, line 2",
        "body.2": "Passage 2 of the text (paragraph); <g 1> (link); <g 2> (bold); <x 3/> (footnote 2); "
        "<x 4/> (line break)",
    }
    groups = [(group.get("id"), len(group)) for group in root.iter(f"{{{NAMESPACE}}}group")]
    assert groups == [("body", 6), ("note", 3)]


def test_no_address_and_no_key_of_a_link_travels() -> None:
    article, _lena = make_piece()
    data = export(find_german(article)).decode()
    assert ("https://" in data, "href" in data, "data-note" in data) == (False, False, False)


def test_an_existing_translation_stands_in_the_targets_and_what_changed_since_wants_a_look() -> None:
    article, _lena = make_piece()
    translate_at_the_desk(article)
    changed = {**TEXTS, "title": "Another title", "body": BODY.replace("first item", "very first item")}
    factories.release(factories.write_text(factories.find_version(article), texts=changed), significance="major")
    units = read_units(export(find_german(article)))
    assert {name: (target, state) for name, (_source, target, state) in units.items()} == {
        "title": ("Ein Titel", "needs-review-translation"),
        "subtitle": ("A subtitle", "needs-translation"),
        "standfirst.1": ("Eine Zeile.", "translated"),
        "standfirst.2": ("Noch eine.", "translated"),
        "body.1": (SOURCES["body.1"].replace("Heading", "Überschrift"), "translated"),
        "body.2": (SOURCES["body.2"].replace("See", "Siehe"), "translated"),
        "body.3": (SOURCES["body.3"], "translated"),
        "body.4": ("first item", "needs-review-translation"),
        "body.5": ("second item", "translated"),
        "body.6": (SOURCES["body.6"].replace("The end", "Das Ende"), "translated"),
        "note.k1.1": ('Siehe <g id="1" ctype="link">ein Buch</g>.', "translated"),
        "note.k2.1": ("First part.", "needs-translation"),
        "note.k2.2": ("Second part.", "needs-translation"),
    }


def test_for_omegat_the_source_is_in_every_target_and_the_translation_beside_it() -> None:
    article, _lena = make_piece()
    translate_at_the_desk(article)
    data = export(find_german(article), from_source=True)
    assert read_units(data) == {name: (source, source, "needs-translation") for name, source in SOURCES.items()}
    others = {
        unit.get("id"): "".join(other.itertext())
        for unit in etree.fromstring(data).iter(f"{{{NAMESPACE}}}trans-unit")
        if (other := unit.find(f"{{{NAMESPACE}}}alt-trans")) is not None
    }
    assert (others["title"], others["body.4"], others["note.k2.1"]) == ("Ein Titel", "first item", "Eins.")


def test_emphasis_and_links_of_the_translation_alone_travel_with_it_and_what_it_left_out_stays_out() -> None:
    article, _lena = make_piece()
    own = '<strong>zweiter</strong> <a href="https://de.example/">Punkt</a>'
    translate_at_the_desk(article, body=BODY.replace("second item", own).replace("<em>words</em>", "Worte"))
    units = read_units(export(find_german(article)))
    kept = '<g id="kept-1-strong" ctype="bold">zweiter</g> <g id="kept-2-a" ctype="link">Punkt</g>'
    assert (units["body.3"], units["body.5"]) == (
        (SOURCES["body.3"], "Quoted Worte", "translated"),
        ("second item", kept, "translated"),
    )


def test_a_passage_with_other_notes_than_its_source_starts_anew_with_the_translation_beside_it() -> None:
    article, _lena = make_piece()
    translate_at_the_desk(article, body=BODY.replace('end<sup data-note="k2"></sup>', "<em>Ende</em>"))
    data = export(find_german(article))
    assert read_units(data)["body.6"] == (SOURCES["body.6"], SOURCES["body.6"], "needs-translation")
    other = find_unit(etree.fromstring(data), "body.6").find(f"{{{NAMESPACE}}}alt-trans")
    assert "".join(other.itertext()) == "The Ende."


def test_notes_of_the_translation_travel_in_the_passage_they_stand_in() -> None:
    article, _lena = make_piece()
    translate_at_the_desk(article)
    body = working_content(find_german(article)).body.replace("first item", 'first<sup data-note="t1"></sup> item')
    note = {"t1": {"kind": "translator", "html": "Für deutsche Leser."}}
    factories.write_text(find_german(article), texts={"body": body}, notes=note)
    mark = '<x id="own-t1" ctype="x-footnote" equiv-text="[*]"/>'
    units, from_source = (read_units(export(find_german(article), from_source=choice)) for choice in (False, True))
    assert units["body.4"] == ("first item", f"first{mark} item", "translated")
    assert from_source["body.4"] == ("first item", f"first item{mark}", "needs-translation")
    assert [name for name, unit in units.items() if mark in "".join(unit)] == ["body.4"]


def test_a_note_of_the_translation_whose_passage_has_no_counterpart_goes_with_the_one_before() -> None:
    article, _lena = make_piece(body="<h2>One</h2><p>First.</p><h2>Two</h2><p>Second.</p>", notes={})
    german = '<h2>Eins</h2><p>Erstens.</p><p>Anhang<sup data-note="t1"></sup>.</p><p>Noch.</p><h2>Zwei</h2><p>Z.</p>'
    note = {"t1": {"kind": "translator", "html": "Für deutsche Leser."}}
    factories.write_text(find_german(article), texts={"title": "T", "body": german}, notes=note)
    mark = '<x id="own-t1" ctype="x-footnote" equiv-text="[*]"/>'
    carriers = [name for name, unit in read_units(export(find_german(article))).items() if mark in unit[1]]
    assert carriers == ["body.2"]


def test_every_unit_has_the_parts_of_the_standard_in_its_order() -> None:
    article, _lena = make_piece()
    translate_at_the_desk(article)
    shapes, names = set(), []
    for unit in etree.fromstring(export(find_german(article), from_source=True)).iter(f"{{{NAMESPACE}}}trans-unit"):
        shapes.add(tuple(etree.QName(part).localname for part in unit))
        names.append((unit.get("id"), sorted(etree.QName(name).localname for name in unit.keys())))  # noqa: SIM118
    assert shapes == {("source", "target", "note"), ("source", "target", "note", "alt-trans")}
    assert names == [(name, ["id", "resname", "space"]) for name in SOURCES]


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("article-17-de.r3.e5", Origin(17, "de", 3, 5)),
        (r"C:\jobs\article-17-de.r3.e5", Origin(17, "de", 3, 5)),
        ("jobs/article-17-de.r3.e5 ", Origin(17, "de", 3, 5)),
        ("article-17-de", None),
        ("article-017-de.r3.e5", None),
        ("article-١٧-de.r3.e5", None),
        ("report.html", None),
        ("", None),
    ],
)
def test_the_origin_is_read_from_what_tools_hand_back(original: str, expected: Origin | None) -> None:
    assert Origin.read(original) == expected


def test_the_origin_is_written_as_it_is_read() -> None:
    assert Origin.read(str(Origin(17, "de", 3, 5))) == Origin(17, "de", 3, 5)
