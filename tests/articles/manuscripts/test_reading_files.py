"""Files as word processors write them, read whole. How they were made: `files/make_files.py`."""

from pathlib import Path

import pytest

from articles.manuscripts.manuscript import FIRST_PLACEHOLDER, Excerpt, Finding, Manuscript, Picture, WordNote
from articles.manuscripts.reading import read_word

FILES = Path(__file__).resolve().parent / "files"
DOOR = (FILES / "door.png").read_bytes()
FIGURE = f'<figure data-image="{FIRST_PLACEHOLDER}"></figure>'


def read_file(name: str) -> Manuscript:
    return read_word((FILES / name).read_bytes())


def count_findings(manuscript: Manuscript) -> dict[str, int]:
    return {row.code: row.count for row in manuscript.findings}


def find(manuscript: Manuscript, code: str) -> Finding:
    return next(row for row in manuscript.findings if row.code == code)


def test_a_file_of_pandoc_arrives_with_everything_in_it() -> None:
    read = read_file("armenian-pandoc.docx")
    assert (read.title, read.subtitle) == ("Նամակներ ճանապարհին", "Ինչպես է փոստը հիշում քաղաքները")
    assert read.standfirst == (
        "Փոստատարները գիտեն քաղաքը ուրիշ կերպ, քան նրա բնակիչները։ Հոդվածը պատմում է երեք փողոցի մասին։"
    )
    assert read.body == (
        "<h2>Առաջին փողոցը</h2>"
        '<p>Փողոցը <em>նեղ</em> է և <strong>երկար</strong><sup data-note="new1"></sup>։ Տես '
        '<a href="https://example.org/map?a=1&amp;b=2">քարտեզը</a>, հետո եկ այստեղ<sup data-note="new2"></sup>։</p>'
        "<blockquote><p>Նամակը գտնում է իր տերը, եթե ոչ այսօր, ապա վաղը։</p></blockquote>"
        "<ol><li>առաջին տուն</li><li><p>երկրորդ տուն</p><p>դռան վրա զանգ չկա</p>"
        "<ul><li>բակը</li><li>աստիճանը</li></ul></li></ol>"
        "<h3>Փոստատուն</h3>"
        "<table><caption>Ստացված նամակներ</caption>"
        '<thead><tr><th scope="col">Տարի</th><th scope="col">Նամակ</th></tr></thead>'
        "<tbody><tr><td>1926</td><td>120</td></tr>"
        '<tr><td>1988</td><td>45<sup data-note="new3"></sup></td></tr></tbody></table>'
        f"<p>H<sub>2</sub>O և 5 մ<sup>2</sup>։</p><hr>{FIGURE}"
    )
    assert dict(read.notes) == {
        "new1": WordNote(
            '<p><em>Քաղաքի գիրքը</em>, Երևան, 1988։ Տես <a href="https://example.org/book">'
            "https://example.org/book</a>։</p>",
            has_own_key=False,
        ),
        "new2": WordNote("<p>Զրույց փոստատարի հետ։</p><p>Երկրորդ պարբերություն։</p>", has_own_key=False),
        "new3": WordNote("<p>Հաշվել է հեղինակը։</p>", has_own_key=False),
    }
    assert read.pictures == (Picture(FIRST_PLACEHOLDER, "rId25.png", DOOR, "Փոստատան դուռը", "Փոստատան դուռը"),)
    assert count_findings(read) == {
        "title": 1,
        "subtitle": 1,
        "standfirst": 1,
        "author": 1,
        "heading": 2,
        "paragraph": 4,
        "quote": 1,
        "list": 2,
        "table": 1,
        "image": 1,
        "caption": 1,
        "link": 2,
        "footnote": 3,
    }
    assert find(read, "author").excerpts == (Excerpt("Անի Պետրոսյան"),)


def test_a_file_of_libreoffice_arrives_and_its_changes_and_comments_are_told() -> None:
    read = read_file("georgian-libreoffice.docx")
    assert (read.title, read.subtitle, read.standfirst) == ("წერილები გზაში", "როგორ ახსოვს ფოსტას ქალაქები", "")
    assert read.body == (
        "<h2>პირველი ქუჩა</h2><p>ქუჩა <em>ვიწროა</em>, ძველი სახლებით, და მშვიდი"
        '<sup data-note="new1"></sup>. იხილეთ <a href="https://example.org/ruka">რუკა</a><sup>2</sup>.</p>'
        "<blockquote><p>წერილი პატრონს პოულობს.</p></blockquote>"
        "<h3>ფოსტა</h3><ul><li>ეზო<ul><li>კიბე</li></ul></li><li>კარი</li></ul>"
        '<table><thead><tr><th scope="col">წელი</th><th scope="col">წერილი</th></tr></thead><tbody>'
        '<tr><td rowspan="2">1926</td><td>120</td></tr>'
        '<tr><td>45<sup data-note="new2"></sup></td></tr></tbody></table>'
        f"{FIGURE}<p>ბოლო სიტყვა.</p>"
    )
    assert dict(read.notes) == {
        "new1": WordNote("<p>წიგნი <em>ქალაქზე</em>, 1988.</p>", has_own_key=False),
        "new2": WordNote("<p>ავტორის დათვლილი.</p>", has_own_key=False, is_endnote=True),
    }
    assert read.pictures == (Picture(FIRST_PLACEHOLDER, "image1.png", DOOR, "ფოსტის კარი", "ფოსტის კარი დილით"),)
    place = "ქუჩა ვიწროა, ძველი სახლებით, და მშვიდი. იხილეთ რუკა2."
    assert find(read, "inserted") == Finding("inserted", 1, (Excerpt("ძველი სახლებით,", place, "ნინო"),))
    assert find(read, "deleted") == Finding("deleted", 1, (Excerpt("და გრძელი", place, "ნინო"),))
    assert find(read, "comment") == Finding("comment", 1, (Excerpt("ეს ხომ არ გავამოკლოთ?", place, "გიორგი"),))
    assert find(read, "header") == Finding("header", 1, (Excerpt("ხელნაწერი, მეორე ვერსია"),))
    assert find(read, "underline") == Finding("underline", 1, (Excerpt("ბოლო", "ბოლო სიტყვა."),))
    assert find(read, "highlight") == Finding("highlight", 1, (Excerpt("სიტყვა", "ბოლო სიტყვა."),))
    assert {"footnote": 1, "endnote": 1, "no-standfirst": 1}.items() <= count_findings(read).items()


def test_a_file_of_python_docx_arrives() -> None:
    read = read_file("german-python-docx.docx")
    assert (read.title, read.subtitle, read.standfirst) == ("Briefe unterwegs", "", "")
    assert read.body == (
        "<p>Die Post kennt Städte anders als ihre Bewohner.</p><h2>Die Straße</h2>"
        "<p>Sie ist <em>schmal</em> und <strong>lang</strong>.</p>"
        "<blockquote><p>Ein Brief findet seinen Empfänger.</p></blockquote>"
        "<ul><li>Hof</li><li>Treppe</li></ul><ol><li>erste Stufe</li><li>zweite Stufe</li></ol>"
        "<table><tbody><tr><td>Jahr</td><td>Briefe</td></tr><tr><td>1926</td><td>120</td></tr></tbody></table>"
        f'<p>Auf dem Schild steht <span lang="hy">Փոստ</span></p>{FIGURE}'
    )
    assert (dict(read.notes), read.pictures) == (
        {},
        (Picture(FIRST_PLACEHOLDER, "image1.png", DOOR, "", "Die Tür der Post"),),
    )


def test_a_file_of_pandoc_that_libreoffice_has_saved_again_arrives() -> None:
    read = read_file("russian-pandoc-libreoffice.docx")
    assert (read.title, read.body) == (
        "Письма в пути",
        '<p>Почта помнит города иначе<sup data-note="new1"></sup>, чем их жители.</p><h2>Улица</h2>'
        '<p>Улица <em>узкая</em>, дома на ней <strong>старые</strong><sup data-note="new2"></sup>; смотрите '
        '<a href="https://example.org/karta">карту</a>.</p>'
        "<blockquote><p>Письмо найдёт хозяина.</p><p>Не сегодня, так завтра.</p></blockquote>"
        "<ul><li>двор</li><li>лестница<ol><li>первая ступень</li><li>вторая ступень</li></ol></li></ul>",
    )
    assert [note.html for note in read.notes.values()] == [
        "<p>Книга о городе, с. 12.</p>",
        "<p>Разговор с почтальоном, <em>запись автора</em>.</p>",
    ]


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.glob("*.docx")))
def test_the_same_file_gives_the_same_manuscript(name: str) -> None:
    assert read_file(name) == read_file(name)
