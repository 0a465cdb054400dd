"""BibTeX, RIS and CSL-JSON as other people's programs read them: whatever stands in a title or a name comes back."""

import json
from dataclasses import replace
from datetime import date

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string
from pylatexenc.latex2text import LatexNodes2Text

from articles.press.citations.bibtex import name_in_babel, write_bibtex
from articles.press.citations.csl import write_csl
from articles.press.citations.ris import write_ris
from articles.press.citations.work import Person, Work, put_on_one_line
from journal.languages import CODES

WORK = Work(
    key="mkrtchyan2023en17",
    authors=(Person("Anahit Mkrtchyan", "Anahit", "Mkrtchyan", "en"), Person("Редакция", language="ru")),
    translators=(Person("Harriet de Vries", "Harriet", "de Vries", "en"),),
    title="Letters in Transit",
    subtitle="On a debt",
    language="en",
    published=date(2023, 12, 20),
    revision=3,
    url="https://enface.example/en/17/letters-in-transit/",
    short_url="https://enface.example/en/17/",
    abstract="A standfirst.",
    licence="CC BY 4.0",
    journal="Enface",
    publisher="Enface e. V.",
    issn="1234-5679",
    original_language="hy",
    original_title="Տառեր ճանապարհին",
    original_published=date(2023, 12, 19),
)
BARE = replace(
    WORK,
    authors=(),
    translators=(),
    subtitle="",
    abstract="",
    licence="",
    publisher="",
    issn="",
    original_language="",
    original_title="",
    original_published=None,
)
HOSTILE = (
    *("{", "}", "}}, author = {Eve", "\\", "\\input{x}", "100 % #1 & $5_a^b~c", "a--b---c <<d>> ,,e", "@article{x,"),
    *("and", "Simon and Garfunkel", "others", "Smith, Jr., John", "\"quoted\" `and` 'so'", "a\nb\tc\x00d", "  -  "),
    *("TY  - BOOK", "x\r\nER  - \r\nTY  - BOOK", "«Слова» и „слова“", "Ի՞նչ է սա։", "😀 👩\u200d👩\u200d👧", "سلام"),
    *("שלום \u202eעולם\u202c", "no\xa0break", "$&<b>bold</b>"),
)

texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(
        st.characters(exclude_categories=("Cs",), exclude_characters="ˆ")  # which the reader makes of a caret
        | st.sampled_from("{}\\%#&$_^~`'\"-,<> \n"),
        max_size=30,
    ),
)
words = texts.map(put_on_one_line).filter(bool)
"""As they stand in a Work: on one line, not empty."""


def read_bibtex(work: Work) -> Entry:
    """Return the one entry."""
    data = parse_string(write_bibtex(work), "bibtex", person_fields=["author", "translator"])
    assert list(data.entries) == [work.key]
    return data.entries[work.key]


def read_tex(tex: str) -> str:
    """Return what TeX prints."""
    return LatexNodes2Text(keep_comments=True).latex_to_text(tex).replace("ˆ", "^")


def read_ris(work: Work) -> dict[str, object]:
    (record,) = rispy.loads(write_ris(work))
    return record


def test_bibtex_says_everything_that_is_known() -> None:
    assert write_bibtex(WORK) == (
        "@article{mkrtchyan2023en17,\n"
        "  entrysubtype = {magazine},\n"
        "  author = {Mkrtchyan, Anahit and {Редакция}},\n"
        "  translator = {de Vries, Harriet},\n"
        "  title = {Letters in Transit},\n"
        "  subtitle = {On a debt},\n"
        "  journaltitle = {Enface},\n"
        "  journal = {Enface},\n"
        "  publisher = {Enface e. V.},\n"
        "  issn = {1234-5679},\n"
        "  date = {2023-12-20},\n"
        "  year = {2023},\n"
        "  url = {https://enface.example/en/17/letters-in-transit/},\n"
        "  shorturl = {https://enface.example/en/17/},\n"
        "  language = {british},\n"
        "  langid = {british},\n"
        "  origlanguage = {armenian},\n"
        "  origtitle = {Տառեր ճանապարհին},\n"
        "  origdate = {2023-12-19},\n"
        "  version = {3},\n"
        "  rights = {CC BY 4.0},\n"
        "  abstract = {A standfirst.},\n"
        "}\n"
    )


def test_ris_says_everything_that_is_known_in_lines_of_one_form() -> None:
    assert write_ris(WORK).split("\r\n") == [
        "TY  - MGZN",
        "AU  - Mkrtchyan, Anahit",
        "AU  - Редакция",
        "A4  - de Vries, Harriet",
        "TI  - Letters in Transit: On a debt",
        "ST  - Letters in Transit",
        "T2  - Enface",
        "JF  - Enface",
        "SN  - 1234-5679",
        "PB  - Enface e. V.",
        "PY  - 2023",
        "DA  - 2023/12/20",
        "LA  - en",
        "OP  - Տառեր ճանապարհին (hy, 2023/12/19)",
        "UR  - https://enface.example/en/17/letters-in-transit/",
        "AB  - A standfirst.",
        "N1  - Revision 3; CC BY 4.0; https://enface.example/en/17/",
        "ER  - ",
        "",
    ]


def test_csl_json_says_everything_that_is_known() -> None:
    assert json.loads(write_csl(WORK)) == [
        {
            "id": "mkrtchyan2023en17",
            "type": "article-magazine",
            "author": [{"family": "Mkrtchyan", "given": "Anahit"}, {"literal": "Редакция"}],
            "translator": [{"family": "de Vries", "given": "Harriet"}],
            "title": "Letters in Transit: On a debt",
            "title-short": "Letters in Transit",
            "container-title": "Enface",
            "publisher": "Enface e. V.",
            "ISSN": "1234-5679",
            "issued": {"date-parts": [[2023, 12, 20]]},
            "URL": "https://enface.example/en/17/letters-in-transit/",
            "language": "en",
            "original-title": "Տառեր ճանապարհին",
            "original-date": {"date-parts": [[2023, 12, 19]]},
            "version": "3",
            "abstract": "A standfirst.",
            "custom": {
                "original-language": "hy",
                "license": "CC BY 4.0",
                "short-url": "https://enface.example/en/17/",
            },
        }
    ]


def test_what_is_not_known_leaves_no_empty_field() -> None:
    assert list(read_bibtex(BARE).fields) == [
        *("entrysubtype", "title", "journaltitle", "journal", "date", "year"),
        *("url", "shorturl", "language", "langid", "version"),
    ]
    assert write_ris(BARE).split("\r\n") == [
        *("TY  - MGZN", "TI  - Letters in Transit", "T2  - Enface", "JF  - Enface", "PY  - 2023", "DA  - 2023/12/20"),
        *("LA  - en", f"UR  - {WORK.url}", f"N1  - Revision 3; {WORK.short_url}", "ER  - ", ""),
    ]
    assert list(json.loads(write_csl(BARE))[0]) == [
        *("id", "type", "title", "container-title", "issued", "URL", "language", "version", "custom"),
    ]


def test_the_original_language_is_named_also_where_the_original_is_not_published() -> None:
    work = replace(WORK, original_title="", original_published=None)
    assert [read_bibtex(work).fields.get(name) for name in ("origlanguage", "origtitle", "origdate")] == [
        *("armenian", None, None),
    ]
    assert "OP  - hy\r\n" in write_ris(work)
    assert json.loads(write_csl(work))[0]["custom"]["original-language"] == "hy"


def test_languages_have_the_names_that_babel_knows() -> None:
    assert [name_in_babel(code) for code in CODES] == [
        *("armenian", "belarusian", "georgian", "romanian", "british", "ngerman", "russian"),
    ]


@given(words, words)
@example("}}, author = {Eve", "x\r\nER  - \r\nTY  - BOOK")
def test_any_title_comes_back_from_bibtex_ris_and_json(title: str, abstract: str) -> None:
    work = replace(BARE, title=put_on_one_line(title), abstract=put_on_one_line(abstract), journal=title)
    fields = read_bibtex(work).fields
    squeezed = [" ".join(text.split()) for text in (work.title, work.abstract)]
    assert [" ".join(read_tex(fields[name]).split()) for name in ("title", "abstract")] == squeezed
    assert set(fields) == {*read_bibtex(BARE).fields, "abstract"}
    record = read_ris(work)
    assert [" ".join(str(record[name]).split()) for name in ("title", "abstract")] == squeezed
    assert set(record) == {*read_ris(BARE), "abstract"}
    (item,) = json.loads(write_csl(work))
    assert [item["title"], item["abstract"]] == [work.title, work.abstract]


@given(st.lists(st.tuples(words, words, st.booleans()), min_size=1, max_size=3))
@example([("and", "others", False), ("Smith, Jr., John", "x", True), ("de la Cruz", "Anna Maria", False)])
def test_any_name_comes_back_from_bibtex_ris_and_json_as_one_person(people: list[tuple[str, str, bool]]) -> None:
    persons = tuple(
        Person(family) if is_whole else Person(f"{given} {family}", given, family) for family, given, is_whole in people
    )
    work = replace(BARE, authors=persons, translators=persons[:1])
    entry = read_bibtex(work)
    known = [(person.family or person.name, person.given) for person in persons]
    assert [len(entry.persons["author"]), len(entry.persons["translator"])] == [len(persons), 1]
    assert [squeeze(*name) for name in known] == [
        squeeze(
            read_tex(" ".join(one.prelast_names + one.last_names + one.lineage_names)),
            read_tex(" ".join(one.first_names + one.middle_names)),
        )
        for one in entry.persons["author"]
    ]
    record = read_ris(work)
    written = [", ".join(filter(None, name)) for name in known]
    assert [squeeze(*(str(one) for one in record["authors"]))] == [squeeze(*written)]
    (item,) = json.loads(write_csl(work))
    assert [(one.get("family") or one.get("literal"), one.get("given", "")) for one in item["author"]] == known


def squeeze(*texts: str) -> tuple[str, ...]:
    """Return texts as TeX sees their spaces, where a hyphen and a tilde are no letters of a name."""
    return tuple("".join(text.split()) for text in texts)


def test_a_citation_processor_writes_what_the_json_says() -> None:
    (item,) = json.loads(write_csl(WORK))
    del item["custom"]  # younger than this processor
    source = CiteProcJSON([item])
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(WORK.key)]))
    assert [str(entry) for entry in bibliography.bibliography()] == [
        "Mkrtchyan, A. and Редакция (2023) “Letters in Transit: On a debt”, Enface. Translated by H. de Vries,"
        " 20 December. Available at: https://enface.example/en/17/letters-in-transit/."
    ]


@pytest.mark.parametrize(
    ("title", "whole"),
    [("Letters", "Letters: On a debt"), ("Why?", "Why? On a debt"), ("Ի՞նչ է սա։", "Ի՞նչ է սա։ On a debt")],
)
def test_a_subtitle_follows_a_colon_unless_the_title_ends_a_sentence(title: str, whole: str) -> None:
    assert replace(WORK, title=title).full_title == whole
