"""What becomes of each thing a text in Word can hold. Each file here is put together for one of them."""

import pytest

from articles.manuscripts.manuscript import Excerpt, Finding, Manuscript, WordNote
from articles.manuscripts.reading import read_word
from tests.articles.manuscripts.packages import bookmark, cite, field, make_word, note, p, run, style

NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}">'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="*"/></w:lvl>'
        for level in range(3)
    )
    + "</w:abstractNum>"
    for number, kind in enumerate(("bullet", "decimal"))
) + (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/>'
    '</w:lvlOverride></w:num><w:num w:numId="9"/>'
)


def item(text: str, list_id: int, level: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tell(read: Manuscript, *codes: str) -> dict[str, tuple[int, list[str]]]:
    """Return count and excerpts of the findings named."""
    return {row.code: (row.count, [one.text for one in row.excerpts]) for row in read.findings if row.code in codes}


HEADS = {
    "the style, in whatever language its id is": (
        p("One", "Titel") + p("Two", "berschrift1"),
        style("Titel", "Title") + style("berschrift1", "heading 1"),
        ("One", "<h2>Two</h2>", {"title"}),
    ),
    "a title over two paragraphs": (
        p("One", "Title") + p("two", "Title") + p("x"),
        "",
        ("One two", "<p>x</p>", {"title"}),
    ),
    "a second title further down": (
        p("One", "Title") + p("x") + p("Two", "Title"),
        "",
        ("One", "<p>x</p><h2>Two</h2>", {"title", "title-twice"}),
    ),
    "a style that is based on it": (
        p("One", "My"),
        style("My", "My head", '<w:basedOn w:val="T"/>') + style("T", "Title"),
        ("One", "", {"title"}),
    ),
    "the only first heading on top": (
        p("One", "Heading1") + p("Two", "Heading2"),
        "",
        ("One", "<h2>Two</h2>", {"title", "title-heading"}),
    ),
    "not one of several first headings": (
        p("One", "Heading1") + p("Two", "Heading1"),
        "",
        ("", "<h2>One</h2><h2>Two</h2>", {"no-title"}),
    ),
    "not a first heading below a text": (
        p("x") + p("One", "Heading1"),
        "",
        ("", "<p>x</p><h2>One</h2>", {"no-title"}),
    ),
    "a short bold first paragraph": (
        p(run("One", "<w:b/>")) + p("x"),
        "",
        ("One", "<p>x</p>", {"title", "title-bold"}),
    ),
    "not a bold sentence": (
        p(run("One.", "<w:b/>")) + p("x"),
        "",
        ("", "<p><strong>One.</strong></p><p>x</p>", {"no-title"}),
    ),
    "styles that go round in a circle": (
        p("One", "a"),
        style("a", "A", '<w:basedOn w:val="b"/>') + style("b", "B", '<w:basedOn w:val="a"/>'),
        ("", "<p>One</p>", {"no-title"}),
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_the_title_is(name: str) -> None:
    body, styles, expected = HEADS[name]
    read = read_word(make_word(body, styles=styles))
    codes = {row.code for row in read.findings if "title" in row.code and "sub" not in row.code}
    assert (read.title, read.body, codes) == expected


def test_subtitle_and_standfirst_are_known_by_their_styles() -> None:
    body = p("S", "Subtitle") + p("One", "Vorspann") + p("two", "Vorspann") + p("x")
    read = read_word(make_word(body, styles=style("Vorspann", "Vorspann")))
    assert (read.subtitle, read.standfirst, read.body) == ("S", "One\ntwo", "<p>x</p>")


def test_the_highest_heading_becomes_the_first_level_and_deeper_ones_the_second() -> None:
    body = p("T", "Title") + p("A", "Heading2") + p("B", "Heading3") + p("C", properties='<w:outlineLvl w:val="4"/>')
    read = read_word(make_word(body))
    assert read.body == "<h2>A</h2><h3>B</h3><h3>C</h3>"
    assert tell(read, "heading", "heading-deep") == {"heading": (3, []), "heading-deep": (3, [])}


def test_a_heading_is_not_bold_within_itself_and_a_bold_line_stays_a_paragraph() -> None:
    read = read_word(make_word(p("x") + p(run("A", "<w:b/>"), "Heading2") + p(run("B", "<w:b/>"))))
    assert read.body == "<p>x</p><h2>A</h2><p><strong>B</strong></p>"
    assert tell(read, "bold-line") == {"bold-line": (1, ["B"])}


def test_letters_are_formatted_as_the_nearest_rule_says() -> None:
    styles = style("E", "Emphasis", "<w:rPr><w:i/></w:rPr>", "character") + style(
        "L", "Language hy", "<w:rPr><w:b/></w:rPr>", "character"
    )
    runs = (
        run("a ", "<w:i/>")
        + run("b", '<w:rStyle w:val="E"/>')
        + run("c", '<w:rStyle w:val="E"/><w:i w:val="0"/>')
        + run(" ", "<w:b/>")
        + run("d", '<w:rStyle w:val="L"/>')
        + run("e", '<w:vertAlign w:val="subscript"/>')
        + run("f", '<w:position w:val="8"/><w:sz w:val="14"/>')
        + "<w:r><w:t>g</w:t><w:br/><w:t>h</w:t><w:noBreakHyphen/><w:t>i</w:t><w:tab/><w:softHyphen/><w:t>j</w:t></w:r>"
    )
    assert read_word(make_word(p(runs), styles=styles)).body == (
        '<p><em>a b</em>c <span lang="hy"><strong>d</strong></span><sub>e</sub><sup>f</sup>g<br>h\u2011i \u00adj</p>'
    )


def test_links_to_the_web_to_mail_and_to_pieces_stay_and_no_others() -> None:
    targets = {
        "x1": "https://example.org/?a=1&amp;b=2",
        "x2": "mailto:a@example.org",
        "x3": "article:17#note-k1",
        "x4": "javascript:alert(1)",
        "x5": "file:///etc/passwd",
        "x6": "#note-k1",
    }
    links = tuple((one, "hyperlink", target) for one, target in targets.items())
    inside = "".join(f'<w:hyperlink r:id="{one}">{run(one)}</w:hyperlink>' for one in targets)
    inside += f'<w:hyperlink w:anchor="part">{run("in")}</w:hyperlink><w:hyperlink r:id="x1" w:anchor="p">{run("y")}'
    inside += f"</w:hyperlink><w:hyperlink r:id='gone'>{run('z')}</w:hyperlink>"
    inside += field('HYPERLINK "https://example.org/f" \\l "q"', run("f"))
    inside += f'<w:fldSimple w:instr="HYPERLINK &quot;javascript:x&quot;">{run("s")}</w:fldSimple>'
    read = read_word(make_word(p(inside), links=links))
    assert read.body == (
        '<p><a href="https://example.org/?a=1&amp;b=2">x1</a><a href="mailto:a@example.org">x2</a>'
        '<a href="article:17#note-k1">x3</a>x4x5<a href="#note-k1">x6</a>in'
        '<a href="https://example.org/?a=1&amp;b=2#p">y</a>z<a href="https://example.org/f#q">f</a>s</p>'
    )
    assert tell(read, "link", "link-inside", "link-refused") == {
        "link": (5, []),
        "link-inside": (1, ["in"]),
        "link-refused": (4, ["x4 (javascript:alert(1))", "x5 (file:///etc/passwd)", "z", "s (javascript:x)"]),
    }


def test_lists_nest_count_on_and_hold_further_paragraphs() -> None:
    body = (
        item("a", 1)
        + item("b", 1, 1)
        + item("c", 1, 2)
        + item("d", 1)
        + p("e", "ListContinue")
        + item("f", 2)
        + p("between")
        + item("g", 2)
        + item("h", 3)
        + item("none", 9)
        + item("unknown", 77)
    )
    styles = style("ListContinue", "List Continue")
    assert read_word(make_word(body, numbering=NUMBERING, styles=styles)).body == (
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li><p>d</p><p>e</p></li></ul><ol><li>f</li></ol>"
        '<p>between</p><ol start="2"><li>g</li></ol>' + '<ol start="4"><li>h</li></ol><p>none</p><p>unknown</p>'
    )


def test_quotes_hold_paragraphs_and_quotes() -> None:
    body = p("a", "Quote") + p("b", "Quote2") + p("c", "Quote") + p("x") + p("d", "BlockText")
    assert read_word(make_word(body)).body == (
        "<blockquote><p>a</p><blockquote><p>b</p></blockquote><p>c</p></blockquote><p>x</p>"
        "<blockquote><p>d</p></blockquote>"
    )


def test_tables_keep_headings_and_merged_cells() -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>" + cell(p(run("A", "<w:b/>")), '<w:gridSpan w:val="2"/>') + cell(p("B"))
    body = table(
        head,
        cell(p("1"), '<w:vMerge w:val="restart"/>') + cell(p("2") + p("3")) + cell(p("")),
        cell(p(""), "<w:vMerge/>") + cell(p("4", "TableHeading")) + cell(p("5")),
    )
    assert read_word(make_word(body)).body == (
        '<table><thead><tr><th colspan="2" scope="col">A</th><th scope="col">B</th></tr></thead><tbody>'
        '<tr><td rowspan="2">1</td><td><p>2</p><p>3</p></td><td></td></tr>'
        '<tr><th scope="row">4</th><td>5</td></tr></tbody></table>'
    )


def test_tables_in_tables_and_tables_of_one_cell_become_paragraphs() -> None:
    inner = table(cell(p("i")) + cell(p("j")))
    read = read_word(make_word(table(cell(p("a") + inner) + cell(p("b"))) + table(cell(p("alone")))))
    assert read.body == (
        "<table><tbody><tr><td><p>a</p><p>i</p><p>j</p></td><td>b</td></tr></tbody></table><p>alone</p>"
    )
    assert tell(read, "table-in-table", "table-of-one") == {
        "table-in-table": (1, ["i j"]),
        "table-of-one": (1, ["alone"]),
    }


NOTES = note("-1", "<w:p><w:r><w:separator/></w:r></w:p>").replace("w:id=", 'w:type="separator" w:id=') + note(1, "One")


def test_notes_cited_again_are_one_note() -> None:
    body = p(
        run("a")
        + bookmark("_Ref1", cite(2))
        + run("b")
        + cite(1)
        + run("c")
        + field("NOTEREF _Ref1 \\f \\h", run("1"))
        + run("d")
        + cite(1)
    )
    read = read_word(make_word(body, footnotes=NOTES + note(2, "Two")))
    first, second = '<sup data-note="new1"></sup>', '<sup data-note="new2"></sup>'
    assert read.body == f"<p>a{first}b{second}c{first}d{second}</p>"
    assert {key: one.html for key, one in read.notes.items()} == {"new1": "<p>Two</p>", "new2": "<p>One</p>"}
    assert tell(read, "note-cited-again", "footnote") == {"note-cited-again": (2, ["", ""]), "footnote": (2, [])}


def test_a_key_our_own_file_carries_is_kept() -> None:
    body = p(
        bookmark("enface_note_k1", cite(1), 1)
        + bookmark("enface_note_new1", cite(2), 2)
        + cite(3)
        + bookmark("enface_note_NOT", cite(4), 3)
        + field("NOTEREF enface_note_k1 \\f \\h", run("1"))
    )
    notes = "".join(note(number, f"N{number}") for number in range(1, 5))
    read = read_word(make_word(body, footnotes=notes))
    assert dict(read.notes) == {
        "k1": WordNote("<p>N1</p>", has_own_key=True),
        "new1": WordNote("<p>N2</p>", has_own_key=True),
        "new3": WordNote("<p>N3</p>", has_own_key=False),
        "new4": WordNote("<p>N4</p>", has_own_key=False),
    }
    assert read.body.endswith('<sup data-note="new4"></sup><sup data-note="k1"></sup></p>')


def test_what_is_wrong_with_notes_is_told() -> None:
    listed = p("x", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    notes = note(1, "") + note(2, listed) + note(3, "Nobody cites me") + note(4, p(run("in") + cite(1)))
    read = read_word(make_word(p(cite(1) + cite(2) + cite(4) + cite(99)), footnotes=notes, numbering=NUMBERING))
    assert [one.html for one in read.notes.values()] == ["", "<p>x</p>", "<p>in</p>"]
    codes = ("note-empty", "note-flattened", "note-uncited", "note-in-note", "note-missing")
    assert tell(read, *codes) == {
        "note-empty": (1, []),
        "note-flattened": (1, ["x"]),
        "note-uncited": (1, ["Nobody cites me"]),
        "note-in-note": (1, [""]),
        "note-missing": (1, []),
    }


def test_a_note_on_the_title_moves_to_the_first_paragraph() -> None:
    read = read_word(make_word(p(run("T") + cite(1), "Title") + p("x"), footnotes=NOTES))
    assert (read.title, read.body) == ("T", '<p>x<sup data-note="new1"></sup></p>')
    assert tell(read, "marker-in-head") == {"marker-in-head": (1, [])}


def test_a_sign_somebody_chose_for_a_note_is_no_text() -> None:
    mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    body = p(run("a") + mark)
    assert read_word(make_word(body, footnotes=NOTES)).body == '<p>a<sup data-note="new1"></sup></p>'


def test_tracked_changes_are_taken_as_made() -> None:
    body = (
        p(run("a "), properties='<w:rPr><w:del w:author="Ani"/></w:rPr>')
        + p(
            f'<w:ins w:author="Ani">{run("in ")}</w:ins>'
            '<w:del w:author="Ben"><w:r><w:delText>out</w:delText></w:r></w:del>'
            f'<w:moveFrom><w:r><w:t>m</w:t></w:r></w:moveFrom><w:moveTo w:author="Ben">{run("m")}</w:moveTo>'
            + run("b", "<w:rPrChange><w:rPr/></w:rPrChange>")
        )
        + table(f'<w:trPr><w:del w:author="Ben"/></w:trPr>{cell(p("row"))}', cell(p("1")) + cell(p("2")))
    )
    read = read_word(make_word(body))
    assert read.body == "<p>a in mb</p><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    found = {row.code: row for row in read.findings}
    assert found["inserted"] == Finding("inserted", 1, (Excerpt("in", "a in mb", "Ani"),))
    assert found["moved"] == Finding("moved", 1, (Excerpt("m", "a in mb", "Ben"),))
    assert found["deleted"] == Finding("deleted", 2, (Excerpt("out", "a in mb", "Ben"), Excerpt("row", "", "Ben")))
    assert found["format-changes"] == Finding("format-changes", 1)


def test_what_is_no_text_is_told_and_left_out() -> None:
    contents = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        f"{contents}<w:sdtContent>{p('1 Part')}</w:sdtContent></w:sdt>"
        + p("2 Part", "TOC1")
        + p(
            run("hidden", "<w:vanish/>")
            + run("x", '<w:u w:val="single"/>')
            + run("y", "<w:dstrike/>")
            + run("z", "<w:smallCaps/>")
            + "<m:oMath><m:r><m:t>E=mc²</m:t></m:r></m:oMath>"
            + '<w:r><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Arial" w:char="20AC"/></w:r>'
            + '<w:r><w:object><o:OLEObject r:id="o1"/></w:object></w:r><w:r><w:br w:type="page"/></w:r>'
            + field('INCLUDETEXT "http://127.0.0.1/x"', run("inc"))
            + field("ADDIN ZOTERO_ITEM {}", run("(Ani 2020)"))
            + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("Click here")
            + "</w:sdtContent></w:sdt>"
        )
    )
    read = read_word(make_word(body))
    assert read.body == "<p>xyz€ inc(Ani 2020)</p>"
    left = {row.code: row.count for row in read.findings if not row.code.startswith("no-")}
    assert left == {
        "contents": 1,
        "contents-line": 1,
        "hidden": 1,
        "underline": 1,
        "strike": 1,
        "capitals": 1,
        "equation": 1,
        "symbol": 1,
        "object": 1,
        "page-break": 1,
        "field-outside": 1,
        "field-citation": 1,
        "placeholder": 1,
        "paragraph": 1,
    }


def test_a_table_of_contents_whose_end_is_missing_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    body = p(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("a")) + p("b")
    assert read_word(make_word(body)).body == "<p>a</p><p>b</p>"
    assert read_word(make_word(p(field("TOC", run("a"))) + p("b"))).body == "<p>b</p>"
    assert read_word(make_word(p(begin + run("a")) + p("b"))).body == "<p>a</p><p>b</p>"


def test_text_boxes_follow_their_paragraph_and_large_first_letters_belong_to_theirs() -> None:
    box = f"<w:txbxContent>{p('boxed')}</w:txbxContent>"
    drawn = "<mc:AlternateContent><mc:Choice><w:drawing>{0}</w:drawing></mc:Choice><mc:Fallback><w:pict>{0}</w:pict>"
    letter = p("O", properties='<w:framePr w:dropCap="drop"/>')
    body = letter + p(run("nce") + f"<w:r>{drawn.format(box)}</mc:Fallback></mc:AlternateContent></w:r>") + p("x")
    read = read_word(make_word(body))
    assert read.body == "<p>Once</p><p>boxed</p><p>x</p>"
    assert tell(read, "text-box") == {"text-box": (1, ["boxed"])}
